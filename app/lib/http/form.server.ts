import { parseWithZod } from "@conform-to/zod/v4";
import type { z } from "zod";
import { DomainError } from "#app/lib/errors.ts";
import { formError } from "./respond.server.ts";
import { data } from "@remix-run/node";

const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;

/** More than the longest of our forms has; an import's firms and the rows ticked for release are the longest. */
const MOST_ENTRIES = 2_500;
/** A list's place in a field's name; a far one would be made room for, up to all the memory there is. */
const FAR_PLACE = /\[\d{4,}\]/;
const isOddName = (name: string): boolean =>
  name.length > 200 ||
  FAR_PLACE.test(name) ||
  name.split("[").length > 6 ||
  /__proto__|constructor|prototype/.test(name);

/** What was typed, without control characters nobody types and PostgreSQL refuses; nothing but blanks is nothing. */
const typed = (value: string): string => {
  const text = value.replace(CONTROL, "");
  return text.trim() === "" ? "" : text;
};

/** The body of a posted form, each text as `typed`. @throws DomainError bad_request when it is none */
export async function readForm(request: Request): Promise<FormData> {
  let posted: FormData;
  try {
    posted = await request.formData();
  } catch {
    throw new DomainError("bad_request");
  }
  const form = new FormData();
  let entries = 0;
  for (const [name, value] of posted) {
    entries += 1;
    if (entries > MOST_ENTRIES || isOddName(name)) throw new DomainError("bad_request");
    if (typeof value === "string") form.append(name, typed(value));
    else form.append(name, value);
  }
  return form;
}

type Options = {
  /** The form already read, when a route tells several forms apart by their `intent`. */
  form?: FormData;
  /** Fields that never travel back, such as passwords. */
  hideFields?: string[];
};

/**
 * Reads a form, checks it and hands the value to `run`. What is wrong is answered as Conform's reply with 422 (or the
 * refusal's status); what was typed stays in the form. `run` answers with a redirect or data of its own.
 */
export async function submitForm<S extends z.ZodType, R>(
  request: Request,
  schema: S,
  run: (value: z.output<S>) => Promise<R>,
  options: Options = {},
) {
  const form = options.form ?? (await readForm(request));
  const taken = form.get("takeOver");
  if (typeof taken === "string" && taken !== "") return takeOver(form, schema, taken, options);
  const submission = parseWithZod(form, { schema });
  const hideFields = options.hideFields ?? [];
  if (submission.status !== "success") return data({ result: submission.reply({ hideFields }) }, { status: 422 });
  try {
    return await run(submission.value as z.output<S>);
  } catch (error) {
    return formError(submission, error, hideFields);
  }
}

/**
 * The button beside a field that says what stands in the record now, pressed without script: the form as it was typed,
 * with this one field as it stands. Nothing is checked or written.
 */
function takeOver(form: FormData, schema: z.ZodType, name: string, { hideFields = [] }: Options) {
  if (isOddName(name)) throw new DomainError("bad_request");
  const values = form.getAll(`now:${name}`);
  form.delete(name);
  for (const value of values) form.append(name, value);
  // The page goes by the version it has just read.
  form.delete("version");
  const { initialValue } = parseWithZod(form, { schema }).reply({ hideFields });
  return data({ result: { initialValue }, overtaken: true });
}

/** The hidden field that tells a page's forms apart. */
export const intentOf = (form: FormData): string => {
  const intent = form.get("intent");
  return typeof intent === "string" ? intent : "";
};
