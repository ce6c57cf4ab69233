import { inTransaction } from "#app/lib/db.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { tellOnTimeline } from "./diagnosis/room-event.server.ts";

type Outcome = {
  problemId: string;
  version: number | null;
  heldAt: Date;
  place?: string;
  invited?: string;
  outcome: string;
  /** Who saw it otherwise, and why: kept beside the outcome. */
  dissent?: string;
};

/** Writes down what a joint diagnosis found that was held without a room, and the dissent. */
export async function recordJointDiagnosis(actor: Actor, input: Outcome): Promise<{ diagnosisId: string }> {
  return inTransaction(async (tx) => {
    const diagnosisId = crypto.randomUUID();
    const found = {
      heldAt: input.heldAt,
      place: input.place?.trim() ?? "",
      invited: input.invited?.trim() ?? "",
      outcome: input.outcome.trim(),
      dissent: input.dissent?.trim() ?? "",
    };
    await tellOnTimeline(tx, actor, {
      problemId: input.problemId,
      diagnosisId,
      version: input.version,
      step: "recorded",
      layer: "DETAIL",
      also: async () => {
        await tx.jointDiagnosis.create({
          data: {
            id: diagnosisId,
            problemId: input.problemId,
            convenedById: actor.personId,
            state: "RECORDED",
            recordedById: actor.personId,
            recordedAt: actor.now,
            createdAt: actor.now,
            ...found,
          },
        });
      },
    });
    return { diagnosisId };
  });
}
