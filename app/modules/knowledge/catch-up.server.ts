import { db } from "#app/lib/db.server.ts";
import { indexProblems } from "./index-problems.server.ts";

const BATCH = 100;

/** Writes the documents of problems the index has not followed, until there are none left. */
export async function catchUp(): Promise<void> {
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
