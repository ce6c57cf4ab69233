import { db, Prisma, type Tx } from "./db.server.ts";
import { enqueueAll, type JobData } from "./jobs.server.ts";
import { deadQueueOf, sourceOf } from "./jobs-names.ts";
import { type FailureReason, failureReason } from "./jobs-reason.ts";

/** A job that was given up. What it carried is not part of it: administrators read no content. */
export type DeadLetter = { id: string; queue: string; at: Date; reason: FailureReason };

type Row = { id: string; name: string; at: Date; output: unknown; micros: bigint };

/** Of one queue, or of all; `ids` narrows further. */
export type DeadChoice = { queue: string; ids?: readonly string[] };

const DEAD = Prisma.sql`"name" LIKE 'dead.%' AND "state" = 'created'`;
const CURSOR = /^(\d{1,17})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;
const MICROS = Prisma.sql`(extract(epoch FROM "created_on") * 1000000)::bigint`;

/** Dead letters, the newest first; `after` continues where a page ended. */
export async function listDeadLetters(view: {
  queue: string | null;
  after: string | null;
  size: number;
}): Promise<{ rows: DeadLetter[]; after: string | null }> {
  const cursor = CURSOR.exec(view.after ?? "");
  const found = await db.$queryRaw<Row[]>`
    SELECT "id"::text AS "id", "name", "created_on" AS "at", "output", ${MICROS} AS "micros"
    FROM "jobs"."job"
    WHERE ${view.queue === null ? DEAD : Prisma.sql`"name" = ${deadQueueOf(view.queue)} AND "state" = 'created'`}
      ${cursor ? Prisma.sql`AND (${MICROS}, "id") < (${BigInt(cursor[1] ?? 0)}, ${cursor[2]}::uuid)` : Prisma.empty}
    ORDER BY ${MICROS} DESC, "id" DESC LIMIT ${view.size + 1}`;
  const rows = found.slice(0, view.size);
  const last = rows.at(-1);
  return {
    rows: rows.map(({ id, name, at, output }) => ({
      id,
      queue: sourceOf(name) ?? name,
      at,
      reason: failureReason(output),
    })),
    after: found.length > view.size && last ? `${last.micros}.${last.id}` : null,
  };
}

/** How many dead letters there are. */
export async function countDeadLetters(): Promise<number> {
  const [row] = await db.$queryRaw<
    { count: number }[]
  >`SELECT count(*)::int AS "count" FROM "jobs"."job" WHERE ${DEAD}`;
  return row?.count ?? 0;
}

const chosen = ({ queue, ids }: DeadChoice) => Prisma.sql`
  "name" = ${deadQueueOf(queue)} AND "state" = 'created' ${ids ? Prisma.sql`AND "id" = ANY (${[...ids]}::uuid[])` : Prisma.empty}`;

/**
 * Gives dead letters back to their queue, in the caller's transaction: each once, however often and by however many it
 * is asked. @returns which they were
 */
export async function restartDeadLetters(tx: Tx, choice: DeadChoice): Promise<string[]> {
  const taken = await tx.$queryRaw<{ id: string; data: JobData | null }[]>`
    DELETE FROM "jobs"."job" WHERE ${chosen(choice)} RETURNING "id"::text AS "id", "data"`;
  if (taken.length === 0) return [];
  await enqueueAll(
    tx,
    choice.queue,
    taken.map(({ id, data }) => ({ id, data: data ?? {} })),
  );
  return taken.map(({ id }) => id);
}

/** Removes dead letters for good. @returns which they were */
export async function discardDeadLetters(tx: Tx, choice: DeadChoice): Promise<string[]> {
  const taken = await tx.$queryRaw<{ id: string }[]>`
    DELETE FROM "jobs"."job" WHERE ${chosen(choice)} RETURNING "id"::text AS "id"`;
  return taken.map(({ id }) => id);
}

export type QueueCounts = {
  queue: string;
  waiting: number;
  /** Put off to a later time. */
  later: number;
  running: number;
  /** Failed, and tried again soon. */
  retrying: number;
  dead: number;
  /** When the longest waiting one was put in. */
  oldest: Date | null;
  /** When one was last done; of the last seven days. */
  lastDone: Date | null;
};

/** Every queue with its counts at this moment. */
export async function countQueues(): Promise<QueueCounts[]> {
  return db.$queryRaw<QueueCounts[]>`
    SELECT q."name" AS "queue",
      count(j.*) FILTER (WHERE j."state" = 'created' AND j."start_after" <= now())::int AS "waiting",
      count(j.*) FILTER (WHERE j."state" = 'created' AND j."start_after" > now())::int AS "later",
      count(j.*) FILTER (WHERE j."state" = 'active')::int AS "running",
      count(j.*) FILTER (WHERE j."state" = 'retry')::int AS "retrying",
      (SELECT count(*)::int FROM "jobs"."job" d WHERE d."name" = 'dead.' || q."name" AND d."state" = 'created') AS "dead",
      min(j."created_on") FILTER (WHERE j."state" IN ('created', 'retry') AND j."start_after" <= now()) AS "oldest",
      max(j."completed_on") FILTER (WHERE j."state" = 'completed') AS "lastDone"
    FROM "jobs"."queue" q LEFT JOIN "jobs"."job" j ON j."name" = q."name"
    WHERE q."name" NOT LIKE 'dead.%' AND q."name" NOT LIKE '\\_\\_%' AND q."name" <> 'dead-letters'
    GROUP BY q."name" ORDER BY q."name"`;
}

export type Schedule = { queue: string; cron: string; timeZone: string | null };

/** What runs by the clock. */
export const listSchedules = (): Promise<Schedule[]> =>
  db.$queryRaw<Schedule[]>`
    SELECT "name" AS "queue", "cron", "timezone" AS "timeZone" FROM "jobs"."schedule" ORDER BY "name"`;
