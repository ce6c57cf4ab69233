import { useWords } from "#app/lib/i18n-context.tsx";
import { diagnosisWords } from "#app/words/diagnosis.ts";
import { LayerTag } from "../facts/layer-tag.tsx";
import { Section } from "../layout/section.tsx";
import { Opinion } from "./opinions.tsx";
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
          <ul className="space-y-4 border-l-2 border-waiting-line pl-3">
            {dissents.map((one) => (
              <Opinion key={one.seatId} opinion={one} timeZone={room.timeZone} />
            ))}
            {room.outcome?.dissent && <li className="prose-plain max-w-reading break-words">{room.outcome.dissent}</li>}
          </ul>
        </Section>
      )}
    </>
  );
}
