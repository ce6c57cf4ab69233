import type { LoaderFunctionArgs } from "@remix-run/node";
import { Link, useLoaderData, useSearchParams } from "@remix-run/react";
import { ChartColumn, Hourglass } from "lucide-react";
import { LinkButton } from "#app/components/actions/link-button.tsx";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { Section } from "#app/components/layout/section.tsx";
import { Tabs } from "#app/components/layout/tabs.tsx";
import { FilterBar } from "#app/components/lists/filter-bar.tsx";
import { useWords } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { readCursor } from "#app/modules/problems/cursor.ts";
import { ACTIVE } from "#app/modules/problems/lifecycle.ts";
import { PERIODS, readLateFilters } from "#app/modules/solving/late.ts";
import { loadLate } from "#app/modules/solving/queries-late.server.ts";
import { lateWords } from "#app/words/late.ts";
import { statesWords } from "#app/words/states.ts";
import { Escalated, LateList } from "./lists.tsx";
import { Spent } from "./spent.tsx";

export const meta = pageTitle(lateWords, (w) => w.title);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request);
  const { searchParams } = new URL(request.url);
  const after = readCursor(searchParams.get("after"));
  return loadLate(actor, searchParams.get("scope"), readLateFilters(searchParams), after);
}

export default function Late() {
  const w = useWords(lateWords);
  const { scopes, scope } = useLoaderData<typeof loader>();
  const branch = scope.kind === "branch";
  const toldOnly = branch || scope.kind === "lead";
  return (
    <>
      <PageHeader
        title={w.title}
        lead={<p>{branch ? w.leadBranch : toldOnly ? w.leadUnit : w.lead}</p>}
        actions={
          scope.kind === "alliance" && (
            <LinkButton to={paths.allianceLimits(scope.id)} icon={Hourglass} size="small">
              {w.limits}
            </LinkButton>
          )
        }
      />
      {scopes.length > 1 && (
        <Tabs
          label={w.scopes}
          tabs={scopes.map((one) => ({
            to: paths.late({ scope: one.key }),
            label: one.kind === "lead" ? w.leads(one.name) : one.name,
            current: one.key === scope.key,
          }))}
        />
      )}
      {toldOnly ? (
        <Escalated />
      ) : (
        <>
          <Filters />
          <Counts />
          <LateList />
          <Spent />
        </>
      )}
      {branch && (
        <Section title={w.spent}>
          <p className="mb-3 max-w-reading text-muted">{w.spentPublished}</p>
          <LinkButton to={`${paths.figures()}#steps`} icon={ChartColumn}>
            {w.toFigures}
          </LinkButton>
        </Section>
      )}
    </>
  );
}

function Filters() {
  const w = useWords(lateWords);
  const s = useWords(statesWords);
  const { scope } = useLoaderData<typeof loader>();
  const states = ACTIVE.filter((state) => scope.kind === "enterprise" || state !== "ENTERPRISE_REVIEW");
  return (
    <FilterBar
      keep={["scope", "ball"]}
      filters={[
        { name: "state", label: w.filters.state, options: states.map((one) => ({ value: one, label: s.state[one] })) },
        {
          name: "lane",
          label: w.filters.lane,
          options: (["urgent", "normal"] as const).map((one) => ({ value: one, label: w.lane[one] })),
        },
      ]}
    >
      <Period />
    </FilterBar>
  );
}

/** There is always one: whoever chooses none sees the last 90 days. */
function Period() {
  const w = useWords(lateWords);
  const { filters } = useLoaderData<typeof loader>();
  return (
    <label className="max-md:w-full">
      <span className="mb-1 block text-sm text-muted">{w.filters.days}</span>
      <select
        name="days"
        defaultValue={filters.days}
        className="min-h-12 w-full rounded-md border border-line-strong bg-surface px-2.5 md:min-h-10 md:w-auto md:text-dense"
      >
        {PERIODS.map((one) => (
          <option key={one} value={one}>
            {w.days(one)}
          </option>
        ))}
      </select>
    </label>
  );
}

/** How many are late by whose move it is; each leads to its list. */
function Counts() {
  const w = useWords(lateWords);
  const { counts, filters } = useLoaderData<typeof loader>();
  const [params] = useSearchParams();
  const to = (ball?: string) => {
    const next = new URLSearchParams(params);
    next.delete("after");
    if (ball) next.set("ball", ball);
    else next.delete("ball");
    return `${paths.late()}?${next}`;
  };
  return (
    <Section title={w.now}>
      <ul className="grid grid-cols-2 gap-x-6 border-t border-line sm:grid-cols-3 xl:grid-cols-4">
        {counts.map(({ ball, count }) => {
          const text = (
            <>
              <span className="text-muted">{w.ball[ball]}</span>
              <span className="shrink-0 font-semibold tabular-nums">{w.count(count)}</span>
            </>
          );
          const line = "flex min-h-12 items-center justify-between gap-3 border-b border-line py-2 text-dense";
          return (
            <li key={ball}>
              {count === 0 ? (
                <span className={line}>{text}</span>
              ) : (
                <Link
                  to={to(ball)}
                  preventScrollReset
                  aria-current={filters.ball === ball ? "true" : undefined}
                  className={`${line} hover:bg-hover aria-[current=true]:text-primary`}
                >
                  {text}
                </Link>
              )}
            </li>
          );
        })}
      </ul>
      {filters.ball && (
        <p className="mt-3">
          <Link to={to()} className="link" preventScrollReset>
            {w.all}
          </Link>
        </p>
      )}
    </Section>
  );
}
