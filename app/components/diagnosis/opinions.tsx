import { MessageSquareWarning } from "lucide-react";
import { useWords } from "#app/lib/i18n-context.tsx";
import { diagnosisWords } from "#app/words/diagnosis.ts";
import { Chip } from "../facts/chip.tsx";
import { LayerTag } from "../facts/layer-tag.tsx";
import { Person } from "../facts/person.tsx";
import { DayTime } from "../facts/time.tsx";
import { Section } from "../layout/section.tsx";
import type { OpinionData, OpinionVersion, RoomData } from "./room-data.ts";

/** What each thinks, in their own words; dissent is marked, earlier versions stay. */
export function Opinions({ room }: { room: RoomData }) {
  const w = useWords(diagnosisWords);
  const closed = room.rights.layer === "SUMMARY" && !room.rights.speaks;
  // Beside the outcome dissent stands on its own; it is not said twice.
  const listed = room.recorded ? room.opinions.filter((one) => !one.dissents) : room.opinions;
  if (listed.length === 0 && room.opinions.length > 0) return null;
  return (
    <Section title={w.opinions} id="opinions">
      {listed.length === 0 ? (
        <p className="text-muted">{closed ? w.opinionHidden : w.noOpinions}</p>
      ) : (
        <ul className="space-y-4">
          {listed.map((one) => (
            <Opinion key={one.seatId} opinion={one} timeZone={room.timeZone} />
          ))}
        </ul>
      )}
    </Section>
  );
}

/** One person's opinion with what it was before. */
export function Opinion({ opinion, timeZone }: { opinion: OpinionData; timeZone: string }) {
  const w = useWords(diagnosisWords);
  return (
    <li className="space-y-1.5 border-t border-line pt-3 first:border-t-0 first:pt-0">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <Person name={opinion.name ?? w.posterSide} from={opinion.from} />
        {opinion.dissents && (
          <Chip tone="waiting" icon={MessageSquareWarning}>
            {w.dissent}
          </Chip>
        )}
        {opinion.layer === "CONFIDENTIAL" && <LayerTag layer="CONFIDENTIAL" />}
      </p>
      <Version version={opinion} timeZone={timeZone} />
      {opinion.earlier.length > 0 && (
        <details>
          <summary className="link inline-flex min-h-12 items-center text-sm">
            {w.earlier(opinion.earlier.length)}
          </summary>
          <ol className="space-y-3 border-l-2 border-line pl-3">
            {opinion.earlier.map((one) => (
              <li key={one.version}>
                <Version version={one} timeZone={timeZone} />
              </li>
            ))}
          </ol>
        </details>
      )}
    </li>
  );
}

function Version({ version, timeZone }: { version: OpinionVersion; timeZone: string }) {
  const w = useWords(diagnosisWords);
  const vote = (status: string) => w.vote[status as keyof typeof w.vote] ?? status;
  return (
    <div className="space-y-1">
      <p className="prose-plain max-w-reading break-words">{version.text}</p>
      {version.votes.length > 0 && (
        <ul className="text-sm">
          {version.votes.map((one) => (
            <li key={one.entryId} className="break-words">
              <span className="text-muted">{one.text}</span> — <span className="font-medium">{vote(one.status)}</span>
            </li>
          ))}
        </ul>
      )}
      <p className="text-sm text-muted tabular-nums">
        <DayTime at={version.at} timeZone={timeZone} />
      </p>
    </div>
  );
}
