import type { LoaderFunctionArgs } from "@remix-run/node";
import { getActor } from "#app/modules/accounts/current-actor.server.ts";
import { openLive } from "#app/modules/notifications/live.server.ts";

/** What is new, as server-sent events. "No content" tells a browser that nobody is signed in not to ask again. */
export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await getActor(request);
  return actor ? openLive(request, actor) : new Response(null, { status: 204 });
}
