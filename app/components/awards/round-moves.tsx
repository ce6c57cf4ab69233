import { formatDate, type Moment } from "#app/lib/format.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { lastMomentOf } from "#app/lib/last-moment.ts";
import { roundDateWords } from "#app/words/round-dates.ts";
import { Day } from "../facts/time.tsx";

type DateName = keyof (typeof roundDateWords)["zh-CN"]["date"];
type Moved = { at: Moment; reason: string; moves: readonly { date: DateName; from: string; to: string }[] };

/** A date's last day: a notice is over when the day after begins. */
const lastDay = (name: DateName, at: string, timeZone: string): string =>
  formatDate(name === "noticeUntil" ? lastMomentOf(at) : at, timeZone);

/** How a round's dates were moved, and why. */
export function RoundMoves({ moved, timeZone }: { moved: readonly Moved[]; timeZone: string }) {
  const w = useWords(roundDateWords);
  return (
    <ul className="max-w-reading divide-y divide-line border-y border-line">
      {moved.map((one) => (
        <li key={String(one.at)} className="py-3">
          {one.moves.map(({ date, from, to }) => (
            <p key={date} className="tabular-nums">
              {w.line(w.date[date], lastDay(date, from, timeZone), lastDay(date, to, timeZone))}
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
