import { useForm } from "@conform-to/react";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { Hammer, Send } from "lucide-react";
import { Button } from "#app/components/actions/button.tsx";
import { ConfirmButton } from "#app/components/actions/confirm-button.tsx";
import { FactsTable } from "#app/components/facts/facts-table.tsx";
import { TimeAgo } from "#app/components/facts/time.tsx";
import { Notice } from "#app/components/feedback/notice.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { Textarea } from "#app/components/form/textarea.tsx";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { FormColumn } from "#app/components/layout/columns.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { WorkHeader } from "#app/components/solving/work-header.tsx";
import { intentOf, readForm, submitForm } from "#app/lib/http/form.server.ts";
import { uuidParam } from "#app/lib/http/params.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { acceptAssignment } from "#app/modules/solving/accept-assignment.server.ts";
import { declineAssignment } from "#app/modules/solving/decline-assignment.server.ts";
import { loadOwnAssignment } from "#app/modules/solving/queries-assigning.server.ts";
import { requestPermit } from "#app/modules/solving/request-permit.server.ts";
import { acceptAssignmentSchema, permitRequestSchema, reasonSchema } from "#app/modules/solving/schema.ts";
import { solvingWords } from "#app/words/solving.ts";

export const meta = pageTitle(solvingWords, (w) => w.assignment.title);

export const loader = async ({ request, params }: LoaderFunctionArgs) =>
  loadOwnAssignment(await requireActor(request), uuidParam(params.id));

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const problemId = uuidParam(params.id);
  const form = await readForm(request);
  const w = words(solvingWords, actor.locale);
  switch (intentOf(form)) {
    case "consent":
      return submitForm(
        request,
        permitRequestSchema.omit({ kind: true }),
        async (input) => {
          await requestPermit(actor, { problemId, kind: "EMPLOYER_CONSENT", ...input });
          return redirectWithToast(request, paths.problemAction(problemId, "assignment"), w.bid.consentAsked);
        },
        { form },
      );
    case "decline":
      return submitForm(
        request,
        reasonSchema,
        async (input) => {
          await declineAssignment(actor, { problemId, ...input });
          return redirectWithToast(request, paths.home(), w.assignment.declined);
        },
        { form },
      );
    default:
      return submitForm(
        request,
        acceptAssignmentSchema,
        async ({ version }) => {
          await acceptAssignment(actor, { problemId, version });
          return redirectWithToast(request, paths.problem(problemId), w.assignment.accepted);
        },
        { form },
      );
  }
}

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>;

export default function Assignment() {
  const w = useWords(solvingWords);
  const { step, offer } = useLoaderData<typeof loader>();
  const ready = offer.consent === null || offer.consent === "GRANTED";
  return (
    <>
      <WorkHeader step={step} title={w.assignment.title} lead={w.assignment.lead} />
      <FormColumn>
        <FactsTable
          facts={[
            { label: w.craftsman, value: `${offer.craftsman} · ${offer.studio}` },
            offer.note !== "" && { label: w.assignment.from, value: <span className="prose-plain">{offer.note}</span> },
            { label: w.askedOn, value: <TimeAgo at={offer.at} /> },
          ]}
        />
        {ready ? <Accept version={step.version} /> : <Consent offer={offer} />}
        <Decline version={step.version} />
      </FormColumn>
    </>
  );
}

function Accept({ version }: { version: number }) {
  const w = useWords(solvingWords).assignment;
  const [form] = useForm<Record<string, string>>({ id: "accept", lastResult: useResult("accept") });
  const sending = useSending("accept");
  return (
    <Form method="post" id={form.id} className="space-y-5">
      <ErrorSummary form={form} />
      <input type="hidden" name="intent" value="accept" />
      <input type="hidden" name="version" value={version} />
      <Button size="large" icon={Hammer} loading={sending}>
        {w.accept}
      </Button>
    </Form>
  );
}

function Consent({ offer }: { offer: Loaded["offer"] }) {
  const w = useWords(solvingWords);
  const [form] = useForm<Record<string, string>>({ id: "consent", lastResult: useResult("consent") });
  const sending = useSending("consent");
  const refused = offer.consent === "REFUSED" || offer.consent === "WITHDRAWN";
  return (
    <>
      <Notice kind="warning">
        {refused ? w.assignment.consentRefused(offer.employer) : w.assignment.consentFirst(offer.employer)}
      </Notice>
      {offer.consent !== "REQUESTED" && (
        <Form method="post" id={form.id} className="space-y-5">
          <ErrorSummary form={form} />
          <input type="hidden" name="intent" value="consent" />
          <input type="hidden" name="studioId" value={offer.studioId} />
          <Button variant="secondary" icon={Send} loading={sending}>
            {w.bid.consentAsk}
          </Button>
        </Form>
      )}
    </>
  );
}

function Decline({ version }: { version: number }) {
  const w = useWords(solvingWords);
  const [form, fields] = useForm<Record<string, string>>({ id: "decline", lastResult: useResult("decline") });
  const sending = useSending("decline");
  return (
    <Form method="post" id={form.id} onSubmit={form.onSubmit} noValidate className="space-y-3">
      <ErrorSummary form={form} labels={{ reason: w.reason }} />
      <input type="hidden" name="intent" value="decline" />
      <input type="hidden" name="version" value={version} />
      <ConfirmButton label={w.assignment.decline} question={w.assignment.declineSure} loading={sending}>
        <Textarea field={fields.reason} label={w.reason} rows={2} max={2000} required />
      </ConfirmButton>
    </Form>
  );
}
