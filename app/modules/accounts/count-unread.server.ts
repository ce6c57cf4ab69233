import { db } from "#app/lib/db.server.ts";

/** Matters of which somebody has a message not read yet: one problem is one, however much happened to it. */
export async function countUnread(personId: string): Promise<number> {
  const [row] = await db.$queryRaw<{ matters: number }[]>`
    SELECT count(DISTINCT ("subjectKind", "subjectId"))::int AS "matters"
    FROM "Notice" WHERE "personId" = ${personId}::uuid AND "readAt" IS NULL`;
  return row?.matters ?? 0;
}
