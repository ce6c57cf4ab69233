import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { BadgeCheck, Plus } from "lucide-react";
import { LinkButton } from "#app/components/actions/link-button.tsx";
import { EmptyState } from "#app/components/feedback/empty-state.tsx";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { Tabs } from "#app/components/layout/tabs.tsx";
import { DataTable } from "#app/components/lists/data-table.tsx";
import { FilterBar } from "#app/components/lists/filter-bar.tsx";
import { Pager } from "#app/components/lists/pager.tsx";
import { OrganisationTree, toTree } from "#app/components/people/organisation-tree.tsx";
import { isUuid, oneOf, textParam } from "#app/lib/http/params.ts";
import { useLocale, useWords } from "#app/lib/i18n-context.tsx";
import { pageRequest } from "#app/lib/page.ts";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { listOrganisations, loadTree, mayCreate } from "#app/modules/alliances/queries.server.ts";
import { INDUSTRIES } from "#app/modules/alliances/kinds.ts";
import { tagOwners } from "#app/modules/alliances/tags/policy.ts";
import { listTagChoices } from "#app/modules/alliances/tags/queries.server.ts";
import { alliancesWords } from "#app/words/alliances.ts";
import { enterpriseTagsWords } from "#app/words/enterprise-tags.ts";

const KINDS = [
  "FEDERATION",
  "COUNTY_UNION",
  "INDUSTRY_UNION",
  "ENTERPRISE_UNION",
  "ENTERPRISE",
  "STUDIO",
  "ALLIANCE",
  "PLATFORM",
] as const;

export const meta = pageTitle(alliancesWords, (w) => w.list.title);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request);
  const url = new URL(request.url);
  const query = url.searchParams;
  const tag = query.get("tag");
  const filter = {
    tag: isUuid(tag) ? tag : undefined,
    q: textParam(query.get("q")),
    kind: oneOf(query.get("kind"), KINDS),
    industry: oneOf(query.get("industry"), INDUSTRIES),
  };
  const asTree = query.get("view") !== "list" && !filter.q && !filter.kind && !filter.industry && !filter.tag;
  return {
    mayCreate: mayCreate(actor),
    keepsTags: tagOwners(actor).length > 0,
    tags: asTree ? [] : await listTagChoices(actor),
    tree: asTree ? await loadTree(actor) : null,
    list: asTree ? null : await listOrganisations(actor, filter, pageRequest(url, 30)),
  };
}

type Row = {
  kind: (typeof KINDS)[number];
  name: string;
  nameEn: string;
  enterprise: { industry: (typeof INDUSTRIES)[number] } | null;
  studio: { level: "MUNICIPAL" | "PROVINCIAL" | "NATIONAL" } | null;
};

export default function Organisations() {
  const w = useWords(alliancesWords);
  const locale = useLocale();
  const t = useWords(enterpriseTagsWords);
  const { mayCreate, keepsTags, tags, tree, list } = useLoaderData<typeof loader>();
  const nameOf = (row: Row) => (locale === "en" && row.nameEn ? row.nameEn : row.name);
  const about = (row: Row) =>
    row.enterprise ? w.industries[row.enterprise.industry] : row.studio ? w.levels[row.studio.level] : "";
  return (
    <>
      <PageHeader
        title={w.list.title}
        lead={w.list.lead}
        actions={
          <>
            {keepsTags && (
              <LinkButton to={paths.enterpriseTags()} icon={BadgeCheck}>
                {t.manage}
              </LinkButton>
            )}
            {mayCreate && (
              <LinkButton to={paths.newOrganisation()} icon={Plus}>
                {w.list.create}
              </LinkButton>
            )}
          </>
        }
      />
      <Tabs
        label={w.list.views}
        tabs={[
          { to: paths.organisations(), label: w.list.tree, current: tree !== null },
          { to: paths.organisations({ view: "list" }), label: w.list.table, current: tree === null },
        ]}
      />
      {tree &&
        (tree.length === 0 ? (
          <EmptyState>{w.list.nothing}</EmptyState>
        ) : (
          <OrganisationTree
            label={w.list.title}
            nodes={toTree(tree, (row) => ({
              id: row.id,
              name: nameOf(row),
              kind: [w.kinds[row.kind], about(row)].filter(Boolean).join(" · "),
              to: paths.organisation(row.id),
            }))}
          />
        ))}
      {list && (
        <>
          <FilterBar
            query={{ label: w.list.search }}
            keep={["view"]}
            filters={[
              { name: "kind", label: w.fields.kind, options: KINDS.map((value) => ({ value, label: w.kinds[value] })) },
              {
                name: "industry",
                label: w.fields.industry,
                options: INDUSTRIES.map((value) => ({ value, label: w.industries[value] })),
              },
              ...(tags.length > 0
                ? [
                    {
                      name: "tag",
                      label: t.filter,
                      options: tags.map((one) => ({
                        value: one.id,
                        label: t.label(locale === "en" && one.nameEn ? one.nameEn : one.name, one.year),
                      })),
                    },
                  ]
                : []),
            ]}
          />
          {list.rows.length === 0 ? (
            <EmptyState title={w.list.none}>{w.list.noneHint}</EmptyState>
          ) : (
            <DataTable
              caption={w.list.title}
              rows={list.rows}
              rowKey={(row) => row.id}
              rowLink={(row) => paths.organisation(row.id)}
              columns={[
                { key: "name", label: w.fields.name, cell: nameOf },
                { key: "kind", label: w.fields.kind, cell: (row) => w.kinds[row.kind], narrow: true },
                { key: "about", label: w.list.industryOrLevel, cell: about, narrow: true },
                { key: "parent", label: w.fields.parent, cell: (row) => row.parent?.name ?? "" },
              ]}
            />
          )}
          <Pager after={list.after} before={list.before} />
        </>
      )}
    </>
  );
}
