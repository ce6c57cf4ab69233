import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Plus } from "lucide-react";
import { LinkButton } from "#app/components/actions/link-button.tsx";
import { AchievementChip } from "#app/components/facts/achievement-chip.tsx";
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
import { ACHIEVEMENT_STATES } from "#app/modules/achievements/achievement/lifecycle.ts";
import { listAchievements } from "#app/modules/achievements/achievement/queries.server.ts";
import { ACHIEVEMENT_KINDS } from "#app/modules/achievements/achievement/rules.ts";
import { accountsWords } from "#app/words/accounts.ts";
import { achievementWords } from "#app/words/achievement.ts";

export const meta = pageTitle(achievementWords, (w) => w.title);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request);
  const url = new URL(request.url);
  const filter = {
    q: textParam(url.searchParams.get("q")),
    state: oneOf(url.searchParams.get("state"), ACHIEVEMENT_STATES),
    kind: oneOf(url.searchParams.get("kind"), ACHIEVEMENT_KINDS),
  };
  return listAchievements(actor, filter, pageRequest(url));
}

export default function Achievements() {
  const w = useWords(achievementWords);
  const a = useWords(accountsWords);
  const { rows, after, before, mayEnter } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title={w.title}
        lead={w.lead}
        actions={
          mayEnter && (
            <LinkButton to={paths.newAchievement()} variant="primary" icon={Plus}>
              {w.add}
            </LinkButton>
          )
        }
      />
      <FilterBar
        query={{ label: w.search }}
        filters={[
          {
            name: "kind",
            label: w.kindLabel,
            options: ACHIEVEMENT_KINDS.map((value) => ({ value, label: w.kind[value] })),
          },
          {
            name: "state",
            label: w.stateLabel,
            options: ACHIEVEMENT_STATES.map((value) => ({ value, label: w.state[value] })),
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
          rowLink={(row) => paths.achievement(row.id)}
          columns={[
            { key: "title", label: w.name, cell: (row) => row.title },
            { key: "state", label: w.stateLabel, mark: true, cell: (row) => <AchievementChip state={row.state} /> },
            { key: "kind", label: w.kindLabel, narrow: true, cell: (row) => w.kind[row.kind] },
            { key: "unit", label: w.unit, cell: (row) => row.unit },
            { key: "people", label: w.people, cell: (row) => row.people.join(a.listComma) },
            {
              key: "on",
              label: w.completedOn,
              narrow: true,
              cell: (row) => <span className="tabular-nums">{row.completedOn}</span>,
            },
          ]}
        />
      )}
      <Pager after={after} before={before} />
    </>
  );
}
