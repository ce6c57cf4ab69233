import { Prisma, type Tx } from "#app/lib/db.server.ts";
import { IN_AWARD } from "./in-award.server.ts";
import { bandsOf, likenessOf, pairsOf, RECYCLED_FROM } from "./likeness.ts";

type Texts = { title: string; innovation: string; summary: string };
const textOf = ({ title, innovation, summary }: Texts): string => `${title}\n${innovation}\n${summary}`;

/** Keeps the fingerprint of an achievement's text beside it; call it whenever the text changes. */
export async function writeLikeness(tx: Tx, row: Texts & { id: string }): Promise<void> {
  const bands = bandsOf(pairsOf(textOf(row)));
  await tx.achievementLikeness.upsert({
    where: { achievementId: row.id },
    create: { achievementId: row.id, bands },
    update: { bands },
  });
}

export type SimilarAchievement = { id: string; similarity: number; sameFix: boolean; samePatent: boolean };

/** The likest are compared word by word; more are not of use to anybody. */
const MOST_COMPARED = 50;

/**
 * Achievements submitted before this one that look like the same result: of the same fix, with the same patent, or alike
 * in title, innovation and summary by RECYCLED_FROM per cent; the likest first. Withdrawn ones are none, unless an award
 * rests on them. One look-up by index, whatever their number.
 */
export async function similarAchievements(
  tx: Pick<Tx, "achievement" | "$queryRaw">,
  achievementId: string,
): Promise<SimilarAchievement[]> {
  const row = await tx.achievement.findUniqueOrThrow({
    where: { id: achievementId },
    select: {
      title: true,
      innovation: true,
      summary: true,
      state: true,
      submittedAt: true,
      fixes: { select: { problemId: true } },
      patents: { select: { numberKey: true } },
    },
  });
  const pairs = pairsOf(textOf(row));
  const bands = bandsOf(pairs);
  const fixIds = row.fixes.map((one) => one.problemId);
  const patentKeys = row.patents.map((one) => one.numberKey);
  // While it is written, everything that was submitted came before it.
  const before = row.state === "DRAFT" ? null : row.submittedAt;
  const earlier = before
    ? Prisma.sql`AND (a."submittedAt", a."id") < (${before}, ${achievementId}::uuid)`
    : Prisma.empty;
  const found = await tx.$queryRaw<(Texts & { id: string; sameFix: boolean; samePatent: boolean })[]>`
    WITH alike AS (
      SELECT l."achievementId" AS "id",
        (SELECT count(*) FROM unnest(l."bands") band WHERE band = ANY (${bands}::int[])) AS "shared",
        false AS "sameFix", false AS "samePatent"
      FROM "AchievementLikeness" l WHERE l."bands" && ${bands}::int[]
      UNION ALL SELECT f."achievementId", 0, true, false FROM "AchievementFix" f WHERE f."problemId" = ANY (${fixIds}::uuid[])
      UNION ALL SELECT p."achievementId", 0, false, true FROM "AchievementPatent" p WHERE p."numberKey" = ANY (${patentKeys}::text[])
    ), told AS (
      SELECT "id", sum("shared") AS "shared", bool_or("sameFix") AS "sameFix", bool_or("samePatent") AS "samePatent"
      FROM alike WHERE "id" <> ${achievementId}::uuid GROUP BY "id"
    )
    SELECT a."id"::text AS "id", a."title", a."innovation", a."summary", told."sameFix", told."samePatent"
    FROM told JOIN "Achievement" a ON a."id" = told."id"
    WHERE (a."state" IN ('SUBMITTED', 'REGISTERED') OR a."state" = 'WITHDRAWN' AND ${IN_AWARD}) ${earlier}
    ORDER BY (told."sameFix" OR told."samePatent") DESC, told."shared" DESC, a."id" LIMIT ${MOST_COMPARED}`;
  return found
    .map((one) => ({
      id: one.id,
      similarity: likenessOf(pairs, pairsOf(textOf(one))),
      sameFix: one.sameFix,
      samePatent: one.samePatent,
    }))
    .filter((one) => one.similarity >= RECYCLED_FROM || one.sameFix || one.samePatent)
    .sort((a, b) => b.similarity - a.similarity || a.id.localeCompare(b.id));
}
