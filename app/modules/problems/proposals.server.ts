import type { Prisma } from "#app/lib/db.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { projectFields } from "./layers.ts";
import { actsAs } from "./relations.server.ts";
import { accessOf, accessSelect } from "./visibility.server.ts";

/** Put this in a `select` of proposals for `proposalsShown`. */
export const proposalSelect = (actor: Actor) => {
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

type ProposalRow = Prisma.TriageProposalGetPayload<{ select: ReturnType<typeof proposalSelect> }>;

/** Proposals with only what the actor may know; those with a side that the actor does not read are left out. */
export function proposalsShown(actor: Actor, rows: readonly ProposalRow[]) {
  const readable = rows.filter((row) => row.problem.readers.length > 0 && row.target.readers.length > 0);
  return readable.map((row) => {
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
export type OpenProposal = ReturnType<typeof proposalsShown>[number];
