import type { Tx } from "#app/lib/db.server.ts";
import { conflict } from "#app/lib/errors.ts";

/** The trial that runs. */
export async function requireRunningTrial(tx: Tx, problemId: string): Promise<{ id: string; solutionId: string }> {
  const trial = await tx.trial.findFirst({
    where: { problemId, state: "RUNNING" },
    orderBy: { createdAt: "desc" },
    select: { id: true, solutionId: true },
  });
  if (!trial) throw conflict("problem-state");
  return trial;
}
