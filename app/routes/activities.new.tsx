import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import type { SubmissionResult } from "@conform-to/react";
import { ActivityPlanForm } from "#app/components/activities/activity-plan-form.tsx";
import { RadioGroup } from "#app/components/form/radio-group.tsx";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { Tabs } from "#app/components/layout/tabs.tsx";
import { notFound } from "#app/lib/errors.ts";
import { submitForm } from "#app/lib/http/form.server.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { loadNewActivity } from "#app/modules/activities/host-rotation.server.ts";
import { createActivity } from "#app/modules/activities/plan-activity.server.ts";
import { ACTIVITY_KINDS } from "#app/modules/activities/rules.ts";
import { newActivitySchema } from "#app/modules/activities/schema.ts";
import { activitiesWords } from "#app/words/activities.ts";
import { activityWorkWords } from "#app/words/activity-work.ts";

export const meta = pageTitle(activityWorkWords, (w) => w.plan.new);

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request);
  const form = await loadNewActivity(actor, new URL(request.url).searchParams.get("alliance"));
  if (!form) throw notFound();
  return { ...form, clientId: crypto.randomUUID() };
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  return submitForm(request, newActivitySchema, async (input) => {
    const { id } = await createActivity(actor, input);
    return redirectWithToast(request, paths.activity(id), words(activityWorkWords, actor.locale).plan.created);
  });
}

export default function NewActivity() {
  const w = useWords(activityWorkWords).plan;
  const a = useWords(activitiesWords);
  const { alliances, allianceId, turns, clientId } = useLoaderData<typeof loader>();
  const result = useActionData<{ result?: SubmissionResult }>()?.result;
  const alliance = alliances.find((one) => one.id === allianceId);
  return (
    <>
      <PageHeader title={w.new} lead={w.lead} back={{ to: paths.activities(), label: a.title }} />
      {alliances.length > 1 && (
        <Tabs
          label={w.alliance}
          tabs={alliances.map((one) => ({
            to: paths.newActivity({ alliance: one.id }),
            label: one.name,
            current: one.id === allianceId,
          }))}
        />
      )}
      <ActivityPlanForm
        key={allianceId}
        turns={turns}
        timeZone={alliance?.timeZone ?? ""}
        defaultValue={{ kind: "COLLABORATION", hostId: turns[0]?.id ?? "", clientId, allianceId }}
        result={result}
        submit={w.create}
        cancelTo={paths.activities()}
      >
        {(fields) => (
          <>
            <input type="hidden" name="clientId" value={clientId} />
            <input type="hidden" name="allianceId" value={allianceId} />
            <RadioGroup
              field={fields.kind}
              label={w.kind}
              columns={2}
              options={ACTIVITY_KINDS.map((value) => ({ value, label: a.kind[value] }))}
              required
            />
          </>
        )}
      </ActivityPlanForm>
    </>
  );
}
