import { db } from "#app/lib/db.server.ts";
import { forbidden, notFound } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { loadPlace } from "#app/modules/accounts/place.server.ts";
import { mayManageAlliance } from "#app/modules/alliances/policy.ts";
import { organisationsVisibleTo } from "#app/modules/alliances/visibility.ts";
import { limitsAsTyped, limitsOf } from "./limits.ts";

/** An alliance's limits as their form shows them, for those who may change them. Errors: not_found, forbidden. */
export async function loadLimits(actor: Actor, allianceId: string) {
  const found = await db.organisation.findFirst({
    where: { AND: [{ id: allianceId, kind: "ALLIANCE", closedAt: null }, organisationsVisibleTo(actor)] },
    select: { name: true, allianceLimits: { select: { values: true, version: true } } },
  });
  if (!found) throw notFound();
  if (!mayManageAlliance(actor, await loadPlace(db, allianceId, actor.now))) throw forbidden();
  const own = found.allianceLimits;
  return {
    id: allianceId,
    name: found.name,
    standard: own === null,
    values: { ...limitsAsTyped(limitsOf(own?.values)), version: String(own?.version ?? 0) },
  };
}
