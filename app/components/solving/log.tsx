import {
  Bandage,
  CircleCheckBig,
  CircleHelp,
  CircleX,
  Eye,
  Hammer,
  Lightbulb,
  StickyNote,
  UsersRound,
} from "lucide-react";
import { Link } from "@remix-run/react";
import { useWords } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";
import { solvingRecordWords } from "#app/words/solving-record.ts";
import { Chip } from "../facts/chip.tsx";
import { LayerTag } from "../facts/layer-tag.tsx";
import { Person } from "../facts/person.tsx";
import { Timeline, TimelineItem } from "../facts/timeline.tsx";
import type { Icon } from "../icon.ts";
import { Section } from "../layout/section.tsx";
import type { Tone } from "../tone.ts";
import type { LogEntryData } from "./solving-data.ts";

const KIND: Record<LogEntryData["kind"], Icon> = {
  CONTAINMENT: Bandage,
  OBSERVATION: Eye,
  HYPOTHESIS: Lightbulb,
  ATTEMPT: Hammer,
  NOTE: StickyNote,
};
const STATUS: Record<NonNullable<LogEntryData["status"]>, [Tone, Icon]> = {
  OPEN: ["waiting", CircleHelp],
  CONFIRMED: ["done", CircleCheckBig],
  REFUTED: ["still", CircleX],
  WORKED: ["done", CircleCheckBig],
  FAILED: ["urgent", CircleX],
};

type LogProps = { problemId: string; entries: LogEntryData[]; mayDecide: boolean };

/** What was seen, suspected and tried, oldest first; what failed says why. */
export function Log({ problemId, entries, mayDecide }: LogProps) {
  const w = useWords(solvingRecordWords).log;
  if (entries.length === 0) return null;
  return (
    <Section title={w.section} id="log">
      <Timeline label={w.section}>
        {entries.map((entry) => (
          <Entry
            key={entry.id}
            entry={entry}
            decideAt={
              mayDecide && entry.kind === "HYPOTHESIS" && entry.status === "OPEN"
                ? paths.problemAction(problemId, "log")
                : null
            }
          />
        ))}
      </Timeline>
    </Section>
  );
}

function Entry({ entry, decideAt }: { entry: LogEntryData; decideAt: string | null }) {
  const w = useWords(solvingRecordWords).log;
  const status = entry.status && STATUS[entry.status];
  return (
    <TimelineItem
      id={`log-${entry.id}`}
      at={entry.at}
      icon={entry.outcome ? UsersRound : KIND[entry.kind]}
      tone={status ? status[0] : "still"}
      title={
        <span className="inline-flex flex-wrap items-center gap-1.5">
          <span>{entry.outcome ? w.outcome : w.kind[entry.kind]}</span>
          {status && entry.status && (
            <Chip tone={status[0]} icon={status[1]}>
              {w.status[entry.status]}
            </Chip>
          )}
          {entry.layer === "CONFIDENTIAL" && <LayerTag layer="CONFIDENTIAL" />}
        </span>
      }
      person={<Person name={entry.author} from={entry.studio} />}
    >
      <p className="prose-plain max-w-reading">{entry.text}</p>
      {entry.why && (
        <p className="prose-plain mt-1 max-w-reading border-l-2 border-line pl-3 text-muted">
          <span className="font-medium">{entry.status === "FAILED" ? w.why : w.basis}</span>
          {entry.why}
        </p>
      )}
      {decideAt && (
        <Link to={decideAt} className="link no-print text-sm">
          {w.decide}
        </Link>
      )}
    </TimelineItem>
  );
}
