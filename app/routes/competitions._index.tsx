import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Plus } from "lucide-react";
import { LinkButton } from "#app/components/actions/link-button.tsx";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { DataTable } from "#app/components/lists/data-table.tsx";
import { EmptyList } from "#app/components/lists/empty-list.tsx";
import { FilterBar } from "#app/components/lists/filter-bar.tsx";
import { Pager } from "#app/components/lists/pager.tsx";
import { formatDate } from "#app/lib/format.ts";
import { oneOf, textParam } from "#app/lib/http/params.ts";
import { useLocale, useWords } from "#app/lib/i18n-context.tsx";
import { pageRequest } from "#app/lib/page.ts";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { listCompetitions } from "#app/modules/studios/competitions/queries.server.ts";
import { COMPETITION_LEVELS } from "#app/modules/studios/competitions/rules.ts";
import { competitionsWords } from "#app/words/competitions.ts";

export const meta = pageTitle(competitionsWords, (w) => w.title);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request);
  const url = new URL(request.url);
  const year = Number(url.searchParams.get("year"));
  const filter = {
    q: textParam(url.searchParams.get("q")),
    level: oneOf(url.searchParams.get("level"), COMPETITION_LEVELS),
    year: Number.isInteger(year) && year > 2000 && year < 2100 ? year : undefined,
  };
  const thisYear = Number(formatDate(actor.now).slice(0, 4));
  return { ...(await listCompetitions(actor, filter, pageRequest(url, 30))), thisYear };
}

export default function Competitions() {
  const w = useWords(competitionsWords);
  const locale = useLocale();
  const { rows, after, before, mayEnter, thisYear } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title={w.title}
        lead={w.lead}
        actions={
          mayEnter && (
            <LinkButton to={paths.newCompetition()} variant="primary" icon={Plus}>
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
            options: Array.from({ length: 6 }, (_, n) => String(thisYear - n)).map((value) => ({
              value,
              label: value,
            })),
          },
          {
            name: "level",
            label: w.levelLabel,
            options: COMPETITION_LEVELS.map((value) => ({ value, label: w.level[value] })),
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
          rowLink={(row) => paths.competition(row.id)}
          columns={[
            { key: "name", label: w.name, cell: (row) => (locale === "en" && row.nameEn ? row.nameEn : row.name) },
            { key: "level", label: w.levelLabel, cell: (row) => w.level[row.level], narrow: true },
            {
              key: "day",
              label: w.heldOn,
              cell: (row) => <span className="tabular-nums">{row.heldOn}</span>,
              narrow: true,
            },
            { key: "organiser", label: w.organiser, cell: (row) => row.organiser },
            { key: "results", label: w.results, cell: (row) => w.resultsCount(row.results), numeric: true },
          ]}
        />
      )}
      <Pager after={after} before={before} />
    </>
  );
}
