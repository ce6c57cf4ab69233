import type { Moment } from "#app/lib/format.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { type DateMove, lastDayOf } from "#app/modules/awards/rounds/moves/rules.ts";
import { roundDateWords } from "#app/words/round-dates.ts";
import { Day } from "../facts/time.tsx";

type Moved = { at: Moment; reason: string; moves: readonly DateMove[] };

/** How a round's dates were moved, and why. */
export function RoundMoves({ moved, timeZone }: { moved: readonly Moved[]; timeZone: string }) {
  const w = useWords(roundDateWords);
  return (
    <ul className="max-w-reading divide-y divide-line border-y border-line">
      {moved.map((one) => (
        <li key={String(one.at)} className="py-3">
          {one.moves.map(({ date, from, to }) => (
            <p key={date} className="tabular-nums">
              {w.line(w.date[date], lastDayOf(date, from, timeZone), lastDayOf(date, to, timeZone))}
            </p>
          ))}
          <p className="text-muted">
            {w.because(one.reason)} · <Day at={one.at} timeZone={timeZone} />
          </p>
        </li>
      ))}
    </ul>
  );
}
