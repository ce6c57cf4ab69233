import { Prisma, type Tx } from "#app/lib/db.server.ts";
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

/** Everything an achievement rests on, as rows of `"achievementId"`, `"kind"`, `"id"`: itself, its fixes, benefits, adoptions and studio. */
export const RESTS_ON = Prisma.sql`
  SELECT a."id" AS "achievementId", 'achievement' AS "kind", a."id" FROM "Achievement" a
  UNION ALL SELECT "achievementId", 'problem', "problemId" FROM "AchievementFix"
  UNION ALL SELECT "achievementId", 'benefit', "benefitId" FROM "AchievementBenefit"
  UNION ALL SELECT "achievementId", 'adoption', "reuseId" FROM "AchievementAdopter" WHERE "reuseId" IS NOT NULL
  UNION ALL SELECT a."id", 'studio', a."studioId" FROM "Achievement" a WHERE a."studioId" IS NOT NULL`;

/** Kinds that hold up a step of an application. */
export const kindsBlocking = (gate: Gate): FlagKind[] => FLAG_KINDS.filter((kind) => BLOCKS[kind].includes(gate));
