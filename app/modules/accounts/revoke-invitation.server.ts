import { inTransaction } from "#app/lib/db.server.ts";
import { conflict, notFound } from "#app/lib/errors.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";
import type { Actor } from "./actor.ts";
import { loadPlace } from "./place.server.ts";
import { revocableRoles } from "./policy.ts";

/** Makes an invitation's link void; whoever sent it may, and those who may give its role. */
export async function revokeInvitation(actor: Actor, input: { invitationId: string }): Promise<void> {
  await inTransaction(async (tx) => {
    const invitation = await tx.invitation.findUnique({
      where: { id: input.invitationId },
      select: { id: true, organisationId: true, role: true, invitedById: true },
    });
    if (!invitation) throw notFound();
    const place = await loadPlace(tx, invitation.organisationId, actor.now);
    const own = invitation.invitedById === actor.personId;
    if (!own && !revocableRoles(actor, place).includes(invitation.role)) throw notFound();
    const revoked = await tx.invitation.updateMany({
      where: { id: invitation.id, acceptedAt: null, revokedAt: null },
      data: { revokedAt: actor.now },
    });
    if (revoked.count === 0) throw conflict("invitation_used");
    await recordEvent(tx, {
      type: "person.invitation-revoked",
      organisationId: place.id,
      subjectKind: "organisation",
      subjectId: place.id,
      by: { personId: actor.personId, name: actor.name },
      actorOrgId: actor.currentOrganisationId,
      payload: { invitationId: invitation.id },
      at: actor.now,
    });
  });
}
