import type { Tx } from "#app/lib/db.server.ts";
import { formatDate } from "#app/lib/format.ts";
import { BACK_DATED_DAYS, type FlagFacts, type Found, type Target, type TargetKind } from "./rules.ts";

type Row = {
  stated: NonNullable<FlagFacts["stated"]>;
  kind: TargetKind;
  id: string;
  evidence: string;
  /** The day stated, and the day the server knows of. */
  statedOn: Date;
  knownOn: Date;
  enterpriseId: string;
  personId: string | null;
  anonymous: boolean;
  studioIds: string[];
};

/** What awards count: an event of these may not have been written long after it is said to have happened. */
const COUNTED = [
  "problem.accepted",
  "problem.partly-accepted",
  "adoption.accepted",
  "benefit.certified",
  "benefit.certified-partly",
  "achievement.registered",
  "activity.held",
  "mentorship.graduated",
];

/**
 * Stated times that lie more than seven days before the server's: events that count, activities announced after they
 * took place, achievements completed before their fix was accepted, savings claimed from before the server knew of the
 * trial or the adoption they come from. The invented past of the demo alliance is no statement of anybody.
 */
const lateRows = (reader: Pick<Tx, "$queryRaw">) => reader.$queryRaw<Row[]>`
  WITH seeded AS (
    SELECT max(CASE WHEN "value" ->> 'state' = 'done' THEN "updatedAt" ELSE 'infinity' END) AS "at"
    FROM "Setting" WHERE "key" = 'demo'
  ),
  late AS (
    SELECT 'event' AS "stated", e."subjectKind" AS "kind", e."subjectId" AS "id", 'event ' || e."id" AS "evidence",
           e."at" AS "statedOn", e."recordedAt" AS "knownOn", e."organisationId" AS "enterpriseId", e."actorId" AS "personId",
           CASE e."subjectKind"
             WHEN 'problem' THEN (SELECT p."anonymous" FROM "Problem" p WHERE p."id" = e."subjectId")
             WHEN 'adoption' THEN (SELECT r."anonymous" FROM "Reuse" r WHERE r."id" = e."subjectId")
             WHEN 'benefit' THEN (SELECT coalesce(r."anonymous", p."anonymous") FROM "Benefit" b JOIN "Problem" p ON p."id" = b."fixId"
               LEFT JOIN "Reuse" r ON r."id" = b."reuseId" WHERE b."id" = e."subjectId")
           END IS TRUE AS "anonymous",
           ARRAY[]::text[] AS "studioIds"
    FROM "Event" e JOIN "Organisation" o ON o."id" = e."organisationId"
    WHERE e."type" = ANY (${COUNTED}) AND e."subjectKind" IN ('problem', 'adoption', 'benefit', 'achievement', 'activity')
      AND NOT (o."isDemo" AND e."recordedAt" <= (SELECT "at" FROM seeded))
    UNION ALL
    SELECT 'activity', 'activity', a."id", 'activity ' || a."id", a."startsAt", a."publishedAt",
           coalesce(a."hostId", a."allianceId"), a."createdById", false,
           ARRAY(SELECT DISTINCT m."organisationId"::text FROM "ActivityAttendance" t
                 JOIN "Membership" m ON m."personId" = t."personId" AND m."startsAt" <= a."startsAt"
                   AND (m."endsAt" IS NULL OR m."endsAt" > a."startsAt")
                 JOIN "Studio" s ON s."organisationId" = m."organisationId" WHERE t."activityId" = a."id")
    FROM "Activity" a WHERE a."state" IN ('HELD', 'CLOSED') AND a."publishedAt" IS NOT NULL
    UNION ALL
    SELECT 'achievement', 'achievement', a."id", 'completed ' || a."id" || ' ' || a."completedOn", a."completedOn",
           min(p."solvedAt"), a."enterpriseId", a."byId", false, ARRAY[]::text[]
    FROM "Achievement" a JOIN "AchievementFix" f ON f."achievementId" = a."id" JOIN "Problem" p ON p."id" = f."problemId"
    WHERE a."state" IN ('SUBMITTED', 'REGISTERED') AND p."solvedAt" IS NOT NULL GROUP BY a."id"
    UNION ALL
    SELECT 'benefit', 'benefit', b."id", 'from ' || b."id" || ' ' || b."fromOn", b."fromOn",
           coalesce(r."at", (SELECT min(t."createdAt") FROM "Trial" t WHERE t."problemId" = b."fixId" AND t."state" <> 'FAILED')),
           b."recipientId", b."byId", coalesce(r."anonymous", p."anonymous"), ARRAY[]::text[]
    FROM "Benefit" b JOIN "Problem" p ON p."id" = b."fixId" LEFT JOIN "Reuse" r ON r."id" = b."reuseId"
    WHERE b."state" IN ('SUBMITTED', 'CERTIFIED', 'PARTLY')
  )
  SELECT * FROM late WHERE "knownOn" - "statedOn" > make_interval(days => ${BACK_DATED_DAYS}) ORDER BY "kind", "id", "evidence"`;

const DAY = 86_400_000;

/** What was entered as if it had happened earlier. */
export async function detectBackDated(reader: Pick<Tx, "$queryRaw">): Promise<Found[]> {
  return (await lateRows(reader)).map((row) => ({
    subjectKey: `${row.stated}:${row.id}`,
    evidence: [row.evidence],
    facts: {
      stated: row.stated,
      from: formatDate(row.statedOn),
      to: formatDate(row.knownOn),
      days: Math.floor((row.knownOn.getTime() - row.statedOn.getTime()) / DAY),
      masked: row.anonymous,
      organisationIds: [row.enterpriseId],
    },
    organisationIds: [row.enterpriseId],
    personIds: row.personId ? [row.personId] : [],
    targets: [{ kind: row.kind, id: row.id }, ...row.studioIds.map((id): Target => ({ kind: "studio", id }))],
  }));
}
