import { useForm } from "@conform-to/react";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { Megaphone } from "lucide-react";
import { Button } from "#app/components/actions/button.tsx";
import { ConfirmButton } from "#app/components/actions/confirm-button.tsx";
import { DueTime } from "#app/components/facts/due-time.tsx";
import { FactsTable } from "#app/components/facts/facts-table.tsx";
import { LayerTag } from "#app/components/facts/layer-tag.tsx";
import { Organisation } from "#app/components/facts/organisation.tsx";
import { SeverityTag } from "#app/components/facts/severity-tag.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { Textarea } from "#app/components/form/textarea.tsx";
import { TextInput } from "#app/components/form/text-input.tsx";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { FoldedSection, Section } from "#app/components/layout/section.tsx";
import { invalid } from "#app/lib/errors.ts";
import { intentOf, readForm, submitForm } from "#app/lib/http/form.server.ts";
import { uuidField, uuidParam } from "#app/lib/http/params.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { paths } from "#app/lib/paths.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { cancelProposal } from "#app/modules/problems/answer-proposal.server.ts";
import { proposeAnswer, proposeMerge } from "#app/modules/problems/propose-in-triage.server.ts";
import { publishProblem } from "#app/modules/problems/publish-problem.server.ts";
import { findByNumber } from "#app/modules/problems/queries-problem.server.ts";
import { loadTriage } from "#app/modules/problems/queries-triage.server.ts";
import { returnFromTriage } from "#app/modules/problems/return-problem.server.ts";
import { proposeSchema, reasonSchema, stepSchema } from "#app/modules/problems/schema.ts";
import { matchingWords } from "#app/words/matching.ts";
import { problemFactsWords } from "#app/words/problem-facts.ts";
import { problemStepsWords } from "#app/words/problem-steps.ts";

export const meta = pageTitle(problemStepsWords, (w) => w.triage.title);

export const loader = async ({ request, params }: LoaderFunctionArgs) =>
  loadTriage(await requireActor(request), uuidParam(params.id));

async function targetOf(actor: Actor, number: string): Promise<string> {
  const targetId = await findByNumber(actor, number);
  if (!targetId) throw invalid("no-such-problem", "number");
  return targetId;
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const id = uuidParam(params.id);
  const form = await readForm(request);
  const intent = intentOf(form);
  const w = words(problemStepsWords, actor.locale).triage;
  const here = paths.triageProblem(id);
  if (intent === "cancel") {
    await cancelProposal(actor, { proposalId: uuidField(form.get("proposalId")) });
    return redirectWithToast(request, here, w.cancelled);
  }
  if (intent === "merge" || intent === "answer") {
    const propose = intent === "merge" ? proposeMerge : proposeAnswer;
    return submitForm(
      request,
      proposeSchema,
      async ({ version, number, note }) => {
        await loadTriage(actor, id);
        const targetId = await targetOf(actor, number);
        await propose(actor, { id, version, targetId, note }).catch((error) => {
          // The form knows the other problem by its number only.
          if (error?.details?.field === "targetId") throw invalid(error.messageKey, "number");
          throw error;
        });
        return redirectWithToast(request, here, w.proposed);
      },
      { form },
    );
  }
  if (intent === "return") {
    return submitForm(
      request,
      reasonSchema,
      async (input) => {
        await returnFromTriage(actor, { id, ...input });
        return redirectWithToast(request, paths.home(), w.returned);
      },
      { form },
    );
  }
  return submitForm(
    request,
    stepSchema,
    async ({ version }) => {
      await publishProblem(actor, { id, version });
      return redirectWithToast(request, paths.problem(id), w.published);
    },
    { form },
  );
}

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>;

export default function Triage() {
  const w = useWords(problemStepsWords).triage;
  const m = useWords(matchingWords);
  const { problem, proposals } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title={w.title}
        marks={
          <>
            <SeverityTag severity={problem.fields.severity ?? "DEGRADED"} />
            <span className="text-sm text-muted tabular-nums">{problem.number}</span>
          </>
        }
        lead={
          <>
            <p>{w.lead}</p>
            <DueTime dueAt={problem.dueAt} minutesLeft={problem.minutesLeft} timeZone={problem.timeZone} />
          </>
        }
        back={{ to: paths.problem(problem.id), label: problem.number }}
      />
      <div className="max-w-form">
        <WhatIsAsked problem={problem} />
        <p className="mt-4">
          <Link to={paths.problemAction(problem.id, "suggestions")} className="link">
            {m.title}
          </Link>
        </p>
        {proposals.length > 0 ? <Open proposals={proposals} /> : <Decide problem={problem} />}
        <SendBack problem={problem} />
      </div>
    </>
  );
}

