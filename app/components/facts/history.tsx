import { History as HistoryIcon } from "lucide-react";
import type { Moment } from "#app/lib/format.ts";
import { FoldedSection } from "../layout/section.tsx";
import { Timeline, TimelineItem } from "./timeline.tsx";

type HistoryProps = {
  title: string;
  lines: readonly { id: string; what: string; at: Moment; actorName: string; reason: string }[];
  /** What each kind of event is called. */
  called: Readonly<Record<string, string>>;
};

/** Who did what and when, folded away below what it came to; open on paper. */
export function History({ title, lines, called }: HistoryProps) {
  if (lines.length === 0) return null;
  return (
    <FoldedSection title={title} printed>
      <Timeline label={title}>
        {lines.map((line) => (
          <TimelineItem
            key={line.id}
            at={line.at}
            icon={HistoryIcon}
            title={called[line.what] ?? line.what}
            person={line.actorName}
          >
            {line.reason && <p className="prose-plain">{line.reason}</p>}
          </TimelineItem>
        ))}
      </Timeline>
    </FoldedSection>
  );
}
