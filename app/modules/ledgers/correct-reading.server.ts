import { db } from "#app/lib/db.server.ts";
import { conflict, invalid } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { isLedgerField } from "./fields.ts";
import type { Mapping, Unit } from "./guess-columns.ts";
import { loadLedgerFile } from "./ledger-file.server.ts";
import { requireImport, requirePreview } from "./load-import.server.ts";
import { readLedgerFile } from "./read-file.server.ts";
import { chooseSheet, guessReading } from "./stage.ts";
import { stageImport } from "./stage-import.server.ts";
import { planOf, readingOf } from "./stored.ts";

export type ReadingInput = {
  id: string;
  version: number;
  sheet: string;
  headerRow: number;
  unit: Unit;
  columns: readonly string[];
};

/** Column → field from the form's list. @throws DomainError invalid when a field is given twice or is unknown */
function mappingOf(columns: readonly string[]): Mapping {
  const mapping: Mapping = {};
  columns.forEach((field, column) => {
    if (field === "") return;
    if (!isLedgerField(field)) throw invalid("bad_choice", `columns[${column}]`);
    if (Object.values(mapping).includes(field)) throw invalid("import_field_twice", `columns[${column}]`);
    mapping[column] = field;
  });
  return mapping;
}

/** Reads the file again as a person corrected it. A new sheet or heading row is guessed afresh; columns are taken as given. */
export async function correctReading(actor: Actor, input: ReadingInput): Promise<void> {
  const row = await requirePreview(db, actor, input);
  const before = readingOf(row.mapping);
  const mapping = mappingOf(input.columns);
  const table = await readLedgerFile(await loadLedgerFile(row.id), row.fileName);
  const sheet = table.sheets.find((one) => one.name === input.sheet);
  if (!sheet) throw invalid("bad_choice", "sheet");
  if (input.headerRow >= sheet.rows.length) throw invalid("import_no_rows", "headerRow");
  const otherSheet = input.sheet !== before.sheet;
  const moved = otherSheet || input.headerRow !== before.headerRow;
  // On another sheet the old heading row means nothing, unless it was changed as well.
  const guessed = guessReading(sheet, otherSheet && input.headerRow === before.headerRow ? undefined : input.headerRow);
  const reading = moved ? guessed : { ...guessed, mapping, unit: input.unit };
  const taken = await db.import.updateMany({
    where: { id: row.id, state: "PREVIEWED", version: input.version },
    data: { state: "UPLOADED", version: { increment: 1 } },
  });
  if (taken.count !== 1) throw conflict("import_changed");
  const plan = planOf(row.firms);
  const fallback = plan.firms.find((firm) => firm.key === plan.spellings.find((spelling) => spelling.text === "")?.to);
  await stageImport({
    importId: row.id,
    place: row.place,
    sheet,
    sheets: table.sheets.map((one) => one.name),
    reading,
    now: actor.now,
    fallback: fallback?.name ?? null,
    keep: plan,
  });
}

/** Reads a file again whose first reading was interrupted. */
export async function readAgain(actor: Actor, input: { id: string }): Promise<void> {
  const row = await requireImport(db, actor, input.id);
  if (row.state !== "UPLOADED") throw conflict("import_changed");
  const table = await readLedgerFile(await loadLedgerFile(row.id), row.fileName);
  const sheet = chooseSheet(table.sheets);
  if (!sheet) throw invalid("import_no_rows");
  await stageImport({
    importId: row.id,
    place: row.place,
    sheet,
    sheets: table.sheets.map((one) => one.name),
    reading: guessReading(sheet),
    now: actor.now,
    fallback: null,
  });
}
