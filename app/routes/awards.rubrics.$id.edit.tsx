import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { RubricEditor } from "#app/components/awards/rubric-editor.tsx";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { uuidParam } from "#app/lib/http/params.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useLocale, useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { awardPaths } from "#app/lib/award-paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { answerRubricEditor } from "#app/modules/awards/rubrics/answer-editor.server.ts";
import { namedRubricFormSchema } from "#app/modules/awards/rubrics/form-schema.ts";
import { loadOwnRubric } from "#app/modules/awards/rubrics/queries.server.ts";
import { typedFromRubric } from "#app/modules/awards/rubrics/typed.ts";
import { factChoices } from "#app/modules/awards/rubrics/worked-example.ts";
import { changeRubric } from "#app/modules/awards/rubrics/write-rubric.server.ts";
import { rubricWords } from "#app/words/award-rubric.ts";
import { rubricLibraryWords } from "#app/words/rubric-library.ts";

export const meta = pageTitle(
  rubricLibraryWords,
  (w, page: { named: { name: string } }) => `${w.editTitle} · ${page.named.name}`,
);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const row = await loadOwnRubric(await requireActor(request), uuidParam(params.id));
  return {
    id: row.id,
    named: { name: row.name, nameEn: row.nameEn },
    version: row.version,
    criteria: typedFromRubric(row.content),
    facts: factChoices(row.subject),
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const id = uuidParam(params.id);
  return answerRubricEditor(request, {
    schema: namedRubricFormSchema,
    subjectOf: async () => (await loadOwnRubric(actor, id)).subject,
    save: async (content, { version, name, nameEn }) => {
      await changeRubric(actor, id, { version, name, nameEn, content });
      return redirectWithToast(request, awardPaths.awardRubric(id), words(rubricWords, actor.locale).rubric.done);
    },
  });
}

export default function EditRubric() {
  const page = useLoaderData<typeof loader>();
  const l = useWords(rubricLibraryWords);
  const w = useWords(rubricWords).rubric;
  const en = useLocale() === "en";
  return (
    <>
      <PageHeader
        title={l.editTitle}
        lead={w.lead}
        back={{ to: awardPaths.awardRubric(page.id), label: (en && page.named.nameEn) || page.named.name }}
      />
      <RubricEditor
        version={page.version}
        named={page.named}
        criteria={page.criteria}
        facts={page.facts}
        back={awardPaths.awardRubric(page.id)}
      />
    </>
  );
}
