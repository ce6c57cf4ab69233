import { inTransaction } from "#app/lib/db.server.ts";
import { conflict, forbidden } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";
import { loadRelations } from "./relations.server.ts";
import type { Draft } from "./schema.ts";
import { requireAccess } from "./visibility.server.ts";

export type SaveDraftInput = {
  id: string;
  /** null: the last word wins, as with a device's autosave after its first answer was lost. */
  version: number | null;
  draft: Partial<Draft>;
  /** A save by itself while somebody types: kept, but nothing anybody did. */
  quiet?: boolean;
};

/**
 * Saves a draft's facts; only while it is a draft, by its author or whoever typed it in.
 * Errors: not_found, forbidden, conflict (saved elsewhere, or no longer a draft).
 */
export async function saveDraft(
  actor: Actor,
  { id, version, draft, quiet = false }: SaveDraftInput,
): Promise<{ version: number }> {
  return inTransaction(async (tx) => {
    await requireAccess(actor, id, tx);
    const relations = await loadRelations(tx, actor, id);
    if (!relations.has("AUTHOR") && !relations.has("TYPIST")) throw forbidden("not-your-move");
    const problem = await tx.problem.findUniqueOrThrow({
      where: { id },
      select: { version: true, state: true, enterpriseId: true },
    });
    if (problem.state !== "DRAFT") throw conflict("problem-state");
    if (version !== null && version !== problem.version) throw conflict("problem-changed");
    const written = await tx.problem.updateMany({
      where: { id, version: problem.version, state: "DRAFT" },
      // A save by itself keeps the version: the page it came from can still be sent as it is.
      data: quiet ? draft : { ...draft, version: { increment: 1 } },
    });
    if (written.count !== 1) throw conflict("problem-changed");
    if (!quiet) {
      await recordEvent(tx, {
        type: "problem.edited",
        organisationId: problem.enterpriseId,
        subjectKind: "problem",
        subjectId: id,
        by: actor,
        actorOrgId: problem.enterpriseId,
        payload: { fields: Object.keys(draft) },
        at: actor.now,
      });
    }
    return { version: quiet ? problem.version : problem.version + 1 };
  });
}
