import { inTransaction, type Tx } from "#app/lib/db.server.ts";
import { forbidden } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { differing, numbersAfter } from "./change-asset.server.ts";
import { newCode } from "./new-code.server.ts";
import { keepsRegister } from "./policy.ts";
import { recordAsset } from "./record-asset.server.ts";
import { ASSET_FIELDS, type AssetField, type AssetFacts, numberKeyOf } from "./rules.ts";

/** A row of a list: what its file has no column for stays as the register has it. */
export type AssetRow = Pick<AssetFacts, "number"> & Partial<AssetFacts>;

/** Rows of one transaction. */
const BATCH = 200;

const factsSelect = {
  id: true,
  version: true,
  number: true,
  numberKey: true,
  formerNumbers: true,
  name: true,
  type: true,
  model: true,
  maker: true,
  line: true,
  site: true,
} as const;
type Known = AssetFacts & { id: string; version: number; numberKey: string; formerNumbers: string[] };

/** What the file says, over what is known; a blank cell takes nothing away. */
function mergedFacts(known: AssetFacts, row: AssetRow): AssetFacts {
  const fields = ASSET_FIELDS.map((field): [AssetField, string] => [field, row[field] || known[field]]);
  return Object.fromEntries(fields) as AssetFacts;
}

/** What a row would do to the register. */
export function effectOf(known: AssetFacts | undefined, row: AssetRow): "new" | "changed" | "same" {
  if (!known) return "new";
  return differing(known, mergedFacts(known, row)).length > 0 ? "changed" : "same";
}

/** Machines of a register by their number's key. */
export async function assetsByKey(
  reader: Pick<Tx, "asset">,
  enterpriseId: string,
  keys: readonly string[],
): Promise<Map<string, Known>> {
  const rows = await reader.asset.findMany({
    where: { enterpriseId, numberKey: { in: [...keys] } },
    select: factsSelect,
  });
  return new Map(rows.map((row) => [row.numberKey, row]));
}

/**
 * Brings rows into a register by their numbers: new machines are registered, known ones corrected, equal ones left
 * alone, so that the same list again changes nothing. Rows must have distinct numbers and a type each where the
 * machine is new. Errors: forbidden.
 */
export async function putAssets(
  actor: Actor,
  enterpriseId: string,
  rows: readonly AssetRow[],
): Promise<{ created: number; changed: number }> {
  if (!keepsRegister(actor, enterpriseId)) throw forbidden("may-not-keep-register");
  const done = { created: 0, changed: 0 };
  for (let from = 0; from < rows.length; from += BATCH) {
    const part = rows.slice(from, from + BATCH);
    const { created, changed } = await inTransaction((tx) => putBatch(tx, actor, enterpriseId, part));
    done.created += created;
    done.changed += changed;
  }
  return done;
}

async function putBatch(tx: Tx, actor: Actor, enterpriseId: string, rows: readonly AssetRow[]) {
  const keys = rows.map((row) => numberKeyOf(row.number));
  const known = await assetsByKey(tx, enterpriseId, keys);
  const fresh = rows.filter((row) => !known.has(numberKeyOf(row.number)));
  // Somebody may register one of them at this moment: theirs stays.
  const made = await tx.asset.createManyAndReturn({
    data: fresh.map((row) => ({
      number: row.number,
      name: row.name ?? "",
      type: row.type ?? "",
      model: row.model ?? "",
      maker: row.maker ?? "",
      line: row.line ?? "",
      site: row.site ?? "",
      enterpriseId,
      numberKey: numberKeyOf(row.number),
      code: newCode(),
      imported: true,
      createdById: actor.personId,
      createdAt: actor.now,
    })),
    skipDuplicates: true,
    select: { id: true },
  });
  let changed = 0;
  for (const row of rows) {
    const before = known.get(numberKeyOf(row.number));
    if (before && (await correct(tx, actor, enterpriseId, before, row))) changed += 1;
  }
  if (made.length > 0) {
    const payload = { created: made.length, ids: made.map((one) => one.id) };
    await recordAsset(tx, actor, { type: "equipment.imported", enterpriseId, assetId: null, payload });
  }
  return { created: made.length, changed };
}

async function correct(tx: Tx, actor: Actor, enterpriseId: string, before: Known, row: AssetRow): Promise<boolean> {
  const facts = mergedFacts(before, row);
  const fields = differing(before, facts);
  if (fields.length === 0) return false;
  const { count } = await tx.asset.updateMany({
    where: { id: before.id, version: before.version },
    data: { ...facts, formerNumbers: numbersAfter(before, facts.number), version: { increment: 1 } },
  });
  if (count === 0) return false;
  const was = Object.fromEntries(fields.map((field) => [field, before[field]]));
  const payload = { fields, was, is: Object.fromEntries(fields.map((field) => [field, facts[field]])) };
  await recordAsset(tx, actor, { type: "equipment.changed", enterpriseId, assetId: before.id, payload });
  return true;
}
