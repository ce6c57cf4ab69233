import { inTransaction } from "#app/lib/db.server.ts";
import { invalid } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { transition } from "#app/modules/problems/transition.server.ts";
import { requireAccess } from "#app/modules/problems/visibility.server.ts";
import { requireLease } from "./lease.server.ts";

/** The team hands its saved solution to the poster's enterprise; root cause and actions must be there. */
export async function submitSolution(
  actor: Actor,
  input: { problemId: string; version: number | null },
): Promise<{ solutionId: string }> {
  return inTransaction(async (tx) => {
    await requireAccess(actor, input.problemId, tx);
    const payload: Record<string, unknown> = {};
    await transition(tx, actor, {
      problemId: input.problemId,
      version: input.version,
      action: "submit-solution",
      event: "problem.solution-submitted",
      payload,
      also: async () => {
        const lease = await requireLease(tx, input.problemId);
        const draft = await tx.solution.findFirst({
          where: { engagementId: lease.id, state: { in: ["DRAFT", "SENT_BACK"] } },
          orderBy: { createdAt: "desc" },
          select: { id: true, rootCause: true, actions: true },
        });
        if (!draft) throw invalid("solution-missing");
        if (draft.rootCause === "") throw invalid("required", "rootCause");
        if (draft.actions === "") throw invalid("required", "actions");
        await tx.solution.update({
          where: { id: draft.id },
          data: { state: "SUBMITTED", submittedAt: actor.now, version: { increment: 1 } },
        });
        await tx.engagement.update({ where: { id: lease.id }, data: { lastEntryAt: actor.now } });
        payload.solutionId = draft.id;
      },
    });
    return { solutionId: String(payload.solutionId) };
  });
}
