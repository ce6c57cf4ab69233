import type { LoaderFunctionArgs } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { useActivityLabel } from "#app/components/activities/activity-chip.tsx";
import { DayTime } from "#app/components/facts/time.tsx";
import { EmptyState } from "#app/components/feedback/empty-state.tsx";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { Section } from "#app/components/layout/section.tsx";
import { DataTable } from "#app/components/lists/data-table.tsx";
import { Pager } from "#app/components/lists/pager.tsx";
import { useWords } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { readActivityFilter } from "#app/modules/activities/list-filters.ts";
import { listAttendances, listPeople } from "#app/modules/activities/queries-figures.server.ts";
import { activitiesWords } from "#app/words/activities.ts";

type Head = { year: number; people: unknown };

export const meta = pageTitle(activitiesWords, (w, { year, people }: Head) =>
  people ? w.lists.people(year) : w.lists.attendances(year),
);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request);
  const query = new URL(request.url).searchParams;
  const asked = readActivityFilter(query);
  if (query.get("count") === "people") {
    const { people, total, ...head } = await listPeople(actor, asked);
    return { ...head, people, total, attendances: null };
  }
  const { rows, named, listened, after, ...head } = await listAttendances(actor, {
    ...asked,
    after: query.get("after"),
  });
  return { ...head, people: null, total: named, attendances: { rows, listened, after } };
}

export default function Attendances() {
  const w = useWords(activitiesWords);
  const { year, kind, alliance, people, total, all, attendances } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title={people ? w.lists.people(year) : w.lists.attendances(year)}
        lead={
          <>
            <p className="font-medium text-ink">{[alliance.name, kind && w.kind[kind]].filter(Boolean).join(" · ")}</p>
            <p className="tabular-nums">{people ? w.lists.totalPeople(total) : w.lists.total(total)}</p>
            {!all && <p>{w.lists.some}</p>}
          </>
        }
        back={{ to: paths.activityYear({ alliance: alliance.id, year }), label: w.overview.title(year) }}
      />
      {people && <People />}
      {attendances && <Rows />}
    </>
  );
}

function People() {
  const w = useWords(activitiesWords);
  const { people } = useLoaderData<typeof loader>();
  if (!people || people.length === 0) return <EmptyState>{w.lists.none}</EmptyState>;
  return (
    <DataTable
      caption={w.overview.people}
      rows={people}
      rowKey={(row) => row.who}
      columns={[
        { key: "name", label: w.lists.person, cell: (row) => row.name, narrow: true },
        { key: "unit", label: w.lists.unit, cell: (row) => row.unit || "—" },
        { key: "times", label: w.lists.times, cell: (row) => row.times, numeric: true, narrow: true },
      ]}
    />
  );
}

function Rows() {
  const w = useWords(activitiesWords);
  const label = useActivityLabel();
  const { attendances, alliance } = useLoaderData<typeof loader>();
  if (!attendances) return null;
  const { rows, listened, after } = attendances;
  return (
    <>
      {rows.length === 0 ? (
        <EmptyState>{w.lists.none}</EmptyState>
      ) : (
        <DataTable
          caption={w.overview.attendances}
          rows={rows}
          rowKey={(row) => row.id}
          columns={[
            { key: "name", label: w.lists.person, cell: (row) => row.name, narrow: true },
            { key: "unit", label: w.lists.unit, cell: (row) => row.unit || "—" },
            {
              key: "activity",
              label: w.lists.activity,
              cell: (row) => (
                <Link to={paths.activity(row.activity.id)} className="link">
                  {label(row.activity)}
                </Link>
              ),
            },
            {
              key: "at",
              label: w.lists.at,
              narrow: true,
              cell: (row) => <DayTime at={row.at} timeZone={alliance.timeZone} />,
            },
            { key: "via", label: w.lists.via, narrow: true, cell: (row) => w.via[row.via] },
          ]}
        />
      )}
      <Pager after={after} />
      {listened.length > 0 && (
        <Section title={w.lists.listenersTitle}>
          <DataTable
            caption={w.lists.listenersTitle}
            rows={listened}
            rowKey={(row) => row.id}
            rowLink={(row) => paths.activity(row.id)}
            columns={[
              { key: "activity", label: w.lists.activity, cell: (row) => label(row) },
              { key: "topic", label: w.field.topic, cell: (row) => row.topic },
              { key: "listeners", label: w.lists.listeners, cell: (row) => row.listeners, numeric: true, narrow: true },
            ]}
          />
        </Section>
      )}
    </>
  );
}
