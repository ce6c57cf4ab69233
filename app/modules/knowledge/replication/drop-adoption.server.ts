import { inTransaction } from "#app/lib/db.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { recordAdoption, requireAdoption } from "./open-adoption.server.ts";

/** The enterprise does not go on with it, and says why; the use stays in every count. Errors: those of requireAdoption. */
export async function dropAdoption(actor: Actor, id: string, input: { version: number; note: string }): Promise<void> {
  await inTransaction(async (tx) => {
    const { row, to } = await requireAdoption(tx, actor, {
      id,
      version: input.version,
      action: "drop",
      reason: input.note,
    });
    await tx.reuse.update({
      where: { id },
      data: {
        state: to,
        verdictNote: input.note,
        decidedById: actor.personId,
        decidedAt: actor.now,
        version: { increment: 1 },
      },
    });
    await recordAdoption(tx, actor, row, "adoption.dropped", { reason: input.note });
  });
}
