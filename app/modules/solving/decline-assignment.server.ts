import { inTransaction } from "#app/lib/db.server.ts";
import { conflict } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { transition } from "#app/modules/problems/transition.server.ts";
import { requireAccess } from "#app/modules/problems/visibility.server.ts";
import { ownOffer } from "./accept-assignment.server.ts";

/** The craftsman declines, and says why; the problem is open to all again. */
export async function declineAssignment(
  actor: Actor,
  input: { problemId: string; version: number | null; reason: string },
): Promise<void> {
  await inTransaction(async (tx) => {
    await requireAccess(actor, input.problemId, tx);
    const offer = await ownOffer(tx, actor, input.problemId);
    await transition(tx, actor, {
      problemId: input.problemId,
      version: input.version,
      action: "decline",
      event: "problem.assignment-declined",
      layer: "DETAIL",
      reason: input.reason,
      payload: { assignmentId: offer?.id, craftsmanId: offer?.craftsmanId, studioId: offer?.studioId },
      also: async () => {
        if (!offer) throw conflict("assignment-gone");
        const declined = await tx.assignment.updateMany({
          where: { id: offer.id, state: "OFFERED" },
          data: { state: "DECLINED", answer: input.reason.trim(), decidedAt: actor.now },
        });
        if (declined.count !== 1) throw conflict("assignment-gone");
        // Nobody needs to decide any more on a consent asked for with the assignment.
        await tx.permit.updateMany({
          where: { problemId: input.problemId, studioId: offer.studioId, kind: "EMPLOYER_CONSENT", state: "REQUESTED" },
          data: { state: "WITHDRAWN", decidedAt: actor.now, version: { increment: 1 } },
        });
      },
    });
  });
}
