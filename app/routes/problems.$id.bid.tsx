import { useForm } from "@conform-to/react";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { HandHelping, Send } from "lucide-react";
import { Button } from "#app/components/actions/button.tsx";
import { ConfirmButton } from "#app/components/actions/confirm-button.tsx";
import { FactsTable } from "#app/components/facts/facts-table.tsx";
import { TimeAgo } from "#app/components/facts/time.tsx";
import { EmptyState } from "#app/components/feedback/empty-state.tsx";
import { Notice } from "#app/components/feedback/notice.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { NumberWithUnit } from "#app/components/form/number-with-unit.tsx";
import { Select } from "#app/components/form/select.tsx";
import { Textarea } from "#app/components/form/textarea.tsx";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { Section } from "#app/components/layout/section.tsx";
import { WorkHeader } from "#app/components/solving/work-header.tsx";
import { notFound } from "#app/lib/errors.ts";
import { intentOf, readForm, submitForm } from "#app/lib/http/form.server.ts";
import { uuidField, uuidParam } from "#app/lib/http/params.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { bidForProblem } from "#app/modules/solving/bid-for-problem.server.ts";
import { loadBidding, ownBid } from "#app/modules/solving/queries-bidding.server.ts";
import { requestPermit } from "#app/modules/solving/request-permit.server.ts";
import { bidSchema, permitRequestSchema } from "#app/modules/solving/schema.ts";
import { withdrawBid } from "#app/modules/solving/withdraw-bid.server.ts";
import { solvingWords } from "#app/words/solving.ts";

export const meta = pageTitle(solvingWords, (w) => w.bid.title);

export const loader = async ({ request, params }: LoaderFunctionArgs) =>
  loadBidding(await requireActor(request), uuidParam(params.id));

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const problemId = uuidParam(params.id);
  const form = await readForm(request);
  const w = words(solvingWords, actor.locale).bid;
  const here = paths.problemAction(problemId, "bid");
  switch (intentOf(form)) {
    case "withdraw": {
      const bidId = uuidField(form.get("bidId"));
      if (!(await ownBid(actor, problemId, bidId))) throw notFound();
      await withdrawBid(actor, { bidId });
      return redirectWithToast(request, here, w.withdrawn);
    }
    case "consent":
      return submitForm(
        request,
        permitRequestSchema.omit({ kind: true }),
        async (input) => {
          await requestPermit(actor, { problemId, kind: "EMPLOYER_CONSENT", ...input });
          return redirectWithToast(request, here, w.consentAsked);
        },
        { form },
      );
    default:
      return submitForm(
        request,
        bidSchema,
        async (input) => {
          await bidForProblem(actor, { problemId, ...input });
          return redirectWithToast(request, paths.problem(problemId), w.done);
        },
        { form },
      );
  }
}

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>;
type Studio = Loaded["studios"][number];

export default function Bid() {
  const w = useWords(solvingWords).bid;
  const { step, studios } = useLoaderData<typeof loader>();
  return (
    <>
      <WorkHeader step={step} title={w.title} lead={w.lead} />
      {studios.length === 0 && <EmptyState icon={HandHelping} title={w.noStudio} />}
      <div className="max-w-form">
        {studios.map((studio) => (
          <Section key={studio.id} title={studio.name}>
            {studio.bid ? (
              <OwnBid bid={studio.bid} />
            ) : studio.consent && studio.consent.state !== "GRANTED" ? (
              <Consent studio={studio} consent={studio.consent} />
            ) : (
              <BidForm studio={studio} version={step.version} />
            )}
          </Section>
        ))}
      </div>
    </>
  );
}

/** The result of a form that stands once per studio. */
function useStudioResult(intent: string, studioId: string) {
  const result = useResult(intent);
  return result?.initialValue?.studioId === studioId ? result : undefined;
}

function Consent({ studio, consent }: { studio: Studio; consent: NonNullable<Studio["consent"]> }) {
  const w = useWords(solvingWords);
  const [form, fields] = useForm<Record<string, string>>({
    id: `consent-${studio.id}`,
    lastResult: useStudioResult("consent", studio.id),
  });
  const sending = useSending("consent");
  if (consent.state === "REQUESTED") return <Notice>{w.bid.consentWaiting(studio.employer)}</Notice>;
  const refused = consent.state === "REFUSED" || consent.state === "WITHDRAWN";
  return (
    <div className="space-y-5">
      {refused ? (
        <Notice kind="warning" title={w.bid.consentRefused}>
          {consent.note && <p className="prose-plain">{consent.note}</p>}
        </Notice>
      ) : (
        <Notice title={w.bid.consentTitle}>{w.bid.consentLead(studio.employer)}</Notice>
      )}
      <Form method="post" id={form.id} onSubmit={form.onSubmit} noValidate className="space-y-5">
        <ErrorSummary form={form} labels={{ note: w.note }} />
        <input type="hidden" name="intent" value="consent" />
        <input type="hidden" name="studioId" value={studio.id} />
        <Textarea field={fields.note} label={w.note} rows={2} max={1000} optional />
        <Button size="large" icon={Send} loading={sending}>
          {refused ? w.bid.consentAgain : w.bid.consentAsk}
        </Button>
      </Form>
    </div>
  );
}

function BidForm({ studio, version }: { studio: Studio; version: number }) {
  const w = useWords(solvingWords);
  const [form, fields] = useForm<Record<string, string>>({
    id: `bid-${studio.id}`,
    lastResult: useStudioResult("bid", studio.id),
    defaultValue: { leadId: studio.me },
  });
  const sending = useSending("bid");
  return (
    <Form method="post" id={form.id} onSubmit={form.onSubmit} noValidate className="space-y-5">
      <ErrorSummary form={form} labels={{ proposal: w.proposal, days: w.days, leadId: w.lead, studioId: w.studio }} />
      <input type="hidden" name="intent" value="bid" />
      <input type="hidden" name="version" value={version} />
      <input type="hidden" name="studioId" value={studio.id} />
      <Textarea field={fields.proposal} label={w.proposal} hint={w.bid.proposalHint} rows={5} max={4000} required />
      <NumberWithUnit field={fields.days} label={w.days} unit={w.dayUnit} whole required />
      <Select
        field={fields.leadId}
        label={w.lead}
        options={studio.people.map((one) => ({ value: one.id, label: one.name }))}
        required
      />
      <Button size="large" icon={HandHelping} loading={sending}>
        {w.bid.submit}
      </Button>
    </Form>
  );
}

function OwnBid({ bid }: { bid: NonNullable<Studio["bid"]> }) {
  const w = useWords(solvingWords);
  return (
    <div className="space-y-4">
      <Notice kind="success" title={w.bid.yours}>
        {w.bid.yoursLead}
      </Notice>
      <FactsTable
        facts={[
          { label: w.proposal, value: <span className="prose-plain">{bid.proposal}</span> },
          { label: w.days, value: w.nDays(bid.days) },
          { label: w.lead, value: bid.lead },
          { label: w.bid.at, value: <TimeAgo at={bid.at} /> },
        ]}
      />
      <Form method="post">
        <input type="hidden" name="intent" value="withdraw" />
        <input type="hidden" name="bidId" value={bid.id} />
        <ConfirmButton label={w.bid.withdraw} question={w.bid.withdrawSure} loading={useSending("withdraw")} />
      </Form>
    </div>
  );
}
