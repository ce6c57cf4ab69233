import { useWords } from "#app/lib/i18n-context.tsx";
import { diagnosisWords } from "#app/words/diagnosis.ts";
import { LayerTag } from "../facts/layer-tag.tsx";
import { Person } from "../facts/person.tsx";
import { Section } from "../layout/section.tsx";
import type { RoomData } from "./room-data.ts";

/** What came out of it, and beside it everybody who sees it otherwise. */
export function Outcome({ room }: { room: RoomData }) {
  const w = useWords(diagnosisWords);
  if (!room.recorded) return null;
  const dissents = room.opinions.filter((one) => one.dissents);
  return (
    <>
      <Section
        title={w.outcome}
        id="outcome"
        aside={room.outcome?.layer === "CONFIDENTIAL" && <LayerTag layer="CONFIDENTIAL" />}
      >
        {room.outcome ? (
          <p className="prose-plain max-w-reading break-words">{room.outcome.text}</p>
        ) : (
          <p className="text-muted">{w.outcomeHidden}</p>
        )}
      </Section>
      {(dissents.length > 0 || room.outcome?.dissent) && (
        <Section title={w.dissent} id="dissent">
          <ul className="space-y-3">
            {dissents.map((one) => (
              <li key={one.seatId} className="border-l-2 border-waiting-line pl-3">
                <Person name={one.name ?? w.posterSide} from={one.from} />
                <p className="prose-plain max-w-reading break-words">{one.text}</p>
              </li>
            ))}
            {room.outcome?.dissent && (
              <li className="prose-plain max-w-reading border-l-2 border-waiting-line pl-3">{room.outcome.dissent}</li>
            )}
          </ul>
        </Section>
      )}
    </>
  );
}
