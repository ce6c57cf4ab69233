import { db } from "#app/lib/db.server.ts";

const KEY = "notices.mail-trouble";
const FIRST_WAIT_MS = 60_000;
const LONGEST_WAIT_MS = 15 * 60_000;

/** The mail server takes nothing: since when, why, and when it is asked again. */
export type MailTrouble = { since: string; reason: string; tries: number; nextAt: string };

/** What is wrong with the mail server; null when nothing is known to be. */
export async function readMailTrouble(): Promise<MailTrouble | null> {
  const row = await db.setting.findUnique({ where: { key: KEY }, select: { value: true } });
  return row ? (row.value as MailTrouble) : null;
}

/** Whether to leave the server alone for now. A clock that was set back never makes that longer than the longest wait. */
export function restsUntil(trouble: MailTrouble | null, now: Date): boolean {
  const wait = trouble ? Date.parse(trouble.nextAt) - now.getTime() : 0;
  return wait > 0 && wait <= LONGEST_WAIT_MS;
}

/** Writes down that the server took nothing; it is asked again later and later, a quarter of an hour at most. */
export async function noteMailTrouble(reason: string, now: Date): Promise<void> {
  const before = await readMailTrouble();
  const tries = (before?.tries ?? 0) + 1;
  const wait = Math.min(FIRST_WAIT_MS * 2 ** (tries - 1), LONGEST_WAIT_MS);
  const value: MailTrouble = {
    since: before?.since ?? now.toISOString(),
    reason,
    tries,
    nextAt: new Date(now.getTime() + wait).toISOString(),
  };
  await db.setting.upsert({ where: { key: KEY }, create: { key: KEY, value }, update: { value } });
}

/** It takes mail again. */
export const clearMailTrouble = (): Promise<unknown> => db.setting.deleteMany({ where: { key: KEY } });
