import { Prisma, type Tx } from "#app/lib/db.server.ts";

/** An application before a panel or past it, by which an award rests on its achievement or may come to. */
const RESTING = ["ADMITTED", "PROPOSED", "AWARDED"] as const;

/** An achievement `a` an award rests on: withdrawn too it stays what was awarded, an earlier result like any other. */
export const IN_AWARD = Prisma.sql`EXISTS (SELECT 1 FROM "AwardApplication" w
  WHERE w."achievementId" = a."id" AND w."state"::text = ANY (${[...RESTING]}::text[]))`;

/** Whether an award rests on this one, or may. */
export const isInAward = async (tx: Pick<Tx, "achievement">, id: string): Promise<boolean> =>
  (await tx.achievement.count({ where: { id, applications: { some: { state: { in: [...RESTING] } } } } })) > 0;
