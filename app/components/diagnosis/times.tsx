import { useWords } from "#app/lib/i18n-context.tsx";
import { diagnosisWords } from "#app/words/diagnosis.ts";
import { DayTime } from "../facts/time.tsx";
import { Section } from "../layout/section.tsx";
import type { RoomData } from "./room-data.ts";

const SIGN = { YES: "✓", MAYBE: "?", NO: "✗" } as const;

/** Which of the proposed times suits whom. */
export function SuitTable({ room }: { room: RoomData }) {
  const w = useWords(diagnosisWords);
  const asked = room.seats.filter((seat) => !seat.convener && (seat.state === "INVITED" || seat.state === "COMING"));
  if (room.times.length === 0 || asked.length === 0 || room.state === "RECORDED" || room.state === "CANCELLED")
    return null;
  return (
    <Section title={w.timesTitle}>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolls by keyboard on narrow screens */}
      <div className="overflow-x-auto" role="region" aria-label={w.suitTable} tabIndex={0}>
        <table className="w-full text-dense">
          <caption className="sr-only">{w.suitTable}</caption>
          <thead>
            <tr className="border-b border-line text-left text-muted">
              <th scope="col" className="py-2 pr-4 font-medium">
                {w.fixedAt}
              </th>
              {asked.map((seat) => (
                <th key={seat.id} scope="col" className="py-2 pr-4 font-medium whitespace-nowrap">
                  {seat.name ?? w.posterSide}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {room.times.map((time) => (
              <tr key={time.id} className="border-b border-line">
                <th scope="row" className="py-2 pr-4 text-left font-normal tabular-nums">
                  <DayTime at={time.at} timeZone={room.timeZone} />
                </th>
                {asked.map((seat) => {
                  const suits = seat.suits[time.id];
                  return (
                    <td key={seat.id} className="py-2 pr-4 whitespace-nowrap">
                      {suits && <span aria-hidden>{SIGN[suits]} </span>}
                      {suits ? w.suits[suits] : "–"}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
}
