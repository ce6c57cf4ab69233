import { type Prisma as Types, Prisma, type Tx } from "#app/lib/db.server.ts";
import type { JudgeFacts, MatterFacts } from "./conflicts.ts";

type Reader = Pick<Tx, "$queryRaw">;

/** Places of people: own ones now or ended within 12 months, and those where they stand in for somebody today. */
const placesOf = (personIds: readonly string[], now: Date): Types.Sql => Prisma.sql`
  SELECT m."personId", o."id", o."kind"::text AS "kind", o."parentId"
  FROM "Membership" m JOIN "Organisation" o ON o."id" = m."organisationId"
  WHERE m."personId" = ANY (${[...personIds]}::uuid[]) AND m."role" NOT IN ('GUEST', 'JUDGE') AND m."startsAt" <= ${now}
    AND (m."endsAt" IS NULL OR m."endsAt" > ${now}::timestamp - interval '12 months')
  UNION
  SELECT d."deputyId", o."id", o."kind"::text, o."parentId"
  FROM "Deputy" d JOIN "Organisation" o ON o."id" = d."organisationId"
  WHERE d."deputyId" = ANY (${[...personIds]}::uuid[]) AND d."startsAt" <= ${now} AND d."endedAt" IS NULL
    AND d."endsAt" > ${now}::timestamp - interval '12 months'`;

/** What counts of these people as judges; one statement. */
export async function judgeFacts(
  reader: Reader,
  personIds: readonly string[],
  now: Date,
): Promise<Map<string, JudgeFacts>> {
  const rows = await reader.$queryRaw<JudgeFacts[]>`
    WITH place AS (${placesOf(personIds, now)}), house AS (
      SELECT "personId", "id" FROM place WHERE "kind" = 'ENTERPRISE'
      UNION SELECT "personId", "parentId" FROM place WHERE "kind" = 'STUDIO' AND "parentId" IS NOT NULL
    ), tie AS (
      SELECT "mentorId" AS "personId", "apprenticeId" AS "id" FROM "MentorTie" WHERE "mentorId" = ANY (${[...personIds]}::uuid[])
      UNION SELECT "apprenticeId", "mentorId" FROM "MentorTie" WHERE "apprenticeId" = ANY (${[...personIds]}::uuid[])
    )
    SELECT p."id"::text AS "personId",
      ARRAY(SELECT t."id"::text FROM tie t WHERE t."personId" = p."id") AS "tieIds",
      ARRAY(SELECT s."id"::text FROM place s WHERE s."personId" = p."id" AND s."kind" = 'STUDIO') AS "studioIds",
      ARRAY(SELECT h."id"::text FROM house h WHERE h."personId" = p."id") AS "enterpriseIds",
      ARRAY(SELECT DISTINCT e."groupId"::text FROM house h JOIN "Enterprise" e ON e."organisationId" = h."id"
            WHERE h."personId" = p."id" AND e."groupId" IS NOT NULL) AS "groupIds"
    FROM unnest(${[...personIds]}::uuid[]) AS p("id")`;
  return new Map(rows.map((row) => [row.personId, row]));
}

