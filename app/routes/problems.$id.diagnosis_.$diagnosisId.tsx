import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { AnswerForm } from "#app/components/diagnosis/answer-form.tsx";
import { Arrange } from "#app/components/diagnosis/arrange.tsx";
import { DiagnosisChip } from "#app/components/diagnosis/diagnosis-chip.tsx";
import { AttendanceForm, OutcomeForm } from "#app/components/diagnosis/held-forms.tsx";
import { OpinionForm } from "#app/components/diagnosis/opinion-form.tsx";
import { Opinions } from "#app/components/diagnosis/opinions.tsx";
import { Outcome } from "#app/components/diagnosis/outcome.tsx";
import { Seats } from "#app/components/diagnosis/seats.tsx";
import { SuitTable } from "#app/components/diagnosis/times.tsx";
import { When } from "#app/components/diagnosis/when.tsx";
import { Discussion } from "#app/components/discussion/discussion.tsx";
import { WithAside } from "#app/components/layout/columns.tsx";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { DomainError } from "#app/lib/errors.ts";
import { intentOf, readForm, submitForm } from "#app/lib/http/form.server.ts";
import { uuidParam } from "#app/lib/http/params.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { words } from "#app/lib/i18n.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { loadDiscussion } from "#app/modules/discussion/queries.server.ts";
import { admitToDetails } from "#app/modules/solving/diagnosis/admit.server.ts";
import { answerInvitation } from "#app/modules/solving/diagnosis/answer-invitation.server.ts";
import { diagnosisDiscussion } from "#app/modules/solving/diagnosis/diagnosis-subject.server.ts";
import { formWithInvitees } from "#app/modules/solving/diagnosis/form-with-invitees.server.ts";
import { invitePeople, requireInviting, takeBackInvitation } from "#app/modules/solving/diagnosis/invite.server.ts";
import { loadRoom } from "#app/modules/solving/diagnosis/queries-room.server.ts";
import { recordAttendance } from "#app/modules/solving/diagnosis/record-attendance.server.ts";
import { recordOpinion } from "#app/modules/solving/diagnosis/record-opinion.server.ts";
import { recordOutcome } from "#app/modules/solving/diagnosis/record-outcome.server.ts";
import * as forms from "#app/modules/solving/diagnosis/schema.ts";
import { askAgain } from "#app/modules/solving/diagnosis/seat-permits.server.ts";
import { cancelDiagnosis, fixTime, proposeTimes } from "#app/modules/solving/diagnosis/set-time.server.ts";
import { diagnosisWords } from "#app/words/diagnosis.ts";

export const meta = pageTitle(diagnosisWords, (w) => w.title);

const addressOf = (params: ActionFunctionArgs["params"]) => ({
  problemId: uuidParam(params.id),
  diagnosisId: uuidParam(params.diagnosisId),
});

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request);
  const address = addressOf(params);
  const { room, known } = await loadRoom(actor, address);
  return { room, discussion: await loadDiscussion(actor, diagnosisDiscussion, room.id, known) };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const address = addressOf(params);
  const w = words(diagnosisWords, actor.locale);
  const form = await readForm(request);
  const done = (text: string, hash = "") =>
    redirectWithToast(request, paths.diagnosis(address.problemId, address.diagnosisId, {}, hash), text);
  /** One step: the form checked, the write made, its word said. */
  const step = <S extends Parameters<typeof submitForm>[1]>(
    schema: S,
    write: (input: Parameters<Parameters<typeof submitForm<S, unknown>>[2]>[0]) => Promise<unknown>,
    said: string,
    hash = "",
  ) => submitForm(request, schema, (input) => write(input).then(() => done(said, hash)), { form });
  switch (intentOf(form)) {
    case "answer":
      return step(
        forms.answerSchema,
        (input) => answerInvitation(actor, { ...address, ...input, coming: input.coming === "yes" }),
        w.answered,
      );
    case "times":
      return step(forms.timesSchema, (input) => proposeTimes(actor, { ...address, ...input }), w.proposed);
    case "fix":
      return step(forms.fixSchema, (input) => fixTime(actor, { ...address, ...input }), w.fixed);
    case "cancel":
      return step(forms.cancelSchema, (input) => cancelDiagnosis(actor, { ...address, ...input }), w.cancelled);
    case "invite":
      return formWithInvitees(
        request,
        forms.inviteSchema,
        { actor, problemId: address.problemId, form, may: () => requireInviting(actor, address) },
        async (input) => {
          await invitePeople(actor, { ...address, ...input });
          return done(w.invited);
        },
      );
    case "take-back":
      return step(forms.seatSchema, (input) => takeBackInvitation(actor, { ...address, ...input }), w.takenBack);
    case "admit":
      return step(forms.seatSchema, (input) => admitToDetails(actor, { ...address, ...input }), w.admitted);
    case "ask-again":
      await askAgain(actor, address);
      return done(w.asked);
    case "attendance":
      return step(
        forms.attendanceSchema,
        (input) => recordAttendance(actor, { ...address, ...input }),
        w.attendanceSaved,
      );
    case "opinion":
      return step(
        forms.opinionSchema,
        (input) => recordOpinion(actor, { ...address, ...input }),
        w.opinionSaved,
        "opinions",
      );
    case "outcome":
      return step(
        forms.outcomeSchema,
        (input) => recordOutcome(actor, { ...address, ...input }),
        w.recorded,
        "outcome",
      );
    default:
      throw new DomainError("bad_request");
  }
}

export default function DiagnosisRoom() {
  const w = useWords(diagnosisWords);
  const { room, discussion } = useLoaderData<typeof loader>();
  const { rights } = room;
  return (
    <>
      <PageHeader
        title={w.title}
        marks={
          <>
            <DiagnosisChip state={room.state} over={room.over} />
            <span className="text-sm text-muted tabular-nums">{room.problem.number}</span>
          </>
        }
        lead={<p className="font-medium text-ink">{room.problem.title}</p>}
        back={{ to: paths.problem(room.problem.id), label: room.problem.number }}
      />
      <WithAside aside={<Seats room={room} />}>
        <When room={room} />
        {rights.answers && <AnswerForm room={room} />}
        <SuitTable room={room} />
        {rights.manages && !rights.records && <Arrange room={room} />}
        <Outcome room={room} />
        {rights.records && <OutcomeForm room={room} />}
        {rights.marks && <AttendanceForm room={room} />}
        {rights.manages && rights.records && <Arrange room={room} />}
        <Opinions room={room} />
        {rights.speaks && <OpinionForm room={room} />}
        <Discussion
          data={discussion}
          title={w.discussion}
          none={rights.layer === "SUMMARY" && !rights.speaks ? w.talkHidden : undefined}
        />
      </WithAside>
    </>
  );
}
