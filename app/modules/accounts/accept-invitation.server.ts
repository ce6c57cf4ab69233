import { db, inTransaction, isUniqueViolation, type Tx } from "#app/lib/db.server.ts";
import { DomainError, invalid, notFound } from "#app/lib/errors.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";
import type { Role } from "./actor.ts";
import { becomeGuest } from "./guest-invitation.server.ts";
import { becomeJudge } from "./judge-invitation.server.ts";
import { loadActorWithChanges } from "./load-actor.server.ts";
import { hashPassword } from "./password.server.ts";
import { loadPlace } from "./place.server.ts";
import { grantableRoles, revocableRoles } from "./policy.ts";
import { tokenHashOf } from "./token.server.ts";

export type NewAccount = { name: string; email?: string; phone?: string; password: string };
type Person = { id: string; name: string };

const open = (now: Date) => ({ acceptedAt: null, revokedAt: null, expiresAt: { gt: now } });

/** What an invitation's page says. @throws DomainError not_found: no such link, used, revoked or run out */
export async function readInvitation(token: string | undefined, now: Date) {
  const tokenHash = tokenHashOf(token);
  const invitation =
    tokenHash &&
    (await db.invitation.findFirst({
      where: { tokenHash, ...open(now) },
      select: {
        role: true,
        name: true,
        contact: true,
        expiresAt: true,
        organisation: { select: { name: true, timeZone: true } },
        guest: { select: { until: true } },
      },
    }));
  if (!invitation) throw notFound();
  return invitation;
}

/** Uses the link up and gives the role to the person, if who sent it could still give it today. */
async function useInvitation(
  tx: Tx,
  token: string,
  person: Person,
  inviterMay: InviterCheck,
  now: Date,
): Promise<void> {
  const tokenHash = tokenHashOf(token);
  const invitation = tokenHash ? await tx.invitation.findFirst({ where: { tokenHash, ...open(now) } }) : null;
  if (!invitation) throw notFound();
  const { guestId, seatId } = invitation;
  if (seatId) return becomeJudge(tx, { ...invitation, seatId }, person, inviterMay, now);
  if (guestId) return becomeGuest(tx, { ...invitation, guestId }, person, inviterMay, now);
  const place = await loadPlace(tx, invitation.organisationId, now);
  if (place.closedAt) throw new DomainError("conflict", "organisation_closed");
  const first =
    ["REVIEWER", "STUDIO_LEADER"].includes(invitation.role) &&
    grantableRoles(inviterMay, place).includes(invitation.role);
  if (!first && !revocableRoles(inviterMay, place).includes(invitation.role))
    throw new DomainError("conflict", "inviter_may_no_more");
  const used = await tx.invitation.updateMany({
    where: { id: invitation.id, ...open(now) },
    data: { acceptedAt: now, acceptedById: person.id },
  });
  if (used.count === 0) throw notFound();
  const held = await tx.membership.count({
    where: {
      personId: person.id,
      organisationId: place.id,
      role: invitation.role,
      OR: [{ endsAt: null }, { endsAt: { gt: now } }],
    },
  });
  if (held > 0) throw new DomainError("conflict", "has_role_already");
  const membership = await tx.membership.create({
    data: {
      personId: person.id,
      organisationId: place.id,
      role: invitation.role,
      startsAt: now,
      createdAt: now,
      createdById: invitation.invitedById,
    },
    select: { id: true },
  });
  await recordEvent(tx, {
    type: "person.invitation-accepted",
    organisationId: place.id,
    subjectKind: "person",
    subjectId: person.id,
    by: { personId: person.id, name: person.name },
    actorOrgId: place.id,
    payload: { invitationId: invitation.id, membershipId: membership.id, role: invitation.role satisfies Role },
    at: now,
  });
}

type InviterCheck = Parameters<typeof grantableRoles>[0];

/** The inviter as of now; their invitations die with their standing. */
async function inviterOf(token: string, now: Date): Promise<{ inviter: InviterCheck; invitedById: string }> {
  const tokenHash = tokenHashOf(token);
  const found = tokenHash
    ? await db.invitation.findFirst({ where: { tokenHash, ...open(now) }, select: { invitedById: true } })
    : null;
  if (!found) throw notFound();
  const inviter = await loadActorWithChanges(found.invitedById, now);
  if (!inviter) throw new DomainError("conflict", "inviter_may_no_more");
  return { inviter: inviter.actor, invitedById: found.invitedById };
}

/** Accepts as somebody signed in. Inviting oneself is no way around the rule against it. */
export async function acceptInvitation(
  actor: { personId: string; name: string; now: Date },
  token: string,
): Promise<void> {
  const { inviter, invitedById } = await inviterOf(token, actor.now);
  if (invitedById === actor.personId) throw new DomainError("forbidden", "no_role_for_oneself");
  await inTransaction((tx) => useInvitation(tx, token, { id: actor.personId, name: actor.name }, inviter, actor.now));
}

/** Accepts by making an account. @returns the new person's id */
export async function acceptAsNewPerson(token: string, account: NewAccount, now: Date): Promise<string> {
  const { inviter } = await inviterOf(token, now);
  const passwordHash = await hashPassword(account.password);
  try {
    return await inTransaction(async (tx) => {
      const person = await tx.person.create({
        data: {
          name: account.name,
          email: account.email ?? null,
          phone: account.phone ?? null,
          passwordHash,
          createdAt: now,
        },
        select: { id: true, name: true },
      });
      await useInvitation(tx, token, person, inviter, now);
      return person.id;
    });
  } catch (error) {
    // Says that it is taken: who holds a valid invitation may know, and needs it to sign in instead.
    if (isUniqueViolation(error)) throw invalid("contact_taken_sign_in", account.email ? "email" : "phone");
    throw error;
  }
}
