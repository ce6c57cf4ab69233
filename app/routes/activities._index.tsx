import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useSearchParams } from "@remix-run/react";
import { CalendarDays, CalendarPlus, ChartColumn, Plus } from "lucide-react";
import { LinkButton } from "#app/components/actions/link-button.tsx";
import { ActivityChip, useActivityLabel } from "#app/components/activities/activity-chip.tsx";
import { When } from "#app/components/activities/when.tsx";
import { EmptyState } from "#app/components/feedback/empty-state.tsx";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { Tabs } from "#app/components/layout/tabs.tsx";
import { DataTable } from "#app/components/lists/data-table.tsx";
import { FilterBar } from "#app/components/lists/filter-bar.tsx";
import { Pager } from "#app/components/lists/pager.tsx";
import { useWords } from "#app/lib/i18n-context.tsx";
import { pageRequest } from "#app/lib/page.ts";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { ACTIVITY_VIEWS, readActivityFilter } from "#app/modules/activities/list-filters.ts";
import { listActivities, loadListChoices } from "#app/modules/activities/queries-list.server.ts";
import { ACTIVITY_KINDS } from "#app/modules/activities/rules.ts";
import { activitiesWords } from "#app/words/activities.ts";

export const meta = pageTitle(activitiesWords, (w) => w.title);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request);
  const url = new URL(request.url);
  const filter = readActivityFilter(url.searchParams);
  const [page, choices] = await Promise.all([listActivities(actor, filter, pageRequest(url)), loadListChoices(actor)]);
  return { page, choices, filter, member: actor.allianceIds.length + actor.officerAllianceIds.length > 0 };
}

export default function Activities() {
  const w = useWords(activitiesWords);
  const { page, choices, filter, member } = useLoaderData<typeof loader>();
  const [params] = useSearchParams();
  const filters = [
    {
      name: "kind",
      label: w.field.kind,
      options: ACTIVITY_KINDS.map((value) => ({ value, label: w.kind[value] })),
    },
    {
      name: "year",
      label: w.field.year,
      options: choices.years.map((year) => ({ value: String(year), label: String(year) })),
    },
    ...(choices.alliances.length > 1
      ? [
          {
            name: "alliance",
            label: w.field.alliance,
            options: choices.alliances.map((one) => ({ value: one.id, label: one.name })),
          },
        ]
      : []),
  ];
  const tab = (view: (typeof ACTIVITY_VIEWS)[number]) => {
    const { kind, year, alliance } = Object.fromEntries(params);
    return paths.activities({ view: view === "past" ? view : undefined, kind, year, alliance });
  };
  return (
    <>
      <PageHeader
        title={w.title}
        lead={w.lead}
        actions={
          <>
            {choices.creates && (
              <LinkButton to={paths.newActivity()} variant="primary" icon={Plus}>
                {w.new}
              </LinkButton>
            )}
            {member && (
              <LinkButton to={paths.activityYear()} icon={ChartColumn}>
                {w.year}
              </LinkButton>
            )}
            <LinkButton to={paths.myCalendar()} icon={CalendarPlus}>
              {w.calendar.title}
            </LinkButton>
          </>
        }
      />
      <Tabs
        label={w.views}
        tabs={ACTIVITY_VIEWS.map((view) => ({ to: tab(view), label: w.view[view], current: filter.view === view }))}
      />
      <FilterBar filters={filters} keep={["view"]} />
      {page.rows.length === 0 ? (
        <EmptyState icon={CalendarDays} title={filter.view === "past" ? w.emptyPast : w.emptyUpcoming}>
          {filter.view === "past" ? w.emptyPastHint : w.emptyUpcomingHint}
        </EmptyState>
      ) : (
        <Rows />
      )}
      <Pager after={page.after} before={page.before} />
    </>
  );
}

function Rows() {
  const w = useWords(activitiesWords);
  const label = useActivityLabel();
  const { page, filter, choices } = useLoaderData<typeof loader>();
  const past = filter.view === "past";
  return (
    <DataTable
      caption={w.caption}
      rows={page.rows}
      rowKey={(row) => row.id}
      rowLink={(row) => paths.activity(row.id)}
      columns={[
        {
          key: "topic",
          label: w.field.topic,
          cell: (row) => (
            <>
              {row.topic} <span className="block text-sm font-normal text-muted">{label(row)}</span>
            </>
          ),
        },
        {
          key: "state",
          label: w.field.state,
          narrow: true,
          mark: true,
          cell: (row) => <ActivityChip state={row.state} />,
        },
        {
          key: "when",
          label: w.field.when,
          narrow: true,
          cell: (row) => <When {...row} timeZone={row.alliance.timeZone} />,
        },
        { key: "host", label: w.field.host, cell: (row) => row.host || "—" },
        ...(choices.alliances.length > 1
          ? [{ key: "alliance", label: w.field.alliance, cell: (row: (typeof page.rows)[number]) => row.alliance.name }]
          : []),
        past
          ? {
              key: "attendances",
              label: w.overview.attendances,
              numeric: true,
              narrow: true,
              cell: (row: (typeof page.rows)[number]) => row.attendances,
            }
          : {
              key: "reply",
              label: w.field.reply,
              narrow: true,
              cell: (row: (typeof page.rows)[number]) => (row.reply ? w.reply[row.reply] : "—"),
            },
      ]}
    />
  );
}
