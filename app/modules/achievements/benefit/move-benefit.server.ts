import { inTransaction } from "#app/lib/db.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { requireOnce } from "./counted-once.server.ts";
import { placeOf } from "./enter-benefit.server.ts";
import { lockRecipient, recordBenefit, requireBenefit } from "./open-benefit.server.ts";
import { measureKeyOf } from "./rules.ts";
import type { MovedBenefit } from "./schema.ts";

/**
 * Changes machine or line, measure and days of what is not before finance yet; money holds its new place from here on.
 * Errors: those of requireBenefit, invalid (benefit-twice, benefit-place).
 */
export async function moveBenefit(actor: Actor, id: string, input: MovedBenefit): Promise<void> {
  await inTransaction(async (tx) => {
    const row = await requireBenefit(tx, actor, id, "actual", input.version);
    await lockRecipient(tx, row.recipientId);
    const claim = {
      ...(await placeOf(tx, row.recipientId, input)),
      measureKey: measureKeyOf(input.measure, input.measureText),
      fromOn: input.fromOn,
      toOn: input.toOn,
    };
    if (row.holds) await requireOnce(tx, { ...row, ...claim });
    await tx.benefit.update({
      where: { id },
      data: {
        ...claim,
        measure: input.measure,
        measureText: input.measure === "OTHER" ? input.measureText : "",
        year: input.fromOn.getUTCFullYear(),
        version: { increment: 1 },
      },
    });
    await recordBenefit(tx, actor, row, "benefit.moved", {
      payload: {
        measure: claim.measureKey,
        placeKey: claim.placeKey,
        fromOn: input.fromOn.toISOString().slice(0, 10),
        toOn: input.toOn.toISOString().slice(0, 10),
      },
    });
  });
}
