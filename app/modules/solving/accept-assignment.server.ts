import { inTransaction, type Tx } from "#app/lib/db.server.ts";
import { conflict } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { transition } from "#app/modules/problems/transition.server.ts";
import { requireAccess } from "#app/modules/problems/visibility.server.ts";
import { startLease } from "./lease.server.ts";
import { requireConsent } from "./permits.server.ts";
import { inStudioAs } from "./policy.ts";
import { requireProblem, requireStudio } from "./studios.server.ts";

/** The offer that is the actor's to answer, if there is one. */
export async function ownOffer(tx: Tx, actor: Actor, problemId: string) {
  const offers = await tx.assignment.findMany({
    where: { problemId, state: "OFFERED" },
    select: { id: true, studioId: true, craftsmanId: true },
  });
  return offers.find((offer) => inStudioAs(actor, offer.studioId).includes(offer.craftsmanId));
}

/** The craftsman takes the assignment on; a foreign one once the employer has consented. */
export async function acceptAssignment(
  actor: Actor,
  input: { problemId: string; version: number | null },
): Promise<void> {
  await inTransaction(async (tx) => {
    await requireAccess(actor, input.problemId, tx);
    const problem = await requireProblem(tx, input.problemId);
    const offer = await ownOffer(tx, actor, problem.id);
    await transition(tx, actor, {
      problemId: problem.id,
      version: input.version,
      action: "accept-assignment",
      event: "problem.assignment-accepted",
      payload: { assignmentId: offer?.id, craftsmanId: offer?.craftsmanId, studioId: offer?.studioId },
      also: async () => {
        if (!offer) throw conflict("assignment-gone");
        await requireConsent(tx, problem, await requireStudio(tx, offer.studioId));
        const taken = await tx.assignment.updateMany({
          where: { id: offer.id, state: "OFFERED" },
          data: { state: "ACCEPTED", decidedAt: actor.now },
        });
        if (taken.count !== 1) throw conflict("assignment-gone");
        await startLease(tx, {
          problemId: problem.id,
          studioId: offer.studioId,
          leadId: offer.craftsmanId,
          at: actor.now,
        });
      },
    });
  });
}
