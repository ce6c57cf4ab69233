import { db, inTransaction, type Tx } from "#app/lib/db.server.ts";
import { conflict, DomainError, invalid } from "#app/lib/errors.ts";
import { loadActor } from "#app/modules/accounts/load-actor.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";
import { keysOf } from "./access.ts";
import { followClock } from "./clock.server.ts";
import { loadRelations } from "./relations.server.ts";
import { refreshReaders, requireAccess, visibleTo } from "./visibility.server.ts";

export type ProposeInput = { id: string; version: number | null; targetId: string; note?: string };

/** The secretariat proposes to merge a problem into another; both posters must agree. Errors: not_found, forbidden, conflict, invalid (targetId). */
export const proposeMerge = (actor: Actor, input: ProposeInput) => propose(actor, "MERGE", input);

/** The secretariat proposes a known fix as the answer; the poster confirms or refuses. Errors: not_found, forbidden, conflict, invalid (targetId). */
export const proposeAnswer = (actor: Actor, input: ProposeInput) => propose(actor, "ANSWER", input);

async function propose(actor: Actor, kind: "MERGE" | "ANSWER", input: ProposeInput): Promise<{ proposalId: string }> {
  const { id, version, targetId, note = "" } = input;
  const reading = await readersOfBoth(actor, id, targetId);
  return inTransaction(async (tx) => {
    await requireAccess(actor, id, tx);
    if (!(await loadRelations(tx, actor, id)).has("SECRETARIAT")) throw new DomainError("forbidden", "not-your-move");
    const problem = await tx.problem.findUniqueOrThrow({
      where: { id },
      select: {
        state: true,
        version: true,
        enterpriseId: true,
        audiences: { select: { organisationId: true } },
        proposals: { where: { state: "OPEN" }, select: { id: true } },
      },
    });
    if (version !== null && version !== problem.version) throw conflict("problem-changed");
    if (problem.state !== "TRIAGE") throw conflict("problem-state");
    if (problem.proposals.length > 0) throw conflict("proposal-open");

    const target = await tx.problem.findFirst({
      where: { id: targetId, AND: visibleTo(actor) },
      select: { state: true, enterpriseId: true, publishedAt: true },
    });
    if (!target || targetId === id) throw invalid("no-such-problem", "targetId");
    if (kind === "ANSWER" && target.state !== "SOLVED") throw invalid("answer-needs-solved", "targetId");
    if (kind === "MERGE" && !MERGE_INTO.includes(target.state)) throw invalid("merge-needs-active", "targetId");
    // Nobody learns of a problem by a proposal: its poster must already be in the circle it was released to.
    const posterReads = await tx.problem.findFirst({
      where: { id: targetId, AND: visibleTo(reading.poster) },
      select: { id: true },
    });
    if (!posterReads) throw invalid("poster-cannot-read-target", "targetId");
    const circle = problem.audiences.flatMap(({ organisationId }) => [
      `alliance:${organisationId}`,
      `org:${organisationId}`,
    ]);
    const own = target.enterpriseId === problem.enterpriseId;
    if (kind === "MERGE" && !own && !keysOf(reading.targetPoster).some((key) => circle.includes(key)))
      throw invalid("target-outside-circle", "targetId");

    const bumped = await tx.problem.updateMany({
      where: { id, version: problem.version, state: "TRIAGE" },
      data: { version: { increment: 1 } },
    });
    if (bumped.count !== 1) throw conflict("problem-changed");
    const { id: proposalId } = await tx.triageProposal.create({
      data: { kind, problemId: id, targetId, note, proposedById: actor.personId, createdAt: actor.now },
      select: { id: true },
    });
    await followClock(tx, id, actor.now);
    await refreshReaders(tx, id);
    const type = kind === "MERGE" ? "problem.merge-proposed" : "problem.answer-proposed";
    const about = {
      by: actor,
      actorOrgId: reading.allianceId,
      reason: note,
      layer: "OWN" as const,
      at: actor.now,
      subjectKind: "problem" as const,
    };
    if (kind === "MERGE")
      await recordEvent(tx, {
        ...about,
        type,
        organisationId: target.enterpriseId,
        subjectId: targetId,
        payload: { proposalId, otherId: id, asTarget: true },
      });
    await recordEvent(tx, {
      ...about,
      type,
      organisationId: problem.enterpriseId,
      subjectId: id,
      payload: { proposalId, otherId: targetId },
    });
    return { proposalId };
  });
}

const MERGE_INTO: readonly string[] = [
  "TRIAGE",
  "PUBLISHED",
  "CLAIMED",
  "ASSIGNED",
  "IN_PROGRESS",
  "SOLUTION_SUBMITTED",
  "TRIAL_RUN",
  "ACCEPTANCE",
];

/** Both posters as they may read today. */
async function readersOfBoth(
  actor: Actor,
  id: string,
  targetId: string,
): Promise<{ poster: Actor; targetPoster: Actor; allianceId: string | null }> {
  const rows = await db.problem.findMany({
    where: { id: { in: [id, targetId] }, AND: visibleTo(actor) },
    select: { id: true, authorId: true, allianceId: true },
  });
  const problem = rows.find((row) => row.id === id);
  const target = rows.find((row) => row.id === targetId);
  if (!problem) throw new DomainError("not_found");
  if (!target) throw invalid("no-such-problem", "targetId");
  return {
    poster: await loadActor(problem.authorId, actor.now),
    targetPoster: await loadActor(target.authorId, actor.now),
    allianceId: problem.allianceId,
  };
}

/** After a proposal was taken back or failed: the problem's clock in triage goes on. */
export async function resumeTriage(tx: Tx, problemId: string, now: Date): Promise<void> {
  await tx.problem.updateMany({ where: { id: problemId, state: "TRIAGE" }, data: { version: { increment: 1 } } });
  await followClock(tx, problemId, now);
  await refreshReaders(tx, problemId);
}
