import { Link } from "@remix-run/react";
import { ListFilter, X } from "lucide-react";
import { useWords } from "#app/lib/i18n-context.tsx";
import { commonWords } from "#app/words/common.ts";
import { problemFactsWords } from "#app/words/problem-facts.ts";
import { searchWords } from "#app/words/search.ts";
import { statesWords } from "#app/words/states.ts";
import { cx } from "#app/components/cx.ts";
import { useChangedSearch } from "./use-search-address.ts";

export const FACETS = ["industry", "equipmentType", "category", "state", "alliance", "year"] as const;
type Facet = (typeof FACETS)[number];
type Counts = Record<Facet, Record<string, number>>;
/** Values the search is narrowed by. */
export type Chosen = Partial<Record<Facet, readonly string[]>>;

const SHOWN = 6;

type FacetsProps = { counts: Counts; chosen: Chosen; alliances: Record<string, string> };

/** Values to narrow by, with counts, as links: they work without script and can be opened in a new tab. */
export function Facets({ counts, chosen, alliances }: FacetsProps) {
  const w = useWords(searchWords);
  const c = useWords(commonWords);
  const f = useWords(problemFactsWords);
  const s = useWords(statesWords);
  const changed = useChangedSearch();
  const named: Partial<Record<Facet, Record<string, string>>> = {
    industry: f.industries,
    category: f.categories,
    state: s.state,
    alliance: alliances,
  };
  const isChosen = (facet: Facet, value: string) => chosen[facet]?.includes(value) ?? false;
  const many = FACETS.reduce((sum, facet) => sum + (chosen[facet]?.length ?? 0), 0);
  const shown = FACETS.map((facet) => ({ facet, values: valuesOf(counts[facet], chosen[facet] ?? [], facet) })).filter(
    ({ facet, values }) => values.length > (facet === "alliance" ? 1 : 0) || chosen[facet],
  );
  if (shown.length === 0) return null;
  const toggled = (facet: Facet, value: string) =>
    changed((next) => {
      next.delete(facet, value);
      if (!isChosen(facet, value)) next.append(facet, value);
    });
  return (
    <nav aria-label={w.facets} className="no-print mb-5 xl:mb-0">
      <details className="filter-fold">
        <summary className="inline-flex min-h-12 items-center gap-2 rounded-md border border-line-strong/60 bg-surface px-4 font-medium">
          <ListFilter aria-hidden className="size-5" />
          {many > 0 ? c.filtersActive(many) : c.filters}
        </summary>
        <div className="filter-body space-y-4 md:max-xl:columns-2 md:max-xl:gap-8">
          {shown.map(({ facet, values }) => (
            <section key={facet} aria-label={w.facet[facet]} className="break-inside-avoid">
              <h2 className="mb-1.5 text-sm font-medium text-muted">{w.facet[facet]}</h2>
              <ValueList
                values={values.map(({ value, count }) => ({
                  value,
                  count,
                  label: named[facet]?.[value] ?? (facet === "alliance" ? w.otherAlliance : value),
                  chosen: isChosen(facet, value),
                  to: toggled(facet, value),
                }))}
                facet={w.facet[facet]}
              />
            </section>
          ))}
          {many > 0 && (
            <Link
              to={changed(withoutFilters)}
              preventScrollReset
              className="link inline-flex min-h-11 items-center text-sm md:min-h-9"
            >
              {w.clearFilters}
            </Link>
          )}
        </div>
      </details>
    </nav>
  );
}

/** Takes all narrowing out of an address. */
export const withoutFilters = (params: URLSearchParams): void => {
  for (const facet of FACETS) params.delete(facet);
};

/** Counted values and chosen ones, the most frequent first; years from the latest. Ties by code: server and browser know different alphabets. */
function valuesOf(counts: Record<string, number>, chosen: readonly string[], facet: Facet) {
  const all = { ...Object.fromEntries(chosen.map((value) => [value, 0])), ...counts };
  return Object.entries(all)
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) =>
      facet === "year" ? Number(b.value) - Number(a.value) : b.count - a.count || (a.value < b.value ? -1 : 1),
    );
}

type Value = { value: string; label: string; count: number; chosen: boolean; to: string };

function ValueList({ values, facet }: { values: Value[]; facet: string }) {
  const w = useWords(searchWords);
  const first = values.filter((one, n) => n < SHOWN || one.chosen);
  const rest = values.filter((one) => !first.includes(one));
  const list = (some: Value[]) => (
    <ul className="flex flex-wrap gap-2 md:gap-1.5">
      {some.map((one) => (
        <li key={one.value}>
          <Link
            to={one.to}
            preventScrollReset
            aria-current={one.chosen || undefined}
            aria-label={one.chosen ? w.widenFrom(facet, one.label) : w.narrowTo(facet, one.label, one.count)}
            className={cx(
              "inline-flex min-h-11 items-center gap-1.5 rounded-full border px-3 text-sm md:min-h-8",
              one.chosen
                ? "border-primary bg-primary-soft font-medium text-primary"
                : "border-line-strong/60 bg-surface hover:bg-hover",
            )}
          >
            {one.label}
            {one.chosen ? (
              <X aria-hidden className="size-4" />
            ) : (
              <span className="text-muted tabular-nums">{one.count}</span>
            )}
          </Link>
        </li>
      ))}
    </ul>
  );
  return (
    <>
      {list(first)}
      {rest.length > 0 && (
        <details className="mt-1.5">
          <summary className="link inline-flex min-h-11 items-center text-sm md:min-h-8">
            {w.moreValues(rest.length)}
          </summary>
          {list(rest)}
        </details>
      )}
    </>
  );
}
