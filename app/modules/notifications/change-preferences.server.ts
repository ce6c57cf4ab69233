import { db, inTransaction, isUniqueViolation } from "#app/lib/db.server.ts";
import { conflict, notFound } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { MATTER_KINDS } from "./matters.ts";
import type { PreferencesInput } from "./preferences.ts";

/** Changes what the actor hears of, from the next message on; no event tells of it. Errors: conflict. */
export async function changePreferences(actor: Actor, input: PreferencesInput): Promise<void> {
  const { personId } = actor;
  const data = {
    mail: Object.fromEntries(MATTER_KINDS.map((kind) => [kind, input[`mail-${kind}`]])),
    silent: MATTER_KINDS.filter((kind) => !input.call.includes(kind)),
    mailPaused: input.mailPaused,
    digest: input.digest,
    quietFrom: input.quietFrom * 60,
    quietTo: input.quietTo * 60,
    timeZone: input.timeZone ?? null,
    urgentAtNight: input.urgentAtNight,
  };
  await inTransaction(async (tx) => {
    const where = { personId, version: input.version };
    const { count } = await tx.noticePreference.updateMany({ where, data: { ...data, version: { increment: 1 } } });
    if (count === 1) return;
    // Version 0 is also that of somebody who never chose.
    if (input.version !== 0) throw conflict();
    await tx.noticePreference.create({ data: { ...data, personId, version: 1 } });
  }).catch((error: unknown) => {
    if (isUniqueViolation(error)) throw conflict();
    throw error;
  });
}

/** Ends or resumes all e-mail of notices to a person; a repeat changes nothing. Whoever holds a mail's link may. */
export async function pauseMail(personId: string, paused: boolean): Promise<void> {
  const person = await db.person.findUnique({ where: { id: personId }, select: { id: true } });
  if (!person) throw notFound();
  await db.noticePreference.upsert({
    where: { personId },
    create: { personId, mailPaused: paused, version: 1 },
    update: { mailPaused: paused, version: { increment: 1 } },
  });
}

/** Lets mail go to the own address again after its server refused it. */
export async function retryOwnAddress(actor: Actor): Promise<void> {
  await db.refusedAddress.deleteMany({ where: { personId: actor.personId } });
}
