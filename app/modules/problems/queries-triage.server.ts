import { db } from "#app/lib/db.server.ts";
import { conflict, forbidden } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { projectFields } from "./layers.ts";
import { getProblem } from "./queries-problem.server.ts";
import { actsAs } from "./relations.server.ts";
import { accessOf, accessSelect, visibleTo } from "./visibility.server.ts";

const proposalSelect = (actor: Actor) => {
  const problem = {
    id: true,
    number: true,
    title: true,
    authorId: true,
    enterpriseId: true,
    fieldLayers: true,
    redactions: true,
    ...accessSelect(actor),
  } as const;
  return {
    id: true,
    kind: true,
    note: true,
    posterAgreed: true,
    targetAgreed: true,
    createdAt: true,
    problem: { select: problem },
    target: { select: problem },
  } as const;
};

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
  return rows.map((row) => {
    const side = (one: typeof row.problem) => ({
      id: one.id,
      number: one.number,
      title: projectFields(one, accessOf(actor, one)).title ?? "",
    });
    const mine = (one: typeof row.problem) => actsAs(actor, one.enterpriseId).includes(one.authorId);
    const mayAnswer =
      (mine(row.problem) && !row.posterAgreed) || (row.kind === "MERGE" && mine(row.target) && !row.targetAgreed);
    return {
      id: row.id,
      kind: row.kind,
      note: row.note,
      posterAgreed: row.posterAgreed,
      targetAgreed: row.targetAgreed,
      problem: side(row.problem),
      target: side(row.target),
      mayAnswer,
    };
  });
}
export type OpenProposal = Awaited<ReturnType<typeof openProposals>>[number];

/** What the secretariat sees while it sorts a problem: what it was released to see, and open proposals. Errors: not_found, forbidden, conflict. */
export async function loadTriage(actor: Actor, id: string) {
  const problem = await getProblem(actor, id);
  if (!problem.relations.includes("SECRETARIAT")) throw forbidden("not-your-move");
  if (problem.state !== "TRIAGE") throw conflict("problem-state");
  return { problem, proposals: await openProposals(actor, id) };
}
