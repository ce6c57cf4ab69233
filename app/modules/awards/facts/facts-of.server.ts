import { Prisma, type Tx } from "#app/lib/db.server.ts";
import { Exact } from "#app/lib/formula.ts";
import { FACTS, type FactEvidence, type FactKey, type Facts, type FactValue } from "./catalogue.ts";
import { FACT_ROWS, FACT_TABLES } from "./fact-rows.server.ts";

type Reader = Pick<Tx, "$queryRaw">;
type Row = { app: string; key: FactKey; kind: string; id: string; on: string; value: string };
/** Days that count, both included (midnight UTC). */
export type FactSpan = { from: Date; until: Date };

/** What facts are counted for: an application, or what would be one. */
export type FactSubject = {
  id: string;
  achievementId: string | null;
  studioId: string | null;
  personId: string | null;
  enterpriseId: string;
};

function joined(key: FactKey, rows: readonly FactEvidence[]): string {
  const values = rows.map((row) => new Exact(row.value));
  const how = FACTS[key].joined;
  const none = new Exact(0);
  if (values.length === 0) return "0";
  if (how === "MOST") return Exact.max(...values).toString();
  if (how === "LEAST") return Exact.min(...values).toString();
  return values.reduce((sum, one) => sum.add(one), none).toString();
}

function gather(ids: readonly string[], rows: readonly Row[]): Map<string, Facts> {
  const found = new Map<string, Map<FactKey, FactEvidence[]>>(ids.map((id) => [id, new Map()]));
  for (const { app, key, ...evidence } of rows) {
    const facts = found.get(app);
    const list = facts?.get(key);
    if (list) list.push(evidence);
    else facts?.set(key, [evidence]);
  }
  return new Map(
    [...found].map(([id, facts]) => [
      id,
      Object.fromEntries(
        [...facts].map(([key, evidence]): [string, FactValue] => [key, { value: joined(key, evidence), evidence }]),
      ),
    ]),
  );
}

const counted = (subjects: Prisma.Sql): Prisma.Sql => Prisma.sql`
  WITH app AS MATERIALIZED (${subjects}), ${FACT_TABLES}
  SELECT "app", "key", "kind", "id"::text AS "id", to_char("on", 'YYYY-MM-DD') AS "on", "value" FROM (${FACT_ROWS}) AS record`;

const count = (reader: Reader, subjects: Prisma.Sql) => reader.$queryRaw<Row[]>`
  ${counted(subjects)} ORDER BY "app", "key" COLLATE "C", "on", "id", "value"`;

const applications = (ids: readonly string[], { from, until }: FactSpan): Prisma.Sql => Prisma.sql`
  SELECT l."id", l."achievementId", l."studioId", l."personId", l."enterpriseId", e."groupId", o."timeZone",
    ${from}::date AS "from", ${until}::date AS "until"
  FROM "AwardApplication" l JOIN "AwardRound" d ON d."id" = l."roundId" JOIN "Organisation" o ON o."id" = d."organisationId"
    LEFT JOIN "Enterprise" e ON e."organisationId" = l."enterpriseId"
  WHERE l."id" = ANY (${[...ids]}::uuid[])`;

/** Records that count for applications as things are now, as rows of `"app"`, `"key"`, `"kind"`, `"id"`, `"on"`, `"value"`. */
export const recordsCounted = (applicationIds: readonly string[], span: FactSpan): Prisma.Sql =>
  counted(applications(applicationIds, span));

/**
 * Facts of applications from accepted and certified records within these days, each with the records it was counted from,
 * in a fixed order: counting again gives the same. One statement for as many as are asked for; every id gets an answer.
 */
export async function factsOf(
  reader: Reader,
  applicationIds: readonly string[],
  span: FactSpan,
): Promise<Map<string, Facts>> {
  if (applicationIds.length === 0) return new Map();
  const rows = await count(reader, applications(applicationIds, span));
  return gather(applicationIds, rows);
}

/** The same for what is no application yet, by days of a time zone. */
export async function factsOfSubject(
  reader: Reader,
  subject: FactSubject,
  { from, until, timeZone }: FactSpan & { timeZone: string },
): Promise<Facts> {
  const rows = await count(
    reader,
    Prisma.sql`
      SELECT l."id", l."achievementId", l."studioId", l."personId", l."enterpriseId", e."groupId", ${timeZone}::text AS "timeZone",
        ${from}::date AS "from", ${until}::date AS "until"
      FROM (SELECT ${subject.id}::uuid AS "id", ${subject.achievementId}::uuid AS "achievementId", ${subject.studioId}::uuid AS "studioId",
        ${subject.personId}::uuid AS "personId", ${subject.enterpriseId}::uuid AS "enterpriseId") l
        LEFT JOIN "Enterprise" e ON e."organisationId" = l."enterpriseId"`,
  );
  return gather([subject.id], rows).get(subject.id) ?? {};
}
