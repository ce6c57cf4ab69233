import type { SubmissionResult } from "@conform-to/react";
import { useWords } from "#app/lib/i18n-context.tsx";
import { sharesWords } from "#app/words/shares.ts";
import { Rows } from "./rows.tsx";
import { Select } from "./select.tsx";
import { Textarea } from "./textarea.tsx";

type ShareRowsProps = {
  lines: readonly { who: string; percent: string; contribution: string }[];
  /** Who may be named: "PERSON@UNIT" with name and unit. */
  people: readonly { value: string; name: string; unit: string }[];
  result?: SubmissionResult;
  most: number;
  /** Most characters of a contribution. */
  max: number;
};

/** Contributors in order, each with unit, share and what they did. */
export function ShareRows({ lines, people, result, most, max }: ShareRowsProps) {
  const w = useWords(sharesWords);
  const options = people.map((one) => ({ value: one.value, label: `${one.name}（${one.unit}）` }));
  return (
    <Rows
      name="lines"
      rows={lines}
      result={result}
      most={most}
      legend={w.line}
      columns="lg:grid-cols-[2fr_1fr_3fr]"
      parts={[
        { name: "who", label: w.who },
        { name: "percent", label: w.percent, decimal: true },
        { name: "contribution", label: w.contribution },
      ]}
      draw={(part, { name, id, value, errors }) =>
        part === "contribution" ? (
          <Textarea
            name={name}
            id={id}
            label={w.contribution}
            defaultValue={value}
            errors={errors}
            rows={2}
            max={max}
            optional={false}
          />
        ) : part === "who" ? (
          <Select
            name={name}
            id={id}
            label={w.who}
            defaultValue={value}
            errors={errors}
            options={options}
            optional={false}
          />
        ) : null
      }
    />
  );
}
