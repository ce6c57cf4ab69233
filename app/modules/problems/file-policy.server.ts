import { conflict, forbidden } from "#app/lib/errors.ts";
import { registerFilePolicy } from "#app/modules/attachments/policy-registry.ts";
import { isTerminal } from "./lifecycle.ts";
import { loadRelations } from "./relations.server.ts";
import { requireAccess } from "./visibility.server.ts";

/** A problem's photos: read by whoever reads their layer; added and removed by its own people while it is open. */
export function registerProblemFiles(): void {
  registerFilePolicy("problem", {
    read: async (actor, problemId) => (await requireAccess(actor, problemId)).layer,
    write: async (actor, problemId, tx) => {
      await requireAccess(actor, problemId, tx);
      const relations = await loadRelations(tx, actor, problemId);
      const problem = await tx.problem.findUniqueOrThrow({
        where: { id: problemId },
        select: { state: true, enterpriseId: true },
      });
      const mine =
        relations.has("AUTHOR") ||
        relations.has("TYPIST") ||
        (problem.state !== "DRAFT" && relations.has("ENTERPRISE"));
      if (!mine) throw forbidden("not-your-move");
      if (isTerminal(problem.state)) throw conflict("problem-state");
      return { problemId, enterpriseId: problem.enterpriseId };
    },
    // Before the review photos belong to the details; the reviewer sees each of them. All else is shown by hand only.
    layerOfNew: async (problemId, kind, tx) => {
      if (kind !== "PHOTO") return "CONFIDENTIAL";
      const { releasedAt } = await tx.problem.findUniqueOrThrow({
        where: { id: problemId },
        select: { releasedAt: true },
      });
      return releasedAt === null ? "DETAIL" : "CONFIDENTIAL";
    },
  });
}
