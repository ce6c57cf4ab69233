import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { ActivityHeader } from "#app/components/activities/activity-header.tsx";
import { ActivityPlanForm } from "#app/components/activities/activity-plan-form.tsx";
import { useResult } from "#app/components/form/use-result.ts";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { submitForm } from "#app/lib/http/form.server.ts";
import { uuidParam } from "#app/lib/http/params.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { requireActivity } from "#app/modules/activities/open-activity.server.ts";
import { changePlan, changePractical } from "#app/modules/activities/plan-activity.server.ts";
import { managesActivity } from "#app/modules/activities/policy.ts";
import { loadPlan } from "#app/modules/activities/queries-work.server.ts";
import { planSchema, practicalSchema } from "#app/modules/activities/schema.ts";
import { activityWorkWords } from "#app/words/activity-work.ts";

export const meta = pageTitle(activityWorkWords, (w) => w.plan.edit);

export const loader = async ({ request, params }: LoaderFunctionArgs) =>
  loadPlan(await requireActor(request), uuidParam(params.id));

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const id = uuidParam(params.id);
  const done = () => redirectWithToast(request, paths.activity(id), words(activityWorkWords, actor.locale).plan.saved);
  const { parts } = await requireActivity(actor, id);
  return managesActivity(parts)
    ? submitForm(request, planSchema, (input) => changePlan(actor, id, input).then(done))
    : submitForm(request, practicalSchema, (input) => changePractical(actor, id, input).then(done));
}

export default function EditActivity() {
  const w = useWords(activityWorkWords).plan;
  const plan = useLoaderData<typeof loader>();
  return (
    <>
      <ActivityHeader activity={plan} title={w.edit} lead={plan.whole ? undefined : w.hostLead} />
      <ActivityPlanForm
        turns={plan.whole ? plan.turns : undefined}
        timeZone={plan.timeZone}
        defaultValue={{
          topic: plan.topic,
          hostId: plan.hostId ?? "",
          otherHost: plan.otherHost,
          startsAt: plan.startsAt,
          endsAt: plan.endsAt,
          place: plan.place,
          practical: plan.practical,
        }}
        result={useResult()}
        submit={w.save}
        cancelTo={paths.activity(plan.id)}
      >
        {() => <input type="hidden" name="version" value={plan.version} />}
      </ActivityPlanForm>
    </>
  );
}
