import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Plus } from "lucide-react";
import { LinkButton } from "#app/components/actions/link-button.tsx";
import { Chip } from "#app/components/facts/chip.tsx";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { DataTable } from "#app/components/lists/data-table.tsx";
import { useLocale, useWords } from "#app/lib/i18n-context.tsx";
import { awardPaths } from "#app/lib/award-paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { listRubrics } from "#app/modules/awards/rubrics/queries.server.ts";
import { awardsWords } from "#app/words/awards.ts";
import { rubricLibraryWords } from "#app/words/rubric-library.ts";

export const meta = pageTitle(rubricLibraryWords, (w) => w.title);

export async function loader({ request }: LoaderFunctionArgs) {
  return { rubrics: await listRubrics(await requireActor(request)) };
}

export default function Rubrics() {
  const w = useWords(awardsWords);
  const l = useWords(rubricLibraryWords);
  const en = useLocale() === "en";
  const { rubrics } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title={l.title}
        lead={l.lead}
        back={{ to: awardPaths.awards(), label: w.title }}
        actions={
          <LinkButton to={awardPaths.newAwardRubric()} variant="primary" icon={Plus}>
            {l.add}
          </LinkButton>
        }
      />
      <DataTable
        caption={l.title}
        rows={rubrics}
        rowKey={(row) => row.id}
        rowLink={(row) => awardPaths.awardRubric(row.id)}
        columns={[
          {
            key: "name",
            label: l.named,
            cell: (row) => (
              <span className="inline-flex flex-wrap items-center gap-2">
                {(en && row.nameEn) || row.name}
                {row.retiredAt && <Chip>{l.retired}</Chip>}
              </span>
            ),
          },
          { key: "subject", label: w.subjectLabel, cell: (row) => w.subject[row.subject] },
          {
            key: "size",
            label: l.size,
            cell: (row) => (row.criteria > 0 ? l.sizeOf(row.criteria, String(row.points / 100)) : l.empty),
          },
          { key: "whose", label: l.whose, cell: (row) => row.organisation?.name ?? l.shipped },
        ]}
      />
    </>
  );
}
