import { inTransaction } from "#app/lib/db.server.ts";
import { conflict, forbidden, invalid, notFound } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";
import { includesLayer } from "#app/modules/problems/access.ts";
import { ACTIVE } from "#app/modules/problems/lifecycle.ts";
import { loadRelations } from "#app/modules/problems/relations.server.ts";
import { spokesOrganisation } from "#app/modules/problems/transition.server.ts";
import { requireAccess } from "#app/modules/problems/visibility.server.ts";
import { noteProgress } from "./lease.server.ts";
import { requireProblem } from "./studios.server.ts";

type Decision = { entryId: string; version: number; status: "OPEN" | "CONFIRMED" | "REFUTED"; why?: string };

/** A suspected cause is confirmed or refuted, with the reason, or opened again. */
export async function decideHypothesis(actor: Actor, input: Decision): Promise<void> {
  await inTransaction(async (tx) => {
    const entry = await tx.diagnosisEntry.findUnique({
      where: { id: input.entryId },
      select: { id: true, problemId: true, kind: true, layer: true },
    });
    if (!entry) throw notFound();
    const access = await requireAccess(actor, entry.problemId, tx);
    if (!includesLayer(access.layer, entry.layer)) throw notFound();
    const problem = await requireProblem(tx, entry.problemId);
    const relations = await loadRelations(tx, actor, problem.id);
    const team = relations.has("SOLVER");
    if (!team && !relations.has("ENTERPRISE") && !relations.has("AUTHOR")) throw forbidden("not-your-move");
    if (!ACTIVE.includes(problem.state)) throw conflict("problem-closed");
    if (entry.kind !== "HYPOTHESIS") throw invalid("not-a-hypothesis");
    const why = input.why?.trim() ?? "";
    if (input.status !== "OPEN" && why === "") throw invalid("why-required", "why");
    const written = await tx.diagnosisEntry.updateMany({
      where: { id: entry.id, version: input.version },
      data: { status: input.status, why, version: { increment: 1 } },
    });
    if (written.count !== 1) throw conflict();
    if (team) await noteProgress(tx, problem.id, actor.now);
    await recordEvent(tx, {
      type: "problem.log-decided",
      organisationId: problem.enterpriseId,
      subjectKind: "problem",
      subjectId: problem.id,
      by: { personId: actor.personId, name: actor.name },
      actorOrgId: spokesOrganisation(actor, problem.enterpriseId, problem.allianceId),
      payload: { entryId: entry.id, status: input.status },
      layer: entry.layer,
      at: actor.now,
    });
  });
}
