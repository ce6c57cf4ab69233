import { createHash, randomUUID } from "node:crypto";
import { subDays } from "date-fns/subDays";
import { db } from "#app/lib/db.server.ts";
import { conflict, invalid, notFound } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { registersKeptBy } from "#app/modules/equipment/policy.ts";
import { type AssetRow, assetsByKey, effectOf, putAssets } from "#app/modules/equipment/put-assets.server.ts";
import { registerOf } from "#app/modules/equipment/register-asset.server.ts";
import { numberKeyOf } from "#app/modules/equipment/rules.ts";
import {
  type AssetMapping,
  guessAssetColumns,
  isAssetField,
  type ListedAsset,
  readAssetList,
  type WhyRefused,
} from "./asset-list.ts";
import { dropLedgerFile, keepLedgerFile, loadLedgerFile } from "./ledger-file.server.ts";
import { readLedgerFile } from "./read-file.server.ts";
import { chooseSheet } from "./stage.ts";

/** Machines of one list. */
export const MOST_ASSETS = 10_000;
/** Rows a preview shows. */
const SHOWN = 100;

export type PlannedAsset = ListedAsset & { effect: "new" | "changed" | "same" | "refused" };

/**
 * Takes a list of machines in and keeps it for the preview; nothing reaches the register before it is confirmed.
 * Errors: forbidden; invalid on `file`.
 */
export async function uploadAssetList(
  actor: Actor,
  input: { enterpriseId?: string; fileName: string; bytes: Buffer },
): Promise<string> {
  const enterpriseId = registerOf(actor, input.enterpriseId);
  const fileName = [...(input.fileName.split(/[\\/]/).pop() ?? "")].slice(-120).join("") || "list";
  const { sheets } = await readLedgerFile(input.bytes, fileName);
  const sheet = chooseSheet(sheets, guessAssetColumns);
  const list = sheet && readAssetList(sheet);
  if (!list || list.rows.length === 0) throw invalid("import_no_rows", "file");
  if (list.rows.length > MOST_ASSETS) throw invalid("asset-list-too-long", "file", { max: MOST_ASSETS });
  const id = randomUUID();
  await keepLedgerFile(id, input.bytes);
  const sha256 = createHash("sha256").update(input.bytes).digest("hex");
  await db.assetImport.create({
    data: { id, enterpriseId, byId: actor.personId, fileName, sha256, mapping: list.mapping, createdAt: actor.now },
  });
  return id;
}

/** A list of the actor's own register. Errors: not_found. */
async function listOf(actor: Actor, id: string) {
  const row = await db.assetImport.findFirst({ where: { id, enterpriseId: { in: registersKeptBy(actor) } } });
  if (!row) throw notFound();
  return row;
}

async function readKept(id: string, fileName: string, mapping: unknown) {
  const { sheets } = await readLedgerFile(await loadLedgerFile(id), fileName);
  const sheet = chooseSheet(sheets, guessAssetColumns);
  if (!sheet) throw conflict("import_file_gone");
  return readAssetList(sheet, mapping as AssetMapping);
}

/** What every row would do to the register as it is now. */
async function plan(enterpriseId: string, rows: readonly ListedAsset[]): Promise<(PlannedAsset & { row: AssetRow })[]> {
  const keys = rows.map(({ facts }) => numberKeyOf(facts.number ?? ""));
  const known = await assetsByKey(db, enterpriseId, keys);
  return rows.map((listed) => {
    const { facts } = listed;
    const before = known.get(numberKeyOf(facts.number ?? ""));
    // A list without types names its machines by what they are.
    const type = before ? facts.type : facts.type || [...(facts.name ?? "")].slice(0, 40).join("");
    const row = { ...facts, type, number: facts.number ?? "" };
    const refused: WhyRefused | null = listed.refused ?? (!before && !type ? "no-type" : null);
    return { ...listed, refused, row, effect: refused ? ("refused" as const) : effectOf(before, row) };
  });
}

