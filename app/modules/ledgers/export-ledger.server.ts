import { PassThrough, Readable } from "node:stream";
import { excel } from "#app/lib/excel.server.ts";
import { words } from "#app/lib/i18n.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { commonWords } from "#app/words/common.ts";
import { ledgersWords } from "#app/words/ledgers.ts";
import { problemFactsWords } from "#app/words/problem-facts.ts";
import { statesWords } from "#app/words/states.ts";
import { type ExportRow, exportRows } from "./export-rows.server.ts";
import { csvRecord } from "./sheet-cells.ts";

const WIDTHS: Record<keyof typeof ledgersWords.en.sheet.columns, number> = {
  number: 12,
  enterprise: 24,
  title: 32,
  phenomenon: 48,
  category: 8,
  equipmentType: 14,
  equipmentModel: 16,
  postedAt: 12,
  solver: 20,
  cause: 32,
  solution: 48,
  solvedAt: 12,
  state: 12,
};
type Column = keyof typeof WIDTHS;
const COLUMNS = Object.keys(WIDTHS) as Column[];

/** The words of a row, in the order of the columns. */
function cellsOf(actor: Actor) {
  const states = words(statesWords, actor.locale);
  const facts = words(problemFactsWords, actor.locale);
  const common = words(commonWords, actor.locale);
  return (row: ExportRow): string[] =>
    COLUMNS.map((column) => {
      if (column === "state")
        return row.partial && row.state === "SOLVED" ? states.solvedPartly : states.state[row.state];
      if (column === "category") return facts.categories[row.category];
      if (column === "enterprise") return row.enterprise ?? common.anonymousEnterprise;
      return row[column];
    });
}

/** The ledger of all the actor may read, as CSV that Excel opens in the right letters. */
export function exportCsv(actor: Actor): Readable {
  const headings = words(ledgersWords, actor.locale).sheet.columns;
  const cells = cellsOf(actor);
  return Readable.from(
    (async function* () {
      yield `\ufeff${csvRecord(COLUMNS.map((column) => headings[column]))}`;
      for await (const page of exportRows(actor)) yield page.map((row) => csvRecord(cells(row))).join("");
    })(),
  );
}

/** The same as a workbook; cells are text, so nothing is taken for a formula. */
export function exportXlsx(actor: Actor): Readable {
  const w = words(ledgersWords, actor.locale).sheet;
  const cells = cellsOf(actor);
  const out = new PassThrough();
  const write = async () => {
    const { stream } = await excel();
    const workbook = new stream.xlsx.WorkbookWriter({ stream: out, useStyles: true });
    const sheet = workbook.addWorksheet(w.name, { views: [{ state: "frozen", ySplit: 1 }] });
    sheet.columns = COLUMNS.map((column) => ({ header: w.columns[column], key: column, width: WIDTHS[column] }));
    sheet.getRow(1).font = { bold: true };
    for await (const page of exportRows(actor)) for (const row of page) sheet.addRow(cells(row)).commit();
    sheet.commit();
    await workbook.commit();
  };
  write().catch((error: unknown) => out.destroy(error instanceof Error ? error : new Error(String(error))));
  return out;
}
