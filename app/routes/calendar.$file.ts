import type { LoaderFunctionArgs } from "@remix-run/node";
import { calendarResponse } from "#app/lib/calendar-file.server.ts";
import { runtimeFacts } from "#app/lib/runtime/facts.server.ts";
import { readCalendarFeed } from "#app/modules/activities/calendar-feed.server.ts";

/** A person's calendar, asked for by calendar programs: the secret in the address is all they have. */
export async function loader({ request, params }: LoaderFunctionArgs): Promise<Response> {
  const origin = runtimeFacts().publicUrl ?? new URL(request.url).origin;
  return calendarResponse(await readCalendarFeed((params.file ?? "").replace(/\.ics$/, ""), origin, new Date()));
}
