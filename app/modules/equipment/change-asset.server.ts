import { inTransaction, isUniqueViolation, type Tx } from "#app/lib/db.server.ts";
import { conflict, forbidden, notFound } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { assetsVisibleTo, keepsRegister } from "./policy.ts";
import { recordAsset } from "./record-asset.server.ts";
import { numberTaken } from "./register-asset.server.ts";
import { ASSET_FIELDS, type AssetFacts, numberKeyOf } from "./rules.ts";

const factsSelect = {
  id: true,
  enterpriseId: true,
  number: true,
  formerNumbers: true,
  name: true,
  type: true,
  model: true,
  maker: true,
  line: true,
  site: true,
  retiredAt: true,
} as const;

/** A machine the actor may change. Errors: not_found, forbidden. */
export async function assetToChange(tx: Tx, actor: Actor, id: string) {
  const asset = await tx.asset.findFirst({ where: { id, ...assetsVisibleTo(actor) }, select: factsSelect });
  if (!asset) throw notFound();
  if (!keepsRegister(actor, asset.enterpriseId)) throw forbidden("may-not-keep-register");
  return asset;
}

/** The fields that differ, each with what it was. */
export const differing = (before: AssetFacts, after: AssetFacts) =>
  ASSET_FIELDS.filter((field) => before[field] !== after[field]);

/** A changed number is kept as a former one: problems posted under it stay with the machine. */
export const numbersAfter = (before: { number: string; formerNumbers: string[] }, number: string): string[] =>
  before.number === number
    ? before.formerNumbers
    : [...new Set([...before.formerNumbers, before.number])].filter((one) => one !== number);

/** Corrects a machine's facts. Errors: not_found, forbidden; conflict (changed meanwhile, or on `number`). */
export async function changeAsset(
  actor: Actor,
  input: { id: string; version: number; facts: AssetFacts },
): Promise<void> {
  const { id, version, facts } = input;
  const numberKey = numberKeyOf(facts.number);
  await inTransaction(async (tx) => {
    const before = await assetToChange(tx, actor, id);
    const { enterpriseId } = before;
    if ((await tx.asset.count({ where: { enterpriseId, numberKey, id: { not: id } } })) > 0)
      throw numberTaken(facts.number);
    const fields = differing(before, facts);
    const { count } = await tx.asset.updateMany({
      where: { id, version },
      data: { ...facts, numberKey, formerNumbers: numbersAfter(before, facts.number), version: { increment: 1 } },
    });
    if (count === 0) throw conflict();
    if (fields.length === 0) return;
    const was = Object.fromEntries(fields.map((field) => [field, before[field]]));
    const payload = { fields, was, is: Object.fromEntries(fields.map((field) => [field, facts[field]])) };
    await recordAsset(tx, actor, { type: "equipment.changed", enterpriseId, assetId: id, payload });
  }).catch((error: unknown) => {
    throw isUniqueViolation(error) ? numberTaken(facts.number) : error;
  });
}