function WhatIsAsked({ problem }: { problem: Loaded["problem"] }) {
  const f = useWords(problemFactsWords);
  const { fields } = problem;
  return (
    <Section title={fields.title || problem.number} aside={<LayerTag layer={problem.access.layer} />}>
      <FactsTable
        facts={[
          { label: f.enterprise, value: <Organisation name={problem.enterprise?.name} /> },
          { label: f.field.category, value: f.categories[fields.category ?? "EQUIPMENT"] },
          {
            label: f.field.equipmentType,
            value: [fields.equipmentType, fields.equipmentModel].filter(Boolean).join(" · ") || "—",
          },
          fields.phenomenon !== null && {
            label: f.field.phenomenon,
            value: <span className="prose-plain">{fields.phenomenon}</span>,
          },
          Boolean(fields.tried) && { label: f.field.tried, value: <span className="prose-plain">{fields.tried}</span> },
          Boolean(fields.target) && {
            label: f.field.target,
            value: <span className="prose-plain">{fields.target}</span>,
          },
        ]}
      />
    </Section>
  );
}

function Decide({ problem }: { problem: Loaded["problem"] }) {
  const w = useWords(problemStepsWords).triage;
  const [form] = useForm({ id: "publish", lastResult: useResult("publish") });
  const sending = useSending("publish");
  return (
    <>
      <Section title={w.publish} hint={w.publishHint}>
        <Form method="post" id={form.id}>
          <ErrorSummary form={form} />
          <input type="hidden" name="version" value={problem.version} />
          <Button size="large" icon={Megaphone} name="intent" value="publish" loading={sending}>
            {w.publish}
          </Button>
        </Form>
      </Section>
      <div className="mt-8">
        <Propose intent="merge" title={w.merge} hint={w.mergeHint} label={w.mergeInto} version={problem.version} />
        <Propose intent="answer" title={w.answer} hint={w.answerHint} label={w.answerWith} version={problem.version} />
      </div>
    </>
  );
}

type ProposeProps = { intent: "merge" | "answer"; title: string; hint: string; label: string; version: number };

function Propose({ intent, title, hint, label, version }: ProposeProps) {
  const w = useWords(problemStepsWords).triage;
  const result = useResult(intent);
  const [form, fields] = useForm<Record<string, string>>({ id: intent, lastResult: result });
  const sending = useSending(intent);
  return (
    <FoldedSection title={title} hint={hint} open={result !== undefined}>
      <Form method="post" id={form.id} onSubmit={form.onSubmit} noValidate className="space-y-5">
        <input type="hidden" name="intent" value={intent} />
        <input type="hidden" name="version" value={version} />
        <ErrorSummary form={form} labels={{ number: label, note: w.note }} />
        <TextInput field={fields.number} label={label} hint={w.number} autoComplete="off" spellCheck={false} required />
        <Textarea field={fields.note} label={w.note} rows={2} optional />
        <Button variant="secondary" loading={sending}>
          {w.propose}
        </Button>
      </Form>
    </FoldedSection>
  );
}

function Open({ proposals }: { proposals: Loaded["proposals"] }) {
  const w = useWords(problemStepsWords).triage;
  return (
    <Section title={w.open}>
      <ul className="divide-y divide-line border-y border-line">
        {proposals.map((one) => (
          <li key={one.id} className="space-y-2 py-3">
            <p>
              {w.kind[one.kind]}{" "}
              <Link to={paths.problem(one.target.id)} className="link">
                {one.target.number} {one.target.title}
              </Link>
            </p>
            {one.note && <p className="prose-plain text-muted">{one.note}</p>}
            <p className="text-sm text-muted">
              {[one.posterAgreed && w.posterAgreed, one.targetAgreed && w.targetAgreed].filter(Boolean).join(" · ") ||
                w.waiting}
            </p>
            <Form method="post">
              <input type="hidden" name="intent" value="cancel" />
              <input type="hidden" name="proposalId" value={one.id} />
              <Button variant="secondary" size="small">
                {w.cancel}
              </Button>
            </Form>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function SendBack({ problem }: { problem: Loaded["problem"] }) {
  const w = useWords(problemStepsWords);
  const result = useResult("return");
  const [form, fields] = useForm<Record<string, string>>({ id: "return", lastResult: result });
  const sending = useSending("return");
  return (
    <Form method="post" id={form.id} onSubmit={form.onSubmit} noValidate className="mt-8 space-y-3">
      <ErrorSummary form={form} labels={{ reason: w.reason }} />
      <input type="hidden" name="intent" value="return" />
      <input type="hidden" name="version" value={problem.version} />
      <ConfirmButton label={w.triage.return} question={w.triage.returnSure} loading={sending}>
        <Textarea field={fields.reason} label={w.reason} rows={2} required />
      </ConfirmButton>
    </Form>
  );
}
