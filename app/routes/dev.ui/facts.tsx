import { BadgeCheck, HandHelping, Hammer, MessageSquare, Megaphone } from "lucide-react";
import { DueTime } from "#app/components/facts/due-time.tsx";
import { EvidenceLink } from "#app/components/facts/evidence-link.tsx";
import { FactsTable } from "#app/components/facts/facts-table.tsx";
import { Highlight } from "#app/components/facts/highlight.tsx";
import { LayerTag } from "#app/components/facts/layer-tag.tsx";
import { Measure } from "#app/components/facts/measure.tsx";
import { Money } from "#app/components/facts/money.tsx";
import { Organisation } from "#app/components/facts/organisation.tsx";
import { Person } from "#app/components/facts/person.tsx";
import { Photos } from "#app/components/facts/photos.tsx";
import { QrCode } from "#app/components/facts/qr-code.tsx";
import { SeverityTag } from "#app/components/facts/severity-tag.tsx";
import { StateChip } from "#app/components/facts/state-chip.tsx";
import { Day, DayTime, TimeAgo } from "#app/components/facts/time.tsx";
import { Timeline, TimelineItem } from "#app/components/facts/timeline.tsx";
import { useWords } from "#app/lib/i18n-context.tsx";
import { commonWords } from "#app/words/common.ts";
import { devUiWords } from "#app/words/dev-ui.ts";
import { type LayerName, type ProblemStateName, type SeverityName, statesWords } from "#app/words/states.ts";

const HOUR = 3_600_000;
const names = <T extends string>(record: Record<T, string>) => Object.keys(record) as T[];

export function Facts({ now, code }: { now: number; code: { size: number; path: string } }) {
  const w = useWords(devUiWords);
  const c = useWords(commonWords);
  const s = useWords(statesWords);
  const photos = [1, 2, 3].map((n) => ({
    id: String(n),
    href: "/icon-512.png",
    thumbnail: "/icon-512.png",
    caption: n === 1 ? w.sitePhoto : null,
  }));
  return (
    <div className="space-y-6">
      <div className="flex flex-wrap gap-2">
        {names<ProblemStateName>(s.state).map((state) => (
          <StateChip key={state} state={state} />
        ))}
        <StateChip state="SOLVED" partial />
      </div>
      <div className="flex flex-wrap gap-2">
        {names<SeverityName>(s.severity).map((severity) => (
          <SeverityTag key={severity} severity={severity} />
        ))}
        {names<LayerName>(s.layer).map((layer) => (
          <LayerTag key={layer} layer={layer} />
        ))}
      </div>
      <div className="flex flex-wrap gap-x-5 gap-y-2">
        <DueTime dueAt={now + 70 * HOUR} />
        <DueTime dueAt={now + 6.5 * HOUR} />
        <DueTime dueAt={now - 50 * HOUR} />
        <DueTime dueAt={null} minutesLeft={90} />
        <TimeAgo at={now - 3 * HOUR} />
        <Day at={now} />
        <DayTime at={now} />
      </div>
      <FactsTable
        columns={2}
        facts={[
          { label: w.number, value: <span className="tabular-nums">JL-2026-0137</span> },
          { label: w.state, value: <StateChip state="ACCEPTANCE" /> },
          { label: w.poster, value: <Organisation name={w.enterpriseName} to="#top" /> },
          { label: c.anonymousEnterprise, value: <Organisation name={null} /> },
          { label: w.owner, value: <Person name={w.master} from={w.studioName} avatar to="#top" /> },
          { label: w.waitingFor, value: <DueTime dueAt={now + 6.5 * HOUR} /> },
          { label: w.loss, value: <Money fen={860_000n} /> },
          { label: w.benefit, value: <Money fen={1_234_567_890n} /> },
          { label: c.none, value: <Money fen={null} /> },
          { label: c.anonymousPerson, value: <Person name={null} from={c.anonymousEnterprise} /> },
          {
            label: w.scrap,
            wide: true,
            value: <Measure before={4.2} after={1.1} unit="%" period={w.month} better="lower" />,
          },
          {
            label: w.output,
            wide: true,
            value: <Measure before={28000} after={31500} unit={w.perHour} better="higher" />,
          },
          { label: w.stops, wide: true, value: <Measure before={3.5} after={4} unit={w.perWeek} better="lower" /> },
          { label: w.phenomenon, wide: true, value: <p className="prose-plain">{w.phenomenonText}</p> },
          { label: c.evidence, wide: true, value: <EvidenceLink href="#top" name={w.certificate} bytes={348_200} /> },
          {
            label: c.search,
            wide: true,
            value: <Highlight parts={w.hit.map((text, index) => ({ text, hit: index === 1 }))} />,
          },
        ]}
      />
      <Photos photos={photos} />
      <Timeline>
        <TimelineItem
          at={now - 400 * HOUR}
          icon={Megaphone}
          tone="moving"
          person={<Person name={w.engineer} />}
          title={w.posted}
        />
        <TimelineItem
          at={now - 380 * HOUR}
          icon={BadgeCheck}
          tone="done"
          person={<Person name={null} />}
          title={w.approved}
        />
        <TimelineItem at={now - 300 * HOUR} icon={HandHelping} person={<Person name={w.master} />} title={w.claimed} />
        <TimelineItem
          at={now - 60 * HOUR}
          icon={MessageSquare}
          person={<Person name={w.master} from={w.studioName} />}
          title={w.commented}
        >
          <p className="prose-plain">{w.comment}</p>
        </TimelineItem>
        <TimelineItem
          id="last"
          at={now - 3 * HOUR}
          icon={Hammer}
          tone="moving"
          person={<Person name={w.master} />}
          title={w.wrote}
        />
      </Timeline>
      <QrCode code={code} label={c.scanToOpen} className="size-28" />
    </div>
  );
}
