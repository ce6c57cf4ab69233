import type { LoaderFunctionArgs } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { FileSpreadsheet } from "lucide-react";
import { LinkButton } from "#app/components/actions/link-button.tsx";
import { StateChip } from "#app/components/facts/state-chip.tsx";
import { EmptyState } from "#app/components/feedback/empty-state.tsx";
import { useMonths } from "#app/components/figures/use-months.ts";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { DataTable } from "#app/components/lists/data-table.tsx";
import { Pager } from "#app/components/lists/pager.tsx";
import { notFound } from "#app/lib/errors.ts";
import { formatDate } from "#app/lib/format.ts";
import { oneOf } from "#app/lib/http/params.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { isMoney, type Measure, MEASURES } from "#app/modules/figures/measures.ts";
import { periodQuery, readPeriod } from "#app/modules/figures/periods.ts";
import { isPublished } from "#app/modules/figures/policy.ts";
import { loadFigureList } from "#app/modules/figures/queries-list.server.ts";
import { benefitWords } from "#app/words/benefit.ts";
import { figuresWords } from "#app/words/figures.ts";

export const meta = pageTitle(figuresWords, (w, { measure }: { measure: Measure }) => w.listTitle(w.measure[measure]));

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request);
  const query = new URL(request.url).searchParams;
  const measure = oneOf(query.get("measure"), MEASURES);
  if (!measure) throw notFound();
  const period = readPeriod(query, formatDate(actor.now).slice(0, 7));
  return loadFigureList(actor, { scope: query.get("scope"), measure, period, after: query.get("after") });
}

export default function FigureList() {
  const w = useWords(figuresWords);
  const b = useWords(benefitWords);
  const { period: named } = useMonths();
  const { scope, measure, period, rows, after } = useLoaderData<typeof loader>();
  const asked = { scope: scope.id, ...periodQuery(period) };
  const many = isPublished(scope.kind);
  return (
    <>
      <PageHeader
        title={w.listTitle(w.measure[measure])}
        lead={
          <>
            <p className="font-medium text-ink">
              {scope.name} · {named(period)}
            </p>
            <p>{many ? w.listLead : w.listOwnLead}</p>
          </>
        }
        back={{ to: paths.figures(asked), label: w.title }}
        actions={
          rows.length > 0 && (
            <LinkButton
              to={paths.figureFile({ list: measure, ...asked })}
              icon={FileSpreadsheet}
              prefetch="none"
              reloadDocument
            >
              {w.export}
            </LinkButton>
          )
        }
      />
      {rows.length === 0 ? (
        <EmptyState title={w.listNone}>{many && w.hiddenWhy}</EmptyState>
      ) : (
        <DataTable
          caption={w.measure[measure]}
          rows={rows}
          rowKey={(row) => row.key}
          columns={[
            {
              key: "title",
              label: w.columns.title,
              cell: (row) =>
                row.problemId ? (
                  <Link to={paths.problem(row.problemId)} className="link">
                    {row.title}
                  </Link>
                ) : (
                  (row.title ?? <span className="text-muted">{titleless(row.kind)}</span>)
                ),
            },
            {
              key: "organisation",
              label: w.columns.organisation,
              cell: (row) => row.organisation ?? <span className="text-muted">{w.unnamedOrganisation}</span>,
            },
            {
              key: "state",
              label: w.columns.state,
              cell: (row) => (row.state ? <StateChip state={row.state} partial={row.partial} /> : kindOf(row.kind)),
            },
            ...(isMoney(measure)
              ? [
                  {
                    key: "band",
                    label: w.columns.band,
                    cell: (row: { band: keyof typeof b.band | null }) => (row.band ? b.band[row.band] : w.none),
                  },
                ]
              : []),
          ]}
        />
      )}
      <Pager after={after} />
    </>
  );

  function kindOf(kind: string): string {
    return w.kind[kind as keyof typeof w.kind] ?? kind;
  }
  function titleless(kind: string): string {
    return kind === "PROBLEM" || kind === "ADOPTION" || kind === "BENEFIT" ? w.untitled : kindOf(kind);
  }
}
