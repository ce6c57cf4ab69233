import { inTransaction } from "#app/lib/db.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { releaseBenefits } from "./in-award.server.ts";
import { recordAchievement, requireAchievement } from "./open-achievement.server.ts";

/**
 * The team withdraws what is not registered, the owner's reviewer what is; it gives up its benefits (releaseBenefits).
 * Errors: those of requireAchievement.
 */
export async function withdrawAchievement(
  actor: Actor,
  id: string,
  { action, version, reason }: { action: "withdraw" | "revoke"; version: number; reason: string },
): Promise<void> {
  await inTransaction(async (tx) => {
    const { row, to } = await requireAchievement(tx, actor, id, action, version);
    await tx.achievement.update({ where: { id }, data: { state: to, reason, version: { increment: 1 } } });
    await releaseBenefits(tx, id);
    await recordAchievement(tx, actor, row, action === "revoke" ? "achievement.revoked" : "achievement.withdrawn", {
      reason,
    });
  });
}
