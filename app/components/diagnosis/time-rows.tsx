import type { SubmissionResult } from "@conform-to/react";
import { useLocale, useWords } from "#app/lib/i18n-context.tsx";
import { zoneName } from "#app/lib/zone-name.ts";
import { diagnosisWords } from "#app/words/diagnosis.ts";
import { useNow } from "../facts/now-context.tsx";
import { DateInput } from "../form/date-input.tsx";

const ROWS = 3;
const MOST = 6;

type TimeRowsProps = {
  /** Those there are, as a field shows them. */
  times: readonly string[];
  timeZone: string;
  result?: SubmissionResult;
};

/** Times to choose from, one a row; plain inputs, so that it works without script. */
export function TimeRows({ times, timeZone, result }: TimeRowsProps) {
  const w = useWords(diagnosisWords);
  const typed = result?.initialValue?.times;
  const shown = Array.isArray(typed) ? typed.flatMap((one) => (one ? [String(one)] : [])) : times;
  const rows = Math.min(MOST, Math.max(ROWS, shown.length + 1));
  const errors = result?.error?.times ?? undefined;
  return (
    <fieldset id="times" className="space-y-3">
      <legend className="mb-1 font-medium">{w.times}</legend>
      <p className="text-sm text-muted">{w.timesHint(zoneName(timeZone, useLocale(), new Date(useNow())))}</p>
      {errors && <p className="text-sm font-medium text-urgent">{errors.join(" ")}</p>}
      {Array.from({ length: rows }, (_, n) => (
        // A row has no identity but its place.
        <DateInput
          key={n}
          name={`times[${n}]`}
          id={`times-${n}`}
          label={w.time(n + 1)}
          defaultValue={shown[n]}
          withTime
          optional
        />
      ))}
    </fieldset>
  );
}
