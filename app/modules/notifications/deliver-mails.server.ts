import { subDays } from "date-fns/subDays";
import { db } from "#app/lib/db.server.ts";
import { log } from "#app/lib/log.server.ts";
import { type MailFailure, mailFailure, mailIsSetUp, type Mailer, openMailer } from "#app/lib/mail.server.ts";
import { withSessionLock } from "#app/lib/session-lock.server.ts";
import { writeMail } from "./deliver-mail.server.ts";
import { mustWaitUntil } from "./digest.ts";
import { loadRecipients } from "./load-choices.server.ts";
import { clearMailTrouble, noteMailTrouble, readMailTrouble, restsUntil } from "./mail-trouble.server.ts";

/** Mails on their way at once: so many may arrive a second time when the process is killed. */
export const MAILS_AT_ONCE = 3;
const TAKEN_AT_ONCE = 60;
/** A run ends before its job's time does; the next minute goes on. */
const RUN_MS = 5 * 60_000;
const GIVE_UP_DAYS = 7;
const KEPT_DAYS = 90;
const FIRST_RETRY_MS = 60_000;
const LONGEST_RETRY_MS = 60 * 60_000;

type Due = { id: string; personId: string; urgent: boolean; attempts: number; createdAt: Date };

/**
 * Sends the mails that are due, those of one installation by one process at a time. A mail is closed before it is
 * written and marked as sent right after the server took it. When the process is killed between the two, the next run
 * sends it again under the same Message-ID: it is never lost, and mailboxes that know the id show it once.
 */
export async function deliverMails(clock: () => Date = () => new Date()): Promise<void> {
  if (!mailIsSetUp()) return;
  const trouble = await readMailTrouble();
  if (restsUntil(trouble, clock())) return;
  if (!(await nextDue(clock(), 1)).length) return;
  await withSessionLock("notice-mails", async (held) => {
    const mailer = openMailer(MAILS_AT_ONCE);
    const end = Date.now() + RUN_MS;
    let ill = trouble !== null;
    try {
      for (let due = await nextDue(clock()); due.length > 0; due = await nextDue(clock())) {
        for (let from = 0; from < due.length; from += MAILS_AT_ONCE) {
          if (!held() || Date.now() > end) return;
          const some = due.slice(from, from + MAILS_AT_ONCE);
          const outcomes = await Promise.all(some.map((one) => deliverOne(mailer, one, clock)));
          const failure = outcomes.find((one) => typeof one === "object");
          if (failure) {
            log.warn("mail: the server takes nothing, trying again later", { reason: failure.reason });
            await noteMailTrouble(failure.reason, clock());
            return;
          }
          if (ill && outcomes.includes("sent")) {
            await clearMailTrouble();
            ill = false;
          }
        }
      }
    } finally {
      mailer.close();
    }
  });
}

const nextDue = (now: Date, take = TAKEN_AT_ONCE): Promise<Due[]> =>
  db.noticeMail.findMany({
    where: { state: { in: ["WAITING", "SENDING"] }, dueAt: { lte: now } },
    orderBy: [{ dueAt: "asc" }, { id: "asc" }],
    take,
    select: { id: true, personId: true, urgent: true, attempts: true, createdAt: true },
  });

/** @returns the failure when it is the server's own, after which the run ends */
async function deliverOne(mailer: Mailer, due: Due, clock: () => Date): Promise<MailFailure | "sent" | "done"> {
  const where = { id: due.id };
  const drop = async () => {
    await db.noticeMail.update({ where, data: { state: "DROPPED", openKey: null } });
    return "done" as const;
  };
  const recipient = (await loadRecipients([due.personId])).get(due.personId);
  if (!recipient?.address || recipient.preferences.mailPaused) return drop();
  const later = mustWaitUntil(clock(), due.urgent, recipient.preferences);
  if (later) {
    await db.noticeMail.update({ where, data: { dueAt: later } });
    return "done";
  }
  // Closed first: what happens from here on opens the next one.
  await db.noticeMail.update({ where, data: { state: "SENDING", openKey: null, attempts: { increment: 1 } } });
  const mail = await writeMail(due.id, recipient, clock());
  if (!mail) return drop();
  try {
    await mailer.send({ ...mail, to: recipient.address });
  } catch (error) {
    return putOff(due, mailFailure(error), recipient.address, clock());
  }
  await db.noticeMail.update({ where, data: { state: "SENT", sentAt: clock(), lastError: "" } });
  return "sent";
}

async function putOff(due: Due, failure: MailFailure, address: string, now: Date): Promise<MailFailure | "done"> {
  const { what, reason } = failure;
  const wait = Math.min(FIRST_RETRY_MS * 2 ** due.attempts, LONGEST_RETRY_MS);
  const tooOld = subDays(now, GIVE_UP_DAYS) > due.createdAt;
  const forGood = what === "address" || what === "mail" || tooOld;
  await db.noticeMail.update({
    where: { id: due.id },
    data: { lastError: reason, ...(forGood ? { state: "FAILED" } : { dueAt: new Date(now.getTime() + wait) }) },
  });
  if (what === "address") {
    const refused = { address, reason, since: now };
    const { personId } = due;
    await db.refusedAddress.upsert({ where: { personId }, create: { personId, ...refused }, update: refused });
  }
  return what === "server" ? failure : "done";
}

/** Forgets mails that are over; a nightly job. Their messages stay in the inboxes. */
export async function forgetOldMails(now: Date): Promise<void> {
  await db.noticeMail.deleteMany({
    where: { state: { in: ["SENT", "FAILED", "DROPPED"] }, createdAt: { lt: subDays(now, KEPT_DAYS) } },
  });
}
