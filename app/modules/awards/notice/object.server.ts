import { randomUUID } from "node:crypto";
import { inTransaction } from "#app/lib/db.server.ts";
import { conflict, notFound } from "#app/lib/errors.ts";
import { type Actor, isGuestOnly } from "#app/modules/accounts/actor.ts";
import { organisationsVisibleTo } from "#app/modules/alliances/visibility.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";
import { textHash } from "#app/modules/events/chain.ts";
import { hide, markOf } from "./protect.server.ts";

export type NewObjection = { clientId: string; applicationId: string; name: string; contact: string; text: string };

/**
 * Somebody who reads the notice objects to one application, by name. Rule: the name is the handling officer's alone; the
 * event that records it names nobody. Sent twice it is one. Errors: not_found, conflict (notice-over).
 */
export async function objectTo(actor: Actor, input: NewObjection): Promise<{ roundId: string }> {
  return inTransaction(async (tx) => {
    // Held against the decision: none is taken while an objection is being written, nor an objection after it.
    await tx.$queryRaw`
      SELECT r."id" FROM "AwardRound" r JOIN "AwardApplication" a ON a."roundId" = r."id"
      WHERE a."id" = ${input.applicationId}::uuid FOR SHARE OF r`;
    const row = await tx.awardApplication.findFirst({
      where: {
        id: input.applicationId,
        state: "PROPOSED",
        round: { state: "NOTICE", organisation: organisationsVisibleTo(actor) },
      },
      select: { round: { select: { id: true, organisationId: true, noticeUntil: true } } },
    });
    if (!row || isGuestOnly(actor)) throw notFound();
    const { round } = row;
    if (round.noticeUntil && actor.now > round.noticeUntil) throw conflict("notice-over");
    const again = await tx.objection.count({ where: { clientId: input.clientId } });
    if (again > 0) return { roundId: round.id };
    const id = randomUUID();
    const text = hide(input.text, id);
    await tx.objection.create({
      data: {
        id,
        clientId: input.clientId,
        applicationId: input.applicationId,
        byId: markOf(actor.personId),
        name: hide(input.name, id),
        contact: hide(input.contact, id),
        text,
        at: actor.now,
      },
    });
    await recordEvent(tx, {
      type: "award.objected",
      organisationId: round.organisationId,
      subjectKind: "round",
      subjectId: round.id,
      by: null,
      payload: { objectionId: id, applicationId: input.applicationId, sealed: textHash(text) },
      at: actor.now,
    });
    return { roundId: round.id };
  });
}
