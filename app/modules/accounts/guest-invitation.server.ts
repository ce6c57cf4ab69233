import { endOfDay } from "#app/lib/calendar.ts";
import type { Tx } from "#app/lib/db.server.ts";
import { conflict, DomainError, invalid, notFound } from "#app/lib/errors.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";
import { type Actor, organisationsWith } from "./actor.ts";
import { newToken } from "./token.server.ts";

const VALID_DAYS = 14;

export type NewGuest = {
  problemId?: string;
  activityId?: string;
  /** Whose people invite and take back. */
  organisationId: string;
  /** In whose name the invitation speaks: the alliance's, where the poster stays unnamed. */
  hostId: string;
  name: string;
  contact: string;
  unit: string;
  layer: "SUMMARY" | "DETAIL" | "CONFIDENTIAL";
  until: Date;
};

/**
 * Writes the stay and its first link, in the caller's transaction. The token is returned once and kept as a hash.
 * Sent twice, before anybody came, it is one stay with the later form's facts, and the later link counts.
 */
export async function addGuest(tx: Tx, actor: Actor, input: NewGuest): Promise<{ guestId: string; token: string }> {
  const { hostId, ...guest } = input;
  const { name, contact, problemId = null, activityId = null } = guest;
  const matter = [problemId, activityId].find((id) => id !== null);
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`guest:${matter}:${contact}`}, 0))::text`;
  const waiting = await tx.guest.findFirst({
    where: { name, contact, problemId, activityId, personId: null, revokedAt: null, until: { gt: actor.now } },
    select: { id: true },
  });
  const { id: guestId } = waiting
    ? await tx.guest.update({ where: waiting, data: { ...guest, version: { increment: 1 } }, select: { id: true } })
    : await tx.guest.create({
        data: { ...guest, invitedById: actor.personId, createdAt: actor.now },
        select: { id: true },
      });
  return { guestId, token: await addGuestLink(tx, actor, { id: guestId, hostId, ...guest }) };
}

/** A link for a stay nobody has come for yet; one sent before becomes void. It ends with the stay at the latest. */
export async function addGuestLink(
  tx: Tx,
  actor: Actor,
  guest: { id: string; hostId: string; name: string; contact: string; until: Date },
): Promise<string> {
  const { token, tokenHash } = newToken();
  await voidGuestLinks(tx, guest.id, actor.now);
  await tx.invitation.create({
    data: {
      tokenHash,
      organisationId: guest.hostId,
      role: "GUEST",
      name: guest.name,
      contact: guest.contact,
      guestId: guest.id,
      invitedById: actor.personId,
      createdAt: actor.now,
      expiresAt: new Date(Math.min(guest.until.getTime(), actor.now.getTime() + VALID_DAYS * 86_400_000)),
    },
  });
  return token;
}

/** No stay is longer; it can be extended when it nears its end. */
const LONGEST_DAYS = 366;

/** The end of a stay's last day by the host's clock. Errors: invalid (over already, too far). */
export function guestStayEnd(day: Date, now: Date, timeZone: string): Date {
  const until = endOfDay(day, timeZone);
  if (until <= now) throw invalid("until-in-past", "until");
  if (until.getTime() > now.getTime() + LONGEST_DAYS * 86_400_000) throw invalid("guest-too-long", "until");
  return until;
}

const voidGuestLinks = (tx: Tx, guestId: string, now: Date) =>
  tx.invitation.updateMany({ where: { guestId, acceptedAt: null, revokedAt: null }, data: { revokedAt: now } });

/** The role lasts until then, also when it has ended in the meantime. */
export const setGuestRoleEnd = (tx: Tx, guestId: string, endsAt: Date) =>
  tx.membership.updateMany({ where: { guestId }, data: { endsAt } });

/** Ends the role and voids the links; what the guest wrote stays. */
export async function endGuestRole(tx: Tx, guestId: string, now: Date): Promise<void> {
  await voidGuestLinks(tx, guestId, now);
  await tx.membership.updateMany({ where: { guestId, endsAt: { gt: now } }, data: { endsAt: now } });
}

/** Somebody who has followed an invitation, within the transaction that lets them in. */
export type GuestCame = {
  guestId: string;
  activityId: string | null;
  personId: string;
  until: Date;
  inviter: Actor;
  at: Date;
};
type CameHandler = (tx: Tx, came: GuestCame) => Promise<void>;
const handlers: Map<string, CameHandler> = ((
  globalThis as { __jianglianGuestCame?: Map<string, CameHandler> }
).__jianglianGuestCame ??= new Map());

/** Registers what a module does when a guest comes for something of its own; called at the start. The same name twice replaces. */
export function onGuestCame(name: string, handler: CameHandler): void {
  handlers.set(name, handler);
}

/**
 * Uses a guest's link up: from now on the person holds the role, until the stay ends.
 * @throws DomainError not_found (taken back or over), conflict (the inviter may no more, somebody came already)
 */
export async function becomeGuest(
  tx: Tx,
  invitation: { id: string; guestId: string; organisationId: string; invitedById: string },
  person: { id: string; name: string },
  inviter: Actor,
  now: Date,
): Promise<void> {
  const guest = await tx.guest.findFirst({
    where: { id: invitation.guestId, revokedAt: null, until: { gt: now } },
    select: { id: true, organisationId: true, problemId: true, activityId: true, until: true },
  });
  if (!guest) throw notFound();
  if (!organisationsWith(inviter, "REVIEWER", "SECRETARIAT").includes(guest.organisationId))
    throw conflict("inviter_may_no_more");
  const used = await tx.invitation.updateMany({
    where: { id: invitation.id, acceptedAt: null, revokedAt: null, expiresAt: { gt: now } },
    data: { acceptedAt: now, acceptedById: person.id },
  });
  if (used.count === 0) throw notFound();
  const came = await tx.guest.updateMany({
    where: { id: guest.id, personId: null },
    data: { personId: person.id, acceptedAt: now, version: { increment: 1 } },
  });
  if (came.count === 0) throw new DomainError("conflict", "has_role_already");
  const membership = await tx.membership.create({
    data: {
      personId: person.id,
      organisationId: invitation.organisationId,
      role: "GUEST",
      guestId: guest.id,
      startsAt: now,
      endsAt: guest.until,
      createdAt: now,
      createdById: invitation.invitedById,
    },
    select: { id: true },
  });
  const by = { personId: person.id, name: person.name };
  await recordEvent(tx, {
    type: "person.invitation-accepted",
    organisationId: guest.organisationId,
    subjectKind: "person",
    subjectId: person.id,
    by,
    actorOrgId: invitation.organisationId,
    payload: { invitationId: invitation.id, membershipId: membership.id, role: "GUEST", guestId: guest.id },
    at: now,
  });
  const { activityId, until } = guest;
  for (const handle of handlers.values())
    await handle(tx, { guestId: guest.id, activityId, personId: person.id, until, inviter, at: now });
  if (!guest.problemId) return;
  await recordEvent(tx, {
    type: "problem.guest-came",
    organisationId: guest.organisationId,
    subjectKind: "problem",
    subjectId: guest.problemId,
    by,
    payload: { guestId: guest.id },
    at: now,
  });
}
