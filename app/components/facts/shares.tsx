import { useWords } from "#app/lib/i18n-context.tsx";
import type { Moment } from "#app/lib/format.ts";
import { percentText } from "#app/modules/achievements/shares/rules.ts";
import { sharesWords } from "#app/words/shares.ts";
import { Section } from "../layout/section.tsx";
import { StatusChip } from "./status-chip.tsx";

type SharesProps = {
  shares: readonly {
    /** Nobody's where the reader may not know who it is. */
    name: string | null;
    unit: string | null;
    basisPoints: number;
    contribution: string;
    confirmedAt: Moment | null;
    objection: string;
  }[];
  units: readonly { unit: string | null; basisPoints: number }[];
};

/** Who contributed, in order, and who has confirmed it. */
export function Shares({ shares, units }: SharesProps) {
  const w = useWords(sharesWords);
  if (shares.length === 0)
    return (
      <Section title={w.title}>
        <p className="text-muted">{w.none}</p>
      </Section>
    );
  return (
    <Section title={w.title} hint={w.lead}>
      <ol className="divide-y divide-line border-y border-line">
        {shares.map((one, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the order is what is shown
          <li key={index} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2.5">
            <span className="text-muted tabular-nums">{index + 1}.</span>
            <span className="font-medium">{one.name ?? w.hidden}</span>
            {one.unit && <span className="text-sm text-muted">{one.unit}</span>}
            <span className="tabular-nums">{percentText(one.basisPoints)}%</span>
            {one.objection ? (
              <StatusChip tone="urgent">{w.objected}</StatusChip>
            ) : (
              <StatusChip tone={one.confirmedAt ? "done" : "waiting"}>
                {one.confirmedAt ? w.confirmed : w.waiting}
              </StatusChip>
            )}
            {one.contribution && <p className="w-full text-sm">{one.contribution}</p>}
            {one.objection && <p className="w-full text-sm text-urgent">{one.objection}</p>}
          </li>
        ))}
      </ol>
      <p className="mt-3 text-sm">
        <span className="text-muted">{w.units} </span>
        {units.map((one, index) => (
          <span key={one.unit ?? "hidden"} className="tabular-nums">
            {index > 0 && " · "}
            {one.unit ?? w.hidden} {percentText(one.basisPoints)}%
          </span>
        ))}
      </p>
    </Section>
  );
}
