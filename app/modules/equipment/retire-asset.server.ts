import { inTransaction } from "#app/lib/db.server.ts";
import { conflict } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { assetToChange } from "./change-asset.server.ts";
import { recordAsset } from "./record-asset.server.ts";

/** Takes a machine out of use; it stays in the register with its history and its label. Errors: not_found, forbidden, conflict. */
export async function retireAsset(actor: Actor, input: { id: string; version: number; reason: string }): Promise<void> {
  await inTransaction(async (tx) => {
    const { enterpriseId, number } = await assetToChange(tx, actor, input.id);
    const { count } = await tx.asset.updateMany({
      where: { id: input.id, version: input.version, retiredAt: null },
      data: { retiredAt: actor.now, retiredReason: input.reason, version: { increment: 1 } },
    });
    if (count === 0) throw conflict();
    const event = { type: "equipment.retired" as const, enterpriseId, assetId: input.id };
    await recordAsset(tx, actor, { ...event, reason: input.reason, payload: { number } });
  });
}

/** Takes a machine into use again. Errors: not_found, forbidden, conflict. */
export async function restoreAsset(actor: Actor, input: { id: string; version: number }): Promise<void> {
  await inTransaction(async (tx) => {
    const { enterpriseId, number } = await assetToChange(tx, actor, input.id);
    const { count } = await tx.asset.updateMany({
      where: { id: input.id, version: input.version, retiredAt: { not: null } },
      data: { retiredAt: null, retiredReason: "", version: { increment: 1 } },
    });
    if (count === 0) throw conflict();
    await recordAsset(tx, actor, { type: "equipment.restored", enterpriseId, assetId: input.id, payload: { number } });
  });
}