/** A list with its columns, and what it would do. Errors: not_found; conflict when the file is gone. */
export async function loadAssetList(actor: Actor, id: string) {
  const { enterpriseId, fileName, mapping, state, version, created, changed } = await listOf(actor, id);
  const head = { id, fileName, state, version, created, changed };
  if (state !== "PREVIEW") return { ...head, preview: null };
  const list = await readKept(id, fileName, mapping);
  const planned = await plan(enterpriseId, list.rows);
  const count = (effect: PlannedAsset["effect"]) => planned.filter((one) => one.effect === effect).length;
  const order = { refused: 0, changed: 1, new: 2, same: 3 };
  const rows = [...planned].sort((a, b) => order[a.effect] - order[b.effect] || a.rowNumber - b.rowNumber);
  return {
    ...head,
    preview: {
      columns: list.headings.map((heading, index) => ({
        heading,
        samples: list.samples[index] ?? [],
        field: list.mapping[index] ?? "",
      })),
      counts: { new: count("new"), changed: count("changed"), same: count("same"), refused: count("refused") },
      rows: rows.slice(0, SHOWN).map(({ row: _row, ...one }) => one),
    },
  };
}

/** Corrects what the columns mean. Errors: not_found; conflict; invalid when a field is given twice, or the number to none. */
export async function mapAssetColumns(
  actor: Actor,
  input: { id: string; version: number; columns: readonly string[] },
): Promise<void> {
  const { id } = await listOf(actor, input.id);
  const chosen = input.columns.flatMap((field, index) =>
    isAssetField(field) ? [[String(index), field] as const] : [],
  );
  const fields = chosen.map(([, field]) => field);
  const twice = chosen.find(([, field], index) => fields.indexOf(field) !== index);
  if (twice) throw invalid("import_field_twice", `columns[${twice[0]}]`);
  if (!fields.includes("number")) throw invalid("asset-list-no-number", "columns[0]");
  if (!fields.includes("type") && !fields.includes("name")) throw invalid("asset-list-no-type", "columns[0]");
  const { count } = await db.assetImport.updateMany({
    where: { id, version: input.version, state: "PREVIEW" },
    data: { mapping: Object.fromEntries(chosen), version: { increment: 1 } },
  });
  if (count === 0) throw conflict();
}

/**
 * Brings a list into the register; rows that can't be are left out. Interrupted and confirmed again it goes on, and
 * doubles nothing. Errors: not_found; conflict when it is done, or was read another way meanwhile.
 */
export async function confirmAssetList(
  actor: Actor,
  input: { id: string; version: number },
): Promise<{ created: number; changed: number }> {
  const list = await listOf(actor, input.id);
  if (list.state !== "PREVIEW") throw conflict("asset-list-done");
  if (list.version !== input.version) throw conflict();
  const { rows } = await readKept(list.id, list.fileName, list.mapping);
  const planned = await plan(list.enterpriseId, rows);
  const wanted = planned.filter((one) => one.effect === "new" || one.effect === "changed").map((one) => one.row);
  const done = await putAssets(actor, list.enterpriseId, wanted);
  const { count } = await db.assetImport.updateMany({
    where: { id: list.id, state: "PREVIEW" },
    data: { state: "DONE", ...done, finishedAt: actor.now, version: { increment: 1 } },
  });
  if (count === 0) throw conflict("asset-list-done");
  await dropLedgerFile(list.id);
  return done;
}

/** Gives a list up. Errors: not_found; conflict when it is done. */
export async function discardAssetList(actor: Actor, id: string): Promise<void> {
  const list = await listOf(actor, id);
  const { count } = await db.assetImport.updateMany({
    where: { id: list.id, state: "PREVIEW" },
    data: { state: "DISCARDED", finishedAt: actor.now, version: { increment: 1 } },
  });
  if (count === 0) throw conflict("asset-list-done");
  await dropLedgerFile(list.id);
}

/** Days a list waits for somebody to take it over. */
const WAITS_DAYS = 30;

/** Gives up lists that nobody took over, with their files; a daily job. @returns how many */
export async function giveUpOldAssetLists(now: Date): Promise<number> {
  const old = await db.assetImport.findMany({
    where: { state: "PREVIEW", createdAt: { lt: subDays(now, WAITS_DAYS) } },
    select: { id: true },
    take: 500,
  });
  const ids = old.map((list) => list.id);
  await db.assetImport.updateMany({
    where: { id: { in: ids }, state: "PREVIEW" },
    data: { state: "DISCARDED", finishedAt: now, version: { increment: 1 } },
  });
  const given = await db.assetImport.findMany({ where: { id: { in: ids }, state: "DISCARDED" }, select: { id: true } });
  for (const { id } of given) await dropLedgerFile(id);
  return given.length;
}
