import type { Tx } from "#app/lib/db.server.ts";
import { notFound } from "#app/lib/errors.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";
import type { Actor } from "./actor.ts";
import { newToken } from "./token.server.ts";

const VALID_DAYS = 30;

/** A link for somebody from outside to one seat of a panel; one sent before becomes void. The token is returned once. */
export async function addSeatLink(
  tx: Tx,
  actor: Actor,
  seat: { id: string; organisationId: string; name: string; contact: string; until: Date },
): Promise<string> {
  const { token, tokenHash } = newToken();
  await tx.invitation.updateMany({
    where: { seatId: seat.id, acceptedAt: null, revokedAt: null },
    data: { revokedAt: actor.now },
  });
  await tx.invitation.create({
    data: {
      tokenHash,
      organisationId: seat.organisationId,
      role: "JUDGE",
      name: seat.name,
      contact: seat.contact,
      seatId: seat.id,
      invitedById: actor.personId,
      createdAt: actor.now,
      expiresAt: new Date(Math.min(seat.until.getTime(), actor.now.getTime() + VALID_DAYS * 86_400_000)),
    },
  });
  return token;
}

/** Somebody who has followed a link to a seat, within the transaction that lets them in. */
export type JudgeCame = { seatId: string; personId: string; inviter: Actor; at: Date };
/** Fills the seat and says until when its role lasts. Throws when it may not be filled any more. */
type Seats = (tx: Tx, came: JudgeCame) => Promise<{ until: Date }>;
const holder = globalThis as { __jianglianSeats?: Seats };

/** Named at the start by the module whose seats these are. */
export function registerSeats(seats: Seats): void {
  holder.__jianglianSeats = seats;
}

/** Uses a seat's link up: from now on the person is its judge. Errors: not_found, and those of the seats' module. */
export async function becomeJudge(
  tx: Tx,
  invitation: { id: string; seatId: string; organisationId: string; invitedById: string },
  person: { id: string; name: string },
  inviter: Actor,
  now: Date,
): Promise<void> {
  const used = await tx.invitation.updateMany({
    where: { id: invitation.id, acceptedAt: null, revokedAt: null, expiresAt: { gt: now } },
    data: { acceptedAt: now, acceptedById: person.id },
  });
  if (used.count === 0 || !holder.__jianglianSeats) throw notFound();
  const came = { seatId: invitation.seatId, personId: person.id, inviter, at: now };
  const { until } = await holder.__jianglianSeats(tx, came);
  const membership = await tx.membership.create({
    data: {
      personId: person.id,
      organisationId: invitation.organisationId,
      role: "JUDGE",
      seatId: invitation.seatId,
      startsAt: now,
      endsAt: until,
      createdAt: now,
      createdById: invitation.invitedById,
    },
    select: { id: true },
  });
  await recordEvent(tx, {
    type: "person.invitation-accepted",
    organisationId: invitation.organisationId,
    subjectKind: "person",
    subjectId: person.id,
    by: { personId: person.id, name: person.name },
    actorOrgId: invitation.organisationId,
    payload: { invitationId: invitation.id, membershipId: membership.id, role: "JUDGE", seatId: invitation.seatId },
    at: now,
  });
}
