import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Plus } from "lucide-react";
import { LinkButton } from "#app/components/actions/link-button.tsx";
import { RoundChip } from "#app/components/awards/round-chip.tsx";
import { Day } from "#app/components/facts/time.tsx";
import { EmptyState } from "#app/components/feedback/empty-state.tsx";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { DataTable } from "#app/components/lists/data-table.tsx";
import { FilterBar } from "#app/components/lists/filter-bar.tsx";
import { Pager } from "#app/components/lists/pager.tsx";
import { oneOf } from "#app/lib/http/params.ts";
import { useLocale, useWords } from "#app/lib/i18n-context.tsx";
import { pageRequest } from "#app/lib/page.ts";
import { awardPaths } from "#app/lib/award-paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { ROUND_STATES } from "#app/modules/awards/lifecycle.ts";
import { listRounds } from "#app/modules/awards/rounds/queries.server.ts";
import { awardNoticeWords } from "#app/words/award-notices.ts";
import { awardsWords } from "#app/words/awards.ts";
import { dossierWords } from "#app/words/dossier.ts";
import { rubricLibraryWords } from "#app/words/rubric-library.ts";

export const meta = pageTitle(awardsWords, (w) => w.title);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request);
  const url = new URL(request.url);
  return listRounds(actor, { state: oneOf(url.searchParams.get("state"), ROUND_STATES) }, pageRequest(url));
}

export default function Awards() {
  const w = useWords(awardsWords);
  const n = useWords(awardNoticeWords);
  const d = useWords(dossierWords);
  const l = useWords(rubricLibraryWords);
  const en = useLocale() === "en";
  const { rows, after, before, mayDefine } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title={w.title}
        lead={w.lead}
        actions={
          <>
            {mayDefine && (
              <LinkButton to={awardPaths.newAwardRound()} variant="primary" icon={Plus}>
                {w.add}
              </LinkButton>
            )}
            {mayDefine && <LinkButton to={awardPaths.awardTitles()}>{w.titles}</LinkButton>}
            {mayDefine && <LinkButton to={awardPaths.awardRubrics()}>{l.nav}</LinkButton>}
            {mayDefine && <LinkButton to={awardPaths.dossierTemplates()}>{d.templates.title}</LinkButton>}
            <LinkButton to={awardPaths.myApplications()}>{w.applications}</LinkButton>
            <LinkButton to={awardPaths.awardNotices()}>{n.title}</LinkButton>
          </>
        }
      />
      <FilterBar
        filters={[
          {
            name: "state",
            label: w.stateLabel,
            options: ROUND_STATES.map((value) => ({ value, label: w.state[value] })),
          },
        ]}
      />
      {rows.length === 0 ? (
        <EmptyState title={w.none}>{w.noneLead}</EmptyState>
      ) : (
        <DataTable
          caption={w.caption}
          rows={rows}
          rowKey={(row) => row.id}
          rowLink={(row) => awardPaths.awardRound(row.id)}
          columns={[
            { key: "name", label: w.name, cell: (row) => (en && row.nameEn) || row.name },
            { key: "state", label: w.stateLabel, mark: true, cell: (row) => <RoundChip state={row.state} /> },
            { key: "subject", label: w.subjectLabel, cell: (row) => w.subject[row.title.subject] },
            { key: "organiser", label: w.organiser, cell: (row) => row.organisation.name },
            {
              key: "closes",
              label: w.closes,
              cell: (row) => <Day at={row.closesAt} timeZone={row.organisation.timeZone} />,
            },
          ]}
        />
      )}
      <Pager after={after} before={before} />
    </>
  );
}
