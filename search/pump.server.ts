import type { Meilisearch } from "meilisearch";
import { changeIndexState, readIndexState } from "./index-state.server.ts";
import { done, isMissing, latestTask, readDocuments, removeIndex, sendDocuments } from "./send-documents.server.ts";
import type { Sql } from "./sql.ts";

const BATCH = 1_000;

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

/** A hold ends when the rows have followed this very narrowing, and Meilisearch has followed the rows. */
async function liftHolds(sql: Sql, pushed: boolean): Promise<void> {
  await sql.$executeRawUnsafe(
    `DELETE FROM "SearchDeny" d WHERE d."followed" = d."since"
     AND NOT ($1::boolean AND EXISTS (
       SELECT 1 FROM "SearchPush" p WHERE p."documentId" IN (d."problemId" || '_SUMMARY', d."problemId" || '_DETAIL', d."problemId" || '_CONFIDENTIAL')))`,
    pushed,
  );
}
