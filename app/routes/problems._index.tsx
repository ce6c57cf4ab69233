import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useSearchParams } from "@remix-run/react";
import { Plus, Search } from "lucide-react";
import { LinkButton } from "#app/components/actions/link-button.tsx";
import { DueTime } from "#app/components/facts/due-time.tsx";
import { Organisation } from "#app/components/facts/organisation.tsx";
import { SeverityTag } from "#app/components/facts/severity-tag.tsx";
import { StateChip } from "#app/components/facts/state-chip.tsx";
import { TimeAgo } from "#app/components/facts/time.tsx";
import { EmptyState } from "#app/components/feedback/empty-state.tsx";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { Tabs } from "#app/components/layout/tabs.tsx";
import { DataTable } from "#app/components/lists/data-table.tsx";
import { type Filter, FilterBar } from "#app/components/lists/filter-bar.tsx";
import { Pager } from "#app/components/lists/pager.tsx";
import { useWords } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { readCursor } from "#app/modules/problems/cursor.ts";
import { isTerminal } from "#app/modules/problems/lifecycle.ts";
import { readListFilters, SORTS, TABS } from "#app/modules/problems/list-filters.ts";
import { postsFor } from "#app/modules/problems/post-problem.server.ts";
import { countFacets } from "#app/modules/problems/queries-facets.server.ts";
import { listProblems } from "#app/modules/problems/queries-list.server.ts";
import { commonWords } from "#app/words/common.ts";
import { problemFactsWords } from "#app/words/problem-facts.ts";
import { problemListWords } from "#app/words/problem-list.ts";
import { statesWords } from "#app/words/states.ts";

export const meta = pageTitle(problemListWords, (w) => w.title);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request);
  const { searchParams } = new URL(request.url);
  const filters = readListFilters(searchParams);
  const before = readCursor(searchParams.get("before"));
  const cursor = before ?? readCursor(searchParams.get("after"));
  const [page, facets] = await Promise.all([
    listProblems(actor, filters, cursor && { cursor, back: before !== null }),
    countFacets(actor),
  ]);
  return { page, facets, tab: filters.tab, mayPost: postsFor(actor).length > 0 };
}

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>;

function useFilters({ facets }: Pick<Loaded, "facets">): Filter[] {
  const f = useWords(problemFactsWords);
  const s = useWords(statesWords);
  const named = (names: Record<string, string>) => (one: { value: string; count: number; label?: string }) => ({
    ...one,
    label: names[one.value] ?? one.label ?? one.value,
  });
  return [
    { name: "state", label: f.state, options: facets.state.map(named(s.state)) },
    { name: "severity", label: f.field.severity, options: facets.severity.map(named(s.severity)) },
    { name: "category", label: f.field.category, options: facets.category.map(named(f.categories)) },
    { name: "equipment", label: f.field.equipmentType, options: facets.equipment.map(named({})) },
    { name: "industry", label: f.field.industry, options: facets.industry.map(named(f.industries)) },
    { name: "enterprise", label: f.enterprise, options: facets.enterprise.map(named({})) },
    ...(facets.alliance.length > 1
      ? [{ name: "alliance", label: f.alliance, options: facets.alliance.map(named({})) }]
      : []),
  ];
}

export default function Problems() {
  const w = useWords(problemListWords);
  const { page, facets, tab, mayPost } = useLoaderData<typeof loader>();
  const [params] = useSearchParams();
  const filters = useFilters({ facets });
  const filtered = [...params.keys()].some((key) => key !== "tab" && key !== "sort");
  const shownTabs = TABS.filter((one) => one !== "mine" || mayPost);
  return (
    <>
      <PageHeader title={w.title} />
      <Tabs
        label={w.tabs}
        tabs={shownTabs.map((one) => ({
          to: paths.problems(one === "all" ? {} : { tab: one }),
          label: w.tab[one],
          current: one === tab,
        }))}
      />
      <FilterBar filters={filters} query={{ label: w.search }} keep={["tab"]}>
        <SortChoice />
      </FilterBar>
      {page.rows.length === 0 ? <Nothing tab={tab} filtered={filtered} mayPost={mayPost} /> : <Rows rows={page.rows} />}
      <Pager after={page.after} before={page.before} />
    </>
  );
}

function SortChoice() {
  const w = useWords(problemListWords);
  const [params] = useSearchParams();
  return (
    <label className="max-md:w-full">
      <span className="mb-1 block text-sm text-muted">{w.sortLabel}</span>
      <select
        name="sort"
        defaultValue={params.get("sort") ?? ""}
        className="min-h-12 w-full rounded-md border border-line-strong bg-surface px-2.5 md:min-h-10 md:w-auto md:text-dense"
      >
        {SORTS.map((one) => (
          <option key={one} value={one === "-created" ? "" : one}>
            {w.sort[one]}
          </option>
        ))}
      </select>
    </label>
  );
}

function Rows({ rows }: { rows: Loaded["page"]["rows"] }) {
  const w = useWords(problemListWords);
  return (
    <DataTable
      caption={w.caption}
      rows={rows}
      rowKey={(row) => row.id}
      rowLink={(row) => paths.problem(row.id)}
      columns={[
        {
          key: "title",
          label: w.column.title,
          cell: (row) => (
            <>
              {row.title || w.untitled}{" "}
              <span className="text-sm font-normal whitespace-nowrap text-muted tabular-nums">{row.number}</span>
            </>
          ),
        },
        {
          key: "state",
          label: w.column.state,
          narrow: true,
          cell: (row) => <StateChip state={row.state} partial={row.partial} />,
        },
        {
          key: "severity",
          label: w.column.severity,
          narrow: true,
          cell: (row) => <SeverityTag severity={row.severity} />,
        },
        { key: "equipment", label: w.column.equipment, cell: (row) => row.equipmentType || "—" },
        { key: "enterprise", label: w.column.enterprise, cell: (row) => <Organisation name={row.enterprise?.name} /> },
        {
          key: "due",
          label: w.column.due,
          cell: (row) =>
            isTerminal(row.state) || (!row.dueAt && row.minutesLeft === null) ? (
              "—"
            ) : (
              <DueTime dueAt={row.dueAt} minutesLeft={row.minutesLeft} />
            ),
        },
        {
          key: "created",
          label: w.column.created,
          narrow: true,
          deskOnly: true,
          cell: (row) => <TimeAgo at={row.createdAt} />,
        },
      ]}
    />
  );
}

function Nothing({ tab, filtered, mayPost }: { tab: Loaded["tab"]; filtered: boolean; mayPost: boolean }) {
  const w = useWords(problemListWords);
  const c = useWords(commonWords);
  const why = filtered
    ? w.emptyFiltered
    : tab === "waiting"
      ? w.emptyWaiting
      : tab === "mine"
        ? w.emptyMine
        : w.emptyAll;
  return (
    <EmptyState
      title={filtered ? w.emptyTitle : undefined}
      actions={
        <>
          {mayPost && tab === "mine" && (
            <LinkButton to={paths.newProblem()} variant="primary" icon={Plus}>
              {c.postProblem}
            </LinkButton>
          )}
          <LinkButton to={paths.search()} icon={Search}>
            {w.searchFixes}
          </LinkButton>
        </>
      }
    >
      {why}
    </EmptyState>
  );
}
