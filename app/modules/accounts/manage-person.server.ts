import { inTransaction, type Tx } from "#app/lib/db.server.ts";
import { conflict, DomainError, forbidden, notFound } from "#app/lib/errors.ts";
import type { EventType } from "#app/modules/events/types.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";
import type { Actor } from "./actor.ts";
import { chainOfPerson } from "./platform.server.ts";
import { isAdmin } from "./policy.ts";
import { takenIsRefused } from "./contact-taken.server.ts";
import { issueReset } from "./reset-password.server.ts";
import { revokeSessions } from "./revoke-sessions.server.ts";

type Contact = { name: string; email?: string; phone?: string };

function requireAdmin(actor: Actor): void {
  if (!isAdmin(actor)) throw notFound();
}

async function record(
  tx: Tx,
  actor: Actor,
  personId: string,
  type: EventType,
  payload: Record<string, unknown> = {},
): Promise<void> {
  await recordEvent(tx, {
    type,
    organisationId: await chainOfPerson(tx, personId),
    subjectKind: "person",
    subjectId: personId,
    by: { personId: actor.personId, name: actor.name },
    actorOrgId: actor.currentOrganisationId,
    payload,
    at: actor.now,
  });
}

/** Creates an account without a password. @returns its id and the token of the one-time link that sets one */
export async function createPerson(actor: Actor, input: Contact): Promise<{ personId: string; token: string }> {
  requireAdmin(actor);
  return takenIsRefused(input, () =>
    inTransaction(async (tx) => {
      const { id } = await tx.person.create({
        data: { name: input.name, email: input.email ?? null, phone: input.phone ?? null, createdAt: actor.now },
        select: { id: true },
      });
      const token = await issueReset(tx, id, actor.personId, actor.now);
      await record(tx, actor, id, "person.created");
      return { personId: id, token };
    }),
  );
}

/** Changes a person's name and ways to sign in. */
export async function changePerson(
  actor: Actor,
  input: Contact & { personId: string; version: number },
): Promise<void> {
  requireAdmin(actor);
  await takenIsRefused(input, () =>
    inTransaction(async (tx) => {
      const before = await tx.person.findUnique({
        where: { id: input.personId },
        select: { name: true, email: true, phone: true },
      });
      if (!before) throw notFound();
      const after = { name: input.name, email: input.email ?? null, phone: input.phone ?? null };
      const changed = await tx.person.updateMany({
        where: { id: input.personId, version: input.version },
        data: { ...after, version: { increment: 1 } },
      });
      if (changed.count === 0) throw conflict();
      const fields = (["name", "email", "phone"] as const).filter((key) => before[key] !== after[key]);
      if (fields.length > 0) await record(tx, actor, input.personId, "person.changed", { fields });
    }),
  );
}

/** Closes or reopens an account. Closing ends its sessions at once; memberships and history stay. */
export async function setDisabled(actor: Actor, input: { personId: string; disabled: boolean }): Promise<void> {
  requireAdmin(actor);
  if (input.personId === actor.personId) throw forbidden("not_oneself");
  await inTransaction(async (tx) => {
    const changed = await tx.person.updateMany({
      where: { id: input.personId, disabledAt: input.disabled ? null : { not: null } },
      data: { disabledAt: input.disabled ? actor.now : null, version: { increment: 1 } },
    });
    if (changed.count === 0) {
      if ((await tx.person.count({ where: { id: input.personId } })) === 0) throw notFound();
      throw conflict();
    }
    if (input.disabled) await revokeSessions(tx, { personId: input.personId }, actor.now);
    await record(tx, actor, input.personId, input.disabled ? "person.disabled" : "person.enabled");
  });
}

/** A one-time link with which a person sets a new password. Nothing changes until it is used. */
export async function issueResetLink(actor: Actor, input: { personId: string }): Promise<{ token: string }> {
  requireAdmin(actor);
  return inTransaction(async (tx) => {
    const person = await tx.person.findUnique({ where: { id: input.personId }, select: { disabledAt: true } });
    if (!person) throw notFound();
    if (person.disabledAt) throw new DomainError("conflict", "account_disabled");
    const token = await issueReset(tx, input.personId, actor.personId, actor.now);
    await record(tx, actor, input.personId, "person.password-reset", { by: "administrator" });
    return { token };
  });
}
