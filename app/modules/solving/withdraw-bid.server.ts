import { inTransaction } from "#app/lib/db.server.ts";
import { conflict, notFound } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";
import { transition } from "#app/modules/problems/transition.server.ts";
import { requireAccess } from "#app/modules/problems/visibility.server.ts";
import { leadsStudio } from "./policy.ts";
import { lockProblem } from "./studios.server.ts";

/** The studio takes its open bid back; with the last one gone the problem is open to all again. */
export async function withdrawBid(actor: Actor, input: { bidId: string }): Promise<void> {
  await inTransaction(async (tx) => {
    const found = await tx.bid.findUnique({ where: { id: input.bidId }, select: { problemId: true, studioId: true } });
    if (!found) throw notFound();
    const { problemId, studioId } = found;
    await requireAccess(actor, problemId, tx);
    if (!leadsStudio(actor, studioId)) throw notFound();
    await lockProblem(tx, problemId);
    const problem = await tx.problem.findUniqueOrThrow({
      where: { id: problemId },
      select: { state: true, enterpriseId: true },
    });
    if (problem.state !== "CLAIMED") throw conflict("bid-gone");
    const others = await tx.bid.count({ where: { problemId, state: "OPEN", id: { not: input.bidId } } });

    const takeBack = async () => {
      const written = await tx.bid.updateMany({
        where: { id: input.bidId, state: "OPEN" },
        data: { state: "WITHDRAWN", decidedAt: actor.now, version: { increment: 1 } },
      });
      if (written.count !== 1) throw conflict("bid-gone");
    };
    const payload = { bidId: input.bidId, studioId };
    if (others === 0) {
      await transition(tx, actor, {
        problemId,
        version: null,
        action: "withdraw-last-bid",
        event: "problem.bid-withdrawn",
        layer: "OWN",
        payload,
        also: takeBack,
      });
      return;
    }
    await takeBack();
    // The poster choosing from an older page is told that the list has changed.
    await tx.problem.update({ where: { id: problemId }, data: { version: { increment: 1 } } });
    await recordEvent(tx, {
      type: "problem.bid-withdrawn",
      organisationId: problem.enterpriseId,
      subjectKind: "problem",
      subjectId: problemId,
      by: { personId: actor.personId, name: actor.name },
      actorOrgId: studioId,
      payload,
      layer: "OWN",
      at: actor.now,
    });
  });
}
