import { Prisma, type Tx } from "#app/lib/db.server.ts";
import { conflict } from "#app/lib/errors.ts";
import { BLOCKS, type FlagKind, FLAG_KINDS, type Gate, type Target } from "./rules.ts";

type Reader = Pick<Tx, "$queryRaw">;
export type OpenFlag = { id: string; kind: FlagKind; target: Target; raisedAt: Date };

/** Open flags on any of these, oldest first; one statement for as many as are asked for. */
export async function openFlags(reader: Reader, targets: readonly Target[]): Promise<OpenFlag[]> {
  if (targets.length === 0) return [];
  const rows = await reader.$queryRaw<(Omit<OpenFlag, "target"> & { targetKind: Target["kind"]; targetId: string })[]>`
    SELECT f."id", f."kind"::text AS "kind", f."raisedAt", t."kind" AS "targetKind", t."id" AS "targetId"
    FROM unnest(${targets.map((one) => one.kind)}::text[], ${targets.map((one) => one.id)}::uuid[]) AS asked("kind", "id")
    JOIN "FlagTarget" t ON t."kind" = asked."kind" AND t."id" = asked."id"
    JOIN "Flag" f ON f."id" = t."flagId" AND f."clearedAt" IS NULL AND f."lapsedAt" IS NULL
    ORDER BY f."raisedAt", f."id"`;
  return rows.map(({ targetKind, targetId, ...row }) => ({ ...row, target: { kind: targetKind, id: targetId } }));
}

/**
 * What applications rest on, as rows of `"applicationId"`, `"kind"`, `"id"`: the achievement with its fixes, benefits,
 * adoptions and studio; the studio or the person's registered achievements; and every record a fact was counted from.
 */
const restsOn = (applicationIds: readonly string[]) => Prisma.sql`
  WITH asked AS (
    SELECT a."id" AS "applicationId", a."achievementId", a."studioId", a."personId"
    FROM "AwardApplication" a WHERE a."id" = ANY (${[...applicationIds]}::uuid[])
  ), results AS (
    SELECT "applicationId", "achievementId" FROM asked WHERE "achievementId" IS NOT NULL
    UNION
    SELECT asked."applicationId", c."achievementId" FROM asked
    JOIN "AchievementContributor" c ON c."personId" = asked."personId"
    JOIN "Achievement" h ON h."id" = c."achievementId" AND h."state" = 'REGISTERED'
    UNION
    SELECT asked."applicationId", h."id" FROM asked
    JOIN "Achievement" h ON h."studioId" = asked."studioId" AND h."state" = 'REGISTERED'
  )
  SELECT "applicationId", 'achievement' AS "kind", "achievementId" AS "id" FROM results
  UNION SELECT "applicationId", 'problem', f."problemId" FROM results JOIN "AchievementFix" f USING ("achievementId")
  UNION SELECT "applicationId", 'benefit', b."benefitId" FROM results JOIN "AchievementBenefit" b USING ("achievementId")
  UNION SELECT "applicationId", 'adoption', u."reuseId" FROM results JOIN "AchievementAdopter" u USING ("achievementId")
  UNION SELECT "applicationId", 'studio', h."studioId" FROM results JOIN "Achievement" h ON h."id" = "achievementId"
  UNION SELECT "applicationId", 'studio', "studioId" FROM asked
  UNION SELECT asked."applicationId", record ->> 'kind', (record ->> 'id')::uuid FROM asked
    JOIN "ApplicationFact" f USING ("applicationId"), jsonb_array_elements(f."evidence") AS record
    WHERE record ->> 'id' ~ '^[0-9a-f-]{36}$'`;

/** Open flags that hold up this step of these applications, as rows of `"applicationId"`, `"id"`, `"kind"`. */
export const flagsBlocking = (applicationIds: readonly string[], gate: Gate): Prisma.Sql => Prisma.sql`
    SELECT DISTINCT r."applicationId", f."id", f."kind"::text AS "kind"
    FROM (${restsOn(applicationIds)}) r
    JOIN "FlagTarget" t ON t."kind" = r."kind" AND t."id" = r."id"
    JOIN "Flag" f ON f."id" = t."flagId" AND f."clearedAt" IS NULL AND f."lapsedAt" IS NULL
    WHERE f."kind"::text = ANY (${FLAG_KINDS.filter((kind) => BLOCKS[kind].includes(gate))})`;

export type BlockingFlag = { applicationId: string; id: string; kind: FlagKind };

/** Open flags that hold up this step of these applications, each once an application; one statement for thousands. */
export async function blockingFlags(
  reader: Reader,
  applicationIds: readonly string[],
  gate: Gate,
): Promise<BlockingFlag[]> {
  if (applicationIds.length === 0) return [];
  return reader.$queryRaw<BlockingFlag[]>`${flagsBlocking(applicationIds, gate)} ORDER BY 1, 2`;
}

/** Applications that are under way and rest on what this flag touches: handed in, and not decided. */
export async function applicationsHeldUp(reader: Pick<Tx, "$queryRaw">, flagId: string): Promise<string[]> {
  const live = await reader.$queryRaw<{ id: string }[]>`
    SELECT a."id" FROM "AwardApplication" a JOIN "AwardRound" r ON r."id" = a."roundId"
    WHERE a."state" IN ('SUBMITTED', 'RECOMMENDED', 'ADMITTED', 'PROPOSED') AND r."state" IN ('OPEN', 'REVIEW', 'PANEL', 'NOTICE')`;
  if (live.length === 0) return [];
  const rows = await reader.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT r."applicationId" AS "id" FROM (${restsOn(live.map((one) => one.id))}) r
    JOIN "FlagTarget" t ON t."kind" = r."kind" AND t."id" = r."id" AND t."flagId" = ${flagId}::uuid ORDER BY 1`;
  return rows.map((one) => one.id);
}

/** @throws DomainError conflict (flag-blocks) when a flag holds up this step */
export async function requireNoFlag(reader: Reader, applicationId: string, gate: Gate): Promise<void> {
  if ((await blockingFlags(reader, [applicationId], gate)).length > 0) throw conflict("flag-blocks");
}

export type FlagOfApplication = {
  id: string;
  kind: FlagKind;
  raisedAt: Date;
  clearedAt: Date | null;
  clearedByName: string;
  clearReason: string;
  lapsedAt: Date | null;
};

/** Every flag an application ever had, with what was said to it. */
export const flagsOfApplication = (reader: Reader, applicationId: string) => reader.$queryRaw<FlagOfApplication[]>`
  SELECT DISTINCT f."id", f."kind"::text AS "kind", f."raisedAt", f."clearedAt", f."clearedByName", f."clearReason", f."lapsedAt"
  FROM (${restsOn([applicationId])}) r
  JOIN "FlagTarget" t ON t."kind" = r."kind" AND t."id" = r."id" JOIN "Flag" f ON f."id" = t."flagId"
  ORDER BY f."raisedAt", f."id"`;
