import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { ActivityChip, useActivityLabel } from "#app/components/activities/activity-chip.tsx";
import { ActivityFacts } from "#app/components/activities/activity-facts.tsx";
import { ActivityRecord } from "#app/components/activities/activity-record.tsx";
import { ActivitySteps } from "#app/components/activities/activity-steps.tsx";
import { AdviceList } from "#app/components/activities/advice-list.tsx";
import { Invitees } from "#app/components/activities/invitees.tsx";
import { ReplyForm } from "#app/components/activities/reply-form.tsx";
import { TreatedProblems } from "#app/components/activities/treated-problems.tsx";
import { ActivityWork } from "#app/components/activities/activity-work.tsx";
import { Notice } from "#app/components/feedback/notice.tsx";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { Section } from "#app/components/layout/section.tsx";
import { DomainError } from "#app/lib/errors.ts";
import { intentOf, readForm, submitForm } from "#app/lib/http/form.server.ts";
import { uuidParam } from "#app/lib/http/params.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { paths } from "#app/lib/paths.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { finishFollowUp } from "#app/modules/activities/advise.server.ts";
import { replyToInvitation } from "#app/modules/activities/invite-expert.server.ts";
import {
  cancelActivity,
  closeActivity,
  holdTookPlace,
  publishActivity,
  reopenActivity,
} from "#app/modules/activities/move-activity.server.ts";
import { loadActivity } from "#app/modules/activities/queries-activity.server.ts";
import {
  finishSchema,
  publishSchema,
  reasonStepSchema,
  replySchema,
  stepSchema,
} from "#app/modules/activities/schema.ts";
import { activitiesWords } from "#app/words/activities.ts";

export const meta = pageTitle(activitiesWords, (_w, activity: { topic: string }) => activity.topic);

export const loader = async ({ request, params }: LoaderFunctionArgs) =>
  loadActivity(await requireActor(request), uuidParam(params.id));

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const id = uuidParam(params.id);
  const form = await readForm(request);
  const intent = intentOf(form);
  const w = words(activitiesWords, actor.locale);
  const done = (said: string) => redirectWithToast(request, paths.activity(id), said);
  if (intent === "reply")
    return submitForm(
      request,
      replySchema,
      (input) => replyToInvitation(actor, id, input).then(() => done(w.replied)),
      {
        form,
      },
    );
  if (intent.startsWith("finish-"))
    return submitForm(request, finishSchema, (input) => finishFollowUp(actor, id, input).then(() => done(w.finished)), {
      form,
    });
  return takeStep(request, actor, id, intent, form);
}

function takeStep(request: Request, actor: Actor, id: string, intent: string, form: FormData) {
  const w = words(activitiesWords, actor.locale);
  const done = () => redirectWithToast(request, paths.activity(id), w.stepDone);
  switch (intent) {
    case "publish":
      return submitForm(
        request,
        publishSchema,
        async (input) => {
          const { ordinal, kind } = await publishActivity(actor, id, input);
          return redirectWithToast(request, paths.activity(id), w.published(w.numbered[kind](ordinal)));
        },
        { form },
      );
    case "hold":
      return submitForm(request, stepSchema, ({ version }) => holdTookPlace(actor, id, version).then(done), { form });
    case "close":
      return submitForm(request, stepSchema, ({ version }) => closeActivity(actor, id, version).then(done), { form });
    case "reopen":
      return submitForm(
        request,
        reasonStepSchema,
        ({ version, reason }) => reopenActivity(actor, id, version, reason).then(done),
        { form },
      );
    case "cancel":
      return submitForm(
        request,
        reasonStepSchema,
        ({ version, reason }) => cancelActivity(actor, id, version, reason).then(done),
        { form },
      );
    default:
      throw new DomainError("bad_request");
  }
}

export default function Activity() {
  const w = useWords(activitiesWords);
  const activity = useLoaderData<typeof loader>();
  const label = useActivityLabel()(activity);
  const { may, mine, advice } = activity;
  return (
    <>
      <PageHeader
        title={activity.topic}
        marks={
          <>
            <ActivityChip state={activity.state} />
            <span className="text-sm text-muted">{label}</span>
          </>
        }
        lead={activity.alliance.name}
        back={{ to: paths.activities(), label: w.title }}
      />
      {activity.state === "CANCELLED" && (
        <div className="mb-5">
          <Notice kind="warning">{w.cancelledBecause(activity.cancelReason)}</Notice>
        </div>
      )}
      {may.reply && mine && mine.reply === "PENDING" && <ReplyForm mine={mine} />}
      <div className="mt-6">
        <ActivityFacts activity={activity} />
      </div>
      <ActivityWork activity={activity} />
      <ActivitySteps steps={may.steps} version={activity.version} firstOfSeries={activity.firstOfSeries} />
      <TreatedProblems problems={activity.problems} />
      <Invitees invitees={activity.invitees} />
      <Section title={w.advice} id="advice">
        {advice.length === 0 ? (
          <p className="text-muted">{w.noAdvice}</p>
        ) : (
          <AdviceList advice={advice} problems={activity.problems} timeZone={activity.alliance.timeZone} />
        )}
      </Section>
      <ActivityRecord record={activity.record} photos={activity.photos} news={activity.news} />
      {may.reply && mine && mine.reply !== "PENDING" && <ReplyForm mine={mine} />}
    </>
  );
}
