import { setTimeout as wait } from "node:timers/promises";
import { db } from "#app/lib/db.server.ts";
import { log } from "#app/lib/log.server.ts";
import { BuildingError, rebuild, whatIsWrong } from "#search/rebuild.server.ts";
import { followCurrentVocabulary } from "./follow-vocabulary.server.ts";
import { indexProblems } from "./index-problems.server.ts";
import { pumpNow, searchService } from "./search-service.server.ts";

const BATCH = 100;
/** Of everything anew: words many documents share are counted once for each batch, and while one is written the next is read. */
const LARGE_BATCH = 500;
const AT_ONCE = 2;

/**
 * Finds what the index missed and heals it: problems with events it does not know, time-limited readers whose time
 * is over, holds that were never lifted, and an index in Meilisearch that is missing, outdated or incomplete.
 */
export async function reconcileSearch(): Promise<void> {
  await catchUp();
  await healEngine();
}

async function catchUp(): Promise<void> {
  for (let before = ""; ; ) {
    const behind = await problemsBehind();
    await indexProblems(behind);
    // Whoever changes faster than we read waits for the next minute.
    if (behind.length < BATCH || behind.join() === before) return;
    before = behind.join();
  }
}

async function problemsBehind(): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT "id" FROM (
      SELECT p."id" FROM "Problem" p LEFT JOIN "SearchState" s ON s."problemId" = p."id"
      WHERE p."state" <> 'DRAFT' AND (s."problemId" IS NULL
        OR s."eventId" < (SELECT max(e."id") FROM "Event" e WHERE e."subjectKind" = 'problem' AND e."subjectId" = p."id"))
      UNION
      SELECT r."problemId" FROM "ProblemReader" r JOIN "SearchState" s ON s."problemId" = r."problemId"
      WHERE r."until" <= ${new Date()}::timestamp AND s."indexedAt" < r."until"
      UNION
      SELECT d."problemId" FROM "SearchDeny" d WHERE d."followed" IS DISTINCT FROM d."since"
      UNION
      SELECT DISTINCT d."problemId" FROM "SearchDocument" d
      WHERE NOT EXISTS (SELECT 1 FROM "Problem" p WHERE p."id" = d."problemId" AND p."state" <> 'DRAFT')
    ) behind ORDER BY 1 LIMIT ${BATCH}`;
  return rows.map((row) => row.id);
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

/** Waits for a rebuilding that runs already: it may have begun before the rows were written anew. */
async function rebuildWhenFree(): Promise<number> {
  const { sql, meili, vocabulary } = searchService();
  for (let tries = 0; meili; tries += 1) {
    try {
      return await rebuild(sql, meili, pumpNow, vocabulary);
    } catch (error) {
      if (!(error instanceof BuildingError) || tries > 600) throw error;
      await wait(500);
    }
  }
  return 0;
}

/** Writes every problem's documents anew and builds a new index in Meilisearch, while everything goes on. */
export async function reindexEverything(
  report: (problems: number) => void = () => {},
): Promise<{ problems: number; documents: number }> {
  const problems = await indexAll(report);
  await catchUp();
  const { meili } = searchService();
  const documents = meili ? await rebuildWhenFree() : await db.searchDocument.count();
  return { problems, documents };
}

/** Writes the documents of every problem anew. @returns the number of problems */
async function indexAll(report: (problems: number) => void): Promise<number> {
  let problems = 0;
  let after = "00000000-0000-0000-0000-000000000000";
  const next = async (): Promise<string[]> => {
    const rows = await db.problem.findMany({
      where: { id: { gt: after } },
      orderBy: { id: "asc" },
      take: LARGE_BATCH,
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
      await indexProblems(ids);
      problems += ids.length;
      report(problems);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return problems;
}
