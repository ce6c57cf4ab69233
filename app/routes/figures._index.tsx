import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { FileSpreadsheet, FileText, Target } from "lucide-react";
import { LinkButton } from "#app/components/actions/link-button.tsx";
import { PrintButton } from "#app/components/actions/print-button.tsx";
import { FigureView } from "#app/components/figures/figure-view.tsx";
import { useMonths } from "#app/components/figures/use-months.ts";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { FilterBar } from "#app/components/lists/filter-bar.tsx";
import { formatDate, formatDateTime } from "#app/lib/format.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { monthsOf, periodQuery, periodText, readPeriod, yearPeriod } from "#app/modules/figures/periods.ts";
import { isPublished } from "#app/modules/figures/policy.ts";
import { loadDashboard } from "#app/modules/figures/queries-dashboard.server.ts";
import { figuresWords } from "#app/words/figures.ts";

export const meta = pageTitle(figuresWords, (w, { scope }: { scope: { name: string } }) => w.titleOf(scope.name));

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request);
  const query = new URL(request.url).searchParams;
  const thisMonth = formatDate(actor.now).slice(0, 7);
  const period = readPeriod(query, thisMonth);
  return { ...(await loadDashboard(actor, { scope: query.get("scope"), period })), thisMonth };
}

export default function Figures() {
  const w = useWords(figuresWords);
  const { month } = useMonths();
  const view = useLoaderData<typeof loader>();
  const { scope, period, closed, asOf, mayReport } = view;
  const many = isPublished(scope.kind);
  const asked = { scope: scope.id, ...periodQuery(period) };
  const listed = { alliance: scope.kind === "alliance" ? scope.id : undefined, year: view.year };
  return (
    <>
      <PageHeader
        title={w.titleOf(scope.name)}
        lead={
          <>
            <p>{many ? (closed ? w.closed(month(closed)) : w.notClosed) : asOf && w.asOf(formatDateTime(asOf))}</p>
            {many && <p>{w.hiddenWhy}</p>}
          </>
        }
        actions={
          <>
            <PrintButton />
            <LinkButton to={paths.figureFile(asked)} icon={FileSpreadsheet} prefetch="none" reloadDocument>
              {w.export}
            </LinkButton>
            {many && (
              <LinkButton to={paths.figureReports({ scope: scope.id })} icon={FileText}>
                {w.reports}
              </LinkButton>
            )}
          </>
        }
      />
      <Filters />
      <FigureView
        view={view}
        studio={scope.kind === "studio"}
        links={{
          list: (measure) => paths.figureList({ measure, ...asked }),
          ...(many
            ? {
                sessions: paths.activityYear(listed),
                attendances: scope.kind === "alliance" ? paths.attendances(listed) : paths.activityYear(listed),
                people:
                  scope.kind === "alliance"
                    ? paths.attendances({ ...listed, count: "people" })
                    : paths.activityYear(listed),
              }
            : {}),
        }}
        targetsAside={
          mayReport &&
          scope.kind === "union" && (
            <LinkButton to={paths.figureTargets({ scope: scope.id, year: view.year })} size="small" icon={Target}>
              {w.setTargets}
            </LinkButton>
          )
        }
      />
    </>
  );
}

/** Whose figures, and of which months: a year, a quarter, a month, or whole months from one to another. */
function Filters() {
  const w = useWords(figuresWords);
  const { named } = useMonths();
  const { scopes, scope, period, thisMonth } = useLoaderData<typeof loader>();
  const thisYear = Number(thisMonth.slice(0, 4));
  const years = Array.from({ length: 4 }, (_, n) => thisYear - n);
  const shown = Number(period.to.slice(0, 4));
  const months = monthsOf(yearPeriod(shown));
  const options = [
    ...new Set([...years.map(String), periodText(period), ...[1, 2, 3, 4].map((n) => `${shown}-Q${n}`), ...months]),
  ].filter(Boolean);
  const lately = years.slice(0, 3).flatMap((year) => monthsOf(yearPeriod(year)).toReversed());
  const choice = (values: readonly string[]) => values.map((value) => ({ value, label: named(value) }));
  return (
    <FilterBar
      keep={[]}
      filters={[
        ...(scopes.length > 1
          ? [
              {
                name: "scope",
                label: w.scope,
                options: scopes.map((one) => ({ value: one.id, label: one.name })),
                standard: scope.id,
              },
            ]
          : []),
        { name: "period", label: w.period, options: choice(options), standard: String(thisYear) },
        { name: "from", label: w.from, options: choice(lately) },
        { name: "to", label: w.to, options: choice(lately) },
      ]}
    />
  );
}
