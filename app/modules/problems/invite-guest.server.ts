import { inTransaction, type Tx } from "#app/lib/db.server.ts";
import { conflict, forbidden, notFound } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import {
  addGuest,
  addGuestLink,
  endGuestRole,
  guestStayEnd,
  setGuestRoleEnd,
} from "#app/modules/accounts/guest-invitation.server.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";
import type { EventType } from "#app/modules/events/types.ts";
import type { Layer } from "./access.ts";
import { loadRelations } from "./relations.server.ts";
import { refreshReaders, requireAccess } from "./visibility.server.ts";

type Host = { enterpriseId: string; hostId: string; host: string; timeZone: string };

/** The problem as its enterprise's reviewer may open it to guests. Errors: not_found, forbidden, conflict (not released). */
async function requireHost(tx: Tx, actor: Actor, problemId: string): Promise<Host> {
  await requireAccess(actor, problemId, tx);
  if (!(await loadRelations(tx, actor, problemId)).has("REVIEWER")) throw forbidden("not-your-move");
  const problem = await tx.problem.findUniqueOrThrow({
    where: { id: problemId },
    select: {
      releasedAt: true,
      anonymous: true,
      allianceId: true,
      enterprise: { select: { id: true, name: true, timeZone: true } },
    },
  });
  if (problem.releasedAt === null) throw conflict("not-released");
  const { enterprise, allianceId } = problem;
  const host = { enterpriseId: enterprise.id, timeZone: enterprise.timeZone };
  if (!problem.anonymous || !allianceId) return { ...host, hostId: enterprise.id, host: enterprise.name };
  // Who posts anonymously does not sign the invitation either.
  const alliance = await tx.organisation.findUniqueOrThrow({ where: { id: allianceId }, select: { name: true } });
  return { ...host, hostId: allianceId, host: alliance.name };
}

const note = (
  tx: Tx,
  actor: Actor,
  type: EventType,
  at: { problemId: string; enterpriseId: string },
  payload: Record<string, unknown>,
) =>
  recordEvent(tx, {
    type,
    organisationId: at.enterpriseId,
    subjectKind: "problem",
    subjectId: at.problemId,
    by: { personId: actor.personId, name: actor.name },
    actorOrgId: at.enterpriseId,
    payload,
    at: actor.now,
  });

export type InviteGuest = {
  problemId: string;
  name: string;
  contact: string;
  unit: string;
  layer: Layer;
  /** The last day. */
  until: Date;
};

/**
 * Invites an expert from outside to one released problem, up to a layer and a day, by a link that is shown once.
 * Decided by the enterprise's reviewer. Errors: not_found, forbidden, conflict, invalid (until).
 */
export async function inviteGuest(
  actor: Actor,
  { problemId, until: day, ...guest }: InviteGuest,
): Promise<{ guestId: string; token: string; host: string }> {
  return inTransaction(async (tx) => {
    const { enterpriseId, hostId, host, timeZone } = await requireHost(tx, actor, problemId);
    const until = guestStayEnd(day, actor.now, timeZone);
    const made = await addGuest(tx, actor, { ...guest, problemId, organisationId: enterpriseId, hostId, until });
    await refreshReaders(tx, problemId);
    await note(
      tx,
      actor,
      "problem.guest-invited",
      { problemId, enterpriseId },
      {
        guestId: made.guestId,
        layer: guest.layer,
        until: until.toISOString(),
      },
    );
    return { ...made, host };
  });
}

const ofProblem = async (tx: Tx, problemId: string, guestId: string) => {
  const guest = await tx.guest.findFirst({ where: { id: guestId, problemId } });
  if (!guest) throw notFound();
  return guest;
};

/** Extends or shortens a stay and sets its layer, at once. Errors as of inviting, and conflict when it changed meanwhile. */
export async function changeGuest(
  actor: Actor,
  input: { problemId: string; guestId: string; version: number; layer: Layer; until: Date },
): Promise<void> {
  const { problemId, guestId, version, layer } = input;
  await inTransaction(async (tx) => {
    const { enterpriseId, timeZone } = await requireHost(tx, actor, problemId);
    await ofProblem(tx, problemId, guestId);
    const until = guestStayEnd(input.until, actor.now, timeZone);
    const { count } = await tx.guest.updateMany({
      where: { id: guestId, version, revokedAt: null },
      data: { layer, until, version: { increment: 1 } },
    });
    if (count !== 1) throw conflict();
    await setGuestRoleEnd(tx, guestId, until);
    await refreshReaders(tx, problemId);
    await note(
      tx,
      actor,
      "problem.guest-changed",
      { problemId, enterpriseId },
      {
        guestId,
        layer,
        until: until.toISOString(),
      },
    );
  });
}

/** Takes the invitation back: nothing opens any more from the next request on. Errors: not_found, forbidden, conflict. */
export async function endGuest(actor: Actor, input: { problemId: string; guestId: string }): Promise<void> {
  const { problemId, guestId } = input;
  await inTransaction(async (tx) => {
    const { enterpriseId } = await requireHost(tx, actor, problemId);
    await ofProblem(tx, problemId, guestId);
    const { count } = await tx.guest.updateMany({
      where: { id: guestId, revokedAt: null },
      data: { revokedAt: actor.now, version: { increment: 1 } },
    });
    if (count !== 1) throw conflict("guest-ended");
    await endGuestRole(tx, guestId, actor.now);
    await refreshReaders(tx, problemId);
    await note(tx, actor, "problem.guest-ended", { problemId, enterpriseId }, { guestId });
  });
}

/** Another link, when the first was lost; it voids that one. Errors: not_found, forbidden, conflict (came already, over). */
export async function renewGuestLink(
  actor: Actor,
  input: { problemId: string; guestId: string },
): Promise<{ token: string; host: string; contact: string }> {
  return inTransaction(async (tx) => {
    const { hostId, host } = await requireHost(tx, actor, input.problemId);
    const guest = await ofProblem(tx, input.problemId, input.guestId);
    if (guest.revokedAt || guest.until <= actor.now) throw conflict("guest-ended");
    if (guest.personId) throw conflict("guest-came");
    return { token: await addGuestLink(tx, actor, { ...guest, hostId }), host, contact: guest.contact };
  });
}

/**
 * The guest signs the confidentiality agreement, in person; only then what is confidential opens, where the
 * poster asked for one. Signing twice is signing once. Errors: not_found.
 */
export async function signGuestAgreement(actor: Actor, guestId: string): Promise<void> {
  await inTransaction(async (tx) => {
    const mine = actor.standings.some((s) => s.guestId === guestId && !s.deputyFor);
    const guest = mine
      ? await tx.guest.findFirst({
          where: { id: guestId, personId: actor.personId, revokedAt: null, until: { gt: actor.now } },
          select: { problemId: true, organisationId: true },
        })
      : null;
    if (!guest?.problemId) throw notFound();
    const { count } = await tx.guest.updateMany({
      where: { id: guestId, agreedAt: null },
      data: { agreedAt: actor.now, version: { increment: 1 } },
    });
    if (count === 0) return;
    await refreshReaders(tx, guest.problemId);
    await recordEvent(tx, {
      type: "problem.guest-agreed",
      organisationId: guest.organisationId,
      subjectKind: "problem",
      subjectId: guest.problemId,
      by: { personId: actor.personId, name: actor.name },
      payload: { guestId },
      at: actor.now,
    });
  });
}
