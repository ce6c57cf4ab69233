import type { SubmissionResult } from "@conform-to/react";
import { useWords } from "#app/lib/i18n-context.tsx";
import { solvingWorkWords } from "#app/words/solving-work.ts";
import { TextInput } from "../form/text-input.tsx";

type Row = {
  name?: string;
  unit?: string;
  before?: string | number | null;
  after?: string | number | null;
  period?: string;
};
const PARTS = ["name", "unit", "before", "after", "period"] as const;

/** How many lines a form offers: those filled in and two empty ones, at least four. */
const linesFor = (rows: readonly Row[]): number => {
  const filled = rows.findLastIndex((row) => PARTS.some((part) => row?.[part] != null && row[part] !== "")) + 1;
  return Math.min(12, Math.max(4, filled + 2));
};

type MeasureRowsProps = {
  /** What is there before anything was typed. */
  rows: readonly Row[];
  result?: SubmissionResult;
};

/** Measures before and after, line by line; plain inputs, so that it works without script. */
export function MeasureRows({ rows, result }: MeasureRowsProps) {
  const w = useWords(solvingWorkWords).measures;
  const typed = result?.initialValue?.measures;
  const shown: readonly Row[] = Array.isArray(typed) ? (typed as Row[]) : rows;
  const errors = result?.error ?? {};
  return (
    <div className="space-y-4">
      {errors.measures && (
        <p id="measures" className="text-sm font-medium text-urgent">
          {errors.measures.join(" ")}
        </p>
      )}
      {Array.from({ length: linesFor(shown) }, (_, index) => (
        // A line has no identity but its place in the form.
        <fieldset
          key={index}
          className="grid grid-cols-2 gap-x-3 gap-y-2 border-b border-line pb-4 lg:grid-cols-[2fr_1fr_1fr_1fr_1.5fr]"
        >
          <legend className="mb-1 text-sm text-muted lg:sr-only">{w.row(index + 1)}</legend>
          {PARTS.map((part) => {
            const name = `measures[${index}].${part}`;
            const value = shown[index]?.[part];
            return (
              <div key={part} className={part === "name" || part === "period" ? "col-span-2 lg:col-span-1" : ""}>
                <TextInput
                  name={name}
                  id={`measure-${index}-${part}`}
                  label={w[part]}
                  defaultValue={value === null || value === undefined ? "" : String(value)}
                  errors={errors[name] ?? undefined}
                  inputMode={part === "before" || part === "after" ? "decimal" : undefined}
                  optional={false}
                />
              </div>
            );
          })}
        </fieldset>
      ))}
    </div>
  );
}
