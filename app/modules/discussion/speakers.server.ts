import { db, Prisma } from "#app/lib/db.server.ts";
import { layersUpTo, type Participant, type Reading } from "./subject.ts";

/** Organisations by id, for telling who may be named. */
export async function organisationsById(ids: readonly (string | null)[]) {
  const wanted = [...new Set(ids.flatMap((id) => (id ? [id] : [])))];
  const rows = wanted.length
    ? await db.organisation.findMany({
        where: { id: { in: wanted } },
        select: { id: true, name: true, shortName: true, parentId: true },
      })
    : [];
  return new Map(rows.map((row) => [row.id, row]));
}

type Said = { id: string; name: string; organisationId: string | null; parentId: string | null };

/** Everyone who said something the reader reads, as far as the reader may know them; the latest hundred. */
export async function speakers(subjectKind: string, subjectId: string, reading: Reading): Promise<Participant[]> {
  const layers = Prisma.join(layersUpTo(reading.layer).map((layer) => Prisma.sql`${layer}::"Layer"`));
  const said = await db.$queryRaw<Said[]>`
    SELECT p."id", p."name", o."id" AS "organisationId", o."parentId"
    FROM (
      SELECT "authorId", "authorOrgId", max("createdAt") AS "at" FROM "Comment"
      WHERE "subjectKind" = ${subjectKind} AND "subjectId" = ${subjectId}::uuid AND "removedAt" IS NULL AND "layer" IN (${layers})
      GROUP BY 1, 2 ORDER BY 3 DESC LIMIT 100
    ) said
    JOIN "Person" p ON p."id" = said."authorId" AND p."disabledAt" IS NULL
    LEFT JOIN "Organisation" o ON o."id" = said."authorOrgId"`;
  return said
    .filter((one) => reading.shows(one.organisationId ? { id: one.organisationId, parentId: one.parentId } : null))
    .map(({ id, name }) => ({ id, name }));
}
