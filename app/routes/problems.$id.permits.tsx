import { useForm } from "@conform-to/react";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { Check, PenLine, Send } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "#app/components/actions/button.tsx";
import { ConfirmButton } from "#app/components/actions/confirm-button.tsx";
import { TimeAgo } from "#app/components/facts/time.tsx";
import { Notice } from "#app/components/feedback/notice.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { Textarea } from "#app/components/form/textarea.tsx";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { Section } from "#app/components/layout/section.tsx";
import { PermitChip } from "#app/components/solving/permits.tsx";
import { WorkHeader } from "#app/components/solving/work-header.tsx";
import { notFound } from "#app/lib/errors.ts";
import { intentOf, readForm, submitForm } from "#app/lib/http/form.server.ts";
import { uuidParam } from "#app/lib/http/params.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { decidePermit } from "#app/modules/solving/decide-permit.server.ts";
import { loadPermits } from "#app/modules/solving/queries-team.server.ts";
import { requestPermit } from "#app/modules/solving/request-permit.server.ts";
import { agreementSchema, permitDecisionSchema, permitRequestSchema } from "#app/modules/solving/schema.ts";
import { signAgreement } from "#app/modules/solving/sign-agreement.server.ts";
import { solvingWords } from "#app/words/solving.ts";

export const meta = pageTitle(solvingWords, (w) => w.permits.title);

export const loader = async ({ request, params }: LoaderFunctionArgs) =>
  loadPermits(await requireActor(request), uuidParam(params.id));

const decisionForm = permitDecisionSchema.omit({ granted: true });

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const problemId = uuidParam(params.id);
  const form = await readForm(request);
  const w = words(solvingWords, actor.locale).permits;
  const here = paths.problemAction(problemId, "permits");
  const intent = intentOf(form);
  if (intent === "request") {
    return submitForm(
      request,
      permitRequestSchema,
      async (input) => {
        await requestPermit(actor, { problemId, ...input });
        return redirectWithToast(request, here, w.requested);
      },
      { form },
    );
  }
  if (intent === "sign") {
    return submitForm(
      request,
      agreementSchema,
      async (input) => {
        await signAgreement(actor, { problemId, ...input });
        return redirectWithToast(request, here, w.signedDone);
      },
      { form },
    );
  }
  return submitForm(
    request,
    decisionForm,
    async (input) => {
      const { steps } = await loadPermits(actor, problemId);
      if (!steps.some((one) => one.decide?.permitId === input.permitId)) throw notFound();
      await decidePermit(actor, { ...input, granted: intent === "grant" });
      return redirectWithToast(request, here, w.decided);
    },
    { form },
  );
}

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>;
type PermitStep = Loaded["steps"][number];

export default function Permits() {
  const w = useWords(solvingWords).permits;
  const { step, steps } = useLoaderData<typeof loader>();
  const studios = [...new Map(steps.map((one) => [one.studioId, one.studio]))];
  return (
    <>
      <WorkHeader step={step} title={w.title} lead={w.lead} />
      <div className="max-w-form">
        {steps.length === 0 && <Notice>{w.none}</Notice>}
        {studios.map(([studioId, studio]) => (
          <Section key={studioId} title={studio}>
            <ol className="divide-y divide-line border-y border-line">
              {steps
                .filter((one) => one.studioId === studioId)
                .map((one) => (
                  <Step key={one.kind} step={one} />
                ))}
            </ol>
          </Section>
        ))}
      </div>
    </>
  );
}

function Step({ step }: { step: PermitStep }) {
  const w = useWords(solvingWords).permits;
  return (
    <li className="space-y-3 py-4">
      <div>
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <span className="font-medium">{w.kind[step.kind]}</span>
          <PermitChip kind={step.kind} state={step.state} />
          {step.at && (
            <span className="text-sm text-muted">
              <TimeAgo at={step.at} />
            </span>
          )}
        </p>
        <p className="text-sm text-muted">
          {step.decider && step.kind !== "AGREEMENT" ? w.by(step.decider) : w.about[step.kind]}
        </p>
        {step.note && <p className="prose-plain mt-1 max-w-reading">{step.note}</p>}
      </div>
      {step.decide && <Decide decide={step.decide} />}
      {step.mayRequest && (
        <StepForm step={step} intent="request">
          <Button variant="secondary" icon={Send}>
            {w.request}
          </Button>
        </StepForm>
      )}
      {step.maySign && (
        <StepForm step={step} intent="sign">
          <p className="mb-3 max-w-reading text-sm text-muted">{w.signSure}</p>
          <Button icon={PenLine}>{w.sign}</Button>
        </StepForm>
      )}
    </li>
  );
}

/** A form of one step that asks for nothing more. */
function StepForm({ step, intent, children }: { step: PermitStep; intent: "request" | "sign"; children: ReactNode }) {
  const result = useResult(intent);
  const mine = result?.initialValue?.kind === step.kind && result.initialValue.studioId === step.studioId;
  const [form] = useForm<Record<string, string>>({
    id: `${intent}-${step.kind}-${step.studioId}`,
    lastResult: mine ? result : undefined,
  });
  return (
    <Form method="post" id={form.id} className="space-y-3">
      <ErrorSummary form={form} />
      <input type="hidden" name="intent" value={intent} />
      <input type="hidden" name="kind" value={step.kind} />
      <input type="hidden" name="studioId" value={step.studioId} />
      {children}
    </Form>
  );
}

function Decide({ decide }: { decide: NonNullable<PermitStep["decide"]> }) {
  const w = useWords(solvingWords);
  return (
    <div className="flex flex-wrap items-start gap-3">
      {!decide.takeBack && <Grant decide={decide} />}
      <Refusal
        decide={decide}
        label={decide.takeBack ? w.permits.takeBack : w.permits.refuse}
        question={decide.takeBack ? w.permits.takeBackSure : w.permits.refuseSure}
      />
    </div>
  );
}

function useDecision(intent: string, decide: NonNullable<PermitStep["decide"]>) {
  const result = useResult(intent);
  const mine = result?.initialValue?.permitId === decide.permitId;
  return useForm<Record<string, string>>({ id: `${intent}-${decide.permitId}`, lastResult: mine ? result : undefined });
}

function Grant({ decide }: { decide: NonNullable<PermitStep["decide"]> }) {
  const w = useWords(solvingWords).permits;
  const [form] = useDecision("grant", decide);
  const sending = useSending("grant");
  return (
    <Form method="post" id={form.id} className="space-y-3">
      <ErrorSummary form={form} />
      <input type="hidden" name="intent" value="grant" />
      <input type="hidden" name="permitId" value={decide.permitId} />
      <input type="hidden" name="version" value={decide.version} />
      <Button icon={Check} loading={sending}>
        {w.grant}
      </Button>
    </Form>
  );
}

function Refusal({
  decide,
  label,
  question,
}: {
  decide: NonNullable<PermitStep["decide"]>;
  label: string;
  question: string;
}) {
  const w = useWords(solvingWords);
  const [form, fields] = useDecision("refuse", decide);
  const sending = useSending("refuse");
  return (
    <Form method="post" id={form.id} onSubmit={form.onSubmit} noValidate className="space-y-3">
      <ErrorSummary form={form} labels={{ note: w.reason }} />
      <input type="hidden" name="intent" value="refuse" />
      <input type="hidden" name="permitId" value={decide.permitId} />
      <input type="hidden" name="version" value={decide.version} />
      <ConfirmButton label={label} question={question} loading={sending}>
        <Textarea field={fields.note} label={w.reason} rows={2} max={1000} required />
      </ConfirmButton>
    </Form>
  );
}
