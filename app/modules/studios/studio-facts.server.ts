import { db, Prisma, type Tx } from "#app/lib/db.server.ts";
import { wholeYears } from "./rules.ts";

/**
 * What gates, flags and figures ask about studios, for many studios in one statement each. An answer has an entry for
 * every studio asked about. Years are calendar years of the studio's house; imported problems count nowhere, and what
 * was entered counts from the day it was confirmed by another person.
 */
export type Client = Tx | typeof db;

/** A moment's calendar year at the house `o`. */
export const yearAt = (moment: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`extract(year FROM ${moment} AT TIME ZONE 'UTC' AT TIME ZONE o."timeZone")`;

/** Sessions somebody of the studio was at on that day. `a` is the activity, `s` the studio asked about. */
export const STUDIO_WAS_THERE = Prisma.sql`
  a."state" IN ('HELD', 'CLOSED') AND EXISTS (
    SELECT 1 FROM "ActivityAttendance" t JOIN "Membership" m ON m."personId" = t."personId"
    WHERE t."activityId" = a."id" AND m."organisationId" = s."id" AND m."role" IN ('CRAFTSMAN', 'STUDIO_LEADER')
      AND m."startsAt" <= a."startsAt" AND (m."endsAt" IS NULL OR m."endsAt" > a."startsAt"))`;

/** Kinds of activity that count as an exchange with others. */
export const EXCHANGES = Prisma.sql`('COLLABORATION', 'SERVICE_VISIT', 'REGION_EXCHANGE')`;

/** A promotion that counts: confirmed by another person, with evidence, not withdrawn. `p` is the promotion. */
export const PROMOTION_COUNTS = Prisma.sql`p."confirmedAt" IS NOT NULL AND p."withdrawnAt" IS NULL AND EXISTS (
    SELECT 1 FROM "Attachment" f WHERE f."ownerKind" = 'studio-promotion' AND f."ownerId" = p."id" AND f."removedAt" IS NULL)`;

/** A result in a competition that counts: not withdrawn, and shown by its certificate. `r` is the result. */
export const RESULT_COUNTS = Prisma.sql`r."withdrawnAt" IS NULL AND EXISTS (
    SELECT 1 FROM "Attachment" f WHERE f."ownerKind" = 'competition-result' AND f."ownerId" = r."id" AND f."removedAt" IS NULL)`;

type Counted = { id: string; count: number };
const byId = (rows: Counted[]): Map<string, number> => new Map(rows.map(({ id, count }) => [id, count]));

/** Whole years since the studio was named, on a day (midnight UTC); 0 for one without the name in force. */
export async function yearsRunning(
  studioIds: readonly string[],
  on: Date,
  client: Client = db,
): Promise<Map<string, number>> {
  const rows = await client.studio.findMany({
    where: { organisationId: { in: [...studioIds] } },
    select: { organisationId: true, state: true, designatedOn: true },
  });
  const known = new Map(rows.map((row) => [row.organisationId, row]));
  return new Map(
    studioIds.map((id) => {
      const row = known.get(id);
      const named = row?.designatedOn && row.state !== "NONE" && row.state !== "REVOKED";
      return [id, named && row.designatedOn ? wholeYears(row.designatedOn, on) : 0];
    }),
  );
}

/** Sessions (场次) of exchange in a year that somebody of the studio was at. */
export async function exchangesInYear(
  studioIds: readonly string[],
  year: number,
  client: Client = db,
): Promise<Map<string, number>> {
  return byId(
    await client.$queryRaw<Counted[]>`
      SELECT s."id", (
        SELECT count(*) FROM "Activity" a WHERE a."kind" IN ${EXCHANGES} AND ${STUDIO_WAS_THERE}
          AND ${yearAt(Prisma.sql`a."startsAt"`)} = ${year})::int AS "count"
      FROM unnest(${[...studioIds]}::uuid[]) AS s("id") JOIN "Organisation" o ON o."id" = s."id"`,
  );
}

/** Members (人, each once) promoted between two days, both counted; `from` null is since ever. */
export async function membersPromoted(
  studioIds: readonly string[],
  span: { from: Date | null; to: Date },
  client: Client = db,
): Promise<Map<string, number>> {
  return byId(
    await client.$queryRaw<Counted[]>`
      SELECT s."id", (
        SELECT count(DISTINCT p."personId") FROM "StudioPromotion" p WHERE p."studioId" = s."id" AND ${PROMOTION_COUNTS}
          AND p."onDay" <= ${span.to}::date AND (${span.from}::date IS NULL OR p."onDay" >= ${span.from}::date))::int AS "count"
      FROM unnest(${[...studioIds]}::uuid[]) AS s("id")`,
  );
}

/** Achievements of the studio that are registered. */
export async function achievementsRegistered(
  studioIds: readonly string[],
  client: Client = db,
): Promise<Map<string, number>> {
  return byId(
    await client.$queryRaw<Counted[]>`
      SELECT s."id", (
        SELECT count(*) FROM "Achievement" h WHERE h."studioId" = s."id" AND h."state" = 'REGISTERED')::int AS "count"
      FROM unnest(${[...studioIds]}::uuid[]) AS s("id")`,
  );
}

/**
 * The last moment up to `on` at which something dated happened in the studio: a session somebody was at, work begun or
 * written about, a note of an apprentice, a certificate, a promotion, a competition, an achievement. Null for none.
 */
export async function lastDatedActivity(
  studioIds: readonly string[],
  on: Date,
  client: Client = db,
): Promise<Map<string, Date | null>> {
  const rows = await client.$queryRaw<{ id: string; at: Date | null }[]>`
    SELECT s."id", (SELECT max(dated."at") FROM (
      SELECT a."startsAt" AS "at" FROM "Activity" a WHERE ${STUDIO_WAS_THERE}
      UNION ALL SELECT e."startedAt" FROM "Engagement" e JOIN "Problem" p ON p."id" = e."problemId" AND p."origin" = 'POSTED'
        WHERE e."studioId" = s."id"
      UNION ALL SELECT e."lastEntryAt" FROM "Engagement" e JOIN "Problem" p ON p."id" = e."problemId" AND p."origin" = 'POSTED'
        WHERE e."studioId" = s."id"
      UNION ALL SELECT n."writtenAt" FROM "MentorNote" n JOIN "Mentorship" m ON m."id" = n."mentorshipId" WHERE m."placeId" = s."id"
      UNION ALL SELECT c."issuedAt" FROM "AdoptionCertificate" c WHERE c."studioId" = s."id"
      UNION ALL SELECT p."onDay"::timestamp FROM "StudioPromotion" p WHERE p."studioId" = s."id" AND ${PROMOTION_COUNTS}
      UNION ALL SELECT k."heldOn"::timestamp FROM "CompetitionResult" r JOIN "Competition" k ON k."id" = r."competitionId"
        WHERE r."studioId" = s."id" AND ${RESULT_COUNTS}
      UNION ALL SELECT h."registeredAt" FROM "Achievement" h WHERE h."studioId" = s."id" AND h."state" = 'REGISTERED'
    ) dated WHERE dated."at" <= ${on}) AS "at"
    FROM unnest(${[...studioIds]}::uuid[]) AS s("id")`;
  return new Map(rows.map((row) => [row.id, row.at]));
}
