import type { Tx } from "#app/lib/db.server.ts";
import { conflict } from "#app/lib/errors.ts";

/** The solution on the table of the poster's enterprise. */
export async function requireHandedIn(tx: Tx, problemId: string): Promise<{ id: string; engagementId: string | null }> {
  const solution = await tx.solution.findFirst({
    where: { problemId, state: "SUBMITTED" },
    orderBy: { submittedAt: "desc" },
    select: { id: true, engagementId: true },
  });
  if (!solution) throw conflict("solution-missing");
  return solution;
}

/** The team may change the solution again. */
export async function handBack(tx: Tx, solutionId: string): Promise<void> {
  await tx.solution.update({ where: { id: solutionId }, data: { state: "SENT_BACK", version: { increment: 1 } } });
}
