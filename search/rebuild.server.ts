import type { Meilisearch } from "meilisearch";
import { Building, STALE_MS } from "./building.server.ts";
import { readIndexState } from "./index-state.server.ts";
import { forsakeWhenSetBack } from "./pump.server.ts";
import { isMissing } from "./send-documents.server.ts";
import { markOf } from "./settings.ts";
import type { Sql } from "./sql.ts";
import { DEFAULT_VOCABULARY, type Vocabulary } from "./vocabulary.ts";

/** What is wrong with the index in Meilisearch; null when nothing is. @throws the engine's errors */
export async function whatIsWrong(
  sql: Sql,
  meili: Meilisearch,
  now: Date,
  vocabulary: Vocabulary = DEFAULT_VOCABULARY,
): Promise<"missing" | "outdated" | "incomplete" | "building" | null> {
  await forsakeWhenSetBack(sql, meili);
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

/**
 * Builds a new index from the rows and puts it in the live one's place.
 * @returns the number of documents
 * @throws BuildingError when another process is at it
 */
export async function rebuild(
  sql: Sql,
  meili: Meilisearch,
  pumpNow: () => Promise<void>,
  vocabulary: Vocabulary = DEFAULT_VOCABULARY,
): Promise<number> {
  const building = await Building.begin(sql, meili, vocabulary);
  try {
    await building.sendAll();
    await building.finish(pumpNow);
    return building.documents;
  } catch (error) {
    await building.abandon();
    throw error;
  }
}
