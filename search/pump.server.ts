import type { EnqueuedTaskPromise, Meilisearch } from "meilisearch";
import type { Sql } from "./sql.ts";

/** What the database knows of the indexes in Meilisearch; one row of settings, shared by all processes. */
export type IndexState = {
  /** The index that answers. */
  live: string | null;
  /** SETTINGS_MARK it was made with. */
  mark: string;
  /** The index being filled; gets every change too. */
  building: string | null;
  /** When the building gave a last sign of life. */
  beat: string;
  /** The latest task of Meilisearch that is in the live index. One whose tasks are behind was set back. */
  task: number;
};

export const INDEX_SETTING = "search.index";
const NO_INDEX: IndexState = { live: null, mark: "", building: null, beat: "", task: -1 };

export async function readIndexState(sql: Sql): Promise<IndexState> {
  const rows = await sql.$queryRawUnsafe<{ value: IndexState }[]>(
    `SELECT "value" FROM "Setting" WHERE "key" = $1`,
    INDEX_SETTING,
  );
  return { ...NO_INDEX, ...rows[0]?.value };
}

/** Changes parts of the state, if it still is as `when` says; tells whether it was. */
export async function changeIndexState(
  sql: Sql,
  change: Partial<IndexState>,
  when = "true",
  ...values: unknown[]
): Promise<boolean> {
  const rows = await sql.$queryRawUnsafe<unknown[]>(
    `INSERT INTO "Setting" ("key", "value", "updatedAt") VALUES ($1, $2::jsonb || $3::jsonb, now() AT TIME ZONE 'UTC')
     ON CONFLICT ("key") DO UPDATE SET "value" = "Setting"."value" || $3::jsonb, "updatedAt" = EXCLUDED."updatedAt" WHERE ${when} RETURNING 1`,
    INDEX_SETTING,
    JSON.stringify(NO_INDEX),
    JSON.stringify(change),
    ...values,
  );
  return rows.length === 1;
}

/** Documents as Meilisearch gets them: the text of a JSON list, and by what to see whether they have changed since. */
export type Payload = { body: string; ids: string[]; hashes: string[]; last: string };

/**
 * One row of one column each: what the client makes of every single cell costs more than the database. In order of the
 * ids, as Meilisearch counts the facets of a problem by the first of its documents, and CONFIDENTIAL knows most.
 */
const PAYLOAD = `SELECT json_agg(row_to_json(d) ORDER BY h."id" COLLATE "C")::text AS "body", array_agg(d."id") AS "ids", array_agg(h."hash") AS "hashes", max(h."id") AS "last"
  FROM "SearchDocument" h CROSS JOIN LATERAL (
    SELECT h."id", h."problemId", h."readers", h."title", h."codes", h."cause", h."action", h."phenomenon", h."other",
      nullif(h."files", '') AS "files", h."state", h."category", h."industry", nullif(h."equipmentType", '') AS "equipmentType",
      h."allianceId" AS "alliance", h."year", extract(epoch FROM h."createdAt")::float8 AS "createdAt") d`;

async function readPayload(sql: Sql, where: string, ...values: unknown[]): Promise<Payload | null> {
  const [row] = await sql.$queryRawUnsafe<(Payload | { body: null })[]>(`${PAYLOAD} WHERE ${where}`, ...values);
  return row && row.body !== null ? row : null;
}

export const readDocuments = (sql: Sql, ids: readonly string[]): Promise<Payload | null> =>
  readPayload(sql, `h."id" = ANY ($1::text[])`, [...ids]);
export const readDocumentsOf = (sql: Sql, problemIds: readonly string[]): Promise<Payload | null> =>
  readPayload(sql, `h."problemId" = ANY ($1::uuid[])`, [...problemIds]);
export const readDocumentsAfter = (sql: Sql, after: string, limit: number): Promise<Payload | null> =>
  readPayload(sql, `h."id" IN (SELECT "id" FROM "SearchDocument" WHERE "id" > $1 ORDER BY "id" LIMIT ${limit})`, after);

export const sendDocuments = (meili: Meilisearch, uid: string, { body }: Payload): EnqueuedTaskPromise =>
  meili.index(uid).addDocumentsFromString(body, "application/json");

/** Waits for a task and fails when it failed. @returns its number */
export async function done(task: EnqueuedTaskPromise, timeout = 60_000): Promise<number> {
  const { status, error, uid } = await task.waitTask({ timeout, interval: 20 });
  if (status !== "succeeded") throw new MeiliTaskError(error?.message ?? status);
  return uid;
}

/** Named so that it counts as the engine's trouble. */
export class MeiliTaskError extends Error {
  override name = "MeiliTaskError";
}

const BATCH = 1_000;
const LEASE_SETTING = "search.pump";

/** One process pushes at a time: two could send an older version after a newer one. @returns whether it is ours */
export async function takeLease(sql: Sql, owner: string, lease = LEASE_SETTING): Promise<boolean> {
  const rows = await sql.$queryRawUnsafe<unknown[]>(
    `INSERT INTO "Setting" ("key", "value", "updatedAt") VALUES ($1, to_jsonb($2::text), now() AT TIME ZONE 'UTC')
     ON CONFLICT ("key") DO UPDATE SET "value" = EXCLUDED."value", "updatedAt" = EXCLUDED."updatedAt"
     WHERE "Setting"."value" IN (EXCLUDED."value", 'null'::jsonb) OR "Setting"."updatedAt" < EXCLUDED."updatedAt" - interval '120 seconds'
     RETURNING 1`,
    lease,
    owner,
  );
  return rows.length === 1;
}

