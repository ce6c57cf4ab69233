import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { Plus } from "lucide-react";
import { ConfirmButton } from "#app/components/actions/confirm-button.tsx";
import { LinkButton } from "#app/components/actions/link-button.tsx";
import { Chip } from "#app/components/facts/chip.tsx";
import { EmptyState } from "#app/components/feedback/empty-state.tsx";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { DataTable } from "#app/components/lists/data-table.tsx";
import { forbidden } from "#app/lib/errors.ts";
import { readForm, submitForm } from "#app/lib/http/form.server.ts";
import { uuidField } from "#app/lib/http/params.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useLocale, useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { awardPaths } from "#app/lib/award-paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { organisesFor } from "#app/modules/awards/policy.ts";
import { listTitles } from "#app/modules/awards/rounds/queries.server.ts";
import { titleVersionSchema } from "#app/modules/awards/titles/schema.ts";
import { retireTitle } from "#app/modules/awards/titles/write-title.server.ts";
import { awardsWords } from "#app/words/awards.ts";

export const meta = pageTitle(awardsWords, (w) => w.catalogue.title);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request);
  if (organisesFor(actor).length === 0) throw forbidden("not-your-move");
  return { titles: await listTitles(actor) };
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const form = await readForm(request);
  const id = uuidField(form.get("id"));
  return submitForm(
    request,
    titleVersionSchema,
    async ({ version }) => {
      await retireTitle(actor, id, version);
      return redirectWithToast(
        request,
        awardPaths.awardTitles(),
        words(awardsWords, actor.locale).catalogue.retiredDone,
      );
    },
    { form },
  );
}

export default function Titles() {
  const w = useWords(awardsWords);
  const t = w.catalogue;
  const en = useLocale() === "en";
  const { titles } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title={t.title}
        lead={t.lead}
        back={{ to: awardPaths.awards(), label: w.title }}
        actions={
          <LinkButton to={awardPaths.newAwardTitle()} variant="primary" icon={Plus}>
            {t.add}
          </LinkButton>
        }
      />
      {titles.length === 0 ? (
        <EmptyState title={t.none}>{t.noneLead}</EmptyState>
      ) : (
        <DataTable
          caption={t.title}
          rows={titles}
          rowKey={(row) => row.id}
          columns={[
            { key: "name", label: t.name, cell: (row) => (en && row.nameEn) || row.name },
            { key: "subject", label: w.subjectLabel, narrow: true, cell: (row) => w.subject[row.subject] },
            { key: "basis", label: t.legalBasis, cell: (row) => row.legalBasis },
            { key: "grades", label: t.grades, cell: (row) => row.grades.join("、") },
            {
              key: "rounds",
              label: t.rounds,
              narrow: true,
              numeric: true,
              cell: (row) => t.roundsCount(row._count.rounds),
            },
            {
              key: "retire",
              label: t.action,
              screenOnly: true,
              narrow: true,
              cell: (row) =>
                row.retiredAt ? (
                  <Chip>{t.retired}</Chip>
                ) : (
                  <Form method="post">
                    <input type="hidden" name="id" value={row.id} />
                    <input type="hidden" name="version" value={row.version} />
                    <ConfirmButton label={t.retire} question={t.retireSure} variant="quiet" size="small" />
                  </Form>
                ),
            },
          ]}
        />
      )}
    </>
  );
}
