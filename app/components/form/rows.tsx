import type { SubmissionResult } from "@conform-to/react";
import { ChevronDown, Plus } from "lucide-react";
import type { ReactNode } from "react";
import { useWords } from "#app/lib/i18n-context.tsx";
import { rowsWords } from "#app/words/rows.ts";
import { cx } from "../cx.ts";
import { TextInput } from "./text-input.tsx";

type Row = Record<string, string>;
type Part = {
  name: string;
  label: string;
  decimal?: boolean;
  /** Two such stand side by side on phones; decimals do anyway. */
  short?: boolean;
};

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
  /** What a filled line says, and how far it is: on phones and tablets it is folded to that, and opens when pressed. */
  told?: (row: Row) => [name: string, more: string];
  /** Draws one part its own way. */
  draw?: (part: string, props: { name: string; id: string; value: string; errors?: string[] }) => ReactNode;
};

/** Lines offered at once beyond those that are filled in. */
const SPARE = 6;

/** Lines of a list in a form: those there are, an empty one, and more behind "add another"; plain inputs, so that it works without script. */
export function Rows({ name, parts, rows, legend, most, result, columns, told, draw }: RowsProps) {
  const w = useWords(rowsWords);
  const typed = result?.initialValue?.[name];
  const shown: readonly Row[] = Array.isArray(typed) ? (typed as Row[]) : rows;
  const errors = result?.error ?? {};
  const filled = shown.findLastIndex((row) => Object.values(row ?? {}).some(Boolean)) + 1;
  const open = Math.min(most, Math.max(2, filled + 1));
  const last = Math.min(most, open + SPARE);
  const line = (index: number): ReactNode => (
    <fieldset className={cx("grid grid-cols-2 gap-x-3 gap-y-2 border-b border-line pb-4", columns)}>
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
          <div key={part.name} className={cx("min-w-0", !part.decimal && !part.short && "max-sm:col-span-2")}>
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
  );
  const wrong = (index: number) => Object.keys(errors).some((field) => field.startsWith(`${name}[${index}]`));
  /** A line that was filled in says so in short; one with a mistake in it stays open. */
  const section = (index: number): ReactNode =>
    told && index < filled ? (
      <details className="row-fold border-b border-line" open={wrong(index)}>
        <summary className="flex min-h-14 cursor-pointer items-center gap-3 py-2">
          <ChevronDown aria-hidden className="size-5 shrink-0 text-muted" />
          <span className="min-w-0">
            <span className="block text-sm text-muted">{legend(index + 1)}</span>
            <span className="block font-medium wrap-anywhere">{told(shown[index] ?? {})[0]}</span>
            <span className="block">{told(shown[index] ?? {})[1]}</span>
          </span>
        </summary>
        {line(index)}
      </details>
    ) : (
      line(index)
    );
  /** Each opened line offers the next. */
  const more = (index: number): ReactNode =>
    index < last && (
      <details>
        <summary className="mb-4 inline-flex min-h-12 items-center gap-2 font-medium text-primary">
          <Plus aria-hidden className="size-5" />
          {w.more}
        </summary>
        <div className="space-y-4">
          {line(index)}
          {more(index + 1)}
        </div>
      </details>
    );
  return (
    <div className="space-y-4" id={name}>
      {errors[name] && <p className="text-sm font-medium text-urgent">{errors[name].join(" ")}</p>}
      {Array.from({ length: open }, (_, index) => (
        // A line has no identity but its place in the form.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <div key={index}>{section(index)}</div>
      ))}
      {more(open)}
    </div>
  );
}
