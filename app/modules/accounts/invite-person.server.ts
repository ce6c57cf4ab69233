import { inTransaction } from "#app/lib/db.server.ts";
import { DomainError, notFound } from "#app/lib/errors.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";
import type { Actor, Role } from "./actor.ts";
import { loadPlace } from "./place.server.ts";
import { grantableRoles, mayManagePeople } from "./policy.ts";
import { newToken } from "./token.server.ts";

export type InvitePerson = { organisationId: string; role: Role; name?: string; contact?: string };

const VALID_DAYS = 14;

/**
 * Invites somebody to a role in an organisation. The link's token is returned once and kept only as a hash.
 * Guests are not invited by link: their stay has an end, which a membership names.
 */
export async function invitePerson(
  actor: Actor,
  input: InvitePerson,
): Promise<{ invitationId: string; token: string; organisationName: string; expiresAt: Date }> {
  const { token, tokenHash } = newToken();
  const expiresAt = new Date(actor.now.getTime() + VALID_DAYS * 86_400_000);
  return inTransaction(async (tx) => {
    const place = await loadPlace(tx, input.organisationId, actor.now);
    if (!mayManagePeople(actor, place)) throw notFound();
    if (place.closedAt) throw new DomainError("conflict", "organisation_closed");
    if (!grantableRoles(actor, place).includes(input.role))
      throw new DomainError("forbidden", "role_not_yours_to_give", { field: "role" });
    const { id } = await tx.invitation.create({
      data: {
        tokenHash,
        organisationId: place.id,
        role: input.role,
        name: input.name ?? "",
        contact: input.contact ?? "",
        invitedById: actor.personId,
        createdAt: actor.now,
        expiresAt,
      },
      select: { id: true },
    });
    await recordEvent(tx, {
      type: "person.invited",
      organisationId: place.id,
      subjectKind: "organisation",
      subjectId: place.id,
      by: { personId: actor.personId, name: actor.name },
      actorOrgId: actor.currentOrganisationId,
      payload: { invitationId: id, role: input.role, expiresAt },
      at: actor.now,
    });
    return { invitationId: id, token, organisationName: place.name, expiresAt };
  });
}
