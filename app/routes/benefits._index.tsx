import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Plus } from "lucide-react";
import { LinkButton } from "#app/components/actions/link-button.tsx";
import { BenefitChip } from "#app/components/facts/benefit-chip.tsx";
import { Money } from "#app/components/facts/money.tsx";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { DataTable } from "#app/components/lists/data-table.tsx";
import { EmptyList } from "#app/components/lists/empty-list.tsx";
import { FilterBar } from "#app/components/lists/filter-bar.tsx";
import { Pager } from "#app/components/lists/pager.tsx";
import { formatDate } from "#app/lib/format.ts";
import { oneOf, textParam } from "#app/lib/http/params.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { pageRequest } from "#app/lib/page.ts";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { listBenefits } from "#app/modules/achievements/benefit/queries.server.ts";
import { BENEFIT_STATES } from "#app/modules/achievements/benefit/rules.ts";
import { benefitWords } from "#app/words/benefit.ts";

export const meta = pageTitle(benefitWords, (w) => w.title);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request);
  const url = new URL(request.url);
  const thisYear = Number(formatDate(actor.now).slice(0, 4));
  const year = Number(url.searchParams.get("year"));
  const filter = {
    q: textParam(url.searchParams.get("q")),
    year: Number.isInteger(year) && year > 2000 && year < 2100 ? year : undefined,
    state: oneOf(url.searchParams.get("state"), BENEFIT_STATES),
  };
  return { ...(await listBenefits(actor, filter, pageRequest(url))), thisYear };
}

export default function Benefits() {
  const w = useWords(benefitWords);
  const { rows, after, before, mayEnter, thisYear } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title={w.title}
        lead={w.lead}
        actions={
          mayEnter && (
            <LinkButton to={paths.newBenefit()} variant="primary" icon={Plus}>
              {w.add}
            </LinkButton>
          )
        }
      />
      <FilterBar
        query={{ label: w.search }}
        filters={[
          {
            name: "year",
            label: w.year,
            options: Array.from({ length: 5 }, (_, n) => String(thisYear - n)).map((value) => ({
              value,
              label: value,
            })),
          },
          {
            name: "state",
            label: w.stateLabel,
            options: BENEFIT_STATES.map((value) => ({ value, label: w.state[value] })),
          },
        ]}
      />
      {rows.length === 0 ? (
        <EmptyList title={w.none}>{w.noneLead}</EmptyList>
      ) : (
        <DataTable
          caption={w.caption}
          rows={rows}
          rowKey={(row) => row.id}
          rowLink={(row) => paths.benefit(row.id)}
          columns={[
            { key: "fix", label: w.fix, cell: (row) => row.fix.title },
            { key: "state", label: w.stateLabel, mark: true, cell: (row) => <BenefitChip state={row.state} /> },
            { key: "recipient", label: w.recipient, cell: (row) => row.recipient ?? w.unnamed },
            { key: "kind", label: w.kindLabel, cell: (row) => `${w.kind[row.kind]} · ${w.measure[row.measure]}` },
            {
              key: "amount",
              label: w.amount,
              numeric: true,
              cell: (row) => (row.fen === null ? w.band[row.band] : <Money fen={BigInt(row.fen)} />),
            },
            {
              key: "period",
              label: w.period,
              cell: (row) => (
                <span className="tabular-nums">
                  <span className="whitespace-nowrap">{row.fromOn} —</span>{" "}
                  <span className="whitespace-nowrap">{row.toOn}</span>
                </span>
              ),
            },
          ]}
        />
      )}
      <Pager after={after} before={before} />
    </>
  );
}
