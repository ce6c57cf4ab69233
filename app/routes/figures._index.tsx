import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { FileSpreadsheet, FileText, Target } from "lucide-react";
import { LinkButton } from "#app/components/actions/link-button.tsx";
import { PrintButton } from "#app/components/actions/print-button.tsx";
import { FigureView } from "#app/components/figures/figure-view.tsx";
import { useMonths } from "#app/components/figures/use-months.ts";
import { WhyHidden } from "#app/components/figures/why-hidden.tsx";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { Tabs } from "#app/components/layout/tabs.tsx";
import { FilterBar } from "#app/components/lists/filter-bar.tsx";
import { formatDate, formatDateTime } from "#app/lib/format.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { monthsOf, periodQuery, periodText, readPeriod, yearPeriod } from "#app/modules/figures/periods.ts";
import { isPublished, scopeKey, type ScopeKind } from "#app/modules/figures/policy.ts";
import { loadDashboard } from "#app/modules/figures/queries-dashboard.server.ts";
import { figureHiddenWords } from "#app/words/figure-hidden.ts";
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
  const h = useWords(figureHiddenWords);
  const { month } = useMonths();
  const view = useLoaderData<typeof loader>();
  const { scope, scopes, period, closed, asOf, mayReport, houses } = view;
  const many = isPublished(scope.kind);
  const at = (one: { id: string; kind: ScopeKind }) => ({ scope: scopeKey(one), ...periodQuery(period) });
  const asked = at(scope);
  const views = scopes.filter((one) => one.id === scope.id);
  const live = scopes.find((one) => one.id === scope.id && one.kind === "secretariat");
  return (
    <>
      <PageHeader
        title={w.titleOf(scope.name)}
        lead={
          <>
            <p>{many ? (closed ? w.closed(month(closed)) : w.notClosed) : asOf && w.asOf(formatDateTime(asOf))}</p>
            {scope.kind === "secretariat" && <p>{h.liveLead}</p>}
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
      {views.length > 1 && (
        <Tabs
          label={h.views}
          tabs={views.map((one) => ({
            to: paths.figures(at(one)),
            label: one.kind === "secretariat" ? h.now : h.published,
            current: one.kind === scope.kind,
          }))}
        />
      )}
      <Filters />
      {many && <WhyHidden view={view} houses={houses} live={live && paths.figures(at(live))} />}
      <FigureView
        view={view}
        studio={scope.kind === "studio"}
        links={{
          list: (measure, of = period) => paths.figureList({ measure, scope: scopeKey(scope), ...periodQuery(of) }),
          open: true,
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
  const h = useWords(figureHiddenWords);
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
                options: scopes.map((one) => ({
                  value: scopeKey(one),
                  label: one.kind === "secretariat" ? `${one.name} · ${h.now}` : one.name,
                })),
                standard: scopeKey(scope),
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
