import type { LoaderFunctionArgs } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { CalendarDays } from "lucide-react";
import { PrintButton } from "#app/components/actions/print-button.tsx";
import { EmptyState } from "#app/components/feedback/empty-state.tsx";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { FilterBar } from "#app/components/lists/filter-bar.tsx";
import { PrintHeader } from "#app/components/layout/print-header.tsx";
import { qrPath } from "#app/lib/qr.server.ts";
import { runtimeFacts } from "#app/lib/runtime/facts.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { readActivityFilter } from "#app/modules/activities/list-filters.ts";
import { loadYear } from "#app/modules/activities/queries-figures.server.ts";
import { ACTIVITY_KINDS, type ActivityKind } from "#app/modules/activities/rules.ts";
import { activitiesWords } from "#app/words/activities.ts";

export const meta = pageTitle(activitiesWords, (w, { year }: { year: number }) => w.overview.title(year));

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request);
  const url = new URL(request.url);
  const here = (runtimeFacts().publicUrl ?? url.origin) + url.pathname + url.search;
  return { ...(await loadYear(actor, readActivityFilter(url.searchParams))), url: here, code: qrPath(here) };
}

export default function ActivityYear() {
  const w = useWords(activitiesWords);
  const { alliance, alliances, year, years, counts, url, code } = useLoaderData<typeof loader>();
  return (
    <>
      <PrintHeader url={url} code={code} owner={alliance.name} />
      <PageHeader
        title={w.overview.title(year)}
        lead={
          <>
            <p className="font-medium text-ink">{alliance.name}</p>
            <p>{w.overview.lead}</p>
          </>
        }
        back={{ to: paths.activities(), label: w.title }}
        actions={<PrintButton />}
      />
      <FilterBar
        keep={[]}
        filters={[
          {
            name: "year",
            label: w.field.year,
            options: years.map((one) => ({ value: String(one), label: String(one) })),
            standard: String(year),
          },
          ...(alliances.length > 1
            ? [
                {
                  name: "alliance",
                  label: w.field.alliance,
                  options: alliances.map((one) => ({ value: one.id, label: one.name })),
                  standard: alliance.id,
                },
              ]
            : []),
        ]}
      />
      {counts.all.sessions === 0 ? (
        <EmptyState icon={CalendarDays} title={w.overview.none} />
      ) : (
        <>
          <Counts />
          <p className="mt-4 max-w-reading text-sm text-muted">{w.overview.explain}</p>
        </>
      )}
    </>
  );
}

/** One row a kind; each number leads to what it is made of. */
function Counts() {
  const w = useWords(activitiesWords);
  const { alliance, year, counts } = useLoaderData<typeof loader>();
  const rows = [
    ...ACTIVITY_KINDS.map((kind) => ({
      kind: kind as ActivityKind | undefined,
      name: w.kind[kind],
      ...counts.byKind[kind],
    })),
    { kind: undefined, name: w.overview.all, ...counts.all },
  ].filter((row) => row.sessions > 0);
  return (
    <table className="data-table">
      <caption className="sr-only">{w.overview.caption}</caption>
      <thead>
        <tr>
          <th scope="col">{w.field.kind}</th>
          <th scope="col" className="text-right">
            {w.overview.sessions}
          </th>
          <th scope="col" className="text-right">
            {w.overview.attendances}
          </th>
          <th scope="col" className="text-right">
            {w.overview.people}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ kind, name, sessions, attendances, people, unnamed }) => {
          const asked = { alliance: alliance.id, year, kind };
          return (
            <tr key={name} className={kind ? undefined : "font-semibold"}>
              <th scope="row" className="title-cell text-left font-medium">
                {name}
              </th>
              <td data-label={w.overview.sessions} className="number-cell">
                <Number
                  to={paths.activities({ view: "past", ...asked })}
                  count={sessions}
                  label={w.overview.sessionsOf(sessions, name)}
                />
              </td>
              <td data-label={w.overview.attendances} className="number-cell">
                <Number
                  to={paths.attendances(asked)}
                  count={attendances}
                  label={w.overview.attendancesOf(attendances, name)}
                />
                {unnamed > 0 && (
                  <span className="block text-xs font-normal text-muted">{w.overview.unnamed(unnamed)}</span>
                )}
              </td>
              <td data-label={w.overview.people} className="number-cell">
                <Number
                  to={paths.attendances({ ...asked, count: "people" })}
                  count={people}
                  label={w.overview.peopleOf(people, name)}
                />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function Number({ to, count, label }: { to: string; count: number; label: string }) {
  return (
    <Link to={to} aria-label={label} className="link inline-flex min-h-8 items-center tabular-nums">
      {count}
    </Link>
  );
}
