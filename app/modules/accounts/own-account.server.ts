import { db, inTransaction, type Tx } from "#app/lib/db.server.ts";
import { invalid, notFound } from "#app/lib/errors.ts";
import type { Locale } from "#app/lib/i18n.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";
import type { EventType } from "#app/modules/events/types.ts";
import type { Actor } from "./actor.ts";
import { takenIsRefused } from "./contact-taken.server.ts";
import { hashPassword, verifyPassword } from "./password.server.ts";
import { chainOfPerson } from "./platform.server.ts";
import { revokeSessions } from "./revoke-sessions.server.ts";
import { openSession, ownSessionKey } from "./session.server.ts";
import { countAttempt, forgiveAttempt } from "./throttle.server.ts";

async function record(tx: Tx, actor: Actor, type: EventType, payload: Record<string, unknown>): Promise<void> {
  await recordEvent(tx, {
    type,
    organisationId: await chainOfPerson(tx, actor.personId),
    subjectKind: "person",
    subjectId: actor.personId,
    by: { personId: actor.personId, name: actor.name },
    payload,
    at: actor.now,
  });
}

/** The current password, asked again before something that decides who signs in; guesses are throttled. */
async function askPassword(actor: Actor, current: string): Promise<void> {
  await countAttempt("account", actor.personId);
  const person = await db.person.findUnique({ where: { id: actor.personId }, select: { passwordHash: true } });
  if (!(await verifyPassword(person?.passwordHash ?? null, current))) throw invalid("wrong_password", "current");
  await forgiveAttempt("account", actor.personId, true);
}

/** Changes the own ways to sign in: ends the other sessions, renews this one. @returns the Set-Cookie header */
export async function changeContact(
  actor: Actor,
  request: Request,
  input: { current: string; email?: string; phone?: string },
  flash?: string,
): Promise<string> {
  await askPassword(actor, input.current);
  await countAttempt("contact", actor.personId);
  await takenIsRefused(input, () =>
    inTransaction(async (tx) => {
      const before = await tx.person.findUnique({
        where: { id: actor.personId },
        select: { email: true, phone: true },
      });
      const after = { email: input.email ?? null, phone: input.phone ?? null };
      const fields = (["email", "phone"] as const).filter((key) => before?.[key] !== after[key]);
      await tx.person.update({ where: { id: actor.personId }, data: { ...after, version: { increment: 1 } } });
      // A reset link on its way to the old address is void.
      await tx.passwordReset.updateMany({
        where: { personId: actor.personId, usedAt: null },
        data: { expiresAt: actor.now },
      });
      await revokeSessions(tx, { personId: actor.personId }, actor.now, ownSessionKey(request));
      if (fields.length > 0) await record(tx, actor, "person.changed", { fields, how: "own" });
    }),
  );
  return renewSession(actor, request, flash);
}

/** A new session here, after the earlier ones ended. */
function renewSession(actor: Actor, request: Request, flash?: string): Promise<string> {
  return openSession(request, actor.personId, {
    now: actor.now,
    currentOrganisationId: actor.currentOrganisationId,
    flash,
  });
}

/** Changes the own password: ends all sessions, opens a new one here. @returns the Set-Cookie header */
export async function changePassword(
  actor: Actor,
  request: Request,
  input: { current: string; password: string },
  flash?: string,
): Promise<string> {
  await askPassword(actor, input.current);
  const passwordHash = await hashPassword(input.password);
  await inTransaction(async (tx) => {
    await tx.person.update({
      where: { id: actor.personId },
      data: { passwordHash, mustChangePassword: false, version: { increment: 1 } },
    });
    await tx.passwordReset.updateMany({
      where: { personId: actor.personId, usedAt: null },
      data: { expiresAt: actor.now },
    });
    // In the same transaction: nobody stays in with the old password.
    await revokeSessions(tx, { personId: actor.personId }, actor.now, ownSessionKey(request));
    await record(tx, actor, "person.password-changed", { how: "own" });
  });
  return renewSession(actor, request, flash);
}

/** Own sessions, the latest first. `key` names one in `endOwnSession`; it signs nobody in. */
export async function listOwnSessions(actor: Actor, request: Request) {
  const here = ownSessionKey(request);
  const rows = await db.session.findMany({
    where: { personId: actor.personId, expiresAt: { gt: actor.now } },
    orderBy: { lastSeenAt: "desc" },
    take: 50,
    select: { id: true, createdAt: true, lastSeenAt: true, userAgent: true, address: true },
  });
  return rows.map(({ id, ...row }) => ({ key: id, here: id === here, ...row }));
}

/** Ends one own session, or all but this one. */
export async function endOwnSessions(actor: Actor, request: Request, which: { key: string } | "others"): Promise<void> {
  await inTransaction(async (tx) => {
    const id = which === "others" ? { not: ownSessionKey(request) ?? "" } : which.key;
    const ended = await revokeSessions(tx, { personId: actor.personId, id }, actor.now);
    if (ended === 0 && which !== "others") throw notFound();
    if (ended > 0) await record(tx, actor, "person.session-ended", { sessions: ended });
  });
}

/** Turns the view to another of the actor's organisations. Changes nothing about what they may do. */
export async function switchOrganisation(actor: Actor, request: Request, organisationId: string): Promise<void> {
  if (!actor.standings.some((s) => s.organisationId === organisationId)) throw notFound();
  await db.session.updateMany({
    where: { id: ownSessionKey(request) ?? "" },
    data: { currentOrganisationId: organisationId },
  });
}

/** Remembers a taste; no event, it concerns nobody else. */
export async function savePreference(actor: Actor, preference: { locale: Locale } | { theme: string }): Promise<void> {
  await db.person.update({ where: { id: actor.personId }, data: preference });
}
