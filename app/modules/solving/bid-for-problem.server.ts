import { inTransaction } from "#app/lib/db.server.ts";
import { conflict, DomainError, forbidden } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { transition } from "#app/modules/problems/transition.server.ts";
import { requireAccess } from "#app/modules/problems/visibility.server.ts";
import { requireConsent } from "./permits.server.ts";
import { leadsStudio } from "./policy.ts";
import { requireProblem, requireStudio, requireStudioMembers, studioInCircle } from "./studios.server.ts";

type Offer = {
  problemId: string;
  version: number | null;
  studioId: string;
  leadId?: string;
  proposal: string;
  days: number;
};

/**
 * A studio's leader offers to solve the problem (揭榜), sealed: only the poster's enterprise reads it.
 * A foreign studio needs its employer's consent first; one open bid a studio. `days` are calendar days.
 */
export async function bidForProblem(actor: Actor, input: Offer): Promise<{ bidId: string }> {
  return inTransaction(async (tx) => {
    await requireAccess(actor, input.problemId, tx);
    if (!leadsStudio(actor, input.studioId)) throw forbidden("not-your-studio");
    const studio = await requireStudio(tx, input.studioId);
    const problem = await requireProblem(tx, input.problemId);
    const leadId = input.leadId ?? actor.personId;
    const bidId = crypto.randomUUID();
    await transition(tx, actor, {
      problemId: problem.id,
      // Others may bid at the same time: only the state has to fit, not the version.
      version: null,
      action: "bid",
      event: "problem.bid",
      layer: "OWN",
      payload: { bidId, studioId: studio.id },
      also: async () => {
        if (!(await studioInCircle(tx, problem.id, studio, actor.now)))
          throw new DomainError("forbidden", "studio-outside-circle");
        await requireConsent(tx, problem, studio, "studioId");
        await requireStudioMembers(tx, studio.id, [leadId], actor.now, "leadId");
        const open = await tx.bid.count({ where: { problemId: problem.id, studioId: studio.id, state: "OPEN" } });
        if (open > 0) throw conflict("bid-exists");
        await tx.bid.create({
          data: {
            id: bidId,
            problemId: problem.id,
            studioId: studio.id,
            byId: actor.personId,
            leadId,
            proposal: input.proposal.trim(),
            days: input.days,
            createdAt: actor.now,
          },
        });
      },
    });
    return { bidId };
  });
}
