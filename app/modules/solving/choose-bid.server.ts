import { inTransaction } from "#app/lib/db.server.ts";
import { conflict } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { transition } from "#app/modules/problems/transition.server.ts";
import { requireAccess } from "#app/modules/problems/visibility.server.ts";
import { startLease } from "./lease.server.ts";
import { requireConsent } from "./permits.server.ts";
import { requireProblem, requireStudio, requireStudioMembers } from "./studios.server.ts";

type Choice = { problemId: string; version: number | null; bidId: string; note?: string };

/** The poster chooses a bid (评榜): its studio gets the lease, the other bids are refused. */
export async function chooseBid(actor: Actor, input: Choice): Promise<void> {
  await inTransaction(async (tx) => {
    await requireAccess(actor, input.problemId, tx);
    const problem = await requireProblem(tx, input.problemId);
    const bid = await tx.bid.findFirst({
      where: { id: input.bidId, problemId: problem.id },
      select: { id: true, studioId: true, leadId: true },
    });
    if (!bid) throw conflict("bid-gone");
    await transition(tx, actor, {
      problemId: problem.id,
      version: input.version,
      action: "choose",
      event: "problem.bid-chosen",
      payload: { bidId: bid.id, studioId: bid.studioId, leadId: bid.leadId },
      also: async () => {
        const studio = await requireStudio(tx, bid.studioId, "bidId");
        await requireConsent(tx, problem, studio, "bidId");
        await requireStudioMembers(tx, studio.id, [bid.leadId], actor.now, "bidId");
        const note = input.note?.trim() ?? "";
        const chosen = await tx.bid.updateMany({
          where: { id: bid.id, state: "OPEN" },
          data: { state: "CHOSEN", decidedNote: note, decidedAt: actor.now, version: { increment: 1 } },
        });
        if (chosen.count !== 1) throw conflict("bid-gone");
        await tx.bid.updateMany({
          where: { problemId: problem.id, state: "OPEN" },
          data: { state: "REFUSED", decidedAt: actor.now, version: { increment: 1 } },
        });
        await startLease(tx, { problemId: problem.id, studioId: studio.id, leadId: bid.leadId, at: actor.now });
      },
    });
  });
}
