import type { LoaderFunctionArgs } from "@remix-run/node";
import { Link, useLoaderData, useSearchParams } from "@remix-run/react";
import { CircleCheckBig, Hourglass } from "lucide-react";
import { LinkButton } from "#app/components/actions/link-button.tsx";
import { DueTime } from "#app/components/facts/due-time.tsx";
import { Organisation } from "#app/components/facts/organisation.tsx";
import { SeverityTag } from "#app/components/facts/severity-tag.tsx";
import { StateChip } from "#app/components/facts/state-chip.tsx";
import { DayTime } from "#app/components/facts/time.tsx";
import { EmptyState } from "#app/components/feedback/empty-state.tsx";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { Section } from "#app/components/layout/section.tsx";
import { Tabs } from "#app/components/layout/tabs.tsx";
import { type Column, DataTable } from "#app/components/lists/data-table.tsx";
import { FilterBar } from "#app/components/lists/filter-bar.tsx";
import { Pager } from "#app/components/lists/pager.tsx";
import { formatNumber } from "#app/lib/format.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { readCursor } from "#app/modules/problems/cursor.ts";
import { ACTIVE } from "#app/modules/problems/lifecycle.ts";
import { PERIODS, readLateFilters } from "#app/modules/solving/late.ts";
import { loadLate } from "#app/modules/solving/queries-late.server.ts";
import { lateWords } from "#app/words/late.ts";
import { statesWords } from "#app/words/states.ts";

export const meta = pageTitle(lateWords, (w) => w.title);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request);
  const { searchParams } = new URL(request.url);
  const after = readCursor(searchParams.get("after"));
  return loadLate(actor, searchParams.get("scope"), readLateFilters(searchParams), after);
}

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>;

