import type { Question } from "#app/lib/ask-together.server.ts";
import { Prisma } from "#app/lib/db.server.ts";
import { DEFAULT_TIME_ZONE } from "#app/lib/format.ts";
import type { Period } from "./periods.ts";
import { isMany } from "./policy.ts";
import type { FigureScope } from "./scopes.server.ts";

export type ActivityFigures = { sessions: number; attendances: number; unnamed: number; people: number };

/** Alliances a scope's activities belong to. */
const alliancesOf = ({ id, kind }: FigureScope): Prisma.Sql =>
  kind === "union"
    ? Prisma.sql`
      SELECT "id" FROM (
        WITH RECURSIVE below AS (
          SELECT "id", "kind" FROM "Organisation" WHERE "id" = ${id}::uuid
          UNION SELECT o."id", o."kind" FROM "Organisation" o JOIN below b ON o."parentId" = b."id" WHERE o."kind" NOT IN ('ENTERPRISE', 'STUDIO'))
        SELECT "id" FROM below WHERE "kind" = 'ALLIANCE') alliances`
    : Prisma.sql`SELECT ${id}::uuid AS "id"`;

const inPeriod = ({ from, to }: Period): Prisma.Sql =>
  Prisma.sql`a."state" IN ('HELD', 'CLOSED') AND to_char(a."startsAt" AT TIME ZONE 'UTC' AT TIME ZONE ${DEFAULT_TIME_ZONE}, 'YYYY-MM') BETWEEN ${from} AND ${to}`;

/** Activities, named `a`, that are a scope's sessions: its own ones, or of an enterprise those it hosted. */
const sessionsOf = (scope: FigureScope, period: Period): Prisma.Sql =>
  isMany(scope.kind)
    ? Prisma.sql`${inPeriod(period)} AND a."allianceId" IN (${alliancesOf(scope)})`
    : Prisma.sql`${inPeriod(period)} AND a."hostId" = ${scope.id}::uuid`;

/** Attendances, named `t`, at those sessions; of an enterprise, those of its own people at any. */
const attendancesOf = (scope: FigureScope, period: Period): Prisma.Sql =>
  isMany(scope.kind) ? sessionsOf(scope, period) : Prisma.sql`${inPeriod(period)} AND t."unitId" = ${scope.id}::uuid`;

/** Each session once. */
export const sessionsIn = (scope: FigureScope, period: Period): Prisma.Sql => Prisma.sql`
  SELECT a."id"::text AS "key", a."id" AS "activityId", 1 AS "times" FROM "Activity" a WHERE ${sessionsOf(scope, period)}`;

/** Each attendance by name once, and of each session those who were only counted. */
export function attendancesIn(scope: FigureScope, period: Period): Prisma.Sql {
  const named = Prisma.sql`
    SELECT t."id"::text AS "key", a."id" AS "activityId", t."id" AS "attendanceId", 1 AS "times"
    FROM "ActivityAttendance" t JOIN "Activity" a ON a."id" = t."activityId" WHERE ${attendancesOf(scope, period)}`;
  if (!isMany(scope.kind)) return named;
  return Prisma.sql`${named}
    UNION ALL
    SELECT a."id"::text, a."id", NULL, a."listeners" FROM "Activity" a WHERE ${sessionsOf(scope, period)} AND a."listeners" > 0`;
}

/** Each person once. Who it was may be a mere name, so that its place in the list is a hash. */
export const peopleIn = (scope: FigureScope, period: Period): Prisma.Sql => Prisma.sql`
  SELECT encode(sha256(convert_to(t."who", 'UTF8')), 'hex') AS "key", (min(t."id"::text))::uuid AS "attendanceId", count(*)::int AS "times"
  FROM "ActivityAttendance" t JOIN "Activity" a ON a."id" = t."activityId" WHERE ${attendancesOf(scope, period)} GROUP BY t."who"`;

const below = ({ id }: FigureScope): Prisma.Sql => Prisma.sql`
  WITH RECURSIVE below AS (
    SELECT "id" FROM "Organisation" WHERE "id" = ${id}::uuid
    UNION SELECT o."id" FROM "Organisation" o JOIN below b ON o."parentId" = b."id")`;
const within = (day: Prisma.Sql, { from, to }: Period): Prisma.Sql =>
  Prisma.sql`to_char(${day}, 'YYYY-MM') BETWEEN ${from} AND ${to}`;

/** Studios below a union that were designated in a period. */
export const studiosIn = (scope: FigureScope, period: Period): Prisma.Sql => Prisma.sql`
  ${below(scope)} SELECT s."organisationId"::text AS "key", s."organisationId" AS "organisationId", 1 AS "times"
  FROM "Studio" s JOIN below ON below."id" = s."organisationId" WHERE ${within(Prisma.sql`s."designatedOn"`, period)}`;

/** Alliances below a union that were formed in a period. */
export const alliancesIn = (scope: FigureScope, period: Period): Prisma.Sql => Prisma.sql`
  ${below(scope)} SELECT a."organisationId"::text AS "key", a."organisationId" AS "organisationId", 1 AS "times"
  FROM "Alliance" a JOIN below ON below."id" = a."organisationId" WHERE ${within(Prisma.sql`a."formedOn"`, period)}`;

/**
 * 场次, 人次 and 人 of a scope: of a union and an alliance those of its activities, of an enterprise sessions it hosted
 * and its own people at any. Every member reads each of these activities, so nothing is suppressed.
 */
export const activitiesQuestion = (scope: FigureScope, period: Period): Question<ActivityFigures> => ({
  sql: Prisma.sql`
    SELECT (SELECT count(*)::int FROM (${sessionsIn(scope, period)}) s) AS "sessions",
           (SELECT count(*)::int FROM (${peopleIn(scope, period)}) p) AS "people",
           coalesce(sum(t."times"), 0)::int AS "attendances", coalesce(sum(t."times") FILTER (WHERE t."attendanceId" IS NULL), 0)::int AS "unnamed"
    FROM (${attendancesIn(scope, period)}) t`,
  read: ([row]: ActivityFigures[]) => row ?? { sessions: 0, attendances: 0, unnamed: 0, people: 0 },
});
