import { inTransaction } from "#app/lib/db.server.ts";
import { forbidden, invalid } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { WHOLE } from "../shares/rules.ts";
import { ACHIEVEMENT_MAX } from "./limits.ts";
import { adoptersFrom, linkableAdoptions, linkableBenefits } from "./linked-facts.server.ts";
import { recordAchievement } from "./open-achievement.server.ts";
import { entersAchievements } from "./policy.ts";
import { equalShares } from "./rules.ts";
import type { EnteredAchievement } from "./schema.ts";
import { writeLikeness } from "./similar.server.ts";
import { sourceOf } from "./source.server.ts";

/**
 * Begins an achievement. From a solved problem it comes filled in: the team in order with equal shares, benefits that
 * stand in no other achievement, accepted adoptions. A reviewer or secretariat that had no part enters it on behalf of
 * who did. Sent twice it is one. Errors: forbidden, invalid (achievement-source).
 */
export async function enterAchievement(actor: Actor, input: EnteredAchievement): Promise<{ id: string }> {
  if (!entersAchievements(actor)) throw forbidden("not-your-move");
  return inTransaction(async (tx) => {
    const known = await tx.achievement.findUnique({
      where: { byId_clientId: { byId: actor.personId, clientId: input.clientId } },
      select: { id: true },
    });
    if (known) return known;
    const source = await sourceOf(tx, actor, input.source);
    if (!source) throw invalid("achievement-source", "source");
    const { fix, team } = source;
    const fixIds = fix ? [fix.id] : [];
    const benefits = await tx.benefit.findMany({
      where: { AND: [linkableBenefits(actor, fixIds), { achievement: null }] },
      select: { id: true },
    });
    const adopters = fix ? await adoptersFrom(tx, linkableAdoptions(fixIds, source.studioId)) : [];
    const shares = equalShares(team.length, WHOLE);
    const title = (input.title || fix?.title) ?? "";
    const row = await tx.achievement.create({
      data: {
        clientId: input.clientId,
        kind: input.kind,
        title: title.slice(0, ACHIEVEMENT_MAX.title),
        enterpriseId: source.enterpriseId,
        studioId: source.studioId,
        completedOn: input.completedOn ?? fix?.solvedAt ?? actor.now,
        origin: source.origin,
        contributorsVersion: 1,
        byId: actor.personId,
        createdAt: actor.now,
        contributors: {
          create: team.map((one, position) => ({ ...one, position, basisPoints: shares[position] ?? 0 })),
        },
        fixes: { create: fixIds.map((problemId) => ({ problemId })) },
        benefits: { create: benefits.map(({ id }) => ({ benefitId: id })) },
        adopters: { create: adopters },
      },
      select: { id: true, enterpriseId: true },
    });
    await writeLikeness(tx, { id: row.id, title, innovation: "", summary: "" });
    await recordAchievement(tx, actor, row, "achievement.entered", {
      payload: {
        kind: input.kind,
        origin: source.origin,
        fixIds,
        benefitIds: benefits.map((one) => one.id),
        reuseIds: adopters.map((one) => one.reuseId),
      },
    });
    return { id: row.id };
  });
}
