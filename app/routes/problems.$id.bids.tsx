import { useForm } from "@conform-to/react";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { UserCheck } from "lucide-react";
import { Button } from "#app/components/actions/button.tsx";
import { ConfirmButton } from "#app/components/actions/confirm-button.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { RadioGroup } from "#app/components/form/radio-group.tsx";
import { Textarea } from "#app/components/form/textarea.tsx";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { Section } from "#app/components/layout/section.tsx";
import { BidCard } from "#app/components/solving/bids.tsx";
import { WorkHeader } from "#app/components/solving/work-header.tsx";
import { intentOf, readForm, submitForm } from "#app/lib/http/form.server.ts";
import { uuidParam } from "#app/lib/http/params.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { chooseBid } from "#app/modules/solving/choose-bid.server.ts";
import { loadBidsToChoose } from "#app/modules/solving/queries-bidding.server.ts";
import { refuseBids } from "#app/modules/solving/refuse-bids.server.ts";
import { bidChoiceSchema, reasonSchema } from "#app/modules/solving/schema.ts";
import { solvingWords } from "#app/words/solving.ts";

export const meta = pageTitle(solvingWords, (w) => w.choose.title);

export const loader = async ({ request, params }: LoaderFunctionArgs) =>
  loadBidsToChoose(await requireActor(request), uuidParam(params.id));

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const problemId = uuidParam(params.id);
  const form = await readForm(request);
  const w = words(solvingWords, actor.locale).choose;
  const done = (text: string) => redirectWithToast(request, paths.problem(problemId), text);
  if (intentOf(form) === "refuse") {
    return submitForm(
      request,
      reasonSchema,
      async (input) => {
        await refuseBids(actor, { problemId, ...input });
        return done(w.refused);
      },
      { form },
    );
  }
  return submitForm(
    request,
    bidChoiceSchema,
    async (input) => {
      await chooseBid(actor, { problemId, ...input });
      return done(w.done);
    },
    { form },
  );
}

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>;

export default function Bids() {
  const w = useWords(solvingWords);
  const { step, lines, mayChoose } = useLoaderData<typeof loader>();
  return (
    <>
      <WorkHeader step={step} title={w.choose.title} lead={mayChoose ? w.choose.lead : w.choose.readOnly} />
      <div className="grid gap-3 xl:grid-cols-2">
        {lines.map((bid) => (
          <BidCard key={bid.id} bid={bid} heading="h2" />
        ))}
      </div>
      {mayChoose && (
        <div className="mt-8 max-w-form">
          <Choose step={step} lines={lines} />
          <Refuse version={step.version} />
        </div>
      )}
    </>
  );
}

function Choose({ step, lines }: Pick<Loaded, "step" | "lines">) {
  const w = useWords(solvingWords);
  const [form, fields] = useForm<Record<string, string>>({
    id: "choose",
    lastResult: useResult("choose"),
    defaultValue: lines.length === 1 ? { bidId: lines[0]?.id } : undefined,
  });
  const sending = useSending("choose");
  const ready = (consent: Loaded["lines"][number]["consent"]) => consent === "GRANTED" || consent === "NOT_NEEDED";
  return (
    <Section title={w.choose.which}>
      <Form method="post" id={form.id} onSubmit={form.onSubmit} noValidate className="space-y-5">
        <ErrorSummary form={form} labels={{ bidId: w.choose.which, note: w.note }} />
        <input type="hidden" name="intent" value="choose" />
        <input type="hidden" name="version" value={step.version} />
        <RadioGroup
          field={fields.bidId}
          label={w.choose.which}
          hideLabel
          options={lines.map((bid) => ({
            value: bid.id,
            label: bid.studio,
            hint: ready(bid.consent) ? `${w.lead} ${bid.lead} · ${w.nDays(bid.days)}` : w.choose.notReady,
            disabled: !ready(bid.consent),
          }))}
          required
        />
        <Textarea field={fields.note} label={w.note} hint={w.choose.noteHint} rows={2} max={1000} optional />
        <Button size="large" icon={UserCheck} loading={sending}>
          {w.choose.submit}
        </Button>
      </Form>
    </Section>
  );
}

function Refuse({ version }: { version: number }) {
  const w = useWords(solvingWords);
  const [form, fields] = useForm<Record<string, string>>({ id: "refuse", lastResult: useResult("refuse") });
  const sending = useSending("refuse");
  return (
    <Form method="post" id={form.id} onSubmit={form.onSubmit} noValidate className="mt-6 space-y-3">
      <ErrorSummary form={form} labels={{ reason: w.reason }} />
      <input type="hidden" name="intent" value="refuse" />
      <input type="hidden" name="version" value={version} />
      <ConfirmButton label={w.choose.refuse} question={w.choose.refuseSure} loading={sending}>
        <Textarea field={fields.reason} label={w.reason} rows={2} max={2000} required />
      </ConfirmButton>
    </Form>
  );
}
