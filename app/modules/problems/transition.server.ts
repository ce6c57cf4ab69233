import type { Prisma, Tx } from "#app/lib/db.server.ts";
import { conflict, DomainError, invalid, notFound } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";
import type { EventType } from "#app/modules/events/types.ts";
import { followClock, startClock, timeInState } from "./clock.server.ts";
import { type Action, type ProblemState, type Relation, transitionFor } from "./lifecycle.ts";
import { loadRelations } from "./relations.server.ts";
import { refreshReaders, requireAccess } from "./visibility.server.ts";

export type Step = {
  problemId: string;
  /** The version the person acted on; null when a device or the clock acts. */
  version: number | null;
  action: Action;
  event: EventType;
  reason?: string;
  payload?: Record<string, unknown>;
  /** Who may read the timeline entry. */
  layer?: "SUMMARY" | "DETAIL" | "CONFIDENTIAL" | "OWN";
  /** Other columns to set with the state. */
  data?: Prisma.ProblemUncheckedUpdateManyInput;
  /** Overrides the due time of the next state (a trial lasts as agreed). */
  dueAt?: Date | null;
  /** Rows to write between the state change and the event: bids, leases, reader-relevant facts. */
  also?: (tx: Tx, next: { from: ProblemState; to: ProblemState }) => Promise<void>;
};

const AT_WORK: readonly ProblemState[] = ["ASSIGNED", "IN_PROGRESS", "SOLUTION_SUBMITTED", "TRIAL_RUN", "ACCEPTANCE"];

/**
 * The one way a problem changes state: reads access, asks the table who may, checks the version,
 * writes state, due time, readers and event in the caller's transaction.
 * Errors: not_found (no access), forbidden (not this person's move), conflict (state or version moved on), invalid (reason missing).
 */
export async function transition(tx: Tx, actor: Actor, step: Step): Promise<{ from: ProblemState; to: ProblemState }> {
  await requireAccess(actor, step.problemId, tx);
  const relations = await loadRelations(tx, actor, step.problemId);
  return applyTransition(tx, { personId: actor.personId, name: actor.name }, actor.now, relations, step, actor);
}

/** The same for the clock: limits that ran out. Not a person's action, so no access is asked. */
export async function transitionBySystem(
  tx: Tx,
  now: Date,
  step: Step,
): Promise<{ from: ProblemState; to: ProblemState }> {
  return applyTransition(tx, null, now, new Set<Relation>(["SYSTEM"]), step, null);
}

async function applyTransition(
  tx: Tx,
  by: { personId: string; name: string } | null,
  now: Date,
  relations: ReadonlySet<Relation>,
  step: Step,
  actor: Actor | null,
): Promise<{ from: ProblemState; to: ProblemState }> {
  const problem = await tx.problem.findUnique({
    where: { id: step.problemId },
    select: {
      state: true,
      version: true,
      severity: true,
      enterpriseId: true,
      allianceId: true,
      authorId: true,
    },
  });
  if (!problem) throw notFound();
  if (step.version !== null && step.version !== problem.version) throw conflict("problem-changed");
  const row = transitionFor(problem.state, step.action);
  if (!row) throw conflict("problem-state");
  const allowed = row.who.some((who) => relations.has(who));
  if (!allowed) throw new DomainError("forbidden", "not-your-move");
  const reason = step.reason?.trim() ?? "";
  if (row.reason && reason === "") throw invalid("reason-required", "reason");

  const to = row.to ?? problem.state;
  const moved = to !== problem.state;
  const spent = moved ? await timeInState(tx, step.problemId, now) : null;
  const written = await tx.problem.updateMany({
    where: { id: step.problemId, version: problem.version, state: problem.state },
    data: {
      ...step.data,
      ...(moved && { state: to, stateSince: now }),
      version: { increment: 1 },
    },
  });
  if (written.count !== 1) throw conflict("problem-changed");
  await step.also?.(tx, { from: problem.state, to });
  // Nobody waits for answers to a team's questions once it is no longer asked or at work.
  if (moved && !AT_WORK.includes(to))
    await tx.question.updateMany({
      where: { problemId: step.problemId, state: "OPEN" },
      data: { state: "CLOSED", pauses: false, version: { increment: 1 } },
    });
  if (moved) await startClock(tx, step.problemId, now, { dueAt: step.dueAt });
  else await followClock(tx, step.problemId, now);
  await refreshReaders(tx, step.problemId);
  const deputised =
    actor?.standings.find((s) => s.deputyFor && s.deputyFor.personId === problem.authorId)?.deputyFor ?? null;
  await recordEvent(tx, {
    type: step.event,
    organisationId: problem.enterpriseId,
    subjectKind: "problem",
    subjectId: step.problemId,
    by,
    actorOrgId: actor ? spokesOrganisation(actor, problem.enterpriseId, problem.allianceId) : null,
    onBehalfOf: deputised,
    reason,
    payload: { from: problem.state, to, ...spent, ...step.payload },
    layer: step.layer ?? "SUMMARY",
    at: now,
  });
  return { from: problem.state, to };
}

/**
 * The organisation an actor speaks for on a problem: its enterprise, else a studio, else the alliance, else the one
 * switched to. A guest is the alliance's, and nobody of the enterprise that invited.
 */
export function spokesOrganisation(actor: Actor, enterpriseId: string, allianceId: string | null): string | null {
  const own = actor.standings.filter((s) => s.role !== "GUEST");
  const of = (test: (s: Actor["standings"][number]) => boolean) => own.find(test)?.organisationId;
  if (own.length === 0 && actor.standings.length > 0) return allianceId;
  return (
    of((s) => s.organisationId === enterpriseId) ??
    of((s) => s.organisationId === actor.currentOrganisationId && s.organisationKind === "STUDIO") ??
    of((s) => s.organisationKind === "STUDIO") ??
    of((s) => s.organisationId === allianceId) ??
    actor.currentOrganisationId
  );
}
