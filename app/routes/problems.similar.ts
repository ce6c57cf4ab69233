import { json, type LoaderFunctionArgs } from "@remix-run/node";
import { isUuid, textParam } from "#app/lib/http/params.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { similarFixes } from "#app/modules/knowledge/search-fixes.server.ts";

const SHOWN = 4;

/** Past fixes like `q`, as the person may see them at this moment; for the form, while somebody types. */
export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request);
  const { searchParams } = new URL(request.url);
  const except = searchParams.get("except");
  const text = textParam(searchParams.get("q"), 500);
  const fixes = await similarFixes(actor, text, SHOWN, isUuid(except) ? except : undefined);
  return json({ fixes }, { headers: { "Cache-Control": "private, no-store" } });
}