/** What counts of applications, as a filter on "AwardApplication" a chooses them; one statement for thousands. */
export async function matterFacts(reader: Reader, filter: Types.Sql, now: Date): Promise<Map<string, MatterFacts>> {
  const rows = await reader.$queryRaw<(MatterFacts & { id: string })[]>`
    WITH asked AS (
      SELECT a."id", a."achievementId", a."studioId", a."personId", a."enterpriseId", a."byId", a."submittedById"
      FROM "AwardApplication" a WHERE ${filter}
    ), own AS (
      SELECT "id", "personId" AS "who" FROM asked UNION SELECT "id", "byId" FROM asked UNION SELECT "id", "submittedById" FROM asked
      UNION SELECT asked."id", c."personId" FROM asked JOIN "AchievementContributor" c USING ("achievementId")
      UNION SELECT asked."id", u."personId" FROM asked JOIN "AchievementBenefit" ab USING ("achievementId")
        JOIN "BenefitShare" u ON u."benefitId" = ab."benefitId"
      UNION SELECT asked."id", m."personId" FROM asked JOIN "Membership" m ON m."organisationId" = asked."studioId"
        AND m."role" = 'STUDIO_LEADER' AND (m."endsAt" IS NULL OR m."endsAt" > ${now}::timestamp - interval '12 months')
    ), completer AS (
      SELECT "id", "personId" AS "who" FROM asked WHERE "personId" IS NOT NULL
      UNION SELECT asked."id", c."personId" FROM asked JOIN "AchievementContributor" c USING ("achievementId")
    ), involved AS (
      SELECT asked."id", s."byId" AS "who" FROM asked JOIN "ApplicationStep" s ON s."applicationId" = asked."id"
      UNION SELECT asked."id", h."registeredById" FROM asked JOIN "Achievement" h ON h."id" = asked."achievementId"
      UNION SELECT asked."id", acc."byId" FROM asked JOIN "AchievementFix" f USING ("achievementId")
        JOIN "Acceptance" acc ON acc."problemId" = f."problemId"
      UNION SELECT asked."id", b."certifiedById" FROM asked JOIN "AchievementBenefit" ab USING ("achievementId")
        JOIN "Benefit" b ON b."id" = ab."benefitId"
      UNION SELECT asked."id", r."decidedById" FROM asked JOIN "AchievementAdopter" u USING ("achievementId")
        JOIN "Reuse" r ON r."id" = u."reuseId"
    ), place AS (
      SELECT asked."id", o."id" AS "place", o."kind"::text AS "kind", o."parentId"
      FROM asked LEFT JOIN "Achievement" h ON h."id" = asked."achievementId"
        JOIN "Organisation" o ON o."id" IN (asked."studioId", asked."enterpriseId", h."studioId", h."enterpriseId")
      UNION SELECT asked."id", o."id", o."kind"::text, o."parentId"
      FROM asked JOIN "AchievementContributor" c USING ("achievementId") JOIN "Organisation" o ON o."id" = c."organisationId"
      UNION SELECT asked."id", o."id", o."kind"::text, o."parentId"
      FROM completer asked JOIN "Membership" m ON m."personId" = asked."who" AND m."role" NOT IN ('GUEST', 'JUDGE')
        AND m."startsAt" <= ${now} AND (m."endsAt" IS NULL OR m."endsAt" > ${now}::timestamp - interval '12 months')
        JOIN "Organisation" o ON o."id" = m."organisationId"
    ), house AS (
      SELECT "id", "place" FROM place WHERE "kind" = 'ENTERPRISE'
      UNION SELECT "id", "parentId" FROM place WHERE "kind" = 'STUDIO' AND "parentId" IS NOT NULL
    ), people AS (SELECT "id", array_agg(DISTINCT "who"::text) AS "all" FROM own WHERE "who" IS NOT NULL GROUP BY 1
    ), hands AS (SELECT "id", array_agg(DISTINCT "who"::text) AS "all" FROM involved WHERE "who" IS NOT NULL GROUP BY 1
    ), studios AS (SELECT "id", array_agg(DISTINCT "place"::text) AS "all" FROM place WHERE "kind" = 'STUDIO' GROUP BY 1
    ), houses AS (SELECT "id", array_agg(DISTINCT "place"::text) AS "all" FROM house GROUP BY 1
    ), groups AS (SELECT house."id", array_agg(DISTINCT e."groupId"::text) AS "all" FROM house
        JOIN "Enterprise" e ON e."organisationId" = house."place" WHERE e."groupId" IS NOT NULL GROUP BY 1)
    SELECT asked."id"::text AS "id", coalesce(people."all", '{}') AS "personIds", coalesce(hands."all", '{}') AS "involvedIds",
      coalesce(studios."all", '{}') AS "studioIds", coalesce(houses."all", '{}') AS "enterpriseIds",
      coalesce(groups."all", '{}') AS "groupIds"
    FROM asked LEFT JOIN people USING ("id") LEFT JOIN hands USING ("id") LEFT JOIN studios USING ("id")
      LEFT JOIN houses USING ("id") LEFT JOIN groups USING ("id")`;
  return new Map(rows.map(({ id, ...facts }) => [id, facts]));
}
