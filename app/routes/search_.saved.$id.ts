import { type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { uuidParam } from "#app/lib/http/params.ts";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { openSavedSearch } from "#app/modules/knowledge/save-search.server.ts";

/** A saved search's own address leads on to what it asks for. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { query } = await openSavedSearch(await requireActor(request), uuidParam(params.id));
  return redirect(`${paths.search()}?${query}`);
}
