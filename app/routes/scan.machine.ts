import { json, type LoaderFunctionArgs } from "@remix-run/node";
import { ownOrigins } from "#app/lib/http/own-origins.server.ts";
import { textParam } from "#app/lib/http/params.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { machinesMeant } from "#app/modules/equipment/queries-scan.server.ts";
import { readScan } from "#app/modules/equipment/rules.ts";

/** The machines of the own register that `q`, scanned or typed, means; `foreign` is the host of an address from elsewhere. */
export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request);
  const { searchParams } = new URL(request.url);
  const scanned = readScan(textParam(searchParams.get("q"), 500), ownOrigins(request));
  const machines = await machinesMeant(actor, scanned);
  const foreign = scanned.kind === "foreign" ? scanned.host : null;
  return json({ machines, foreign }, { headers: { "Cache-Control": "private, no-store" } });
}
