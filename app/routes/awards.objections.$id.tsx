import { useForm } from "@conform-to/react";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { Button } from "#app/components/actions/button.tsx";
import { StatusChip } from "#app/components/facts/status-chip.tsx";
import { FactsTable } from "#app/components/facts/facts-table.tsx";
import { DayTime } from "#app/components/facts/time.tsx";
import { Notice } from "#app/components/feedback/notice.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { RadioGroup } from "#app/components/form/radio-group.tsx";
import { Textarea } from "#app/components/form/textarea.tsx";
import { Beside, StandsNow } from "#app/components/form/stands-now.tsx";
import { type Answer, useAnswer, useResult, useSending } from "#app/components/form/use-result.ts";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { Section } from "#app/components/layout/section.tsx";
import { DomainError } from "#app/lib/errors.ts";
import { intentOf, readForm, submitForm } from "#app/lib/http/form.server.ts";
import { uuidParam } from "#app/lib/http/params.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { awardPaths } from "#app/lib/award-paths.ts";
import { acceptSchema } from "#app/modules/accounts/schema.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { answerObjection, takeObjection } from "#app/modules/awards/notice/handle-objection.server.ts";
import { loadObjection } from "#app/modules/awards/notice/queries.server.ts";
import { PANEL_MAX } from "#app/modules/awards/panel/limits.ts";
import { answerObjectionSchema } from "#app/modules/awards/panel/schema.ts";
import { awardNoticeWords } from "#app/words/award-notices.ts";

export const meta = pageTitle(
  awardNoticeWords,
  (w, page: { about: { title: string } }) => `${w.one} · ${page.about.title}`,
);

export const loader = async ({ request, params }: LoaderFunctionArgs) =>
  loadObjection(await requireActor(request), uuidParam(params.id));

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const id = uuidParam(params.id);
  const form = await readForm(request);
  const w = words(awardNoticeWords, actor.locale);
  switch (intentOf(form)) {
    case "take":
      return submitForm(
        request,
        acceptSchema,
        () => takeObjection(actor, id).then(() => redirectWithToast(request, awardPaths.objection(id), w.took)),
        { form },
      );
    case "answer":
      return submitForm(
        request,
        answerObjectionSchema,
        async (input) => {
          const { roundId } = await answerObjection(actor, id, input);
          return redirectWithToast(request, awardPaths.objections(roundId), w.answered);
        },
        { form },
      );
    default:
      throw new DomainError("bad_request");
  }
}

const DECISIONS = ["UPHELD", "REJECTED"] as const;
type Page = ReturnType<typeof useLoaderData<typeof loader>>;

/** One objection; who made it, and what it says, is for its handler alone. */
export default function Objection() {
  const page = useLoaderData<typeof loader>();
  const w = useWords(awardNoticeWords);
  const { told } = page;
  const answer = useAnswer("answer");
  const open = page.state === "RECEIVED";
  return (
    <>
      <PageHeader
        title={w.one}
        marks={
          <StatusChip tone={page.state === "RECEIVED" ? "waiting" : "done"}>{w.objectionState[page.state]}</StatusChip>
        }
        lead={
          <p className="font-medium text-ink">
            {page.about.title} · {page.grade}
          </p>
        }
        back={{ to: awardPaths.objections(page.round.id), label: w.objections }}
      />
      <div className="max-w-reading">
        <FactsTable
          facts={[
            { label: w.at, value: <DayTime at={page.at} timeZone={page.round.organisation.timeZone} /> },
            { label: w.handler, value: page.handler ?? w.nobody },
            told !== null && { label: w.objector, value: told.name },
            told !== null && { label: w.contact, value: told.contact },
            told !== null && { label: w.text, value: <span className="prose-plain">{told.text}</span> },
            told !== null &&
              told.answer !== "" && { label: w.answer, value: <span className="prose-plain">{told.answer}</span> },
          ]}
        />
        {told === null && (
          <div className="mt-4">
            <Notice>{w.hidden}</Notice>
          </div>
        )}
      </div>
      {page.mayTake && <Take />}
      {page.mine && (open || answer.result !== undefined) && <Handling page={page} answer={answer} final={!open} />}
    </>
  );
}

function Take() {
  const w = useWords(awardNoticeWords);
  const [form] = useForm({ id: "take", lastResult: useResult("take") });
  return (
    <Section title={w.take} hint={w.takeHint}>
      <Form method="post" id={form.id} className="space-y-4">
        <ErrorSummary form={form} />
        <input type="hidden" name="intent" value="take" />
        <Button size="large" loading={useSending("take")}>
          {w.take}
        </Button>
      </Form>
    </Section>
  );
}

/** The handler's answer. What was typed stays also where an answer was given elsewhere meanwhile. */
function Handling({ page, answer, final }: { page: Page; answer: Answer; final: boolean }) {
  const w = useWords(awardNoticeWords);
  const [form, fields] = useForm<Record<string, string>>({ id: "answer", lastResult: answer.result });
  const sending = useSending("answer");
  const { timeZone } = page.round.organisation;
  const by = page.handler === null ? null : { name: page.handler, at: page.answeredAt, timeZone };
  return (
    <Section title={w.answer}>
      <Form method="post" id={form.id} noValidate className="max-w-form space-y-5">
        <ErrorSummary form={form} labels={{ decision: w.decision, answer: w.answerLabel }} />
        <input type="hidden" name="intent" value="answer" />
        <input type="hidden" name="version" value={page.version} />
        <StandsNow
          answer={answer}
          version={page.version}
          by={by}
          final={final}
          now={final ? { decision: page.state, answer: page.told?.answer ?? "" } : {}}
          read={(_name, value) => (value === "UPHELD" || value === "REJECTED" ? w[value] : undefined)}
        >
          <RadioGroup
            field={fields.decision}
            label={w.decision}
            required
            options={DECISIONS.map((value) => ({ value, label: w[value] }))}
          />
          <Beside name="decision" />
          <Textarea
            field={fields.answer}
            label={w.answerLabel}
            hint={w.answerHint}
            rows={4}
            max={PANEL_MAX.statement}
            required
          />
          <Beside name="answer" />
        </StandsNow>
        {!final && (
          <Button size="large" loading={sending}>
            {w.answerButton}
          </Button>
        )}
      </Form>
    </Section>
  );
}
