import { randomUUID } from "node:crypto";
import { log } from "#app/lib/log.server.ts";
import { giveLeaseBack, takeLease } from "#search/index-state.server.ts";
import { rebuild, whatIsWrong } from "#search/rebuild.server.ts";
import { isMeilisearchs } from "#search/service.server.ts";
import { catchUp } from "./catch-up.server.ts";
import { followCurrentVocabulary } from "./follow-vocabulary.server.ts";
import { countEveryWord, documentsAreOutdated, reindexEverything } from "./reindex-everything.server.ts";
import { pumpNow, searchService } from "./search-service.server.ts";

/**
 * Finds what the index missed and heals it: documents an older version made, words a killed process left uncounted,
 * problems with events it does not know, time-limited readers whose time is over, holds that were never lifted, and
 * an index in Meilisearch that is missing, outdated, incomplete or set back to an older state.
 */
export async function reconcileSearch(): Promise<void> {
  if ((await documentsAreOutdated()) && !(await renewDocuments())) return;
  await countEveryWord();
  await catchUp();
  await healEngine();
}

const RENEWING = "search.renewing";

/**
 * After an update. What fails in Meilisearch is healed like any other trouble with it.
 * @returns false when somebody else is at it, in this process or another
 */
async function renewDocuments(): Promise<boolean> {
  const { sql } = searchService();
  const owner = randomUUID();
  if (!(await takeLease(sql, owner, RENEWING))) return false;
  log.info("search: another version made the documents; making them anew");
  try {
    const { problems, documents } = await reindexEverything(() => {
      void takeLease(sql, owner, RENEWING).catch(() => {});
    });
    log.info(`search: ${documents} documents of ${problems} problems made anew`);
  } catch (error) {
    if (!isMeilisearchs(error)) throw error;
    log.debug(`search: Meilisearch is not up to date (${(error as Error).message})`);
  } finally {
    await giveLeaseBack(sql, owner, RENEWING);
  }
  return true;
}

/** Sends what Meilisearch has not got; replaces its index when it cannot be trusted. Its absence is no error. */
async function healEngine(): Promise<void> {
  await followCurrentVocabulary();
  const { sql, meili, vocabulary } = searchService();
  try {
    await pumpNow();
    if (!meili) return;
    const wrong = await whatIsWrong(sql, meili, new Date(), vocabulary);
    if (wrong === null || wrong === "building") return;
    log.info(`search: the index is ${wrong}; building it`);
    const count = await rebuild(sql, meili, pumpNow, vocabulary);
    log.info(`search: ${count} documents in the index`);
  } catch (error) {
    log.debug(`search: Meilisearch is not up to date (${(error as Error).message})`);
  }
}
