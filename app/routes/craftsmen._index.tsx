import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Medal } from "lucide-react";
import { LinkButton } from "#app/components/actions/link-button.tsx";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { DataTable } from "#app/components/lists/data-table.tsx";
import { EmptyList } from "#app/components/lists/empty-list.tsx";
import { FilterBar } from "#app/components/lists/filter-bar.tsx";
import { Pager } from "#app/components/lists/pager.tsx";
import { oneOf, textParam } from "#app/lib/http/params.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { pageRequest } from "#app/lib/page.ts";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { CRAFTSMAN_TITLES, HONOUR_TIERS, INDUSTRIES } from "#app/modules/alliances/kinds.ts";
import { listCraftsmen } from "#app/modules/alliances/queries-craftsmen.server.ts";
import { accountsWords } from "#app/words/accounts.ts";
import { alliancesWords } from "#app/words/alliances.ts";
import { commonWords } from "#app/words/common.ts";
import { competitionsWords } from "#app/words/competitions.ts";

export const meta = pageTitle(alliancesWords, (w) => w.craftsmen.title);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request);
  const url = new URL(request.url);
  const query = url.searchParams;
  const filter = {
    q: textParam(query.get("q")),
    tier: oneOf(query.get("tier"), HONOUR_TIERS),
    title: oneOf(query.get("title"), CRAFTSMAN_TITLES),
    industry: oneOf(query.get("industry"), INDUSTRIES),
  };
  return listCraftsmen(actor, filter, pageRequest(url, 30));
}

export default function Craftsmen() {
  const w = useWords(alliancesWords);
  const a = useWords(accountsWords);
  const c = useWords(commonWords);
  const k = useWords(competitionsWords);
  const { rows, after, before } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title={w.craftsmen.title}
        lead={w.craftsmen.lead}
        actions={
          <LinkButton to={paths.competitions()} icon={Medal}>
            {k.title}
          </LinkButton>
        }
      />
      <FilterBar
        query={{ label: w.craftsmen.search }}
        filters={[
          {
            name: "tier",
            label: w.fields.tier,
            options: HONOUR_TIERS.map((value) => ({ value, label: w.tiers[value] })),
          },
          {
            name: "title",
            label: w.fields.title,
            options: CRAFTSMAN_TITLES.map((value) => ({ value, label: w.titles[value] })),
          },
          {
            name: "industry",
            label: w.fields.industry,
            options: INDUSTRIES.map((value) => ({ value, label: w.industries[value] })),
          },
        ]}
      />
      {rows.length === 0 ? (
        <EmptyList title={w.craftsmen.none}>{w.craftsmen.noneHint}</EmptyList>
      ) : (
        <DataTable
          caption={w.craftsmen.title}
          rows={rows}
          rowKey={(row) => row.id}
          rowLink={(row) => paths.craftsman(row.id)}
          columns={[
            { key: "name", label: w.craftsmen.name, cell: (row) => row.name, narrow: true },
            {
              key: "honours",
              label: w.craftsmen.honours,
              narrow: true,
              cell: ({ profile }) =>
                [profile?.honourTier && w.tiers[profile.honourTier], profile?.title && w.titles[profile.title]]
                  .filter(Boolean)
                  .join(" · ") || c.none,
            },
            { key: "trade", label: w.fields.trade, cell: (row) => row.profile?.trade ?? "", narrow: true },
            {
              key: "specialities",
              label: w.craftsmen.specialities,
              cell: (row) => row.profile?.specialities.join(a.listComma) ?? "",
            },
            {
              key: "studio",
              label: w.craftsmen.studio,
              cell: (row) =>
                row.memberships
                  .map((m) =>
                    m.role === "STUDIO_LEADER"
                      ? `${m.organisation.name} · ${a.roles.STUDIO_LEADER}`
                      : m.organisation.name,
                  )
                  .join(a.listComma),
            },
          ]}
        />
      )}
      <Pager after={after} before={before} />
    </>
  );
}
