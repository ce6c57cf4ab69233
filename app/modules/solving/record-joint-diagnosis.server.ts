import { inTransaction } from "#app/lib/db.server.ts";
import { invalid } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { transition } from "#app/modules/problems/transition.server.ts";

type Outcome = {
  problemId: string;
  version: number | null;
  /** The call it answers; without one it was held without being called. */
  diagnosisId?: string;
  heldAt: Date;
  place?: string;
  invited?: string;
  outcome: string;
  /** Who saw it otherwise, and why: kept beside the outcome. */
  dissent?: string;
};

/** Writes down what a joint diagnosis found, and the dissent. */
export async function recordJointDiagnosis(actor: Actor, input: Outcome): Promise<{ diagnosisId: string }> {
  return inTransaction(async (tx) => {
    const diagnosisId = input.diagnosisId ?? crypto.randomUUID();
    const found = {
      heldAt: input.heldAt,
      place: input.place?.trim() ?? "",
      invited: input.invited?.trim() ?? "",
      outcome: input.outcome.trim(),
      dissent: input.dissent?.trim() ?? "",
    };
    await transition(tx, actor, {
      problemId: input.problemId,
      version: input.version,
      action: "joint-diagnosis",
      event: "problem.joint-diagnosis",
      layer: "DETAIL",
      payload: { diagnosisId, step: "recorded" },
      also: async () => {
        if (!input.diagnosisId) {
          await tx.jointDiagnosis.create({
            data: {
              id: diagnosisId,
              problemId: input.problemId,
              convenedById: actor.personId,
              createdAt: actor.now,
              ...found,
            },
          });
          return;
        }
        const written = await tx.jointDiagnosis.updateMany({
          where: { id: diagnosisId, problemId: input.problemId, outcome: "" },
          data: found,
        });
        if (written.count !== 1) throw invalid("diagnosis-missing", "diagnosisId");
      },
    });
    return { diagnosisId };
  });
}
