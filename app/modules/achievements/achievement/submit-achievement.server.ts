import { inTransaction, type Tx } from "#app/lib/db.server.ts";
import { conflict, invalid } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { whyNotShares } from "../shares/rules.ts";
import { type OpenAchievement, recordAchievement, requireAchievement } from "./open-achievement.server.ts";
import { sealAchievement } from "./seal.server.ts";
import { similarAchievements } from "./similar.server.ts";

/**
 * Puts it before the owner's reviewer: described, proved, with shares of 100 %, taken over by the team. Where earlier
 * achievements are similar, what is new has to be said; they are kept with it.
 * Errors: those of requireAchievement, invalid (achievement-…, certify-shares), conflict (achievement-take-over).
 */
export async function submitAchievement(
  actor: Actor,
  id: string,
  { version, novelty }: { version: number; novelty: string },
): Promise<void> {
  await inTransaction(async (tx) => {
    const { row, to } = await requireAchievement(tx, actor, id, "submit", version);
    if (row.origin !== "ENTERED") throw conflict("achievement-take-over");
    if (whyNotShares(row.contributors) !== null) throw invalid("certify-shares");
    if (row.contributors.some((one) => one.contribution === "")) throw invalid("achievement-contribution");
    if (row.summary === "" || row.innovation === "") throw invalid("achievement-texts");
    await requireProof(tx, row);
    const similar = await similarAchievements(tx, id);
    if (similar.length > 0 && novelty === "") throw invalid("achievement-novelty", "novelty");
    await tx.achievementSimilar.deleteMany({ where: { achievementId: id } });
    await tx.achievementSimilar.createMany({
      data: similar.map(({ id: earlierId, ...one }) => ({ achievementId: id, earlierId, ...one, at: actor.now })),
    });
    await tx.achievement.update({
      where: { id },
      data: {
        state: to,
        novelty,
        reason: "",
        submittedById: actor.personId,
        submittedAt: actor.now,
        version: { increment: 1 },
      },
    });
    await recordAchievement(tx, actor, row, "achievement.submitted", {
      payload: { similar: similar.map((one) => one.id), ...(await sealAchievement(tx, id)) },
    });
  });
}

/** Something anybody can look at: a solved problem, a patent, a paper or standard, or a file. */
async function requireProof(tx: Tx, row: OpenAchievement): Promise<void> {
  if (row.fixes.length > 0 || row.patents.length > 0) return;
  const works = await tx.achievementWork.count({ where: { achievementId: row.id } });
  if (works > 0) return;
  const files = await tx.attachment.count({ where: { ownerKind: "achievement", ownerId: row.id, removedAt: null } });
  if (files === 0) throw invalid("achievement-no-proof");
}

/** The team takes it back to change it. Errors: those of requireAchievement. */
export async function recallAchievement(actor: Actor, id: string, version: number): Promise<void> {
  await inTransaction(async (tx) => {
    const { row, to } = await requireAchievement(tx, actor, id, "recall", version);
    await tx.achievement.update({ where: { id }, data: { state: to, version: { increment: 1 } } });
    await recordAchievement(tx, actor, row, "achievement.recalled");
  });
}
