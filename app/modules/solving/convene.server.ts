import { inTransaction } from "#app/lib/db.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { transition } from "#app/modules/problems/transition.server.ts";

type Call = { problemId: string; version: number | null; invited: string; place?: string; heldAt?: Date | null };

/** Calls several studios together to look at it (会诊); the state stays. */
export async function convene(actor: Actor, input: Call): Promise<{ diagnosisId: string }> {
  return inTransaction(async (tx) => {
    const diagnosisId = crypto.randomUUID();
    await transition(tx, actor, {
      problemId: input.problemId,
      version: input.version,
      action: "joint-diagnosis",
      event: "problem.joint-diagnosis",
      layer: "DETAIL",
      payload: { diagnosisId, step: "convened" },
      also: async () => {
        await tx.jointDiagnosis.create({
          data: {
            id: diagnosisId,
            problemId: input.problemId,
            convenedById: actor.personId,
            invited: input.invited.trim(),
            place: input.place?.trim() ?? "",
            heldAt: input.heldAt ?? null,
            createdAt: actor.now,
          },
        });
      },
    });
    return { diagnosisId };
  });
}
