import { inTransaction, type Tx } from "#app/lib/db.server.ts";
import { forbidden, invalid } from "#app/lib/errors.ts";
import { type Actor, organisationsWith } from "#app/modules/accounts/actor.ts";
import { numberKeyOf } from "#app/modules/equipment/rules.ts";
import { requireOnce } from "./counted-once.server.ts";
import { lockRecipient, recordBenefit } from "./open-benefit.server.ts";
import { linePlace, machinePlace, measureKeyOf } from "./rules.ts";
import type { EnteredBenefit } from "./schema.ts";
import { sourceOf } from "./source.server.ts";

/**
 * An engineer or reviewer of the recipient enters what a fix brings, at one place, by one measure, in days of one year.
 * Money holds its place from here on, so that a second entry is refused before anybody has worked on it. Sent twice it is
 * one. Errors: forbidden, invalid (benefit-source, benefit-place, benefit-twice).
 */
export async function enterBenefit(actor: Actor, input: EnteredBenefit): Promise<{ id: string }> {
  if (organisationsWith(actor, "ENGINEER", "REVIEWER").length === 0) throw forbidden("not-your-move");
  return inTransaction(async (tx) => {
    const known = await tx.benefit.findUnique({
      where: { byId_clientId: { byId: actor.personId, clientId: input.clientId } },
      select: { id: true },
    });
    if (known) return known;
    const source = await sourceOf(tx, actor, input.source);
    if (!source) throw invalid("benefit-source", "source");
    await lockRecipient(tx, source.recipientId);
    const claim = {
      ...source,
      ...(await placeOf(tx, source.recipientId, input)),
      measureKey: measureKeyOf(input.measure, input.measureText),
      fromOn: input.fromOn,
      toOn: input.toOn,
      holds: input.kind !== "SOCIAL",
    };
    if (claim.holds) await requireOnce(tx, { ...claim, id: null });
    const row = await tx.benefit.create({
      data: {
        ...claim,
        clientId: input.clientId,
        kind: input.kind,
        measure: input.measure,
        measureText: input.measure === "OTHER" ? input.measureText : "",
        social: input.social,
        year: input.fromOn.getUTCFullYear(),
        byId: actor.personId,
        createdAt: actor.now,
      },
      select: { id: true, recipientId: true },
    });
    await recordBenefit(tx, actor, row, "benefit.entered", {
      payload: { fixId: source.fixId, reuseId: source.reuseId, kind: input.kind, measure: claim.measureKey },
    });
    return { id: row.id };
  });
}

/** A machine of the recipient's register, also when only its number was typed; else the line as typed. */
export async function placeOf(
  tx: Tx,
  recipientId: string,
  { assetId, place }: Pick<EnteredBenefit, "assetId" | "place">,
) {
  const asset = await tx.asset.findFirst({
    where: { enterpriseId: recipientId, ...(assetId ? { id: assetId } : { numberKey: numberKeyOf(place) }) },
    select: { id: true, number: true, name: true, line: true },
  });
  if (assetId && !asset) throw invalid("bad_choice", "assetId");
  if (!asset) return { ...linePlace(place), place, assetId: null };
  return { ...machinePlace(asset), place: `${asset.number} ${asset.name}`.trim(), assetId: asset.id };
}
