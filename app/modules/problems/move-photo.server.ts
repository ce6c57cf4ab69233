import { inTransaction } from "#app/lib/db.server.ts";
import { conflict, forbidden, notFound } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";
import { isTerminal } from "./lifecycle.ts";
import { loadRelations } from "./relations.server.ts";
import { holdInSearch, requireAccess } from "./visibility.server.ts";

export type MovePhotoInput = { id: string; photoId: string; layer: "DETAIL" | "CONFIDENTIAL" };

/**
 * The enterprise's reviewer shows a photo with the details, or takes it back into the confidential layer.
 * Errors: not_found, forbidden, conflict.
 */
export async function movePhoto(actor: Actor, { id, photoId, layer }: MovePhotoInput): Promise<void> {
  await inTransaction(async (tx) => {
    await requireAccess(actor, id, tx);
    if (!(await loadRelations(tx, actor, id)).has("REVIEWER")) throw forbidden("not-your-move");
    const problem = await tx.problem.findUniqueOrThrow({ where: { id }, select: { enterpriseId: true, state: true } });
    // Hiding is possible for ever; showing more, only while the problem is open.
    if (layer === "DETAIL" && isTerminal(problem.state)) throw conflict("problem-state");
    const photo = { id: photoId, problemId: id, ownerKind: "problem", removedAt: null };
    const moved = await tx.attachment.updateMany({ where: { ...photo, layer: { not: layer } }, data: { layer } });
    if (moved.count === 0) {
      if (!(await tx.attachment.findFirst({ where: photo, select: { id: true } }))) throw notFound();
      return;
    }
    // What is hidden is not found by its words from this moment on, though the index follows later.
    if (layer === "CONFIDENTIAL") await holdInSearch(tx, id);
    await recordEvent(tx, {
      type: "problem.visibility-changed",
      organisationId: problem.enterpriseId,
      subjectKind: "problem",
      subjectId: id,
      by: actor,
      actorOrgId: problem.enterpriseId,
      payload: { file: photoId, layer },
      at: actor.now,
    });
  });
}
