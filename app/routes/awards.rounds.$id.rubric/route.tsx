import { parseWithZod } from "@conform-to/zod/v4";
import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { invalid } from "#app/lib/errors.ts";
import { readForm } from "#app/lib/http/form.server.ts";
import { uuidParam } from "#app/lib/http/params.ts";
import { formError } from "#app/lib/http/respond.server.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { awardPaths } from "#app/lib/award-paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { loadRoundDraft } from "#app/modules/awards/rounds/queries.server.ts";
import { saveRubric } from "#app/modules/awards/rounds/save-rubric.server.ts";
import { rubricFormSchema } from "#app/modules/awards/rubrics/form-schema.ts";
import { rubricFromTyped, typedFromRubric } from "#app/modules/awards/rubrics/typed.ts";
import { factChoices, workedExample } from "#app/modules/awards/rubrics/worked-example.ts";
import { pointsText } from "#app/modules/awards/scores/points-text.ts";
import { rubricWords } from "#app/words/award-rubric.ts";
import { RubricEditor } from "./editor.tsx";

export const meta = pageTitle(rubricWords, (w, page: { name: string }) => `${w.rubric.title} · ${page.name}`);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request);
  const row = await loadRoundDraft(actor, uuidParam(params.id));
  return {
    id: row.id,
    name: row.name,
    version: row.version,
    criteria: typedFromRubric(row.rubric),
    total: pointsText(row.rubric.criteria.reduce((sum, one) => sum + one.max, 0)),
    facts: factChoices(row.title.subject),
  };
}

/** "save" keeps the rubric, "try" works out the example for what is typed; a line is added or taken out by Conform's own intents. */
export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const id = uuidParam(params.id);
  const submission = parseWithZod(await readForm(request), { schema: rubricFormSchema });
  if (submission.status !== "success")
    return data({ result: submission.reply(), worked: null }, { status: submission.status === "error" ? 422 : 200 });
  const { criteria, version, intent, example } = submission.value;
  const { content, wrong } = rubricFromTyped(criteria);
  try {
    const [first] = wrong;
    if (first) throw invalid(first.key, `criteria[${first.index}].${first.part}`, first.values);
    if (intent === "try") {
      const { title } = await loadRoundDraft(actor, id);
      return data({ result: submission.reply(), worked: workedExample(content, title.subject, example) });
    }
    await saveRubric(actor, id, { version, content });
    return redirectWithToast(request, awardPaths.awardRound(id), words(rubricWords, actor.locale).rubric.done);
  } catch (error) {
    return formError(submission, error);
  }
}

export type Page = ReturnType<typeof useLoaderData<typeof loader>>;

export default function Rubric() {
  const page = useLoaderData<typeof loader>();
  const w = useWords(rubricWords).rubric;
  return (
    <>
      <PageHeader
        title={w.title}
        lead={
          <>
            <p>{w.lead}</p>
            <p className="font-medium text-ink tabular-nums">{w.total(page.total)}</p>
          </>
        }
        back={{ to: awardPaths.awardRound(page.id), label: page.name }}
      />
      <RubricEditor page={page} />
    </>
  );
}