export const giveLeaseBack = (sql: Sql, owner: string, lease = LEASE_SETTING): Promise<number> =>
  sql.$executeRawUnsafe(
    `UPDATE "Setting" SET "value" = 'null'::jsonb WHERE "key" = $1 AND "value" = to_jsonb($2::text)`,
    lease,
    owner,
  );

/**
 * Brings Meilisearch up to date with the rows, then lifts the holds of problems whose index has followed.
 * Without Meilisearch only the holds are lifted. Stops when nothing is left to do.
 * @throws the engine's errors; what was not pushed stays noted
 */
export async function pump(sql: Sql, meili: Meilisearch | null, keepLease: () => Promise<unknown>): Promise<void> {
  for (;;) {
    await keepLease();
    const pending = meili
      ? await sql.$queryRawUnsafe<{ documentId: string; version: number }[]>(
          `SELECT "documentId", "version" FROM "SearchPush" ORDER BY "documentId" LIMIT ${BATCH}`,
        )
      : [];
    const indexes = meili ? await presentIndexes(sql, meili, pending.length > 0) : [];
    if (meili && pending.length > 0 && indexes.length > 0) {
      await push(
        sql,
        meili,
        indexes,
        pending.map((row) => row.documentId),
      );
      await sql.$executeRawUnsafe(
        `DELETE FROM "SearchPush" p USING unnest($1::text[], $2::int[]) AS sent("id", "version") WHERE p."documentId" = sent."id" AND p."version" = sent."version"`,
        pending.map((row) => row.documentId),
        pending.map((row) => row.version),
      );
    }
    await liftHolds(sql, meili !== null && indexes.length > 0);
    if (pending.length < BATCH || indexes.length === 0) return;
  }
}

/**
 * The indexes that want changes. Sending to one that was wiped would make it anew, without our settings:
 * then it counts as none, until it is built again.
 */
async function presentIndexes(sql: Sql, meili: Meilisearch, check: boolean): Promise<string[]> {
  if (check) await forsakeWhenSetBack(sql, meili);
  const state = await readIndexState(sql);
  const uids = [state.live, state.building].filter((uid) => uid !== null);
  if (!check) return uids;
  const present = await Promise.all(
    uids.map((uid) =>
      meili
        .index(uid)
        .getRawInfo()
        .then(
          () => true,
          (error: unknown) => {
            if (isMissing(error)) return false;
            throw error;
          },
        ),
    ),
  );
  if (state.live && !present[uids.indexOf(state.live)]) await forsake(sql, state.live);
  return uids.filter((_uid, n) => present[n]);
}

/** The index no longer answers. @returns whether it did until now */
const forsake = (sql: Sql, live: string): Promise<boolean> =>
  changeIndexState(sql, { live: null }, `"Setting"."value" ->> 'live' = $4`, live);

/**
 * Meilisearch counts its tasks. When it has counted less than was noted, its data were set back to an older state,
 * which may lack anything and show what is hidden by now: the index goes. @throws the engine's errors
 */
export async function forsakeWhenSetBack(sql: Sql, meili: Meilisearch): Promise<void> {
  const { live, task } = await readIndexState(sql);
  if (live && (await latestTask(meili)) < task && (await forsake(sql, live))) await removeIndex(meili, live);
}

/** An index left behind costs room, nothing else. */
export const removeIndex = (meili: Meilisearch, uid: string): Promise<unknown> =>
  Promise.resolve(meili.index(uid).delete()).catch(() => {});

export const isMissing = (error: unknown): boolean =>
  (error as { cause?: { code?: string } }).cause?.code === "index_not_found";

/** Sends documents as they stand now, and removes those that are no more. */
async function push(sql: Sql, meili: Meilisearch, indexes: readonly string[], ids: readonly string[]): Promise<void> {
  const payload = await readDocuments(sql, ids);
  const present = new Set(payload?.ids);
  const gone = ids.filter((id) => !present.has(id));
  const tasks = indexes.flatMap((uid) => [
    ...(payload ? [sendDocuments(meili, uid, payload)] : []),
    ...(gone.length > 0 ? [meili.index(uid).deleteDocuments(gone)] : []),
  ]);
  await Promise.all(tasks.map((task) => done(task)));
  await changeIndexState(
    sql,
    { task: await latestTask(meili) },
    `coalesce(("Setting"."value" ->> 'task')::int, -1) < ($3::jsonb ->> 'task')::int`,
  );
}

/** The number of the latest task; -1 before the first. */
export async function latestTask(meili: Meilisearch): Promise<number> {
  const { results } = await meili.tasks.getTasks({ limit: 1 });
  return results[0]?.uid ?? -1;
}

/** A hold ends when the rows have followed this very narrowing, and Meilisearch has followed the rows. */
async function liftHolds(sql: Sql, pushed: boolean): Promise<void> {
  await sql.$executeRawUnsafe(
    `DELETE FROM "SearchDeny" d WHERE d."followed" = d."since"
     AND NOT ($1::boolean AND EXISTS (
       SELECT 1 FROM "SearchPush" p WHERE p."documentId" IN (d."problemId" || '_SUMMARY', d."problemId" || '_DETAIL', d."problemId" || '_CONFIDENTIAL')))`,
    pushed,
  );
}
