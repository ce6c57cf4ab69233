import { inTransaction } from "#app/lib/db.server.ts";
import { conflict, notFound } from "#app/lib/errors.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";
import type { Actor } from "./actor.ts";
import { loadPlace } from "./place.server.ts";
import { mayNameDeputyFor } from "./policy.ts";

/** Ends a deputy's time at once; the absent person, the deputy and those who manage the organisation's people may. */
export async function endDeputy(actor: Actor, input: { deputyRelationId: string }): Promise<void> {
  await inTransaction(async (tx) => {
    const relation = await tx.deputy.findUnique({
      where: { id: input.deputyRelationId },
      select: { id: true, personId: true, deputyId: true, organisationId: true },
    });
    if (!relation) throw notFound();
    const place = await loadPlace(tx, relation.organisationId, actor.now);
    if (relation.deputyId !== actor.personId && !mayNameDeputyFor(actor, relation.personId, place)) throw notFound();
    const ended = await tx.deputy.updateMany({
      where: { id: relation.id, endedAt: null, endsAt: { gt: actor.now } },
      data: { endedAt: actor.now },
    });
    if (ended.count === 0) throw conflict("deputy_ended_already");
    await recordEvent(tx, {
      type: "person.deputy-ended",
      organisationId: place.id,
      subjectKind: "person",
      subjectId: relation.personId,
      by: { personId: actor.personId, name: actor.name },
      actorOrgId: place.id,
      payload: { deputyRelationId: relation.id, deputyId: relation.deputyId },
      at: actor.now,
    });
  });
}
