import { inTransaction } from "#app/lib/db.server.ts";
import { conflict, DomainError, forbidden } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { loadPlace } from "#app/modules/accounts/place.server.ts";
import { mustSee } from "#app/modules/alliances/must-see.server.ts";
import { mayManageAlliance } from "#app/modules/alliances/policy.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";
import type { LimitsInput } from "./limits.ts";

/**
 * Sets how long everything may last in an alliance. Limits that begin from now on have it; what is running keeps its
 * end, as people were told it. Errors: not_found, forbidden, conflict (closed, or changed meanwhile).
 */
export async function changeLimits(actor: Actor, input: LimitsInput & { allianceId: string }): Promise<void> {
  await inTransaction(async (tx) => {
    await mustSee(tx, actor, input.allianceId);
    const place = await loadPlace(tx, input.allianceId, actor.now);
    if (!mayManageAlliance(actor, place)) throw forbidden();
    if (place.closedAt) throw new DomainError("conflict", "organisation_closed");
    // Version 0 is "the defaults".
    const { count } =
      input.version === 0
        ? await tx.allianceLimits.createMany({
            data: { allianceId: place.id, version: 1, values: input.limits },
            skipDuplicates: true,
          })
        : await tx.allianceLimits.updateMany({
            where: { allianceId: place.id, version: input.version },
            data: { values: input.limits, version: { increment: 1 } },
          });
    if (count === 0) throw conflict();
    await recordEvent(tx, {
      type: "organisation.limits-changed",
      organisationId: place.id,
      subjectKind: "organisation",
      subjectId: place.id,
      by: { personId: actor.personId, name: actor.name },
      actorOrgId: actor.currentOrganisationId,
      payload: input.limits,
      at: actor.now,
    });
  });
}
