import { inTransaction } from "#app/lib/db.server.ts";
import { conflict, forbidden } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";
import { loadRelations } from "#app/modules/problems/relations.server.ts";
import { requireAccess } from "#app/modules/problems/visibility.server.ts";
import { noteProgress, requireLease } from "./lease.server.ts";
import { type MeasureLine, requireMeasures, writeMeasures } from "./measures.server.ts";
import type { Template } from "./schema.ts";
import { lockProblem, requireProblem } from "./studios.server.ts";

export type SolutionDraft = {
  problemId: string;
  /** The version of the draft the author saw; null for the first save. */
  solutionVersion: number | null;
  template?: Template;
  rootCause?: string;
  containment?: string;
  actions?: string;
  prevention?: string;
  safetyNotes?: string;
  parts?: string;
  parameters?: string;
  costFen?: bigint | null;
  measures?: readonly MeasureLine[];
};

const TEXTS = ["rootCause", "containment", "actions", "prevention", "safetyNotes", "parts", "parameters"] as const;

/** The team writes its solution while it works; one draft a lease. Two writing at once: the second is told. */
export async function saveSolution(
  actor: Actor,
  input: SolutionDraft,
): Promise<{ solutionId: string; version: number }> {
  return inTransaction(async (tx) => {
    await requireAccess(actor, input.problemId, tx);
    await lockProblem(tx, input.problemId);
    const problem = await requireProblem(tx, input.problemId);
    const relations = await loadRelations(tx, actor, problem.id);
    if (!relations.has("SOLVER")) throw forbidden("not-your-move");
    if (problem.state !== "IN_PROGRESS") throw conflict("problem-state");
    const lease = await requireLease(tx, problem.id);
    const measures = requireMeasures(input.measures ?? []);
    const fields = {
      template: input.template ?? "FREE",
      ...Object.fromEntries(TEXTS.map((name) => [name, input[name]?.trim() ?? ""])),
      costFen: input.costFen ?? null,
    };

    const draft = await tx.solution.findFirst({
      where: { engagementId: lease.id, state: { in: ["DRAFT", "SENT_BACK"] } },
      orderBy: { createdAt: "desc" },
      select: { id: true, version: true },
    });
    if ((draft?.version ?? null) !== input.solutionVersion) throw conflict();
    const saved = draft
      ? await tx.solution.update({
          where: { id: draft.id },
          data: { ...fields, version: { increment: 1 } },
          select: { id: true, version: true },
        })
      : await tx.solution.create({
          data: {
            problemId: problem.id,
            engagementId: lease.id,
            authorId: actor.personId,
            createdAt: actor.now,
            ...fields,
          },
          select: { id: true, version: true },
        });
    await writeMeasures(tx, { solutionId: saved.id }, measures);
    await noteProgress(tx, problem.id, actor.now);
    await recordEvent(tx, {
      type: "problem.solution-saved",
      organisationId: problem.enterpriseId,
      subjectKind: "problem",
      subjectId: problem.id,
      by: { personId: actor.personId, name: actor.name },
      actorOrgId: lease.studioId,
      payload: { solutionId: saved.id, version: saved.version },
      layer: "CONFIDENTIAL",
      at: actor.now,
    });
    return { solutionId: saved.id, version: saved.version };
  });
}
