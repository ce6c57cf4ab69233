import { inTransaction, type Tx } from "#app/lib/db.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { discardCopies, keepCopies, recordCopies } from "#app/modules/attachments/copy-files.server.ts";
import { recordBenefit, requireBenefit, requireNoCorrection } from "./open-benefit.server.ts";

/**
 * A correction is a new entry that names the one it corrects, begun with its facts, calculation, evidence and shares. Until it is
 * certified the earlier figure stands. Errors: those of requireBenefit, conflict (benefit-corrected: one is under way).
 */
export async function correctBenefit(
  actor: Actor,
  id: string,
  input: { version: number; reason: string },
): Promise<{ id: string }> {
  // Before anything is copied; asked again once it is.
  await inTransaction((tx) => requireBenefit(tx, actor, id, "correct", input.version));
  const evidence = await keepCopies({ kind: "benefit", id });
  try {
    return await inTransaction((tx) => beginCorrection(tx, actor, id, { ...input, evidence }));
  } catch (error) {
    await discardCopies(evidence);
    throw error;
  }
}

async function beginCorrection(
  tx: Tx,
  actor: Actor,
  id: string,
  input: { version: number; reason: string; evidence: Awaited<ReturnType<typeof keepCopies>> },
): Promise<{ id: string }> {
  const row = await requireBenefit(tx, actor, id, "correct", input.version);
  await requireNoCorrection(tx, id);
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
  for (const payload of await recordCopies(tx, actor, input.evidence, { kind: "benefit", id: made.id }))
    await recordBenefit(tx, actor, made, "benefit.file-added", { payload });
  return { id: made.id };
}
