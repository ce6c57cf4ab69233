import { Prisma, type Tx } from "#app/lib/db.server.ts";

/** An application before a panel or past it, by which an award rests on its achievement or may come to. */
const RESTING = ["ADMITTED", "PROPOSED", "AWARDED"] as const;

/** An achievement `a` an award rests on: withdrawn too it stays what was awarded, an earlier result like any other. */
export const IN_AWARD = Prisma.sql`EXISTS (SELECT 1 FROM "AwardApplication" w
  WHERE w."achievementId" = a."id" AND w."state"::text = ANY (${[...RESTING]}::text[]))`;

/** Whether an award rests on this one, or may. */
export const isInAward = async (tx: Pick<Tx, "achievement">, id: string): Promise<boolean> =>
  (await tx.achievement.count({ where: { id, applications: { some: { state: { in: [...RESTING] } } } } })) > 0;

/**
 * A withdrawn achievement gives up its benefits, which may stand in another one from then on; not while an award rests on
 * it: one saving counts once, in all rounds. Answers whether it holds none any more.
 */
export async function releaseBenefits(
  tx: Pick<Tx, "achievement" | "achievementBenefit">,
  id: string,
): Promise<boolean> {
  if (await isInAward(tx, id)) return false;
  const achievement = { state: "WITHDRAWN" } as const;
  const { count } = await tx.achievementBenefit.deleteMany({ where: { achievementId: id, achievement } });
  return count > 0;
}
