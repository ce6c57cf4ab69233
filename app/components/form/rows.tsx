import type { SubmissionResult } from "@conform-to/react";
import type { ReactNode } from "react";
import { TextInput } from "./text-input.tsx";

type Row = Record<string, string>;
type Part = { name: string; label: string; decimal?: boolean };

type RowsProps = {
  /** Name of the list in the form. */
  name: string;
  parts: Part[];
  /** What is there before anything was typed. */
  rows: readonly Row[];
  legend: (n: number) => string;
  most: number;
  result?: SubmissionResult;
  /** Columns on a desk, as a class. */
  columns: string;
  /** Draws one part its own way. */
  draw?: (part: string, props: { name: string; id: string; value: string; errors?: string[] }) => ReactNode;
};

/** Lines of a list in a form, those there are and two empty ones; plain inputs, so that it works without script. */
export function Rows({ name, parts, rows, legend, most, result, columns, draw }: RowsProps) {
  const typed = result?.initialValue?.[name];
  const shown: readonly Row[] = Array.isArray(typed) ? (typed as Row[]) : rows;
  const errors = result?.error ?? {};
  const filled = shown.findLastIndex((row) => Object.values(row ?? {}).some(Boolean)) + 1;
  const lines = Math.min(most, Math.max(3, filled + 2));
  return (
    <div className="space-y-4" id={name}>
      {errors[name] && <p className="text-sm font-medium text-urgent">{errors[name].join(" ")}</p>}
      {Array.from({ length: lines }, (_, index) => (
        // A line has no identity but its place in the form.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <fieldset key={index} className={`grid grid-cols-1 gap-x-3 gap-y-2 border-b border-line pb-4 ${columns}`}>
          <legend className="mb-1 text-sm text-muted">{legend(index + 1)}</legend>
          {parts.map((part) => {
            const field = `${name}[${index}].${part.name}`;
            const props = {
              name: field,
              id: `${name}-${index}-${part.name}`,
              value: shown[index]?.[part.name] ?? "",
              errors: errors[field] ?? undefined,
            };
            return (
              <div key={part.name}>
                {draw?.(part.name, props) ?? (
                  <TextInput
                    name={field}
                    id={props.id}
                    label={part.label}
                    defaultValue={props.value}
                    errors={props.errors}
                    inputMode={part.decimal ? "decimal" : undefined}
                    optional={false}
                  />
                )}
              </div>
            );
          })}
        </fieldset>
      ))}
    </div>
  );
}
