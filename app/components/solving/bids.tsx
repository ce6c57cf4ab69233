import { useWords } from "#app/lib/i18n-context.tsx";
import { solvingWords } from "#app/words/solving.ts";
import { Chip } from "../facts/chip.tsx";
import { FactsTable } from "../facts/facts-table.tsx";
import { TimeAgo } from "../facts/time.tsx";
import { Section } from "../layout/section.tsx";
import type { Tone } from "../tone.ts";
import type { BidData, SolvingData } from "./solving-data.ts";

const STATE: Record<BidData["state"], Tone> = { OPEN: "waiting", CHOSEN: "done", REFUSED: "still", WITHDRAWN: "still" };
const CONSENT: Record<NonNullable<BidData["consent"]>, Tone> = {
  NOT_NEEDED: "still",
  REQUESTED: "waiting",
  GRANTED: "done",
  REFUSED: "urgent",
  WITHDRAWN: "urgent",
};

type BidCardProps = {
  bid: BidData /** What the cards lie under: a section's title, or the page's. */;
  heading: "h2" | "h3";
};

/** One studio's bid in full, for those it is not sealed from. */
export function BidCard({ bid, heading: Heading }: BidCardProps) {
  const w = useWords(solvingWords);
  return (
    <article className="rounded-md border border-line bg-surface p-4">
      <div className="mb-2 flex flex-wrap items-center gap-2">
        <Heading className="mr-auto text-base font-semibold wrap-anywhere">{bid.studio}</Heading>
        {bid.own && <Chip>{w.bids.own}</Chip>}
        {bid.consent && bid.consent !== "GRANTED" && (
          <Chip tone={CONSENT[bid.consent]}>{w.bids.consent[bid.consent]}</Chip>
        )}
        <Chip tone={STATE[bid.state]}>{w.bids.state[bid.state]}</Chip>
      </div>
      <p className="prose-plain max-w-reading">{bid.proposal}</p>
      <p className="mt-2 flex flex-wrap gap-x-4 text-sm text-muted">
        <span>
          {w.lead} {bid.lead}
        </span>
        <span>
          {w.days} {w.nDays(bid.days)}
        </span>
        <TimeAgo at={bid.at} />
      </p>
      {bid.note && <p className="prose-plain mt-2 max-w-reading border-l-2 border-line pl-3 text-muted">{bid.note}</p>}
    </article>
  );
}

/** How many bid, and what the reader may read of it. */
export function Bids({ bids }: { bids: SolvingData["bids"] }) {
  const w = useWords(solvingWords).bids;
  const open = bids.count ?? 0;
  if (open === 0 && bids.lines.length === 0) return null;
  return (
    <Section
      title={w.section}
      hint={open > 0 ? w.sealed : undefined}
      aside={open > 0 && <Chip tone="waiting">{w.count(open)}</Chip>}
    >
      <div className="space-y-3">
        {bids.lines.map((bid) => (
          <BidCard key={bid.id} bid={bid} heading="h3" />
        ))}
      </div>
    </Section>
  );
}

/** A craftsman asked, who has not answered. */
export function Assigned({ assignment }: { assignment: NonNullable<SolvingData["assignment"]> }) {
  const w = useWords(solvingWords);
  return (
    <Section title={w.assignment.section} aside={<Chip tone="waiting">{w.assignment.waiting}</Chip>}>
      <FactsTable
        facts={[
          { label: w.craftsman, value: `${assignment.craftsman} · ${assignment.studio}` },
          assignment.note !== "" && {
            label: w.assignment.from,
            value: <span className="prose-plain">{assignment.note}</span>,
          },
        ]}
      />
    </Section>
  );
}
