import type { SubmissionResult } from "@conform-to/react";
import { useId } from "react";
import type { FieldLike } from "./field-props.ts";

type AnsweredForm<T> = [
  form: { id: string; allErrors: Record<string, string[] | undefined> },
  fields: { readonly [name in keyof T]: FieldLike },
];

/**
 * A flat form that only the server checks: what was typed and what is wrong with it, by field. Shaped as Conform's
 * `useForm`, without its 9 kB of script; forms with lists of rows take that one.
 */
export function useAnsweredForm<T extends object>({
  id,
  result,
  values,
}: {
  id?: string;
  result?: SubmissionResult;
  /** What is there before anything was typed. */
  values: Partial<T>;
}): AnsweredForm<T> {
  const ownId = useId();
  const formId = id ?? ownId;
  // After an answer only what was typed counts: a box that was emptied stays empty.
  const typed = (result?.initialValue ?? values) as Record<string, unknown>;
  const errors = result?.error ?? {};
  const field = (name: string): FieldLike => ({
    id: `${formId}-${name}`,
    name,
    errors: errors[name] ?? undefined,
    initialValue: typed[name],
  });
  const allErrors = Object.fromEntries(Object.entries(errors).map(([name, found]) => [name, found ?? undefined]));
  const fields = new Proxy({}, { get: (_target, name) => (typeof name === "string" ? field(name) : undefined) });
  return [{ id: formId, allErrors }, fields as AnsweredForm<T>[1]];
}
