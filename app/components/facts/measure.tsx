import { ArrowRight } from "lucide-react";
import { formatChange, formatNumber } from "#app/lib/format.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { commonWords } from "#app/words/common.ts";
import { cx } from "../cx.ts";

type MeasureProps = {
  label?: string;
  before: number | null;
  after: number | null;
  unit: string;
  /** Over which time each was measured. */
  period?: string | null;
  /** Which direction is an improvement; colours the change. */
  better?: "lower" | "higher";
};

/** Before → after with unit and change: 废品率 4.2 % → 1.1 %（−74 %）. */
export function Measure({ label, before, after, unit, period, better }: MeasureProps) {
  const w = useWords(commonWords);
  const change = before !== null && after !== null ? formatChange(before, after) : "";
  const improved =
    better && before !== null && after !== null && (better === "lower" ? after < before : after > before);
  const worse = better && !improved && before !== after && after !== null;
  return (
    <span className="inline-flex flex-wrap items-baseline gap-x-2 gap-y-0.5">
      {label && <span className="text-muted">{label}</span>}
      <span className="inline-flex items-baseline gap-1.5 tabular-nums">
        <span className="sr-only">{w.before}</span>
        <span className="text-muted">{before === null ? "—" : formatNumber(before)}</span>
        <ArrowRight aria-hidden className="size-3.5 self-center text-faint" />
        <span className="sr-only">{w.after}</span>
        <span className="font-semibold">{after === null ? "—" : formatNumber(after)}</span>
        <span className="text-sm">{unit}</span>
      </span>
      {change && (
        <span
          className={cx(
            "text-sm font-medium tabular-nums",
            improved ? "text-done" : worse ? "text-urgent" : "text-muted",
          )}
        >
          <span className="sr-only">{w.change} </span>
          {change}
        </span>
      )}
      {period && <span className="text-sm text-muted">{period}</span>}
    </span>
  );
}
