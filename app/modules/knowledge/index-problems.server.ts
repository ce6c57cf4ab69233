import { db, inTransaction } from "#app/lib/db.server.ts";
import { writeDocuments, type Writing } from "#search/store.server.ts";
import { buildDocuments } from "./searchable-problem.server.ts";

type Stand = { problemId: string; eventId: bigint; since: string | null };

/**
 * Writes the search documents of these problems as they stand now. May run at any time and repeatedly: what is
 * read is at least as new as the events noted, and an older reading never overwrites a newer one.
 */
export async function indexProblems(problemIds: readonly string[], writing?: Writing): Promise<void> {
  if (problemIds.length === 0) return;
  const now = new Date();
  // Before the rows: then the rows are at least as new as these.
  const stands = await db.$queryRaw<Stand[]>`
    SELECT p."id" AS "problemId",
      coalesce((SELECT max(e."id") FROM "Event" e WHERE e."subjectKind" = 'problem' AND e."subjectId" = p."id"), 0) AS "eventId",
      (SELECT d."since"::text FROM "SearchDeny" d WHERE d."problemId" = p."id") AS "since"
    FROM unnest(${[...new Set(problemIds)]}::uuid[]) AS p("id") ORDER BY 1`;
  const documents = await buildDocuments(
    stands.map((stand) => stand.problemId),
    now,
  );

  await inTransaction(async (tx) => {
    const ids = stands.map((stand) => stand.problemId);
    const fresh = await tx.$queryRaw<{ problemId: string }[]>`
      INSERT INTO "SearchState" ("problemId", "eventId", "indexedAt")
      SELECT s."problemId", s."eventId", ${now}::timestamp FROM unnest(${ids}::uuid[], ${stands.map((stand) => stand.eventId)}::bigint[]) AS s("problemId", "eventId")
      ORDER BY 1
      ON CONFLICT ("problemId") DO UPDATE SET "eventId" = EXCLUDED."eventId", "indexedAt" = EXCLUDED."indexedAt"
      WHERE "SearchState"."eventId" <= EXCLUDED."eventId"
      RETURNING "problemId"`;
    const current = new Set(fresh.map((row) => row.problemId));
    await writeDocuments(
      tx,
      [...current],
      documents.filter((document) => current.has(document.problemId)),
      writing,
    );
    const held = stands.filter((stand) => stand.since !== null && current.has(stand.problemId));
    if (held.length === 0) return;
    await tx.$executeRaw`
      UPDATE "SearchDeny" d SET "followed" = d."since"
      FROM unnest(${held.map((stand) => stand.problemId)}::uuid[], ${held.map((stand) => stand.since)}::text[]) AS seen("problemId", "since")
      WHERE d."problemId" = seen."problemId" AND d."since"::text = seen."since"`;
  });
}

const OLDEST = 80;
const NEWEST = 20;

/**
 * Indexes what happened from this event on and the index does not know yet, a batch at a time: one reading serves
 * many events, and during an import of thousands somebody's single change does not wait for all of them.
 */
export async function followEvents(eventId: bigint): Promise<void> {
  const behind = await db.$queryRaw<{ id: string }[]>`
    WITH behind AS MATERIALIZED (
      SELECT e."subjectId" AS "id", max(e."id") AS "latest" FROM "Event" e
      LEFT JOIN "SearchState" s ON s."problemId" = e."subjectId"
      WHERE e."id" >= ${eventId} AND e."subjectKind" = 'problem' AND (s."eventId" IS NULL OR s."eventId" < e."id")
      GROUP BY e."subjectId"
    )
    (SELECT "id" FROM behind ORDER BY "latest" LIMIT ${OLDEST})
    UNION (SELECT "id" FROM behind ORDER BY "latest" DESC LIMIT ${NEWEST})`;
  await indexProblems(behind.map((row) => row.id));
}
