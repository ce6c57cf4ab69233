import type { Tx } from "#app/lib/db.server.ts";
import { type Found, INACTIVE_MONTHS } from "./rules.ts";

type Row = { studioId: string; enterpriseId: string | null; lastAt: Date | null; peopleIds: string[] };

/**
 * Studios that have existed for twelve months and left nothing dated in them: work on a problem, an entry or opinion, an
 * activity somebody of theirs attended, a note with an apprentice. Days the server wrote down, not days that were stated.
 */
const silent = (reader: Pick<Tx, "$queryRaw">, now: Date) => reader.$queryRaw<Row[]>`
  WITH dated AS (
    SELECT "studioId", max(greatest("lastEntryAt", "startedAt", "endedAt")) AS "at" FROM "Engagement" GROUP BY 1
    UNION ALL
    SELECT e."studioId", max(d."createdAt") FROM "DiagnosisEntry" d JOIN "Engagement" e ON e."id" = d."engagementId" GROUP BY 1
    UNION ALL
    SELECT s."organisationId", max(o."at") FROM "DiagnosisOpinion" o JOIN "DiagnosisSeat" s ON s."id" = o."seatId" GROUP BY 1
    UNION ALL
    SELECT m."organisationId", max(t."at") FROM "ActivityAttendance" t
    JOIN "Membership" m ON m."personId" = t."personId" AND m."startsAt" <= t."at" AND (m."endsAt" IS NULL OR m."endsAt" > t."at")
    GROUP BY 1
    UNION ALL
    SELECT m."organisationId", max(n."answeredAt") FROM "MentorNote" n JOIN "Mentorship" p ON p."id" = n."mentorshipId"
    JOIN "Membership" m ON m."personId" = p."masterId" AND m."startsAt" <= n."answeredAt"
      AND (m."endsAt" IS NULL OR m."endsAt" > n."answeredAt")
    GROUP BY 1
  ), latest AS (SELECT "studioId", max("at") AS "at" FROM dated GROUP BY 1)
  SELECT s."organisationId" AS "studioId", o."parentId" AS "enterpriseId", l."at" AS "lastAt",
         ARRAY(SELECT DISTINCT m."personId"::text FROM "Membership" m WHERE m."organisationId" = s."organisationId"
               AND (m."endsAt" IS NULL OR m."endsAt" > ${now})) AS "peopleIds"
  FROM "Studio" s JOIN "Organisation" o ON o."id" = s."organisationId" AND o."closedAt" IS NULL
  LEFT JOIN latest l ON l."studioId" = s."organisationId"
  WHERE coalesce(l."at", greatest(s."designatedOn", o."createdAt")) < ${now}::timestamp - make_interval(months => ${INACTIVE_MONTHS})`;

/** Studios without dated activity for twelve months. One found no longer has come back to life: its flag lapses. */
export async function detectInactive(reader: Pick<Tx, "$queryRaw">, now: Date): Promise<Found[]> {
  return (await silent(reader, now)).map(({ studioId, enterpriseId, lastAt, peopleIds }) => {
    const to = lastAt?.toISOString().slice(0, 10);
    const organisationIds = enterpriseId ? [studioId, enterpriseId] : [studioId];
    return {
      subjectKey: `studio:${studioId}`,
      evidence: [`since ${to ?? "ever"}`],
      facts: { to, organisationIds },
      organisationIds,
      personIds: peopleIds,
      targets: [{ kind: "studio", id: studioId }],
    };
  });
}
