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
};

export const INDEX_SETTING = "search.index";
const NO_INDEX: IndexState = { live: null, mark: "", building: null, beat: "" };

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

type Row = Record<string, unknown> & { id: string };

/** A document as Meilisearch stores it. */
const DOCUMENT = `SELECT "id", "problemId", "readers", "title", "codes", "cause", "action", "phenomenon", "other", "state"::text AS "state",
  "category"::text AS "category", "industry"::text AS "industry", nullif("equipmentType", '') AS "equipmentType",
  "allianceId"::text AS "alliance", "year", extract(epoch FROM "createdAt")::float8 AS "createdAt" FROM "SearchDocument"`;

export const readRows = (sql: Sql, ids: readonly string[]): Promise<Row[]> =>
  sql.$queryRawUnsafe<Row[]>(`${DOCUMENT} WHERE "id" = ANY ($1::text[])`, [...ids]);
export const readRowsAfter = (sql: Sql, after: string, limit: number): Promise<Row[]> =>
  sql.$queryRawUnsafe<Row[]>(`${DOCUMENT} WHERE "id" > $1 ORDER BY "id" LIMIT ${limit}`, after);

/** Waits for a task and fails when it failed. */
export async function done(task: EnqueuedTaskPromise, timeout = 60_000): Promise<void> {
  const { status, error } = await task.waitTask({ timeout, interval: 20 });
  if (status !== "succeeded") throw new MeiliTaskError(error?.message ?? status);
}

/** Named so that it counts as the engine's trouble. */
class MeiliTaskError extends Error {
  override name = "MeiliTaskError";
}

const BATCH = 1_000;
const LEASE_SETTING = "search.pump";

/** One process pushes at a time: two could send an older version after a newer one. @returns whether it is ours */
export async function takeLease(sql: Sql, owner: string): Promise<boolean> {
  const rows = await sql.$queryRawUnsafe<unknown[]>(
    `INSERT INTO "Setting" ("key", "value", "updatedAt") VALUES ($1, to_jsonb($2::text), now() AT TIME ZONE 'UTC')
     ON CONFLICT ("key") DO UPDATE SET "value" = EXCLUDED."value", "updatedAt" = EXCLUDED."updatedAt"
     WHERE "Setting"."value" IN (EXCLUDED."value", 'null'::jsonb) OR "Setting"."updatedAt" < EXCLUDED."updatedAt" - interval '120 seconds'
     RETURNING 1`,
    LEASE_SETTING,
    owner,
  );
  return rows.length === 1;
}

export const giveLeaseBack = (sql: Sql, owner: string): Promise<number> =>
  sql.$executeRawUnsafe(
    `UPDATE "Setting" SET "value" = 'null'::jsonb WHERE "key" = $1 AND "value" = to_jsonb($2::text)`,
    LEASE_SETTING,
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
  if (state.live && !present[uids.indexOf(state.live)])
    await changeIndexState(sql, { live: null }, `"Setting"."value" ->> 'live' = $4`, state.live);
  return uids.filter((_uid, n) => present[n]);
}

export const isMissing = (error: unknown): boolean =>
  (error as { cause?: { code?: string } }).cause?.code === "index_not_found";

/** Sends documents as they stand now, and removes those that are no more. */
async function push(sql: Sql, meili: Meilisearch, indexes: readonly string[], ids: readonly string[]): Promise<void> {
  const rows = await readRows(sql, ids);
  const present = new Set(rows.map((row) => row.id));
  const gone = ids.filter((id) => !present.has(id));
  const tasks = indexes.flatMap((uid) => {
    const index = meili.index(uid);
    return [
      ...(rows.length > 0 ? [index.addDocuments(rows)] : []),
      ...(gone.length > 0 ? [index.deleteDocuments(gone)] : []),
    ];
  });
  await Promise.all(tasks.map((task) => done(task)));
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
