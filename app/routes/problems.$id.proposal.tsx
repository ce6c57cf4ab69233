import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { Button } from "#app/components/actions/button.tsx";
import { ConfirmButton } from "#app/components/actions/confirm-button.tsx";
import { EmptyState } from "#app/components/feedback/empty-state.tsx";
import { Textarea } from "#app/components/form/textarea.tsx";
import { useSending } from "#app/components/form/use-result.ts";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { notFound } from "#app/lib/errors.ts";
import { readForm } from "#app/lib/http/form.server.ts";
import { uuidField, uuidParam } from "#app/lib/http/params.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { answerProposal } from "#app/modules/problems/answer-proposal.server.ts";
import { openProposals } from "#app/modules/problems/queries-triage.server.ts";
import { cleanText } from "#app/modules/problems/schema.ts";
import { requireAccess } from "#app/modules/problems/visibility.server.ts";
import { problemStepsWords } from "#app/words/problem-steps.ts";

export const meta = pageTitle(problemStepsWords, (w) => w.proposal.title);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request);
  const id = uuidParam(params.id);
  await requireAccess(actor, id);
  return { id, proposals: await openProposals(actor, id) };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const id = uuidParam(params.id);
  const form = await readForm(request);
  const w = words(problemStepsWords, actor.locale).proposal;
  const proposalId = uuidField(form.get("proposalId"));
  if (!(await openProposals(actor, id)).some((one) => one.id === proposalId)) throw notFound();
  const agree = form.get("answer") === "agree";
  const { done } = await answerProposal(actor, {
    proposalId,
    agree,
    reason: cleanText(String(form.get("reason") ?? "")).slice(0, 1000),
  });
  return redirectWithToast(request, paths.problem(id), !agree ? w.refused : done ? w.agreed : w.waitsOther);
}

type Proposal = ReturnType<typeof useLoaderData<typeof loader>>["proposals"][number];

export default function Proposal() {
  const w = useWords(problemStepsWords).proposal;
  const { id, proposals } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader title={w.title} back={{ to: paths.problem(id), label: w.this }} />
      {proposals.length === 0 && <EmptyState>{w.none}</EmptyState>}
      {proposals.map((proposal) => (
        <OneProposal key={proposal.id} proposal={proposal} />
      ))}
    </>
  );
}

function OneProposal({ proposal }: { proposal: Proposal }) {
  const w = useWords(problemStepsWords).proposal;
  const sending = useSending();
  const merge = proposal.kind === "MERGE";
  const sides = [
    [w.this, proposal.problem],
    [w.other, proposal.target],
  ] as const;
  return (
    <div className="max-w-form space-y-5">
      <p>{merge ? w.merge : w.answer}</p>
      <ul className="divide-y divide-line border-y border-line">
        {sides.map(([label, problem]) => (
          <li key={problem.id} className="py-3">
            <span className="block text-sm text-muted">{label}</span>
            <Link to={paths.problem(problem.id)} className="link font-medium">
              {problem.title} <span className="tabular-nums">{problem.number}</span>
            </Link>
          </li>
        ))}
      </ul>
      {proposal.note && <p className="prose-plain border-l-2 border-line pl-3">{proposal.note}</p>}
      <p className="text-muted">{merge ? w.mergeHint : w.answerHint}</p>
      {proposal.mayAnswer ? (
        <Form method="post" className="flex flex-wrap items-start gap-3">
          <input type="hidden" name="proposalId" value={proposal.id} />
          <Button size="large" name="answer" value="agree" loading={sending}>
            {merge ? w.agreeMerge : w.agreeAnswer}
          </Button>
          <ConfirmButton
            label={merge ? w.refuseMerge : w.refuseAnswer}
            question={w.refuseReason}
            name="answer"
            value="refuse"
            size="large"
          >
            <Textarea name="reason" id={`reason-${proposal.id}`} label={w.refuseReason} rows={2} max={1000} />
          </ConfirmButton>
        </Form>
      ) : (
        <p>{w.waitsOther}</p>
      )}
    </div>
  );
}
