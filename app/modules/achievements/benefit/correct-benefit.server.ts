import { inTransaction } from "#app/lib/db.server.ts";
import { conflict } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { recordBenefit, requireBenefit } from "./open-benefit.server.ts";

/**
 * A correction is a new entry that names the one it corrects, begun with its facts, calculation and shares. Until it is
 * certified the earlier figure stands. Errors: those of requireBenefit, conflict (benefit-corrected: one is under way).
 */
export async function correctBenefit(
  actor: Actor,
  id: string,
  input: { version: number; reason: string },
): Promise<{ id: string }> {
  return inTransaction(async (tx) => {
    const row = await requireBenefit(tx, actor, id, "correct", input.version);
    const underWay = await tx.benefit.count({
      where: { correctsId: id, state: { notIn: ["WITHDRAWN", "REFUSED"] } },
    });
    if (underWay > 0) throw conflict("benefit-corrected");
    const { recipientId, fixId, reuseId, kind, measure, measureText, measureKey } = row;
    const { assetId, place, placeKey, lineKey, fromOn, toOn, year, social, forecastFen, actualFen } = row;
    const made = await tx.benefit.create({
      data: {
        clientId: crypto.randomUUID(),
        recipientId,
        fixId,
        reuseId,
        kind,
        measure,
        measureText,
        measureKey,
        assetId,
        place,
        placeKey,
        lineKey,
        fromOn,
        toOn,
        year,
        social,
        forecastFen,
        actualFen,
        state: "ACTUAL",
        holds: false,
        correctsId: id,
        byId: actor.personId,
        createdAt: actor.now,
        statements: {
          create: row.statements.map(({ benefitId: _, inputs, costs, ...one }) => ({
            ...one,
            inputs: inputs ?? [],
            costs: costs ?? [],
          })),
        },
        shares: {
          create: row.shares.map(({ personId, organisationId, position, basisPoints, contribution }) => ({
            personId,
            organisationId,
            position,
            basisPoints,
            contribution,
          })),
        },
      },
      select: { id: true, recipientId: true },
    });
    await recordBenefit(tx, actor, made, "benefit.entered", { reason: input.reason, payload: { corrects: id } });
    return { id: made.id };
  });
}
