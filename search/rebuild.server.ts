import type { EnqueuedTaskPromise, Meilisearch, Settings } from "meilisearch";
import { changeIndexState, done, type IndexState, isMissing, readIndexState, readRowsAfter } from "./pump.server.ts";
import { markOf, settingsOf } from "./settings.ts";
import type { Sql } from "./sql.ts";
import { noteSounds } from "./statistics.server.ts";
import { requestPush } from "./store.server.ts";
import { DEFAULT_VOCABULARY, type Vocabulary } from "./vocabulary.ts";

const BATCH = 1_000;
/** Documents sent at a time while filling, how many such sendings may be under way, and how long one may take. */
const FILL_BATCH = 4_000;
const UNDER_WAY = 2;
const FILL_MS = 80_000;
/** A building without a sign of life for this long was left behind by a killed process. */
const STALE_MS = 90_000;
/** Longer than any transaction lasts. */
const MARGIN = "30 seconds";

/** What is wrong with the index in Meilisearch; null when nothing is. @throws the engine's errors */
export async function whatIsWrong(
  sql: Sql,
  meili: Meilisearch,
  now: Date,
  vocabulary: Vocabulary = DEFAULT_VOCABULARY,
): Promise<"missing" | "outdated" | "incomplete" | "building" | null> {
  const state = await readIndexState(sql);
  if (state.building && now.getTime() - Date.parse(state.beat) < STALE_MS) return "building";
  if (!state.live) return "missing";
  if (state.mark !== markOf(vocabulary)) return "outdated";
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

/** Somebody else is building the index at this moment. */
export class BuildingError extends Error {}

const BUILT_BY = `"Setting"."value" ->> 'building' = $4`;
const FREE = `("Setting"."value" ->> 'building' IS NULL OR "Setting"."value" ->> 'beat' < $4)`;

/**
 * Builds a new index beside the live one, which keeps answering and changing, and puts it in its place.
 * Changes go to both from the first moment (see pump); what changed meanwhile is sent once more before the change-over.
 * @returns the number of documents
 * @throws BuildingError when another process is at it
 */
export async function rebuild(
  sql: Sql,
  meili: Meilisearch,
  pumpNow: () => Promise<void>,
  vocabulary: Vocabulary = DEFAULT_VOCABULARY,
): Promise<number> {
  const mark = markOf(vocabulary);
  const before = await readIndexState(sql);
  const name = `jianglian-problems-${mark}-${Date.now().toString(36)}`;
  const [{ started } = { started: "" }] = await sql.$queryRawUnsafe<{ started: string }[]>(
    `SELECT (now() AT TIME ZONE 'UTC')::text AS "started"`,
  );
  const stale = new Date(Date.now() - STALE_MS).toISOString();
  if (!(await changeIndexState(sql, { building: name, beat: new Date().toISOString() }, FREE, stale)))
    throw new BuildingError("the index is being built already");
  const mine = async (change: Partial<IndexState>) => {
    if (!(await changeIndexState(sql, change, BUILT_BY, name)))
      throw new BuildingError("another process has taken over building the index");
  };
  try {
    // Without an index that answers, all that waits to be sent is read below.
    if (!before.live) await sql.$executeRawUnsafe(`DELETE FROM "SearchPush"`);
    await noteSounds(sql);
    const count = await fill(sql, meili, name, settingsOf(vocabulary), () => mine({ beat: new Date().toISOString() }));
    const changed = await sql.$queryRawUnsafe<{ id: string }[]>(
      `SELECT "id" FROM "SearchDocument" WHERE "writtenAt" >= $1::timestamp - interval '${MARGIN}'`,
      started,
    );
    await requestPush(sql, [...changed.map((row) => row.id), ...(await surplus(sql, meili, name))]);
    await pumpNow();
    await mine({ live: name, mark, building: null, beat: "" });
    // Whoever was still sending to the old index is done after this; sending to a deleted one would make it again.
    await pumpNow();
    for (const old of [before.live, before.building]) if (old && old !== name) await remove(meili, old);
    return count;
  } catch (error) {
    // After the change-over the new index answers; only one that never got there is thrown away.
    if (!(await changeIndexState(sql, { building: null, beat: "" }, BUILT_BY, name))) throw error;
    await remove(meili, name);
    throw error;
  }
}

/** An index left behind costs room, nothing else. */
const remove = (meili: Meilisearch, uid: string): Promise<unknown> =>
  Promise.resolve(meili.index(uid).delete()).catch(() => {});

async function fill(
  sql: Sql,
  meili: Meilisearch,
  name: string,
  settings: Settings,
  alive: () => Promise<void>,
): Promise<number> {
  await done(meili.createIndex(name, { primaryKey: "id" }));
  await done(meili.index(name).updateSettings(settings));
  let count = 0;
  const sent: EnqueuedTaskPromise[] = [];
  for (let after = ""; ; ) {
    const rows = await readRowsAfter(sql, after, FILL_BATCH);
    const last = rows.at(-1);
    if (!last) break;
    await alive();
    const task = meili.index(name).addDocuments(rows);
    await task;
    sent.push(task);
    const oldest = sent.length > UNDER_WAY ? sent.shift() : undefined;
    if (oldest) await done(oldest, FILL_MS);
    count += rows.length;
    after = last.id;
  }
  for (const task of sent) {
    await alive();
    await done(task, FILL_MS);
  }
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
