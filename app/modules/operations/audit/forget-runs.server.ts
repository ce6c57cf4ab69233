import { db } from "#app/lib/db.server.ts";

/** So many of the newest runs are kept, whatever came out. */
export const RUNS_KEPT = 100;

/** Forgets old runs that came through and found nothing; those that broke off or found something stay. @returns how many went */
export async function forgetOldRuns(kept = RUNS_KEPT): Promise<number> {
  const newest = await db.auditRun.findMany({
    orderBy: [{ askedAt: "desc" }, { id: "desc" }],
    take: kept,
    select: { id: true },
  });
  const { count } = await db.auditRun.deleteMany({
    where: { state: "DONE", found: 0, id: { notIn: newest.map((one) => one.id) } },
  });
  return count;
}
