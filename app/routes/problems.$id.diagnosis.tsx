import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { Button } from "#app/components/actions/button.tsx";
import { InviteePicker } from "#app/components/diagnosis/invitee-picker.tsx";
import { TimeRows } from "#app/components/diagnosis/time-rows.tsx";
import { useInvitees } from "#app/components/diagnosis/use-invitees.ts";
import { WhereFields } from "#app/components/diagnosis/where-fields.tsx";
import { DateInput } from "#app/components/form/date-input.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { Textarea } from "#app/components/form/textarea.tsx";
import { TextInput } from "#app/components/form/text-input.tsx";
import { useAnsweredForm } from "#app/components/form/use-answered-form.ts";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { FoldedSection } from "#app/components/layout/section.tsx";
import { WorkHeader } from "#app/components/solving/work-header.tsx";
import { intentOf, readForm, submitForm } from "#app/lib/http/form.server.ts";
import { uuidParam } from "#app/lib/http/params.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { words } from "#app/lib/i18n.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { loadStep } from "#app/modules/problems/queries-step.server.ts";
import { conveneDiagnosis } from "#app/modules/solving/diagnosis/convene-diagnosis.server.ts";
import { formWithInvitees } from "#app/modules/solving/diagnosis/form-with-invitees.server.ts";
import { loadConvenePage } from "#app/modules/solving/diagnosis/queries-convene.server.ts";
import { conveneSchema } from "#app/modules/solving/diagnosis/schema.ts";
import { recordJointDiagnosis } from "#app/modules/solving/record-joint-diagnosis.server.ts";
import { diagnosisSchema } from "#app/modules/solving/schema.ts";
import { diagnosisWords } from "#app/words/diagnosis.ts";
import { solvingWorkWords } from "#app/words/solving-work.ts";

export const meta = pageTitle(diagnosisWords, (w) => w.callTitle);

export const loader = async ({ request, params }: LoaderFunctionArgs) =>
  loadConvenePage(await requireActor(request), uuidParam(params.id));

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const problemId = uuidParam(params.id);
  const form = await readForm(request);
  if (intentOf(form) === "record") {
    const said = words(solvingWorkWords, actor.locale).diagnosis.recorded;
    return submitForm(
      request,
      diagnosisSchema,
      async (input) => {
        await recordJointDiagnosis(actor, { problemId, ...input });
        return redirectWithToast(request, paths.problem(problemId), said);
      },
      { form },
    );
  }
  const may = () => loadStep(actor, problemId, ["joint-diagnosis"]);
  return formWithInvitees(request, conveneSchema, { actor, problemId, form, may }, async (input) => {
    const { diagnosisId } = await conveneDiagnosis(actor, { problemId, ...input });
    const said = words(diagnosisWords, actor.locale).called;
    return redirectWithToast(request, paths.diagnosis(problemId, diagnosisId), said);
  });
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

export default function Diagnosis() {
  const page = useLoaderData<typeof loader>();
  const w = useWords(diagnosisWords);
  return (
    <>
      <WorkHeader step={page} title={w.callTitle} lead={w.callLead} />
      <div className="max-w-form">
        <Convene page={page} />
        <div className="mt-8">
          <RecordHeld page={page} />
        </div>
      </div>
    </>
  );
}

type Fields = Record<"purpose" | "mode" | "place" | "link" | "minutes" | "times" | "q", string> & { invite: string[] };

function Convene({ page }: { page: Page }) {
  const w = useWords(diagnosisWords);
  const result = useResult("convene");
  const { people, finding } = useInvitees("convene", page.invitees);
  const sending = useSending("convene") && !finding;
  const [form, fields] = useAnsweredForm<Fields>({
    id: "convene",
    result,
    values: { mode: page.visitAllowed ? "ON_SITE" : "VIDEO", minutes: "120" },
  });
  const labels = {
    purpose: w.purpose,
    mode: w.how,
    place: w.place,
    link: w.link,
    minutes: w.minutes,
    times: w.times,
    invite: w.invite,
  };
  return (
    <Form method="post" id={form.id} noValidate className="space-y-5">
      <ErrorSummary form={form} labels={labels} />
      <input type="hidden" name="intent" value="convene" />
      <input type="hidden" name="version" value={page.version} />
      <Textarea field={fields.purpose} label={w.purpose} hint={w.purposeHint} rows={3} max={2000} required />
      <InviteePicker field={fields.invite} search={fields.q} people={people} finding={finding} />
      <WhereFields fields={fields} visitAllowed={page.visitAllowed} />
      <TimeRows times={[]} timeZone={page.timeZone} result={result} />
      <Button size="large" loading={sending}>
        {w.call}
      </Button>
    </Form>
  );
}

/** One that was held without a room: its outcome at once. */
function RecordHeld({ page }: { page: Page }) {
  const d = useWords(diagnosisWords);
  const w = useWords(solvingWorkWords).diagnosis;
  const sending = useSending("record");
  const result = useResult("record");
  const [form, fields] = useAnsweredForm<Record<"heldAt" | "place" | "invited" | "outcome" | "dissent", string>>({
    id: "record",
    result,
    values: {},
  });
  return (
    <FoldedSection title={d.recordElsewhere} open={result !== undefined}>
      <Form method="post" id={form.id} noValidate className="space-y-5">
        <ErrorSummary
          form={form}
          labels={{ heldAt: w.heldAt, outcome: w.outcome, dissent: w.dissent, invited: w.invited, place: w.place }}
        />
        <input type="hidden" name="intent" value="record" />
        <input type="hidden" name="version" value={page.version} />
        <DateInput field={fields.heldAt} label={w.heldAt} withTime required />
        <TextInput field={fields.place} label={w.place} optional />
        <Textarea field={fields.invited} label={w.invited} rows={2} max={1000} optional />
        <Textarea field={fields.outcome} label={w.outcome} rows={5} max={8000} required />
        <Textarea field={fields.dissent} label={w.dissent} hint={w.dissentHint} rows={3} max={4000} optional />
        <Button variant="secondary" loading={sending}>
          {w.record}
        </Button>
      </Form>
    </FoldedSection>
  );
}
