import { db } from "#app/lib/db.server.ts";
import { deriveOtherFacts, deriveProblemFacts, dropLostFacts } from "./derive-facts.server.ts";

const MARK = "figures.mark";
/** Events of the last minutes are looked at again: one with a lower number may be committed later. */
const LATE_MINUTES = 10;
const MOST_EVENTS = 20_000;
const AT_ONCE = 1_000;

type Mark = { eventId: string; at: string };

/** When the facts last followed the records; null before the first time. */
export async function factsAsOf(): Promise<Date | null> {
  const row = await db.setting.findUnique({ where: { key: MARK }, select: { value: true } });
  return row ? new Date((row.value as Mark).at) : null;
}

/** Derives all facts anew: from the same records the same rows, also when they had been dropped. */
export async function rebuildFacts(now: Date): Promise<void> {
  const mark = await lastEvent(now);
  await deriveProblemFacts(null);
  await dropLostFacts();
  await deriveOtherFacts();
  await setMark(mark, now);
}

/** Facts of what something happened to since the last time. May run twice. */
export async function followRecords(now: Date): Promise<void> {
  const row = await db.setting.findUnique({ where: { key: MARK }, select: { value: true } });
  if (!row) return rebuildFacts(now);
  const from = BigInt((row.value as Mark).eventId);
  const events = await db.event.findMany({
    where: { id: { gt: from } },
    orderBy: { id: "asc" },
    take: MOST_EVENTS + 1,
    select: { subjectKind: true, subjectId: true },
  });
  if (events.length > MOST_EVENTS) return rebuildFacts(now);
  const mark = await lastEvent(now);
  const problems = [...new Set(events.filter((one) => one.subjectKind === "problem").map((one) => one.subjectId))];
  for (let n = 0; n < problems.length; n += AT_ONCE) await deriveProblemFacts(problems.slice(n, n + AT_ONCE));
  if (events.length > 0) await deriveOtherFacts();
  await setMark(mark, now);
}

async function lastEvent(now: Date): Promise<bigint> {
  const late = new Date(now.getTime() - LATE_MINUTES * 60_000);
  const [row] = await db.$queryRaw<{ id: bigint | null }[]>`
    SELECT "id" FROM "Event" WHERE "recordedAt" < ${late} ORDER BY "id" DESC LIMIT 1`;
  return row?.id ?? 0n;
}

async function setMark(eventId: bigint, now: Date): Promise<void> {
  const value: Mark = { eventId: eventId.toString(), at: now.toISOString() };
  await db.setting.upsert({ where: { key: MARK }, create: { key: MARK, value }, update: { value } });
}
