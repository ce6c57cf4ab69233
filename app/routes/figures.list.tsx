import type { LoaderFunctionArgs } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { FileSpreadsheet } from "lucide-react";
import { LinkButton } from "#app/components/actions/link-button.tsx";
import { Money } from "#app/components/facts/money.tsx";
import { StateChip } from "#app/components/facts/state-chip.tsx";
import { EmptyState } from "#app/components/feedback/empty-state.tsx";
import { useMonths } from "#app/components/figures/use-months.ts";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { type Column, DataTable } from "#app/components/lists/data-table.tsx";
import { Pager } from "#app/components/lists/pager.tsx";
import { notFound } from "#app/lib/errors.ts";
import { formatDate, formatNumber } from "#app/lib/format.ts";
import { oneOf } from "#app/lib/http/params.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { isOpenCount, type Listed, LISTED } from "#app/modules/figures/measures.ts";
import { periodQuery, readPeriod } from "#app/modules/figures/periods.ts";
import { isPublished, scopeKey } from "#app/modules/figures/policy.ts";
import { loadFigureList } from "#app/modules/figures/queries-list.server.ts";
import { benefitWords } from "#app/words/benefit.ts";
import { figureListsWords } from "#app/words/figure-lists.ts";
import { figuresWords } from "#app/words/figures.ts";

type Head = { measure: Listed };
export const meta = pageTitle(figuresWords, (w, { measure }: Head) => ({ ...w.measure, ...w.listed })[measure]);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request);
  const query = new URL(request.url).searchParams;
  const measure = oneOf(query.get("measure"), LISTED);
  if (!measure) throw notFound();
  const period = readPeriod(query, formatDate(actor.now).slice(0, 7));
  return loadFigureList(actor, { scope: query.get("scope"), measure, period, after: query.get("after") });
}

export default function FigureList() {
  const w = useWords(figuresWords);
  const l = useWords(figureListsWords);
  const { period: named } = useMonths();
  const { scope, measure, period, rows, total, after } = useLoaderData<typeof loader>();
  const asked = { scope: scopeKey(scope), ...periodQuery(period) };
  const name = { ...w.measure, ...w.listed }[measure];
  const open = isOpenCount(measure);
  const register = measure === "studios" || measure === "alliances";
  return (
    <>
      <PageHeader
        title={l.listTitle(name)}
        lead={
          <>
            <p className="font-medium text-ink">
              {scope.name} · {named(period)}
            </p>
            <p className="text-ink tabular-nums">{l.total(amountOf(total))}</p>
            <p>
              {register ? l.registerLead : open ? l.openLead : isPublished(scope.kind) ? l.listLead : l.listOwnLead}
            </p>
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
        <EmptyState title={l.listNone}>{isPublished(scope.kind) && !open && w.hiddenWhy}</EmptyState>
      ) : (
        <Listing name={name} />
      )}
      <Pager after={after} />
    </>
  );

  function amountOf(n: number): string {
    const unit = { ...w.unit, ...w.listedUnit }[measure];
    return w.count(formatNumber(n), unit);
  }
}

type Row = ReturnType<typeof useLoaderData<typeof loader>>["rows"][number];

function Listing({ name }: { name: string }) {
  const w = useWords(figuresWords);
  const l = useWords(figureListsWords);
  const b = useWords(benefitWords);
  const { measure, rows } = useLoaderData<typeof loader>();
  const kindOf = (kind: string) => l.kind[kind as keyof typeof l.kind] ?? kind;
  const columns: Column<Row>[] = [
    { key: "title", label: l.columns.title, cell: (row) => <Title row={row} /> },
    {
      key: "organisation",
      label: l.columns.organisation,
      cell: (row) =>
        row.organisation ?? <span className="text-muted">{isOpenCount(measure) ? w.none : l.unnamedOrganisation}</span>,
    },
  ];
  if (!isOpenCount(measure))
    columns.push({
      key: "state",
      label: l.columns.state,
      narrow: true,
      cell: (row) => (row.state ? <StateChip state={row.state} partial={row.partial} /> : kindOf(row.kind)),
    });
  if (measure === "certified")
    columns.push({
      key: "band",
      label: rows[0]?.fen ? l.columns.amount : l.columns.band,
      cell: (row) => (row.fen ? <Money fen={BigInt(row.fen)} /> : row.band ? b.band[row.band] : w.none),
    });
  if (measure === "attendances")
    columns.push({ key: "times", label: l.columns.times, numeric: true, narrow: true, cell: (row) => row.times });
  return <DataTable caption={name} rows={rows} rowKey={(row) => row.key} columns={columns} />;
}

/** What a row is about, with a way to its page; where it is not for this reader, why it has no title. */
function Title({ row: { title, page, kind } }: { row: Row }) {
  const l = useWords(figureListsWords);
  const text =
    (title && kind === "LISTENERS" ? `${title} · ${l.kind.LISTENERS}` : title) ??
    (kind === "PROBLEM" || kind === "ADOPTION" || kind === "BENEFIT"
      ? l.untitled
      : kind === "ATTENDANT"
        ? l.nameless
        : l.kind[kind as keyof typeof l.kind]);
  const to = page && { problem: paths.problem, activity: paths.activity, studio: paths.organisation }[page.of](page.id);
  return to ? (
    <Link to={to} className="link">
      {text}
    </Link>
  ) : (
    <span className={title ? undefined : "text-muted"}>{text}</span>
  );
}