export default function Late() {
  const w = useWords(lateWords);
  const { scopes, scope } = useLoaderData<typeof loader>();
  const branch = scope.kind === "branch";
  return (
    <>
      <PageHeader
        title={w.title}
        lead={<p>{branch ? w.leadBranch : w.lead}</p>}
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
            label: one.name,
            current: one.key === scope.key,
          }))}
        />
      )}
      <Filters />
      <Counts />
      {branch ? <Escalated /> : <LateList />}
      <Spent />
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
        ...(scope.kind === "branch"
          ? []
          : [
              {
                name: "state",
                label: w.filters.state,
                options: states.map((one) => ({ value: one, label: s.state[one] })),
              },
            ]),
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
  const { counts, scope, filters } = useLoaderData<typeof loader>();
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
              <span className="shrink-0 font-semibold tabular-nums">
                {count === null ? <span className="font-normal text-muted">{w.hidden}</span> : w.count(count)}
              </span>
            </>
          );
          const line = "flex min-h-12 items-center justify-between gap-3 border-b border-line py-2 text-dense";
          return (
            <li key={ball}>
              {scope.kind === "branch" || count === 0 ? (
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

function LateList() {
  const w = useWords(lateWords);
  const { list, filters } = useLoaderData<typeof loader>();
  const stands = filters.ball === "OTHER_SIDE";
  const title = filters.ball ? w.ball[filters.ball] : w.all;
  return (
    <Section title={title}>
      {list.late.length === 0 ? (
        <EmptyState icon={CircleCheckBig} title={w.none}>
          {w.noneLead}
        </EmptyState>
      ) : (
        <DataTable
          caption={stands ? w.standing : w.caption}
          rows={list.late}
          rowKey={({ problem }) => problem.id}
          rowLink={({ problem }) => paths.problem(problem.id)}
          columns={[
            {
              key: "problem",
              label: w.column.problem,
              cell: ({ problem }) => (
                <>
                  {problem.title || problem.number}{" "}
                  <span className="text-sm font-normal whitespace-nowrap text-muted tabular-nums">
                    {problem.number}
                  </span>
                </>
              ),
            },
            {
              key: "state",
              label: w.column.state,
              narrow: true,
              mark: true,
              cell: ({ problem }) => <StateChip state={problem.state} />,
            },
            {
              key: "severity",
              label: w.filters.lane,
              narrow: true,
              mark: true,
              cell: ({ problem }) => <SeverityTag severity={problem.severity} />,
            },
            {
              key: "enterprise",
              label: w.column.enterprise,
              cell: ({ problem }) => <Organisation name={problem.enterprise?.name} />,
            },
            stands
              ? { key: "since", label: w.column.since, cell: ({ since }) => <DayTime at={since} /> }
              : { key: "due", label: w.column.due, cell: ({ problem }) => <DueTime dueAt={problem.dueAt} /> },
            {
              key: "step",
              label: w.column.step,
              cell: ({ step }) => (step && step in w.step ? w.step[step as keyof typeof w.step] : "—"),
            },
          ]}
        />
      )}
      <Pager after={list.after} />
    </Section>
  );
}

/** What came up to the union: number, state and organisations, nothing of what it is about. */
function Escalated() {
  const w = useWords(lateWords);
  const { list } = useLoaderData<typeof loader>();
  return (
    <Section title={w.escalated}>
      {list.escalated.length === 0 ? (
        <p className="text-muted">{w.escalatedNone}</p>
      ) : (
        <DataTable
          caption={w.escalated}
          rows={list.escalated}
          rowKey={(row) => row.id}
          columns={[
            {
              key: "number",
              label: w.column.number,
              cell: (row) => <span className="tabular-nums">{row.number}</span>,
            },
            {
              key: "state",
              label: w.column.state,
              narrow: true,
              mark: true,
              cell: (row) => <StateChip state={row.state} />,
            },
            { key: "alliance", label: w.column.alliance, cell: (row) => row.alliance },
            { key: "enterprise", label: w.column.enterprise, cell: (row) => <Organisation name={row.enterprise} /> },
            { key: "due", label: w.column.due, cell: (row) => <DueTime dueAt={row.dueAt} /> },
          ]}
        />
      )}
      <Pager after={list.after} />
    </Section>
  );
}

type SpentLine = Loaded["spent"][number];

function Spent() {
  const w = useWords(lateWords);
  const s = useWords(statesWords);
  const { spent, filters } = useLoaderData<typeof loader>();
  const told = spent.filter((row) => row.hours !== null);
  const hours = (value = 0) => w.hours(formatNumber(value, value < 10 ? 1 : 0));
  const columns: Column<SpentLine>[] = [
    { key: "state", label: w.column.state, cell: (row) => s.state[row.state] },
    {
      key: "share",
      label: w.share,
      cell: (row) => <Share value={row.share ?? 0} />,
    },
    { key: "median", label: w.median, numeric: true, cell: (row) => hours(row.hours?.median) },
    { key: "p90", label: w.p90, numeric: true, cell: (row) => hours(row.hours?.p90) },
    { key: "waited", label: w.waited, numeric: true, cell: (row) => hours(row.hours?.waited) },
    { key: "times", label: w.times, numeric: true, cell: (row) => row.count },
  ];
  return (
    <Section title={`${w.spent} · ${w.days(filters.days)}`} hint={w.spentHint}>
      {spent.length === 0 && <p className="text-muted">{w.spentNone}</p>}
      {told.length > 0 && (
        <DataTable caption={w.spentCaption} rows={told} rowKey={(row) => row.state} columns={columns} />
      )}
      {told.length < spent.length && <p className="mt-3 text-muted">{w.spentHidden(spent.length - told.length)}</p>}
    </Section>
  );
}

/** A part of the whole, as a bar and as a number. */
function Share({ value }: { value: number }) {
  const percent = Math.round(value * 100);
  return (
    <span className="inline-flex w-40 max-w-full items-center gap-2">
      <svg aria-hidden viewBox="0 0 100 8" preserveAspectRatio="none" className="h-2 grow text-primary">
        <rect width="100" height="8" rx="2" className="fill-line" />
        <rect width={percent} height="8" rx="2" fill="currentColor" />
      </svg>
      <span className="w-10 text-right tabular-nums">{percent} %</span>
    </span>
  );
}
