import { formatDate, formatNumber } from "#app/lib/format.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import type { ProblemField } from "#app/modules/problems/layers.ts";
import { problemFactsWords } from "#app/words/problem-facts.ts";

/** A field's value as a reader sees it, with its unit; empty when there is none. */
export function useFieldText(): (field: ProblemField, value: unknown) => string {
  const f = useWords(problemFactsWords);
  return (field, value) => {
    if (value === null || value === undefined || value === "") return "";
    if (value instanceof Date) return formatDate(value, "UTC");
    if (field === "impactFen") return `${formatNumber(Number(value) / 100)} ${f.yuanPerDay}`;
    if (field === "downtimeHours") return `${formatNumber(Number(value))} ${f.hoursPerWeek}`;
    if (field === "scrapPercent") return `${formatNumber(Number(value), 3)} ${f.percent}`;
    return String(value);
  };
}
