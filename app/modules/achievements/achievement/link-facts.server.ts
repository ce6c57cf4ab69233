import { inTransaction } from "#app/lib/db.server.ts";
import { conflict, invalid } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { releaseBenefits } from "./in-award.server.ts";
import { adoptersFrom, linkableAdoptions, linkableBenefits, requireNoCertifier } from "./linked-facts.server.ts";
import { recordAchievement, requireAchievement } from "./open-achievement.server.ts";
import type { Link } from "./schema.ts";

/**
 * Takes in a benefit or an accepted adoption of its fixes. Rule "one saving counts once": a benefit stands in one
 * achievement, in all rounds. Errors: those of requireAchievement, invalid (bad_choice, shares-certifier), conflict (achievement-benefit-taken).
 */
export async function linkFact(actor: Actor, id: string, { what, id: factId, version }: Link): Promise<void> {
  await inTransaction(async (tx) => {
    const { row } = await requireAchievement(tx, actor, id, "link", version);
    const fixIds = row.fixes.map((one) => one.problemId);
    if (what === "benefit") {
      // Two who take it in at once are one after the other here.
      await tx.$queryRaw`SELECT "id" FROM "Benefit" WHERE "id" = ${factId}::uuid FOR UPDATE`;
      const benefit = await tx.benefit.findFirst({
        where: { AND: [linkableBenefits(actor, fixIds), { id: factId }] },
        select: { achievement: { select: { achievementId: true } } },
      });
      if (!benefit) throw invalid("bad_choice", "id");
      const holder = benefit.achievement?.achievementId;
      if (holder === id) return;
      if (holder && !(await releaseBenefits(tx, holder))) throw conflict("achievement-benefit-taken");
      await tx.achievementBenefit.create({ data: { benefitId: factId, achievementId: id } });
      await requireNoCertifier(tx, id, "id");
    } else {
      const [adopter] = await adoptersFrom(tx, { AND: [linkableAdoptions(fixIds, row.studioId), { id: factId }] });
      if (!adopter) throw invalid("bad_choice", "id");
      const known = await tx.achievementAdopter.count({ where: { achievementId: id, reuseId: factId } });
      if (known > 0) return;
      await tx.achievementAdopter.create({ data: { achievementId: id, ...adopter } });
    }
    await tx.achievement.update({ where: { id }, data: { version: { increment: 1 } } });
    await recordAchievement(tx, actor, row, "achievement.linked", { payload: { what, id: factId } });
  });
}

/** Takes one out again while it is written. Errors: those of requireAchievement. */
export async function unlinkFact(actor: Actor, id: string, { what, id: factId, version }: Link): Promise<void> {
  await inTransaction(async (tx) => {
    const { row } = await requireAchievement(tx, actor, id, "unlink", version);
    const { count } =
      what === "benefit"
        ? await tx.achievementBenefit.deleteMany({ where: { achievementId: id, benefitId: factId } })
        : await tx.achievementAdopter.deleteMany({ where: { achievementId: id, reuseId: factId } });
    if (count === 0) return;
    await tx.achievement.update({ where: { id }, data: { version: { increment: 1 } } });
    await recordAchievement(tx, actor, row, "achievement.unlinked", { payload: { what, id: factId } });
  });
}
