import { subMonths } from "date-fns/subMonths";
import type { Tx } from "#app/lib/db.server.ts";
import type { OpenApplication } from "../applications/open-application.server.ts";
import { readStatement } from "../applications/statement.ts";
import type { Facts } from "../facts/catalogue.ts";
import { factsOf } from "../facts/facts-of.server.ts";
import { blockingFlags } from "../flags/open-flags.server.ts";
import { readGates, readRubric } from "../rubrics/schema.ts";
import { type Completer, eligibilityLacks, type Missing } from "./rules.ts";

type Reader = Pick<Tx, "$queryRaw">;

type Surroundings = {
  headIds: string[];
  leaders: { personId: string; name: string }[];
  fileIds: string[];
  unproved: number;
  inScope: boolean;
  nameless: boolean;
  twice: boolean;
  awarded: boolean;
};

/** People an application is about, in order: completers, the studio's leaders, or the one person. */
export function completersIn(
  row: OpenApplication,
  leaders: readonly { personId: string; name: string }[] = [],
): Completer[] {
  if (row.achievement)
    return row.achievement.contributors.map(({ personId, position, person }) => ({
      personId,
      position,
      name: person.name,
    }));
  if (row.personId) return [{ personId: row.personId, name: row.person?.name ?? "", position: 0 }];
  return leaders.map((one, position) => ({ ...one, position }));
}

/** What stands around an application in the records; one statement. */
async function surroundings(reader: Reader, row: OpenApplication, now: Date): Promise<Surroundings> {
  const subject = row.achievementId ?? row.studioId ?? row.personId;
  const peopleIds = completersIn(row).map((one) => one.personId);
  const [found] = await reader.$queryRaw<Surroundings[]>`
    WITH RECURSIVE up AS (
      SELECT "id", "parentId" FROM "Organisation" WHERE "id" = ${row.enterpriseId}::uuid
      UNION SELECT o."id", o."parentId" FROM "Organisation" o JOIN up ON o."id" = up."parentId"
    ), joined AS (
      SELECT m."allianceId" FROM "AllianceMember" m
      WHERE m."memberId" IN (${row.enterpriseId}::uuid, ${row.studioId ?? row.achievement?.studioId ?? row.enterpriseId}::uuid)
        AND m."joinedAt" <= ${now} AND (m."leftAt" IS NULL OR m."leftAt" > ${now})
    ), reach AS (
      (SELECT "allianceId" AS "id" FROM joined UNION SELECT "id" FROM up)
      UNION SELECT o."parentId" FROM "Organisation" o JOIN reach ON o."id" = reach."id" WHERE o."parentId" IS NOT NULL
    ), leader AS (
      SELECT DISTINCT m."personId", p."name" FROM "Membership" m JOIN "Person" p ON p."id" = m."personId"
      WHERE m."organisationId" = ${row.studioId}::uuid AND m."role" = 'STUDIO_LEADER' AND m."startsAt" <= ${now}
        AND (m."endsAt" IS NULL OR m."endsAt" > ${now})
    )
    SELECT
      ARRAY(SELECT DISTINCT m."personId"::text FROM "Membership" m JOIN "Organisation" o ON o."id" = m."organisationId"
        WHERE m."isHead" AND o."kind" = 'ENTERPRISE' AND m."startsAt" <= ${now}
          AND (m."endsAt" IS NULL OR m."endsAt" > ${subMonths(now, 12)})
          AND (m."personId" = ANY (${peopleIds}::uuid[]) OR m."personId" IN (SELECT "personId" FROM leader))) AS "headIds",
      (SELECT coalesce(json_agg(leader ORDER BY "personId"), '[]') FROM leader) AS "leaders",
      ARRAY(SELECT f."id"::text FROM "Attachment" f WHERE f."removedAt" IS NULL AND (
        f."ownerKind" = 'application' AND f."ownerId" = ${row.id}::uuid
        OR f."ownerKind" = 'achievement' AND f."ownerId" = ${row.achievementId}::uuid)) AS "fileIds",
      CASE WHEN EXISTS (SELECT 1 FROM "Attachment" f
          WHERE f."ownerKind" = 'achievement' AND f."ownerId" = ${row.achievementId}::uuid AND f."removedAt" IS NULL) THEN 0
        ELSE (SELECT count(*) FROM "AchievementPatent" t WHERE t."achievementId" = ${row.achievementId}::uuid AND t."state" = 'GRANTED')
          + (SELECT count(*) FROM "AchievementWork" k WHERE k."achievementId" = ${row.achievementId}::uuid) END::int AS "unproved",
      ${row.round.organisationId}::uuid IN (SELECT "id" FROM reach) AND (
        cardinality(${row.round.scopeIds}::uuid[]) = 0
        OR EXISTS (SELECT 1 FROM reach WHERE "id" = ANY (${row.round.scopeIds}::uuid[]))) AS "inScope",
      EXISTS (SELECT 1 FROM "Studio" s WHERE s."organisationId" = ${row.studioId}::uuid AND s."state" = 'REVOKED') AS "nameless",
      EXISTS (SELECT 1 FROM "AwardApplication" a WHERE a."roundId" = ${row.roundId}::uuid AND a."id" <> ${row.id}::uuid
        AND ${subject}::uuid IN (a."achievementId", a."studioId", a."personId")
        AND a."state" NOT IN ('DRAFT', 'WITHDRAWN')) AS "twice",
      EXISTS (SELECT 1 FROM "AwardApplication" a JOIN "AwardRound" r ON r."id" = a."roundId"
        WHERE r."titleId" = ${row.round.titleId}::uuid AND r."id" <> ${row.roundId}::uuid AND a."state" = 'AWARDED'
          AND ${subject}::uuid IN (a."achievementId", a."studioId", a."personId")) AS "awarded"`;
  if (!found) throw new Error("no surroundings");
  return found;
}

export type Eligibility = {
  missing: Missing[];
  facts: Facts;
  completers: Completer[];
  fileIds: string[];
  /** Open flags that hold up the admission. */
  flagIds: string[];
};

/** What an application lacks as things are now, and the facts that count for it. Three statements. */
export async function eligibilityOf(reader: Reader, row: OpenApplication, now: Date): Promise<Eligibility> {
  const around = await surroundings(reader, row, now);
  const span = { from: row.round.factsFrom, until: row.round.factsUntil };
  const facts = (await factsOf(reader, [row.id], span)).get(row.id) ?? {};
  const flagIds = (await blockingFlags(reader, [row.id], "admit")).map((one) => one.id);
  const completers = completersIn(row, around.leaders);
  const missing = eligibilityLacks(
    {
      round: { ...row.round, rubric: readRubric(row.round.rubric), gates: readGates(row.round.gates) },
      draft: row.state === "DRAFT",
      achievement: row.achievement,
      completers,
      headIds: new Set(around.headIds),
      textVersion: row.textVersion,
      confirmations: row.confirmations,
      statement: readStatement(row.statement),
      fileIds: new Set(around.fileIds),
      unproved: around.unproved,
      inScope: around.inScope,
      nameless: around.nameless,
      twice: around.twice,
      awarded: around.awarded,
      flags: flagIds,
      facts,
    },
    now,
  );
  return { missing, facts, completers, fileIds: around.fileIds, flagIds };
}
