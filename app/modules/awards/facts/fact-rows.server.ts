import { Prisma } from "#app/lib/db.server.ts";
import {
  EXCHANGES,
  PROMOTION_COUNTS,
  RESULT_COUNTS,
  STUDIO_WAS_THERE,
} from "#app/modules/studios/studio-facts.server.ts";

/**
 * Records behind each fact, as rows of application, fact, kind, id, day and value. All read `app`: an application with its
 * subject's ids, its enterprise and group, the days that count and the organiser's time zone.
 */

/** A moment's day at the organiser. */
const dayOf = (moment: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`(${moment} AT TIME ZONE 'UTC' AT TIME ZONE app."timeZone")::date`;
const within = (day: Prisma.Sql): Prisma.Sql => Prisma.sql`${day} BETWEEN app."from" AND app."until"`;

/** Rule "accepted and certified facts": an achievement that is registered, its contributors' own, confirmed by all. `a`. */
const ACHIEVEMENT_COUNTS = Prisma.sql`a."state" = 'REGISTERED' AND a."origin" = 'ENTERED'
  AND EXISTS (SELECT 1 FROM "AchievementContributor" c WHERE c."achievementId" = a."id")
  AND NOT EXISTS (SELECT 1 FROM "AchievementContributor" c WHERE c."achievementId" = a."id"
    AND (c."confirmedOf" IS DISTINCT FROM a."contributorsVersion" OR c."objectedOf" = a."contributorsVersion"))`;

/** As `countsForAwards` of benefits says, within whole days. `b`. */
const BENEFIT_COUNTS = Prisma.sql`b."state" IN ('CERTIFIED', 'PARTLY') AND b."origin" = 'ENTERED' AND b."certifiedFen" > 0
  AND b."fromOn" >= app."from" AND b."toOn" <= app."until"
  AND NOT EXISTS (SELECT 1 FROM "BenefitShare" u WHERE u."benefitId" = b."id"
    AND (u."confirmedOf" IS DISTINCT FROM b."sharesVersion" OR u."objectedOf" = b."sharesVersion"))`;

/** Accepted and not come back, at `acc."at"`. `p`. */
const ACCEPTANCE = Prisma.sql`CROSS JOIN LATERAL (SELECT min(x."at") AS "at" FROM "Acceptance" x
    WHERE x."problemId" = p."id" AND x."supersededAt" IS NULL AND x."verdict" <> 'NOT_FIXED') acc`;

/** Accepted elsewhere, by nobody of the own house or group. `r`, its enterprise `en`. */
const INDEPENDENT = Prisma.sql`r."state" = 'ACCEPTED' AND NOT r."internal" AND NOT r."affiliate"
  AND r."enterpriseId" <> app."enterpriseId" AND (app."groupId" IS NULL OR en."groupId" IS DISTINCT FROM app."groupId")
  AND ${within(dayOf(Prisma.sql`r."decidedAt"`))}`;

const EXCHANGE = Prisma.sql`a."kind" IN ${EXCHANGES}`;

/** Achievements of an application's subject that count. */
const ACHIEVEMENTS = Prisma.sql`
  ach AS MATERIALIZED (
    SELECT l."app", a."id", a."registeredAt", l."position"
    FROM (
      SELECT app."id" AS "app", app."achievementId" AS "achievement", NULL::int AS "position" FROM app WHERE app."achievementId" IS NOT NULL
      UNION ALL SELECT app."id", h."id", NULL FROM app JOIN "Achievement" h ON h."studioId" = app."studioId"
      UNION ALL SELECT app."id", c."achievementId", c."position" FROM app JOIN "AchievementContributor" c ON c."personId" = app."personId"
    ) l JOIN "Achievement" a ON a."id" = l."achievement"
    WHERE ${ACHIEVEMENT_COUNTS}
  )`;

/** Rule "no score without evidence": a patent or a paper counts with a file that shows it. */
const PROVED = Prisma.sql`EXISTS (SELECT 1 FROM "Attachment" f
    WHERE f."ownerKind" = 'achievement' AND f."ownerId" = ach."id" AND f."removedAt" IS NULL)`;

/** Each benefit with the part of it that counts for the subject: all of an achievement's, or a studio's or person's share. */
const BENEFITS = Prisma.sql`
  money AS MATERIALIZED (
    SELECT app."id" AS "app", b."id", b."toOn", b."year", b."certifiedFen" AS "fen", app."achievementId"
    FROM ach JOIN app ON app."id" = ach."app" AND app."achievementId" = ach."id"
      JOIN "AchievementBenefit" l ON l."achievementId" = ach."id" JOIN "Benefit" b ON b."id" = l."benefitId"
    WHERE ${BENEFIT_COUNTS}
    UNION ALL
    SELECT app."id", b."id", b."toOn", b."year", (b."certifiedFen" * share."basisPoints" / 10000)::bigint, NULL
    FROM (
      SELECT app."id" AS "app", h."benefitId", sum(h."basisPoints") AS "basisPoints"
      FROM app JOIN "BenefitShare" h ON h."organisationId" = app."studioId" GROUP BY app."id", h."benefitId"
      UNION ALL SELECT app."id", h."benefitId", h."basisPoints" FROM app JOIN "BenefitShare" h ON h."personId" = app."personId"
    ) share JOIN app ON app."id" = share."app" JOIN "Benefit" b ON b."id" = share."benefitId"
    WHERE ${BENEFIT_COUNTS}
  )`;

/** Problems solved and accepted; never imported ones. */
const FIXES = Prisma.sql`
  fix AS MATERIALIZED (
    SELECT app."id" AS "app", p."id", ${dayOf(Prisma.sql`acc."at"`)} AS "on", NOT p."internal" AND p."enterpriseId" <> app."enterpriseId" AS "elsewhere"
    FROM (
      SELECT ach."app", f."problemId" FROM ach JOIN app ON app."id" = ach."app" AND app."achievementId" = ach."id"
        JOIN "AchievementFix" f ON f."achievementId" = ach."id"
      UNION SELECT app."id", e."problemId" FROM app JOIN "Engagement" e ON e."studioId" = app."studioId" AND e."end" = 'FINISHED'
      UNION SELECT app."id", e."problemId" FROM app JOIN "EngagementMember" m ON m."personId" = app."personId"
        JOIN "Engagement" e ON e."id" = m."engagementId" AND e."end" = 'FINISHED'
    ) l JOIN app ON app."id" = l."app"
      JOIN "Problem" p ON p."id" = l."problemId" AND p."state" = 'SOLVED' AND p."origin" = 'POSTED'
      ${ACCEPTANCE}
    WHERE ${within(dayOf(Prisma.sql`acc."at"`))}
  )`;

/** The adopting house: a group is one. `r`, its enterprise `en`. */
export const HOUSE = Prisma.sql`coalesce(en."groupId", r."enterpriseId")`;

/** One adoption of each enterprise or group, the first. */
const ADOPTIONS = Prisma.sql`
  adopted AS MATERIALIZED (
    SELECT DISTINCT ON (app."id", ${HOUSE}) app."id" AS "app", r."id",
      ${dayOf(Prisma.sql`r."decidedAt"`)} AS "on"
    FROM (
      SELECT ach."app", d."reuseId" FROM ach JOIN app ON app."id" = ach."app" AND app."achievementId" = ach."id"
        JOIN "AchievementAdopter" d ON d."achievementId" = ach."id" WHERE d."reuseId" IS NOT NULL
      UNION SELECT app."id", c."reuseId" FROM app JOIN "AdoptionCertificate" c ON c."studioId" = app."studioId"
      UNION SELECT app."id", u."id" FROM app JOIN "EngagementMember" m ON m."personId" = app."personId"
        JOIN "Engagement" e ON e."id" = m."engagementId" AND e."end" = 'FINISHED' JOIN "Reuse" u ON u."fixId" = e."problemId"
    ) l JOIN app ON app."id" = l."app" JOIN "Reuse" r ON r."id" = l."reuseId"
      JOIN "Enterprise" en ON en."organisationId" = r."enterpriseId"
    WHERE ${INDEPENDENT}
    ORDER BY app."id", ${HOUSE}, r."decidedAt", r."id"
  )`;

export const FACT_TABLES = Prisma.join([ACHIEVEMENTS, BENEFITS, FIXES, ADOPTIONS], ", ");

const text = (value: Prisma.Sql): Prisma.Sql => Prisma.sql`trim_scale(${value}::numeric)::text`;
const yuan = (fen: Prisma.Sql): Prisma.Sql => text(Prisma.sql`(${fen})::numeric / 100`);

const PATENT = Prisma.sql`CASE t."kind" WHEN 'INVENTION' THEN 'inventionPatents' WHEN 'UTILITY_MODEL' THEN 'utilityPatents'
  WHEN 'DESIGN' THEN 'designPatents' ELSE 'softwareRights' END`;
const WORK = Prisma.sql`CASE k."kind" WHEN 'PAPER' THEN 'papers' WHEN 'STANDARD' THEN 'standards' ELSE 'operatingMethods' END`;
/** A paper or method is one by its title, a standard by title and number: told in two achievements it counts once. `k`. */
export const SAME_WORK = Prisma.sql`regexp_replace(lower(normalize(k."title" || CASE WHEN k."kind" = 'STANDARD' THEN ' ' || k."number" ELSE '' END, NFKC)),
  '[[:space:][:punct:]、。《》〈〉「」“”‘’·—…]', '', 'g')`;

/** What all three subjects have. */
const OF_ALL = Prisma.sql`
  SELECT "app", 'certifiedYuan' AS "key", 'benefit' AS "kind", "id", "toOn" AS "on", ${yuan(Prisma.sql`"fen"`)} AS "value" FROM money
  UNION ALL SELECT "app", 'bestYearYuan', 'year', "achievementId", make_date("year", 12, 31), ${yuan(Prisma.sql`sum("fen")`)}
    FROM money WHERE "achievementId" IS NOT NULL GROUP BY "app", "achievementId", "year"
  UNION ALL SELECT "app", 'independentAdopters', 'adoption', "id", "on", '1' FROM adopted
  UNION ALL SELECT "app", 'solvedProblems', 'problem', "id", "on", '1' FROM fix
  UNION ALL SELECT "app", 'solvedElsewhere', 'problem', "id", "on", '1' FROM fix WHERE "elsewhere"
  UNION ALL SELECT * FROM (SELECT DISTINCT ON (app."id", t."numberKey") app."id", ${PATENT}, 'patent', t."id", t."on", '1'
    FROM ach JOIN app ON app."id" = ach."app" JOIN "AchievementPatent" t ON t."achievementId" = ach."id"
    WHERE t."state" = 'GRANTED' AND ${PROVED} AND ${within(Prisma.sql`t."on"`)} ORDER BY app."id", t."numberKey", t."on", t."id") patents
  UNION ALL SELECT * FROM (SELECT DISTINCT ON (app."id", k."kind", ${SAME_WORK}) app."id", ${WORK}, 'work', k."id", k."on", '1'
    FROM ach JOIN app ON app."id" = ach."app" JOIN "AchievementWork" k ON k."achievementId" = ach."id"
    WHERE ${PROVED} AND ${within(Prisma.sql`k."on"`)} ORDER BY app."id", k."kind", ${SAME_WORK}, k."on", k."id") works
  UNION ALL SELECT app."id", 'achievements', 'achievement', ach."id", ${dayOf(Prisma.sql`ach."registeredAt"`)}, '1'
    FROM ach JOIN app ON app."id" = ach."app" WHERE app."achievementId" IS NULL AND ${within(dayOf(Prisma.sql`ach."registeredAt"`))}`;

const OF_STUDIO = Prisma.sql`
  SELECT app."id", 'graduates', 'mentorship', m."id", ${dayOf(Prisma.sql`m."endedAt"`)}, '1'
    FROM app JOIN "Mentorship" m ON m."placeId" = app."studioId"
    WHERE m."state" = 'GRADUATED' AND ${within(dayOf(Prisma.sql`m."endedAt"`))}
  UNION ALL SELECT app."id", 'exchanges', 'activity', a."id", ${dayOf(Prisma.sql`a."startsAt"`)}, '1'
    FROM app CROSS JOIN LATERAL (SELECT app."studioId" AS "id") s JOIN "Activity" a ON ${EXCHANGE}
    WHERE app."studioId" IS NOT NULL AND ${within(dayOf(Prisma.sql`a."startsAt"`))} AND ${STUDIO_WAS_THERE}
  UNION ALL SELECT app."id", 'exchangesInWorstYear', 'year', app."studioId", make_date(y."year", 12, 31),
      (SELECT count(*) FROM "Activity" a WHERE ${EXCHANGE} AND ${STUDIO_WAS_THERE} AND ${within(dayOf(Prisma.sql`a."startsAt"`))}
        AND extract(year FROM ${dayOf(Prisma.sql`a."startsAt"`)}) = y."year")::text
    FROM app CROSS JOIN LATERAL (SELECT app."studioId" AS "id") s
      CROSS JOIN LATERAL generate_series(extract(year FROM app."from")::int, extract(year FROM app."until")::int) y("year")
    WHERE app."studioId" IS NOT NULL
  UNION ALL SELECT * FROM (SELECT DISTINCT ON (app."id", p."personId") app."id", 'membersPromoted', 'promotion', p."id", p."onDay", '1'
    FROM app JOIN "StudioPromotion" p ON p."studioId" = app."studioId"
    WHERE ${within(Prisma.sql`p."onDay"`)} AND ${PROMOTION_COUNTS} ORDER BY app."id", p."personId", p."onDay", p."id") promoted
  UNION ALL SELECT app."id", 'yearsRunning', 'studio', app."studioId", u."designatedOn",
      (y."years" - (u."designatedOn" + make_interval(years => y."years") > app."until")::int)::text
    FROM app JOIN "Studio" u ON u."organisationId" = app."studioId"
      CROSS JOIN LATERAL (SELECT (extract(year FROM app."until") - extract(year FROM u."designatedOn"))::int AS "years") y
    WHERE u."designatedOn" IS NOT NULL AND u."designatedOn" <= app."until" AND u."state" NOT IN ('NONE', 'REVOKED')
  UNION ALL SELECT app."id", 'competitionResults', 'competition-result', r."id", k."heldOn", '1'
    FROM app JOIN "CompetitionResult" r ON r."studioId" = app."studioId" JOIN "Competition" k ON k."id" = r."competitionId"
    WHERE ${RESULT_COUNTS} AND ${within(Prisma.sql`k."heldOn"`)}`;

const OF_PERSON = Prisma.sql`
  SELECT app."id", 'graduates', 'mentorship', m."id", ${dayOf(Prisma.sql`m."endedAt"`)}, '1'
    FROM app JOIN "Mentorship" m ON m."masterId" = app."personId"
    WHERE m."state" = 'GRADUATED' AND ${within(dayOf(Prisma.sql`m."endedAt"`))}
  UNION ALL SELECT app."id", 'exchanges', 'activity', a."id", ${dayOf(Prisma.sql`a."startsAt"`)}, '1'
    FROM app JOIN "ActivityAttendance" t ON t."personId" = app."personId" JOIN "Activity" a ON a."id" = t."activityId"
    WHERE a."state" IN ('HELD', 'CLOSED') AND ${EXCHANGE} AND ${within(dayOf(Prisma.sql`a."startsAt"`))}
  UNION ALL SELECT app."id", 'firstCompleter', 'achievement', ach."id", ${dayOf(Prisma.sql`ach."registeredAt"`)}, '1'
    FROM ach JOIN app ON app."id" = ach."app" WHERE ach."position" = 0 AND ${within(dayOf(Prisma.sql`ach."registeredAt"`))}
  UNION ALL SELECT app."id", 'competitionResults', 'competition-result', r."id", k."heldOn", '1'
    FROM app JOIN "CompetitionResult" r ON r."personId" = app."personId" JOIN "Competition" k ON k."id" = r."competitionId"
    WHERE ${RESULT_COUNTS} AND ${within(Prisma.sql`k."heldOn"`)}`;

export const FACT_ROWS = Prisma.join([OF_ALL, OF_STUDIO, OF_PERSON], " UNION ALL ");
