import type { Meilisearch } from "meilisearch";
import { done, type IndexState, isMissing, readIndexState, readRowsAfter, writeIndexState } from "./pump.server.ts";
import { SETTINGS, SETTINGS_MARK } from "./settings.ts";
import type { Sql } from "./sql.ts";
import { requestPush } from "./store.server.ts";

const BATCH = 1_000;
/** A building without a sign of life for this long was left behind by a killed process. */
const STALE_MS = 90_000;
/** Longer than any transaction lasts. */
const MARGIN = "30 seconds";

/** What is wrong with the index in Meilisearch; null when nothing is. @throws the engine's errors */
export async function whatIsWrong(sql: Sql, meili: Meilisearch, now: Date): Promise<"missing" | "outdated" | "incomplete" | "building" | null> {
  const state = await readIndexState(sql);
  if (state.building && now.getTime() - Date.parse(state.beat) < STALE_MS) return "building";
  if (!state.live) return "missing";
  if (state.mark !== SETTINGS_MARK) return "outdated";
  const [counts] = await sql.$queryRawUnsafe<{ documents: number; pending: number }[]>(
    `SELECT (SELECT count(*)::int FROM "SearchDocument") AS "documents", (SELECT count(*)::int FROM "SearchPush") AS "pending"`,
  );
  try {
    const { numberOfDocuments, isIndexing } = await meili.index(state.live).getStats();
    const settled = !isIndexing && counts?.pending === 0;
    return settled && numberOfDocuments !== counts?.documents ? "incomplete" : null;
  } catch (error) {
    if (isMissing(error)) return "missing";
    throw error;
  }
}

/**
 * Builds a new index beside the live one, which keeps answering and changing, and puts it in its place.
 * Changes go to both from the first moment (see pump); what changed meanwhile is sent once more before the change-over.
 * @returns the number of documents
 */
export async function rebuild(sql: Sql, meili: Meilisearch, pumpNow: () => Promise<void>): Promise<number> {
  const before = await readIndexState(sql);
  const name = `jianglian-problems-${SETTINGS_MARK}-${Date.now().toString(36)}`;
  const alive = (change: Partial<IndexState> = {}) => writeIndexState(sql, { ...before, building: name, beat: new Date().toISOString(), ...change });
  const [{ started } = { started: "" }] = await sql.$queryRawUnsafe<{ started: string }[]>(`SELECT (now() AT TIME ZONE 'UTC')::text AS "started"`);
  await alive();
  await done(meili.createIndex(name, { primaryKey: "id" }));
  await done(meili.index(name).updateSettings(SETTINGS));

  let count = 0;
  for (let after = ""; ; ) {
    const rows = await readRowsAfter(sql, after, BATCH);
    const last = rows.at(-1);
    if (!last) break;
    await done(meili.index(name).addDocuments(rows), 300_000);
    count += rows.length;
    after = last.id;
    await alive();
  }
  const changed = await sql.$queryRawUnsafe<{ id: string }[]>(
    `SELECT "id" FROM "SearchDocument" WHERE "writtenAt" >= $1::timestamp - interval '${MARGIN}'`,
    started,
  );
  await requestPush(sql, [...changed.map((row) => row.id), ...(await surplus(sql, meili, name))]);
  await pumpNow();
  await writeIndexState(sql, { live: name, mark: SETTINGS_MARK, building: null, beat: "" });
  for (const old of [before.live, before.building]) if (old && old !== name) meili.index(old).delete().then(undefined, () => {});
  return count;
}

/** Documents of the index that the database no longer has: removed while it was filled. */
async function surplus(sql: Sql, meili: Meilisearch, name: string): Promise<string[]> {
  const found: string[] = [];
  for (let offset = 0; ; offset += BATCH) {
    const { results } = await meili.index<{ id: string }>(name).getDocuments({ fields: ["id"], limit: BATCH, offset });
    if (results.length === 0) return found;
    const ids = results.map((row) => row.id);
    const gone = await sql.$queryRawUnsafe<{ id: string }[]>(
      `SELECT given."id" FROM unnest($1::text[]) AS given("id") WHERE NOT EXISTS (SELECT 1 FROM "SearchDocument" d WHERE d."id" = given."id")`,
      ids,
    );
    found.push(...gone.map((row) => row.id));
  }
}
