import { useForm } from "@conform-to/react";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { Button } from "#app/components/actions/button.tsx";
import { FormActions } from "#app/components/actions/form-actions.tsx";
import { LinkButton } from "#app/components/actions/link-button.tsx";
import { Chip } from "#app/components/facts/chip.tsx";
import { DayTime } from "#app/components/facts/time.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { RadioGroup } from "#app/components/form/radio-group.tsx";
import { Textarea } from "#app/components/form/textarea.tsx";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { FormColumn } from "#app/components/layout/columns.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { Section } from "#app/components/layout/section.tsx";
import { WorkHeader } from "#app/components/solving/work-header.tsx";
import { formatDateTime } from "#app/lib/format.ts";
import { intentOf, readForm, submitForm } from "#app/lib/http/form.server.ts";
import { uuidParam } from "#app/lib/http/params.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { answerQuestion } from "#app/modules/solving/answer-question.server.ts";
import { askQuestion } from "#app/modules/solving/ask-question.server.ts";
import { loadQuestions, type QuestionLine } from "#app/modules/solving/queries-questions.server.ts";
import { answerSchema, questionSchema } from "#app/modules/solving/questions.ts";
import { commonWords } from "#app/words/common.ts";
import { statesWords } from "#app/words/states.ts";
import { waitingOnWords } from "#app/words/waiting-on.ts";

export const meta = pageTitle(waitingOnWords, (w) => w.question.title);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const data = await loadQuestions(await requireActor(request), uuidParam(params.id));
  return { ...data, clientId: crypto.randomUUID() };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const problemId = uuidParam(params.id);
  const form = await readForm(request);
  const w = words(waitingOnWords, actor.locale).question;
  if (intentOf(form) === "answer")
    return submitForm(
      request,
      answerSchema,
      async (input) => {
        await answerQuestion(actor, { problemId, ...input });
        return redirectWithToast(request, paths.problem(problemId), w.answered);
      },
      { form },
    );
  return submitForm(
    request,
    questionSchema,
    async (input) => {
      await askQuestion(actor, { problemId, ...input });
      return redirectWithToast(request, paths.problem(problemId), w.asked);
    },
    { form },
  );
}

export default function Question() {
  const w = useWords(waitingOnWords).question;
  const { step, mayAsk, mayAnswer, questions } = useLoaderData<typeof loader>();
  const open = questions.find((one) => one.state === "OPEN");
  const earlier = questions.filter((one) => one !== open);
  return (
    <>
      <WorkHeader step={step} title={w.title} lead={w.lead} />
      {open && (
        <Section title={w.open}>
          <Asked question={open} />
          {mayAnswer && <Answer question={open} />}
        </Section>
      )}
      {mayAsk && <Ask />}
      <Section title={w.all}>
        {earlier.length === 0 ? (
          <p className="text-muted">{w.none}</p>
        ) : (
          <ul className="divide-y divide-line border-y border-line">
            {earlier.map((one) => (
              <li key={one.id} className="space-y-2 py-4">
                <Asked question={one} />
                <p className="prose-plain max-w-reading border-l-2 border-line pl-3">{one.answer || w.closed}</p>
                {one.answeredAt && (
                  <p className="text-sm text-muted">
                    {w.answerFrom} · <DayTime at={one.answeredAt} />
                  </p>
                )}
              </li>
            ))}
          </ul>
        )}
      </Section>
    </>
  );
}

function Asked({ question }: { question: QuestionLine }) {
  const w = useWords(waitingOnWords).question;
  return (
    <div className="space-y-1">
      <p className="prose-plain max-w-reading">{question.text}</p>
      <p className="flex flex-wrap items-center gap-2 text-sm text-muted">
        <DayTime at={question.askedAt} />
        {question.state === "OPEN" && (
          <Chip tone={question.pauses ? "waiting" : "still"}>
            {question.pauses && question.pausesUntil ? w.waitsUntil(formatDateTime(question.pausesUntil)) : w.running}
          </Chip>
        )}
      </p>
    </div>
  );
}

function Answer({ question }: { question: QuestionLine }) {
  const w = useWords(waitingOnWords).question;
  const [form, fields] = useForm<Record<string, string>>({ id: "answer", lastResult: useResult("answer") });
  return (
    <Form method="post" id={form.id} noValidate className="mt-4">
      <FormColumn>
        <ErrorSummary form={form} labels={{ answer: w.answerLabel }} />
        <input type="hidden" name="intent" value="answer" />
        <input type="hidden" name="questionId" value={question.id} />
        <input type="hidden" name="version" value={question.version} />
        <Textarea field={fields.answer} label={w.answerLabel} hint={w.answerHint} rows={5} max={4000} required />
      </FormColumn>
      <FormActions>
        <Button size="large" loading={useSending("answer")}>
          {w.answer}
        </Button>
      </FormActions>
    </Form>
  );
}

function Ask() {
  const w = useWords(waitingOnWords).question;
  const c = useWords(commonWords);
  const s = useWords(statesWords);
  const { step, pausesLeft, layers, clientId } = useLoaderData<typeof loader>();
  const [form, fields] = useForm<Record<string, string>>({
    id: "ask",
    lastResult: useResult("ask"),
    defaultValue: { layer: "DETAIL" },
  });
  return (
    <Section title={w.ask} hint={w.pausesLeft(pausesLeft)}>
      <Form method="post" id={form.id} noValidate>
        <FormColumn>
          <ErrorSummary form={form} labels={{ text: w.text, layer: w.layer }} />
          <input type="hidden" name="intent" value="ask" />
          <input type="hidden" name="clientId" value={clientId} />
          <Textarea field={fields.text} label={w.text} hint={w.textHint} rows={4} max={2000} required />
          {layers.length > 1 && (
            <RadioGroup
              field={fields.layer}
              label={w.layer}
              options={layers.map((one) => ({ value: one, label: s.layer[one], hint: s.layerHint[one] }))}
            />
          )}
        </FormColumn>
        <FormActions>
          <Button size="large" loading={useSending("ask")}>
            {pausesLeft > 0 ? w.submit : w.submitRunning}
          </Button>
          <LinkButton to={paths.problem(step.id)} size="large" variant="quiet">
            {c.cancel}
          </LinkButton>
        </FormActions>
      </Form>
    </Section>
  );
}
