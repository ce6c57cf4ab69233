import { inTransaction } from "#app/lib/db.server.ts";
import { notFound } from "#app/lib/errors.ts";
import { type Actor, hasRole } from "#app/modules/accounts/actor.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";

/** The secretariat has dealt with a subject: it leaves the list until enough people look for it in vain again. Errors: not_found. */
export async function settleSubject(
  actor: Actor,
  { allianceId, term }: { allianceId: string; term: string },
): Promise<void> {
  if (!hasRole(actor, "SECRETARIAT", allianceId)) throw notFound();
  await inTransaction(async (tx) => {
    const subject = await tx.soughtSubject.findUnique({ where: { allianceId_term: { allianceId, term } } });
    if (!subject) throw notFound();
    await tx.soughtSubject.update({
      where: { allianceId_term: { allianceId, term } },
      data: { settledOn: actor.now },
    });
    await recordEvent(tx, {
      type: "organisation.search-settled",
      organisationId: allianceId,
      subjectKind: "organisation",
      subjectId: allianceId,
      by: actor,
      actorOrgId: allianceId,
      at: actor.now,
    });
  });
}
