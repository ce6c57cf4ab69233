import { Link } from "@remix-run/react";
import { ChevronLeft, ChevronRight, Waypoints } from "lucide-react";
import { LinkButton } from "#app/components/actions/link-button.tsx";
import { Chip } from "#app/components/facts/chip.tsx";
import { Highlight, type HighlightPart } from "#app/components/facts/highlight.tsx";
import { Measure } from "#app/components/facts/measure.tsx";
import { Organisation } from "#app/components/facts/organisation.tsx";
import { StateChip } from "#app/components/facts/state-chip.tsx";
import { Day } from "#app/components/facts/time.tsx";
import type { Fix } from "#app/components/problems/fix-summary.tsx";
import { useWords } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";
import { commonWords } from "#app/words/common.ts";
import { searchWords } from "#app/words/search.ts";
import { useChangedSearch } from "./use-search-address.ts";

type HitData = Fix & {
  related: boolean;
  elsewhere: HighlightPart[] | null;
  postedAt: string;
  solvedAt: string | null;
};

/** The hits, one below the other: what it was, why, what helped, who did it. */
export function Hits({ hits, described }: { hits: HitData[]; described: boolean }) {
  const w = useWords(searchWords);
  // Said once where it holds for all of them.
  const mixed = hits.some((hit) => !hit.related);
  return (
    <>
      {!mixed && <p className="mb-3 text-sm text-muted">{described ? w.mostAlike : w.allRelated}</p>}
      <ol aria-label={w.results} className="divide-y divide-line border-y border-line">
        {hits.map((hit) => (
          <li key={hit.id} className="py-4">
            <article>
              <div className="mb-1 flex flex-wrap items-center gap-2 text-sm text-muted">
                <StateChip state={hit.state} partial={hit.partial} />
                {mixed && hit.related && (
                  <span title={w.relatedHint}>
                    <Chip tone="still" icon={Waypoints}>
                      {w.related}
                    </Chip>
                  </span>
                )}
                {hit.equipmentType && <span>{hit.equipmentType}</span>}
                <span className="tabular-nums">{hit.number}</span>
              </div>
              <h2 className="text-base font-semibold wrap-anywhere md:text-lg">
                <Link to={paths.problem(hit.id)} prefetch="intent" className="link inline-block py-1 md:py-0">
                  <Highlight parts={hit.title} />
                </Link>
              </h2>
              <dl className="mt-1 max-w-reading space-y-0.5 text-dense">
                <Line label={w.phenomenon} parts={hit.phenomenon} />
                <Line label={w.cause} parts={hit.cause} />
                <Line label={w.action} parts={hit.action} />
                {hit.elsewhere && <Line label={w.elsewhere} parts={hit.elsewhere} />}
              </dl>
              {hit.measures.length > 0 && (
                <ul aria-label={w.measures} className="mt-1.5 flex flex-wrap gap-x-5 gap-y-1 text-dense">
                  {hit.measures.map((one) => (
                    <li key={`${one.name} ${one.unit}`}>
                      <Measure label={one.name} before={one.before} after={one.after} unit={one.unit} />
                    </li>
                  ))}
                </ul>
              )}
              <p className="mt-1.5 flex flex-wrap items-baseline gap-x-3 gap-y-0.5 text-sm text-muted">
                <Organisation name={hit.enterprise} />
                {hit.studio && (
                  <span>
                    {w.solvedBy} {hit.studio}
                  </span>
                )}
                <span className="tabular-nums">
                  {hit.solvedAt && `${w.solvedOn} `}
                  <Day at={hit.solvedAt ?? hit.postedAt} />
                </span>
              </p>
            </article>
          </li>
        ))}
      </ol>
    </>
  );
}

function Line({ label, parts }: { label: string; parts: HighlightPart[] }) {
  if (parts.length === 0) return null;
  return (
    <div className="flex gap-2">
      <dt className="shrink-0 text-muted">{label}</dt>
      <dd className="min-w-0 wrap-anywhere">
        <Highlight parts={parts} />
      </dd>
    </div>
  );
}

/** Turns pages; shows nothing when there is one only. */
export function HitPages({ page, pages }: { page: number; pages: number }) {
  const w = useWords(searchWords);
  const c = useWords(commonWords);
  const changed = useChangedSearch();
  if (pages <= 1) return null;
  const href = (to: number) => changed((next) => to > 1 && next.set("page", String(to)));
  return (
    <nav aria-label={c.pages} className="no-print mt-5 flex items-center justify-between gap-3">
      {page > 1 ? (
        <LinkButton to={href(page - 1)} rel="prev" size="small" icon={ChevronLeft}>
          {c.previous}
        </LinkButton>
      ) : (
        <span />
      )}
      <span className="text-sm text-muted tabular-nums">{w.page(page, pages)}</span>
      {page < pages ? (
        <LinkButton to={href(page + 1)} rel="next" size="small">
          {c.next}
          <ChevronRight aria-hidden className="size-[1.2em]" />
        </LinkButton>
      ) : (
        <span />
      )}
    </nav>
  );
}
