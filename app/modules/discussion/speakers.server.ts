import { db, Prisma } from "#app/lib/db.server.ts";
import { layersUpTo, type Names, type OrganisationName, type Participant, type Reading } from "./subject.ts";

type NameRow = OrganisationName & { kind: string };

/** Names behind ids, of people and organisations in one statement; none when there is nothing to ask. */
export async function namesById(people: readonly string[], organisations: readonly (string | null)[]): Promise<Names> {
  const wanted = [...new Set(organisations.flatMap((id) => (id ? [id] : [])))];
  const rows =
    people.length + wanted.length === 0
      ? []
      : await db.$queryRaw<NameRow[]>`
          SELECT 'person' AS "kind", "id", "name", '' AS "shortName", NULL::uuid AS "parentId"
          FROM "Person" WHERE "id" = ANY (${[...new Set(people)]}::uuid[])
          UNION ALL
          SELECT 'organisation', "id", "name", "shortName", "parentId"
          FROM "Organisation" WHERE "id" = ANY (${wanted}::uuid[])`;
  const of = (kind: string) => rows.filter((row) => row.kind === kind);
  return {
    people: new Map(of("person").map(({ id, name }) => [id, name])),
    organisations: new Map(of("organisation").map(({ kind: _, ...row }) => [row.id, row])),
  };
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
