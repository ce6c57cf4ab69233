import { db } from "#app/lib/db.server.ts";
import { conflict, forbidden } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { proposalSelect, proposalsShown } from "./proposals.server.ts";
import { getProblem } from "./queries-problem.server.ts";
import { visibleTo } from "./visibility.server.ts";

/** Open proposals a problem is part of, with only what the actor may know of the other one. */
export async function openProposals(actor: Actor, problemId: string) {
  const rows = await db.triageProposal.findMany({
    where: {
      state: "OPEN",
      OR: [{ problemId }, { targetId: problemId, kind: "MERGE" }],
      problem: visibleTo(actor),
      target: visibleTo(actor),
    },
    orderBy: { createdAt: "asc" },
    select: proposalSelect(actor),
  });
  return proposalsShown(actor, rows);
}

/** What the secretariat sees while it sorts a problem: what it was released to see, and open proposals. Errors: not_found, forbidden, conflict. */
export async function loadTriage(actor: Actor, id: string) {
  const problem = await getProblem(actor, id);
  if (!problem.relations.includes("SECRETARIAT")) throw forbidden("not-your-move");
  if (problem.state !== "TRIAGE") throw conflict("problem-state");
  return { problem, proposals: await openProposals(actor, id) };
}
