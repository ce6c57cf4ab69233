import { inTransaction } from "#app/lib/db.server.ts";
import { invalid } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { transition } from "#app/modules/problems/transition.server.ts";
import { type MeasureLine, requireMeasures, writeMeasures } from "./measures.server.ts";
import { requireRunningTrial } from "./running-trial.server.ts";

type Report = { problemId: string; version: number | null; result: string; measures: readonly MeasureLine[] };

/** The measured result of the trial, with at least one value before and after; then it awaits acceptance. */
export async function reportTrial(actor: Actor, input: Report): Promise<void> {
  const measures = requireMeasures(input.measures);
  if (!measures.some((m) => m.before !== null && m.after !== null)) throw invalid("trial-result-measures", "measures");
  await inTransaction(async (tx) => {
    await transition(tx, actor, {
      problemId: input.problemId,
      version: input.version,
      action: "report-trial",
      event: "problem.trial-reported",
      also: async () => {
        const trial = await requireRunningTrial(tx, input.problemId);
        await tx.trial.update({
          where: { id: trial.id },
          data: { state: "REPORTED", result: input.result.trim(), endedAt: actor.now },
        });
        await writeMeasures(tx, { trialId: trial.id }, measures);
      },
    });
  });
}
