import { inTransaction, type Tx } from "#app/lib/db.server.ts";
import { conflict, DomainError, notFound } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";
import { closeOpenWork } from "./close-open-work.server.ts";
import { resumeTriage } from "./propose-in-triage.server.ts";
import { actsAs, loadRelations } from "./relations.server.ts";
import { transition } from "./transition.server.ts";
import { requireAccess } from "./visibility.server.ts";

export type AnswerProposalInput = { proposalId: string; agree: boolean; reason?: string };

const proposalSelect = {
  id: true,
  kind: true,
  state: true,
  problemId: true,
  targetId: true,
  posterAgreed: true,
  targetAgreed: true,
  problem: { select: { enterpriseId: true, authorId: true, anonymous: true } },
  target: { select: { enterpriseId: true, authorId: true } },
} as const;
type Proposal = Awaited<ReturnType<typeof readProposal>>;

async function readProposal(tx: Tx, id: string) {
  // Locked first: two posters agreeing at once must see one another.
  await tx.$queryRaw`SELECT 1 FROM "TriageProposal" WHERE "id" = ${id}::uuid FOR UPDATE`;
  const proposal = await tx.triageProposal.findUnique({ where: { id }, select: proposalSelect });
  if (!proposal) throw notFound();
  return proposal;
}

/**
 * A poster answers the secretariat's proposal. A merge happens once both posters have agreed, an answer once the
 * poster confirms that the fix solved it; a refusal leads back to triage.
 * Errors: not_found, forbidden (not a poster of it), conflict (already decided).
 */
export async function answerProposal(
  actor: Actor,
  { proposalId, agree, reason = "" }: AnswerProposalInput,
): Promise<{ done: boolean; problemId: string }> {
  return inTransaction(async (tx) => {
    const proposal = await readProposal(tx, proposalId);
    await requireAccess(actor, proposal.problemId, tx);
    const relations = await loadRelations(tx, actor, proposal.problemId);
    const asPoster = relations.has("AUTHOR");
    const asTarget =
      proposal.kind === "MERGE" && actsAs(actor, proposal.target.enterpriseId).includes(proposal.target.authorId);
    if (!asPoster && !asTarget) throw new DomainError("forbidden", "not-your-move");
    if (proposal.state !== "OPEN") throw conflict("proposal-decided");
    if (!agree) await refuse(tx, actor, proposal, asPoster, reason);
    else if (proposal.kind === "ANSWER") await confirmAnswer(tx, actor, proposal);
    else return { done: await agreeToMerge(tx, actor, proposal, asPoster, asTarget), problemId: proposal.problemId };
    return { done: true, problemId: proposal.problemId };
  });
}

async function refuse(tx: Tx, actor: Actor, proposal: Proposal, asPoster: boolean, reason: string): Promise<void> {
  await tx.triageProposal.update({ where: { id: proposal.id }, data: { state: "REFUSED", decidedAt: actor.now } });
  await resumeTriage(tx, proposal.problemId, actor.now);
  await recordEvent(tx, {
    type: proposal.kind === "MERGE" ? "problem.merge-answered" : "problem.answer-refused",
    organisationId: proposal.problem.enterpriseId,
    subjectKind: "problem",
    subjectId: proposal.problemId,
    by: actor,
    actorOrgId: asPoster ? proposal.problem.enterpriseId : proposal.target.enterpriseId,
    reason: reason.trim(),
    payload: { proposalId: proposal.id, agreed: false },
    at: actor.now,
  });
}

async function confirmAnswer(tx: Tx, actor: Actor, proposal: Proposal): Promise<void> {
  await transition(tx, actor, {
    problemId: proposal.problemId,
    version: null,
    action: "answer",
    event: "problem.answered",
    data: { answeredById: proposal.targetId, solvedAt: actor.now },
    payload: { fixId: proposal.targetId },
    also: async () => {
      await tx.triageProposal.update({
        where: { id: proposal.id },
        data: { state: "AGREED", posterAgreed: true, decidedAt: actor.now },
      });
      await tx.reuse.upsert({
        where: { fixId_needId: { fixId: proposal.targetId, needId: proposal.problemId } },
        create: {
          fixId: proposal.targetId,
          needId: proposal.problemId,
          enterpriseId: proposal.problem.enterpriseId,
          anonymous: proposal.problem.anonymous,
          byId: actor.personId,
          at: actor.now,
        },
        update: { byId: actor.personId, at: actor.now },
      });
      await closeOpenWork(tx, proposal.problemId, actor.now);
    },
  });
}

async function agreeToMerge(
  tx: Tx,
  actor: Actor,
  proposal: Proposal,
  asPoster: boolean,
  asTarget: boolean,
): Promise<boolean> {
  const posterAgreed = proposal.posterAgreed || asPoster;
  const targetAgreed = proposal.targetAgreed || asTarget;
  await tx.triageProposal.update({ where: { id: proposal.id }, data: { posterAgreed, targetAgreed } });
  if (!posterAgreed || !targetAgreed) {
    await recordEvent(tx, {
      type: "problem.merge-answered",
      organisationId: proposal.problem.enterpriseId,
      subjectKind: "problem",
      subjectId: proposal.problemId,
      by: actor,
      actorOrgId: asPoster ? proposal.problem.enterpriseId : proposal.target.enterpriseId,
      payload: { proposalId: proposal.id, agreed: true },
      at: actor.now,
    });
    return false;
  }
  await transition(tx, actor, {
    problemId: proposal.problemId,
    version: null,
    action: "merge",
    event: "problem.merged",
    data: { mergedIntoId: proposal.targetId },
    payload: { intoId: proposal.targetId },
    also: async () => {
      await tx.triageProposal.update({ where: { id: proposal.id }, data: { state: "AGREED", decidedAt: actor.now } });
      await closeOpenWork(tx, proposal.problemId, actor.now);
    },
  });
  return true;
}

/** The secretariat takes its open proposal back. Errors: not_found, forbidden, conflict. */
export async function cancelProposal(actor: Actor, { proposalId }: { proposalId: string }): Promise<void> {
  await inTransaction(async (tx) => {
    const proposal = await readProposal(tx, proposalId);
    await requireAccess(actor, proposal.problemId, tx);
    if (!(await loadRelations(tx, actor, proposal.problemId)).has("SECRETARIAT"))
      throw new DomainError("forbidden", "not-your-move");
    if (proposal.state !== "OPEN") throw conflict("proposal-decided");
    await tx.triageProposal.update({ where: { id: proposal.id }, data: { state: "CANCELLED", decidedAt: actor.now } });
    await resumeTriage(tx, proposal.problemId, actor.now);
    await recordEvent(tx, {
      type: proposal.kind === "MERGE" ? "problem.merge-answered" : "problem.answer-refused",
      organisationId: proposal.problem.enterpriseId,
      subjectKind: "problem",
      subjectId: proposal.problemId,
      by: actor,
      payload: { proposalId: proposal.id, cancelled: true },
      at: actor.now,
    });
  });
}
