import { inTransaction } from "#app/lib/db.server.ts";
import { conflict } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { allConfirmed } from "../shares/rules.ts";
import { sealAchievement } from "./seal.server.ts";
import { recordAchievement, requireAchievement } from "./open-achievement.server.ts";

/**
 * A reviewer of the owner enterprise who had no part in it registers it once everybody on it has confirmed, or returns it
 * with a reason. Registered it is locked. Errors: those of requireAchievement, conflict (achievement-unconfirmed).
 */
export async function decideAchievement(
  actor: Actor,
  id: string,
  input: { version: number; decision: "register" | "return"; reason: string },
): Promise<void> {
  await inTransaction(async (tx) => {
    const { row, to } = await requireAchievement(tx, actor, id, input.decision, input.version);
    if (input.decision === "return") {
      await tx.achievement.update({
        where: { id },
        data: { state: to, reason: input.reason, version: { increment: 1 } },
      });
      return void (await recordAchievement(tx, actor, row, "achievement.returned", { reason: input.reason }));
    }
    if (!allConfirmed(row.contributors, row.contributorsVersion)) throw conflict("achievement-unconfirmed");
    await tx.achievement.update({
      where: { id },
      data: {
        state: to,
        registeredById: actor.personId,
        registeredAt: actor.now,
        version: { increment: 1 },
      },
    });
    await recordAchievement(tx, actor, row, "achievement.registered", {
      reason: input.reason,
      payload: {
        contributors: row.contributors.map(({ personId, organisationId, position, basisPoints }) => ({
          personId,
          organisationId,
          position,
          basisPoints,
        })),
        fixIds: row.fixes.map((one) => one.problemId),
        ...(await sealAchievement(tx, id)),
      },
    });
  });
}
