import { db } from "#app/lib/db.server.ts";
import { notFound } from "#app/lib/errors.ts";
import { mailIsSetUp } from "#app/lib/mail.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { clearMailTrouble, readMailTrouble } from "./mail-trouble.server.ts";
import { mayRunMail } from "./policy.ts";

const SHOWN = 50;

/** How mail does: what waits, what failed and which addresses were refused. Whose and why, never what about. */
export async function loadMailState(actor: Actor) {
  if (!mayRunMail(actor)) throw notFound();
  const person = { select: { id: true, name: true } };
  const [states, oldest, failed, refused, trouble] = await Promise.all([
    db.noticeMail.groupBy({ by: ["state"], _count: true }),
    db.noticeMail.findFirst({
      where: { state: { in: ["WAITING", "SENDING"] }, dueAt: { lte: actor.now } },
      orderBy: { dueAt: "asc" },
      select: { dueAt: true },
    }),
    db.noticeMail.findMany({
      where: { OR: [{ state: "FAILED" }, { state: "SENDING", lastError: { not: "" } }] },
      orderBy: { createdAt: "desc" },
      take: SHOWN,
      select: { id: true, state: true, createdAt: true, attempts: true, lastError: true, person },
    }),
    db.refusedAddress.findMany({
      orderBy: { since: "desc" },
      take: SHOWN,
      select: { personId: true, address: true, reason: true, since: true, person },
    }),
    readMailTrouble(),
  ]);
  const countOf = (state: string) => states.find((one) => one.state === state)?._count ?? 0;
  return {
    setUp: mailIsSetUp(),
    waiting: countOf("WAITING") + countOf("SENDING"),
    sent: countOf("SENT"),
    failed: countOf("FAILED"),
    lateSince: oldest?.dueAt.toISOString() ?? null,
    trouble: trouble && { since: trouble.since, reason: trouble.reason },
    failures: failed.map((one) => ({ ...one, createdAt: one.createdAt.toISOString() })),
    refused: refused.map((one) => ({ ...one, since: one.since.toISOString() })),
  };
}

/** Lets mail go to an address again that its server refused; a repeat changes nothing. */
export async function retryAddress(actor: Actor, personId: string): Promise<void> {
  if (!mayRunMail(actor)) throw notFound();
  await db.refusedAddress.deleteMany({ where: { personId } });
}

/** Sends failed mails again, and asks the server at once instead of after its wait. @returns how many wait now */
export async function retryMails(actor: Actor): Promise<number> {
  if (!mayRunMail(actor)) throw notFound();
  await clearMailTrouble();
  const { count } = await db.noticeMail.updateMany({
    where: { OR: [{ state: "FAILED" }, { state: "SENDING", lastError: { not: "" } }] },
    data: { state: "SENDING", dueAt: actor.now },
  });
  return count;
}
