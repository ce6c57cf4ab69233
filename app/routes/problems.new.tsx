import { randomUUID } from "node:crypto";
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useMemo } from "react";
import { LinkButton } from "#app/components/actions/link-button.tsx";
import { Notice } from "#app/components/feedback/notice.tsx";
import { useResult } from "#app/components/form/use-result.ts";
import { ScanMachine } from "#app/components/equipment/scan-machine.tsx";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { useOutboxForm } from "#app/components/outbox/use-outbox-form.tsx";
import { ProblemForm } from "#app/components/problems/problem-form.tsx";
import { intentOf, readForm, submitForm } from "#app/lib/http/form.server.ts";
import { uuidField } from "#app/lib/http/params.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { machineDefaults } from "#app/modules/equipment/queries.server.ts";
import { recordReuse } from "#app/modules/knowledge/record-reuse.server.ts";
import { addPhotos, photosIn } from "#app/modules/problems/add-photos.server.ts";
import { addRecordings, recordingsIn } from "#app/modules/problems/add-recordings.server.ts";
import { postProblem } from "#app/modules/problems/post-problem.server.ts";
import { loadFormChoices } from "#app/modules/problems/queries-form.server.ts";
import { machinesToChoose } from "#app/modules/problems/queries-machine-choices.server.ts";
import { saveDraft } from "#app/modules/problems/save-draft.server.ts";
import { type DraftForm, draftOf, draftSchema, submitSchema } from "#app/modules/problems/schema.ts";
import { submitProblem } from "#app/modules/problems/submit-problem.server.ts";
import { mayRead } from "#app/modules/problems/visibility.server.ts";
import { commonWords } from "#app/words/common.ts";
import { problemFormWords } from "#app/words/problem-form.ts";
import { similarWords } from "#app/words/similar.ts";

export const meta = pageTitle(problemFormWords, (w) => w.newTitle);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request);
  const choices = await loadFormChoices(actor);
  const asked = new URL(request.url).searchParams;
  const machine = asked.get("equipment");
  return {
    personId: actor.personId,
    equipment: machine,
    choices: { ...choices, machines: await machinesToChoose(actor, machine) },
    values: {
      clientId: randomUUID(),
      ...(await machineDefaults(actor, machine)),
      phenomenon: (asked.get("q") ?? "").slice(0, 500),
      category: "EQUIPMENT",
      severity: "DEGRADED",
    },
  };
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const form = await readForm(request);
  const w = words(problemFormWords, actor.locale);
  const solvedBy = form.has("solvedBy") ? uuidField(form.get("solvedBy")) : null;
  const sending = intentOf(form) === "submit" && solvedBy === null;
  const recordings = recordingsIn(form);
  const run = async (value: DraftForm) => {
    const { clientId, authorId, enterpriseId } = value;
    const draft = draftOf(value);
    const posted = await postProblem(actor, { clientId, authorId, enterpriseId, ...draft });
    // The same form again: what was kept while typing is brought up to date; what was sent already stays as it is.
    if (!posted.created && posted.state === "DRAFT") await saveDraft(actor, { id: posted.id, version: null, draft });
    if (posted.state === "DRAFT") {
      await addPhotos(actor, posted.id, photosIn(form));
      await addRecordings(actor, posted.id, recordings);
    }
    if (solvedBy) {
      if (posted.state === "DRAFT") await recordReuse(actor, { fixId: solvedBy, needId: posted.id });
      return redirectWithToast(request, paths.problem(solvedBy), words(similarWords, actor.locale).recorded);
    }
    if (intentOf(form) === "preview" && posted.state === "DRAFT") return redirect(paths.previewProblem(posted.id));
    if (!sending) return redirectWithToast(request, paths.editProblem(posted.id), w.draftSaved(posted.number));
    if (posted.state === "DRAFT") await submitProblem(actor, { id: posted.id, version: null });
    // What the secretariat entered for a member is the member's now.
    const next = (await mayRead(actor, posted.id)) ? paths.problem(posted.id) : paths.home();
    return redirectWithToast(request, next, w.submitted(posted.number));
  };
  return submitForm(request, sending ? submitSchema(recordings.length > 0) : draftSchema, run, { form });
}

export default function NewProblem() {
  const w = useWords(problemFormWords);
  const common = useWords(commonWords);
  const { personId, choices, values, equipment } = useLoaderData<typeof loader>();
  const result = useResult();
  const outbox = useOutboxForm({ personId });
  // The loader has made a new id by then; what was typed keeps its own.
  const { clientId } = { ...values, ...(result?.initialValue as { clientId?: string } | undefined) };
  const kept = useMemo(() => ({ ...values, clientId }), [values, clientId]);
  return (
    <>
      <PageHeader
        title={w.newTitle}
        lead={w.lead}
        back={{ to: paths.problems(), label: common.problems }}
        actions={
          // A printer stands at a desk; on phones the machine comes first.
          <span className="max-lg:hidden">
            <LinkButton to={paths.paperForm({ equipment })} variant="quiet" size="small">
              {w.paper}
            </LinkButton>
          </span>
        }
      />
      {!choices.reviewable && (
        <div className="mb-5 max-w-form">
          <Notice kind="warning">{w.nobodyReviews}</Notice>
        </div>
      )}
      {outbox.receipt}
      <div hidden={Boolean(outbox.receipt)}>
        <ProblemForm
          isNew
          personId={personId}
          choices={choices}
          scanner={choices.forMembers ? undefined : ScanMachine}
          result={outbox.result ?? result}
          values={kept}
          onSend={outbox.onSend}
        />
        <p className="mt-6 lg:hidden">
          <LinkButton to={paths.paperForm({ equipment })} variant="quiet">
            {w.paper}
          </LinkButton>
        </p>
      </div>
    </>
  );
}
