import { CircleCheckBig, CircleHelp, RotateCcw } from "lucide-react";
import { useWords } from "#app/lib/i18n-context.tsx";
import { waitingOnWords } from "#app/words/waiting-on.ts";
import { Chip } from "../facts/chip.tsx";
import type { Icon } from "../icon.ts";
import type { Tone } from "../tone.ts";

export type StillGoodLine = {
  id: string;
  afterDays: number;
  /** Null: not asked yet. */
  reading: "GOOD" | "CAME_BACK" | "UNKNOWN" | "NOT_CONFIRMED" | null;
  note: string;
};

const LOOK: Record<NonNullable<StillGoodLine["reading"]>, [Tone, Icon]> = {
  GOOD: ["done", CircleCheckBig],
  CAME_BACK: ["urgent", RotateCcw],
  UNKNOWN: ["still", CircleHelp],
  NOT_CONFIRMED: ["waiting", CircleHelp],
};

/** What the poster said 30 and 90 days after an acceptance; silence reads "not confirmed". */
export function StillGoodList({ lines }: { lines: readonly StillGoodLine[] }) {
  const w = useWords(waitingOnWords).stillGood;
  const due = lines.filter((line) => line.reading !== null);
  if (due.length === 0) return null;
  return (
    <ul className="divide-y divide-line border-b border-line text-dense" aria-label={w.section}>
      {due.map(({ id, afterDays, reading, note }) => {
        if (!reading) return null;
        const [tone, icon] = LOOK[reading];
        return (
          <li key={id} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2.5">
            <span className="text-muted">{w.after(afterDays)}</span>
            <Chip tone={tone} icon={icon}>
              {w.reading[reading]}
            </Chip>
            {note && <p className="prose-plain w-full max-w-reading">{note}</p>}
          </li>
        );
      })}
    </ul>
  );
}
