import { setTimeout as wait } from "node:timers/promises";
import { db, inTransaction } from "#app/lib/db.server.ts";
import { log } from "#app/lib/log.server.ts";
import { CountedOnTheWay, countWords } from "#search/counts.server.ts";
import { DOCUMENTS_MARK } from "#search/documents.ts";
import { Building, BuildingError } from "#search/building.server.ts";
import { rebuild } from "#search/rebuild.server.ts";
import { isMeilisearchs } from "#search/service.server.ts";
import { noteSounds } from "#search/statistics.server.ts";
import type { Writing } from "#search/store.server.ts";
import { catchUp } from "./catch-up.server.ts";
import { followCurrentVocabulary } from "./follow-vocabulary.server.ts";
import { indexProblems } from "./index-problems.server.ts";
import { pumpNow, searchService } from "./search-service.server.ts";

/** While one batch is written the next is read. */
const BATCH = 500;
const AT_ONCE = 2;
/** Documents whose words are counted together. */
const COUNTED = 20_000;
const MARK = "search.documents";

/** Whether an older version of the product made the documents; true before the first ones. */
export async function documentsAreOutdated(): Promise<boolean> {
  const setting = await db.setting.findUnique({ where: { key: MARK }, select: { value: true } });
  return setting?.value !== DOCUMENTS_MARK;
}

/**
 * Writes every problem's documents anew and builds a new index in Meilisearch beside it, while everything goes on.
 * @param report told the number of problems read
 * @throws the engine's errors, once the documents in the database are written
 */
export async function reindexEverything(
  report: (problems: number) => void = () => {},
): Promise<{ problems: number; documents: number }> {
  await followCurrentVocabulary();
  const { sql, meili } = searchService();
  const filling = (await db.searchDocument.findFirst({ select: { id: true } })) === null;
  let building = meili && (await beginBuilding());
  const send = async (ids: readonly string[]) => {
    try {
      await building?.sendProblems(ids);
    } catch (error) {
      log.debug(`search: the new index is given up (${(error as Error).message})`);
      await building?.abandon();
      building = null;
    }
  };
  // Into an empty index everything goes through the building; if that fails, an index that lacks documents is replaced.
  const push = !filling || building === null;
  const counts = filling ? new CountedOnTheWay() : undefined;
  const problems = await indexAll({ filling, push, counts }, send, report);
  await counts?.write(inTransaction);
  await catchUp();
  await countEveryWord();
  if (filling) await sql.$queryRawUnsafe(`SELECT gin_clean_pending_list('"SearchDocument_tsv_idx"')`);
  else await noteSounds(sql);
  await db.setting.upsert({
    where: { key: MARK },
    create: { key: MARK, value: DOCUMENTS_MARK },
    update: { value: DOCUMENTS_MARK },
  });
  if (!meili) return { problems, documents: await db.searchDocument.count() };
  if (!building) return { problems, documents: await rebuildWhenFree() };
  try {
    await building.finish(pumpNow);
    return { problems, documents: building.documents };
  } catch (error) {
    await building.abandon();
    throw error;
  }
}

/** Waits for a building that runs already: it may have begun before the rows were written anew. @returns null without an engine that answers */
async function beginBuilding(): Promise<Building | null> {
  const { sql, meili, vocabulary } = searchService();
  if (!meili) return null;
  try {
    return await whenFree(() => Building.begin(sql, meili, vocabulary));
  } catch (error) {
    if (isMeilisearchs(error)) return null;
    throw error;
  }
}

async function rebuildWhenFree(): Promise<number> {
  const { sql, meili, vocabulary } = searchService();
  return meili ? whenFree(() => rebuild(sql, meili, pumpNow, vocabulary)) : 0;
}

async function whenFree<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof BuildingError) || tries > 600) throw error;
      await wait(500);
    }
  }
}

/** Counts the words of documents that were written without. */
export async function countEveryWord(): Promise<void> {
  while ((await inTransaction((tx) => countWords(tx, COUNTED))) > 0);
}

/** Writes the documents of every problem, and hands each batch on. @returns the number of problems */
async function indexAll(
  writing: Writing,
  send: (problemIds: readonly string[]) => Promise<void>,
  report: (problems: number) => void,
): Promise<number> {
  let problems = 0;
  let after = "00000000-0000-0000-0000-000000000000";
  const next = async (): Promise<string[]> => {
    const rows = await db.problem.findMany({
      where: { id: { gt: after } },
      orderBy: { id: "asc" },
      take: BATCH,
      select: { id: true },
    });
    after = rows.at(-1)?.id ?? after;
    return rows.map((row) => row.id);
  };
  let reading: Promise<string[]> = Promise.resolve([]);
  const work = async () => {
    for (;;) {
      // One after the other: each batch begins where the last one ended.
      reading = reading.then(next);
      const ids = await reading;
      if (ids.length === 0) return;
      await indexProblems(ids, writing);
      await writing.counts?.writeWhenMany(inTransaction);
      await send(ids);
      problems += ids.length;
      report(problems);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return problems;
}
