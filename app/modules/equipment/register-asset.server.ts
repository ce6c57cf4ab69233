import { inTransaction, isUniqueViolation } from "#app/lib/db.server.ts";
import { DomainError, forbidden } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { newCode } from "./new-code.server.ts";
import { registersKeptBy } from "./policy.ts";
import { recordAsset } from "./record-asset.server.ts";
import { type AssetFacts, numberKeyOf } from "./rules.ts";

/** The enterprise a register form is about: the one asked for, else the one switched to, else the first. @throws forbidden */
export function registerOf(actor: Actor, wanted?: string): string {
  const kept = registersKeptBy(actor);
  const current = kept.find((id) => id === actor.currentOrganisationId) ?? kept[0];
  const id = wanted === undefined ? current : kept.find((one) => one === wanted);
  if (!id) throw forbidden("may-not-keep-register");
  return id;
}

export const numberTaken = (number: string) =>
  new DomainError("conflict", "asset-number-taken", { field: "number", values: { number } });

/** Puts a machine into its enterprise's register and draws its code. Errors: forbidden; conflict on `number`. */
export async function registerAsset(
  actor: Actor,
  input: AssetFacts & { enterpriseId?: string },
): Promise<{ id: string; code: string }> {
  const { enterpriseId: wanted, ...facts } = input;
  const enterpriseId = registerOf(actor, wanted);
  const numberKey = numberKeyOf(facts.number);
  return inTransaction(async (tx) => {
    if ((await tx.asset.count({ where: { enterpriseId, numberKey } })) > 0) throw numberTaken(facts.number);
    const made = await tx.asset.create({
      data: { ...facts, enterpriseId, numberKey, code: newCode(), createdById: actor.personId, createdAt: actor.now },
      select: { id: true, code: true },
    });
    const event = { type: "equipment.registered" as const, enterpriseId, assetId: made.id };
    await recordAsset(tx, actor, { ...event, payload: { number: facts.number } });
    return made;
  }).catch((error: unknown) => {
    // Two people registered it at the same moment.
    throw isUniqueViolation(error) ? numberTaken(facts.number) : error;
  });
}
