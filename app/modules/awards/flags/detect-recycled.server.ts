import type { Tx } from "#app/lib/db.server.ts";
import { IN_AWARD } from "#app/modules/achievements/achievement/in-award.server.ts";
import type { Found } from "./rules.ts";

type Row = {
  achievementId: string;
  enterpriseId: string;
  earlierIds: string[];
  alike: number;
  peopleIds: string[];
};

/** Achievements handed in or registered that were found similar to earlier ones when they were handed in. */
const similarRows = (reader: Pick<Tx, "$queryRaw">) => reader.$queryRaw<Row[]>`
  SELECT told."id" AS "achievementId", told."enterpriseId", array_agg(s."earlierId"::text ORDER BY s."earlierId") AS "earlierIds",
         max(CASE WHEN s."samePatent" THEN 100 ELSE s."similarity" END)::int AS "alike",
         ARRAY(SELECT c."personId"::text FROM "AchievementContributor" c WHERE c."achievementId" = told."id") AS "peopleIds"
  FROM "AchievementSimilar" s JOIN "Achievement" told ON told."id" = s."achievementId" AND told."state" IN ('SUBMITTED', 'REGISTERED')
  JOIN "Achievement" a ON a."id" = s."earlierId" AND (a."state" IN ('SUBMITTED', 'REGISTERED') OR ${IN_AWARD})
  GROUP BY told."id"`;

/** A result handed in a second time. */
export async function detectRecycled(reader: Pick<Tx, "$queryRaw">): Promise<Found[]> {
  return (await similarRows(reader)).map((row) => ({
    subjectKey: `achievement:${row.achievementId}`,
    evidence: row.earlierIds,
    facts: { alike: row.alike, organisationIds: [row.enterpriseId] },
    organisationIds: [row.enterpriseId],
    personIds: row.peopleIds,
    targets: [{ kind: "achievement", id: row.achievementId }],
  }));
}
