import { useForm } from "@conform-to/react";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { Gavel } from "lucide-react";
import { useNamed } from "#app/components/awards/named.ts";
import { Button } from "#app/components/actions/button.tsx";
import { LinkButton } from "#app/components/actions/link-button.tsx";
import { StatusChip } from "#app/components/facts/status-chip.tsx";
import { Day } from "#app/components/facts/time.tsx";
import { EmptyState } from "#app/components/feedback/empty-state.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { submitForm } from "#app/lib/http/form.server.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { awardPaths } from "#app/lib/award-paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { answerSeat } from "#app/modules/awards/panel/answer-seat.server.ts";
import { loadSeats } from "#app/modules/awards/panel/queries-judge.server.ts";
import { answerSeatSchema } from "#app/modules/awards/panel/schema.ts";
import { awardsWords } from "#app/words/awards.ts";
import { panelWords } from "#app/words/panel.ts";

export const meta = pageTitle(panelWords, (w) => w.judging);

export const loader = async ({ request }: LoaderFunctionArgs) => loadSeats(await requireActor(request));

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const w = words(panelWords, actor.locale);
  return submitForm(request, answerSeatSchema, async ({ seatId, answer }) => {
    await answerSeat(actor, seatId, answer === "take");
    return redirectWithToast(request, awardPaths.judging(), answer === "take" ? w.tookSeat : w.declinedSeat);
  });
}

/** A judge's home: what to answer, what to score, what is over. */
export default function Judging() {
  const { seats } = useLoaderData<typeof loader>();
  const w = useWords(panelWords);
  const [form] = useForm({ lastResult: useResult() });
  return (
    <>
      <PageHeader
        title={w.judging}
        lead={w.judgingLead}
        back={{ to: awardPaths.awards(), label: useWords(awardsWords).title }}
      />
      <ErrorSummary form={form} />
      {seats.length === 0 ? (
        <EmptyState icon={Gavel} title={w.judgingNone}>
          {w.judgingNoneLead}
        </EmptyState>
      ) : (
        <ul className="max-w-reading divide-y divide-line border-y border-line">
          {seats.map((seat) => (
            <Seat key={seat.id} seat={seat} />
          ))}
        </ul>
      )}
    </>
  );
}

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>["seats"][number];

function Seat({ seat }: { seat: Loaded }) {
  const w = useWords(panelWords);
  const named = useNamed();
  const sending = useSending();
  const { round } = seat;
  const state = seat.declinedAt ? "DECLINED" : seat.acceptedAt ? "TAKEN" : "WAITING";
  const ready = seat.acceptedAt !== null && ["PANEL", "NOTICE", "DECIDED"].includes(round.state);
  return (
    <li className="py-4">
      <p className="mb-1.5 flex flex-wrap gap-2">
        <StatusChip tone={state === "WAITING" ? "waiting" : state === "TAKEN" ? "done" : "still"}>
          {w.state[state]}
        </StatusChip>
        <StatusChip>{seat.chair ? w.chair : seat.substitute ? w.substitute : w.member}</StatusChip>
      </p>
      {ready ? (
        <Link to={awardPaths.judgeRound(round.id)} className="font-medium hover:underline">
          {named(round)}
        </Link>
      ) : (
        <p className="font-medium">{named(round)}</p>
      )}
      <p className="mt-1 text-sm text-muted">
        {round.organisation.name} · {w.until} <Day at={round.panelUntil} timeZone={round.organisation.timeZone} />
      </p>
      {seat.toAnswer && (
        <Form method="post" className="mt-3 rounded-md border border-line p-4">
          <h2 className="font-medium">{w.toAnswer}</h2>
          <p className="mt-1 mb-3 text-sm text-muted">{w.pledge}</p>
          <input type="hidden" name="seatId" value={seat.id} />
          <div className="flex flex-wrap gap-3">
            <Button name="answer" value="take" loading={sending}>
              {w.takeSeat}
            </Button>
            <Button name="answer" value="decline" variant="secondary">
              {w.declineSeat}
            </Button>
          </div>
        </Form>
      )}
      {ready && (
        <div className="mt-3">
          <LinkButton
            to={awardPaths.judgeRound(round.id)}
            variant={round.state === "PANEL" ? "primary" : "secondary"}
            size={round.state === "PANEL" ? "medium" : "small"}
          >
            {w.open}
          </LinkButton>
        </div>
      )}
      {seat.acceptedAt && !ready && <p className="mt-2 text-sm text-muted">{w.notYet}</p>}
    </li>
  );
}
