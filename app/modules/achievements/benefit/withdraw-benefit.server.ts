import { inTransaction } from "#app/lib/db.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { recordBenefit, requireBenefit } from "./open-benefit.server.ts";

/** Takes back what is not certified; it gives up its place. Errors: those of requireBenefit. */
export async function withdrawBenefit(
  actor: Actor,
  id: string,
  input: { version: number; reason: string },
): Promise<void> {
  await inTransaction(async (tx) => {
    const row = await requireBenefit(tx, actor, id, "withdraw", input.version);
    await tx.benefit.update({
      where: { id },
      data: { state: "WITHDRAWN", holds: false, reason: input.reason, version: { increment: 1 } },
    });
    await recordBenefit(tx, actor, row, "benefit.withdrawn", { reason: input.reason });
  });
}
