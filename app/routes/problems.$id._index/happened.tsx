import {
  ArrowLeft,
  Ban,
  CheckCheck,
  CircleCheckBig,
  CircleDot,
  CircleHelp,
  Eye,
  FlaskConical,
  GitMerge,
  Hammer,
  HandHelping,
  ImagePlus,
  Megaphone,
  PencilLine,
  RotateCcw,
  ScrollText,
  Send,
  ShieldCheck,
  TriangleAlert,
  UserCheck,
} from "lucide-react";
import { Timeline, TimelineItem } from "#app/components/facts/timeline.tsx";
import type { Icon } from "#app/components/icon.ts";
import type { Tone } from "#app/components/tone.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { problemPageWords } from "#app/words/problem-page.ts";
import { waitingOnWords } from "#app/words/waiting-on.ts";
import type { Entry } from "./loaded.ts";

const LOOK: Record<string, [Icon, Tone]> = {
  drafted: [PencilLine, "still"],
  submitted: [Send, "waiting"],
  approved: [ShieldCheck, "moving"],
  returned: [ArrowLeft, "waiting"],
  published: [Megaphone, "moving"],
  bid: [HandHelping, "waiting"],
  "bid-chosen": [UserCheck, "moving"],
  assigned: [UserCheck, "waiting"],
  "assignment-accepted": [Hammer, "moving"],
  "solution-submitted": [ScrollText, "waiting"],
  "trial-started": [FlaskConical, "moving"],
  "trial-reported": [FlaskConical, "waiting"],
  "trial-failed": [TriangleAlert, "urgent"],
  accepted: [CircleCheckBig, "done"],
  "partly-accepted": [CircleCheckBig, "done"],
  "not-fixed": [TriangleAlert, "urgent"],
  answered: [CheckCheck, "done"],
  merged: [GitMerge, "still"],
  withdrawn: [Ban, "still"],
  "closed-unsolved": [Ban, "urgent"],
  reopened: [RotateCcw, "waiting"],
  "file-added": [ImagePlus, "still"],
  named: [Eye, "still"],
  unclaimed: [TriangleAlert, "waiting"],
  reminded: [TriangleAlert, "waiting"],
  "late-escalated": [TriangleAlert, "urgent"],
  "waiting-reminded": [TriangleAlert, "waiting"],
  "waiting-escalated": [TriangleAlert, "urgent"],
  "question-asked": [CircleHelp, "waiting"],
  "question-answered": [CheckCheck, "moving"],
  "still-good-asked": [CircleHelp, "waiting"],
  "still-good-answered": [CheckCheck, "still"],
  "team-goes-on": [Hammer, "moving"],
};

/** Everything that happened, in order, with people, times and reasons. */
export function Happened({ entries }: { entries: Entry[] }) {
  const w = useWords(problemPageWords);
  if (entries.length === 0) return <p className="text-muted">{w.noTimeline}</p>;
  return (
    <Timeline label={w.timeline}>
      {entries.map((entry) => (
        <Happening key={entry.id} entry={entry} />
      ))}
    </Timeline>
  );
}

function Happening({ entry }: { entry: Entry }) {
  const w = useWords(problemPageWords);
  const again = useWords(waitingOnWords).stillGood.reading;
  const [icon, tone] = LOOK[entry.type.replace("problem.", "")] ?? [CircleDot, "still"];
  const who = entry.hidden ? w.anonymous : (entry.actor ?? w.system);
  const { facts } = entry;
  const said = (type: string): string | undefined => w.event[type as keyof typeof w.event];
  const about = [
    facts.studioName && w.sentTo([facts.studioName, facts.craftsmanName].filter(Boolean).join(" · ")),
    facts.toName && w.toPerson(facts.toName),
    facts.step && facts.step in w.step && w.sentTo(w.step[facts.step as keyof typeof w.step]),
    facts.stillGood && facts.stillGood in again && again[facts.stillGood as keyof typeof again],
    facts.cancelled === "true"
      ? w.cancelled
      : facts.agreed === "true"
        ? w.agreed
        : facts.agreed === "false"
          ? w.refused
          : null,
  ].filter(Boolean);
  return (
    <TimelineItem
      id={`event-${entry.id}`}
      at={entry.at}
      icon={icon}
      tone={tone}
      person={
        <span>
          <span className="font-medium">{who}</span>
          {entry.onBehalfOf && <span className="text-muted"> {w.onBehalfOf(entry.onBehalfOf)}</span>}
          {entry.organisation && <span className="text-sm text-muted"> {entry.organisation}</span>}
        </span>
      }
      title={[said(`${entry.type}.${facts.step}`) ?? said(entry.type) ?? entry.type, ...about].join(" ")}
    >
      {entry.reason && (
        <p className="prose-plain max-w-reading border-l-2 border-line pl-3 text-muted">{entry.reason}</p>
      )}
    </TimelineItem>
  );
}
