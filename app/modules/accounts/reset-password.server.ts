import { db, inTransaction, type Tx } from "#app/lib/db.server.ts";
import { env } from "#app/lib/env.server.ts";
import { notFound } from "#app/lib/errors.ts";
import { isLocale, DEFAULT_LOCALE, words } from "#app/lib/i18n.ts";
import { enqueue } from "#app/lib/jobs.server.ts";
import { mailIsSetUp, sendMail } from "#app/lib/mail.server.ts";
import { paths } from "#app/lib/paths.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";
import { accountsWords } from "#app/words/accounts.ts";
import { hashPassword } from "./password.server.ts";
import { chainOfPerson } from "./platform.server.ts";
import { revokeSessions } from "./revoke-sessions.server.ts";
import { newToken, tokenHashOf } from "./token.server.ts";

const HOUR_MS = 3_600_000;
/** A link by mail lasts an hour; one an administrator hands over, three days. */
const validFor = (byAdministrator: boolean): number => (byAdministrator ? 72 * HOUR_MS : HOUR_MS);

/** Makes a one-time link's token; earlier ones of the person are void. */
export async function issueReset(tx: Tx, personId: string, createdById: string | null, now: Date): Promise<string> {
  const { token, tokenHash } = newToken();
  await tx.passwordReset.updateMany({ where: { personId, usedAt: null }, data: { expiresAt: now } });
  const expiresAt = new Date(now.getTime() + validFor(createdById !== null));
  await tx.passwordReset.create({ data: { tokenHash, personId, createdById, createdAt: now, expiresAt } });
  return token;
}

/** A link that still works, with its person. @throws DomainError not_found */
async function findReset(tx: Tx | typeof db, token: string | undefined, now: Date) {
  const tokenHash = tokenHashOf(token);
  const reset =
    tokenHash &&
    (await tx.passwordReset.findFirst({
      where: { tokenHash, usedAt: null, expiresAt: { gt: now } },
      select: { id: true, personId: true },
    }));
  const person =
    reset &&
    (await tx.person.findFirst({ where: { id: reset.personId, disabledAt: null }, select: { id: true, name: true } }));
  if (!reset || !person) throw notFound();
  return { resetId: reset.id, person };
}

/** Whose password a link sets. @throws DomainError not_found: no such link, used or run out */
export async function readReset(token: string | undefined, now: Date): Promise<{ name: string }> {
  return (await findReset(db, token, now)).person;
}

/** Sets the password by a one-time link, and ends all sessions of the person. @returns the person's id */
export async function setPasswordByLink(token: string, password: string, now: Date): Promise<string> {
  await findReset(db, token, now);
  const passwordHash = await hashPassword(password);
  return inTransaction(async (tx) => {
    const { resetId, person } = await findReset(tx, token, now);
    const used = await tx.passwordReset.updateMany({ where: { id: resetId, usedAt: null }, data: { usedAt: now } });
    if (used.count === 0) throw notFound();
    await tx.person.update({
      where: { id: person.id },
      data: { passwordHash, mustChangePassword: false, version: { increment: 1 } },
    });
    await revokeSessions(tx, { personId: person.id }, now);
    await recordEvent(tx, {
      type: "person.password-changed",
      organisationId: await chainOfPerson(tx, person.id),
      subjectKind: "person",
      subjectId: person.id,
      by: { personId: person.id, name: person.name },
      payload: { how: "link" },
      at: now,
    });
    return person.id;
  });
}

/** The job that mails a reset link; defined in worker/. */
export const RESET_MAIL_JOB = "mail-password-reset";

export const resetByMailWorks = mailIsSetUp;

/**
 * Asks for a reset link by mail. The same is done, and takes as long, whether the account exists or not:
 * the job looks.
 */
export async function requestReset(email: string, origin: string): Promise<void> {
  await inTransaction((tx) => enqueue(tx, RESET_MAIL_JOB, { email, origin }));
}

/** Mails a reset link to the account with this address, if there is one. The token is made here, so that it lies in no queue. */
export async function mailReset({ email = "", origin = "" }: Record<string, string>): Promise<void> {
  const person = await db.person.findFirst({
    where: { email, disabledAt: null },
    select: { id: true, name: true, locale: true },
  });
  if (!person) return;
  const now = new Date();
  const token = await inTransaction(async (tx) => {
    const made = await issueReset(tx, person.id, null, now);
    await recordEvent(tx, {
      type: "person.password-reset",
      organisationId: await chainOfPerson(tx, person.id),
      subjectKind: "person",
      subjectId: person.id,
      by: null,
      payload: { by: "mail" },
      at: now,
    });
    return made;
  });
  const w = words(accountsWords, isLocale(person.locale) ? person.locale : DEFAULT_LOCALE);
  const link = (env().PUBLIC_URL ?? origin).replace(/\/$/, "") + paths.resetPassword(token);
  await sendMail({ to: email, subject: w.mail.resetSubject, text: w.mail.resetText(person.name, link) });
}
