import type { LoaderFunctionArgs } from "@remix-run/node";
import { calendarFile, calendarResponse } from "#app/lib/calendar-file.server.ts";
import { uuidParam } from "#app/lib/http/params.ts";
import { words } from "#app/lib/i18n.ts";
import { runtimeFacts } from "#app/lib/runtime/facts.server.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { activityEntry } from "#app/modules/activities/calendar-entries.server.ts";
import { activitiesWords } from "#app/words/activities.ts";

/** One activity for a calendar. */
export async function loader({ request, params }: LoaderFunctionArgs): Promise<Response> {
  const actor = await requireActor(request);
  const origin = runtimeFacts().publicUrl ?? new URL(request.url).origin;
  const entry = await activityEntry(actor, uuidParam(params.id), origin);
  return calendarResponse(calendarFile(words(activitiesWords, actor.locale).calendar.name, [entry]), "activity.ics");
}
