import { db, Prisma } from "#app/lib/db.server.ts";
import { bandOf } from "#app/modules/achievements/benefit/rules.ts";
import type { StudioFacts } from "./rules.ts";
import {
  type Client,
  EXCHANGES,
  PROMOTION_COUNTS,
  RESULT_COUNTS,
  STUDIO_WAS_THERE,
  yearAt,
} from "./studio-facts.server.ts";

type Row = Omit<StudioFacts, "year" | "benefitBand"> & { id: string; benefitFen: bigint };

/** Within the year, or within the twelve months that end at a moment. */
type Within = (moment: Prisma.Sql) => Prisma.Sql;

const countWithin = (studioIds: readonly string[], within: Within, benefitYears: Prisma.Sql, client: Client) =>
  client.$queryRaw<Row[]>`
    SELECT s."id",
      (SELECT count(*) FROM "Activity" a WHERE a."kind" IN ${EXCHANGES} AND ${STUDIO_WAS_THERE}
        AND ${within(Prisma.sql`a."startsAt"`)})::int AS "exchanges",
      solved."all" AS "solved", solved."elsewhere" AS "solvedElsewhere",
      (SELECT count(DISTINCT coalesce(en."groupId", r."enterpriseId")) FROM "AdoptionCertificate" c
        JOIN "Reuse" r ON r."id" = c."reuseId" AND r."state" = 'ACCEPTED' AND NOT r."internal" AND NOT r."affiliate"
        JOIN "Enterprise" en ON en."organisationId" = r."enterpriseId"
        WHERE c."studioId" = s."id" AND ${within(Prisma.sql`r."decidedAt"`)})::int AS "adopters",
      (SELECT coalesce(div(sum(b."certifiedFen"::numeric * h."basisPoints"), 10000), 0) FROM "BenefitShare" h
        JOIN "Benefit" b ON b."id" = h."benefitId"
        WHERE h."organisationId" = s."id" AND b."state" IN ('CERTIFIED', 'PARTLY') AND b."origin" = 'ENTERED'
          AND ${benefitYears} AND NOT EXISTS (SELECT 1 FROM "BenefitShare" u
            WHERE u."benefitId" = b."id" AND u."confirmedOf" IS DISTINCT FROM b."sharesVersion"))::bigint AS "benefitFen",
      (SELECT count(*) FROM "Mentorship" m WHERE m."placeId" = s."id" AND m."state" = 'GRADUATED'
        AND ${within(Prisma.sql`m."endedAt"`)})::int AS "graduated",
      (SELECT count(DISTINCT p."personId") FROM "StudioPromotion" p WHERE p."studioId" = s."id" AND ${PROMOTION_COUNTS}
        AND ${within(Prisma.sql`p."onDay"::timestamp`)})::int AS "promoted",
      (SELECT count(*) FROM "CompetitionResult" r JOIN "Competition" k ON k."id" = r."competitionId"
        WHERE r."studioId" = s."id" AND ${RESULT_COUNTS} AND ${within(Prisma.sql`k."heldOn"::timestamp`)})::int AS "results",
      (SELECT count(*) FROM "Achievement" h WHERE h."studioId" = s."id" AND h."state" = 'REGISTERED'
        AND ${within(Prisma.sql`h."registeredAt"`)})::int AS "achievements"
    FROM unnest(${[...studioIds]}::uuid[]) AS s("id") JOIN "Organisation" o ON o."id" = s."id"
    CROSS JOIN LATERAL (
      SELECT count(*)::int AS "all", (count(*) FILTER (WHERE p."enterpriseId" <> o."parentId"))::int AS "elsewhere"
      FROM "Problem" p WHERE p."state" = 'SOLVED' AND p."origin" = 'POSTED' AND ${within(Prisma.sql`p."solvedAt"`)}
        AND EXISTS (SELECT 1 FROM "Engagement" e
          WHERE e."problemId" = p."id" AND e."studioId" = s."id" AND e."end" = 'FINISHED')) solved`;

const read = (rows: Row[], year: number): Map<string, StudioFacts> =>
  new Map(
    rows.map(({ id, benefitFen, ...counts }) => [id, { year, ...counts, benefitBand: bandOf(BigInt(benefitFen)) }]),
  );

/** What each studio did in a calendar year of its house; benefit by the band of its people's certified shares. One statement. */
export async function countStudioFacts(
  studioIds: readonly string[],
  year: number,
  client: Client = db,
): Promise<Map<string, StudioFacts>> {
  const rows = await countWithin(
    studioIds,
    (moment) => Prisma.sql`${yearAt(moment)} = ${year}`,
    Prisma.sql`b."year" = ${year}`,
    client,
  );
  return read(rows, year);
}

/** The same for the time between two moments, the later not counted; benefit by when it was certified. */
export async function countStudioFactsBetween(
  studioIds: readonly string[],
  span: { from: Date; to: Date },
  client: Client = db,
): Promise<Map<string, StudioFacts>> {
  const between = (moment: Prisma.Sql) => Prisma.sql`(${moment} >= ${span.from} AND ${moment} < ${span.to})`;
  const rows = await countWithin(studioIds, between, between(Prisma.sql`b."certifiedAt"`), client);
  return read(rows, span.to.getUTCFullYear());
}
