import { inTransaction } from "#app/lib/db.server.ts";
import { invalid } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import type { Action } from "#app/modules/problems/lifecycle.ts";
import { isInternalFix } from "#app/modules/problems/rules.ts";
import { transition } from "#app/modules/problems/transition.server.ts";
import { requireAccess } from "#app/modules/problems/visibility.server.ts";
import { handBack, requireHandedIn } from "./handed-in.server.ts";
import { endLease, requireLease } from "./lease.server.ts";
import { planStillGood } from "./plan-still-good.server.ts";
import type { Verdict } from "./schema.ts";
import { requireProblem } from "./studios.server.ts";

type Ruling = {
  problemId: string;
  version: number | null;
  verdict: Verdict;
  /** For PARTLY: true sends it back to work, false closes it as partly solved. The acceptor chooses. */
  again?: boolean;
  note?: string;
};

function actionOf(verdict: Verdict, again: boolean | undefined): Action {
  if (verdict === "FIXED") return "accept";
  if (verdict === "NOT_FIXED") return "not-fixed";
  if (again === undefined) throw invalid("partly-choice", "again");
  return again ? "partly-again" : "accept-partly";
}

/**
 * Acceptance (验收) by a person of the poster's enterprise for whom nothing speaks against it (rule "Acceptance",
 * problems/rules.ts). A fix from the poster's own enterprise is marked internal. Never by silence.
 */
export async function acceptSolution(actor: Actor, input: Ruling): Promise<void> {
  const action = actionOf(input.verdict, input.again);
  const solved = action === "accept" || action === "accept-partly";
  const note = input.note?.trim() ?? "";
  await inTransaction(async (tx) => {
    await requireAccess(actor, input.problemId, tx);
    const problem = await requireProblem(tx, input.problemId);
    const engagement = await tx.engagement.findFirst({
      where: { problemId: problem.id, endedAt: null },
      select: { studio: { select: { parentId: true } } },
    });
    const internal = isInternalFix(problem.enterpriseId, engagement?.studio.parentId ?? null);
    await transition(tx, actor, {
      problemId: problem.id,
      version: input.version,
      action,
      event:
        action === "accept"
          ? "problem.accepted"
          : action === "not-fixed"
            ? "problem.not-fixed"
            : "problem.partly-accepted",
      reason: note,
      payload: { verdict: input.verdict, internal, again: action === "partly-again" },
      data: solved ? { solvedAt: actor.now, partial: action === "accept-partly", internal } : {},
      also: async () => {
        const solution = await requireHandedIn(tx, problem.id);
        await requireLease(tx, problem.id);
        const acceptance = await tx.acceptance.create({
          data: {
            problemId: problem.id,
            solutionId: solution.id,
            verdict: input.verdict,
            internal,
            note,
            byId: actor.personId,
            at: actor.now,
          },
          select: { id: true },
        });
        if (solved) {
          await planStillGood(tx, problem.id, acceptance.id, actor.now);
          await tx.solution.update({
            where: { id: solution.id },
            data: { state: "ACCEPTED", acceptedAt: actor.now, version: { increment: 1 } },
          });
          await endLease(tx, problem.id, "FINISHED", actor.now);
        } else {
          await handBack(tx, solution.id);
        }
      },
    });
  });
}
