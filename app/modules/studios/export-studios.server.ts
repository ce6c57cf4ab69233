import { A4_SHEET, excel } from "#app/lib/excel.server.ts";
import { words } from "#app/lib/i18n.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { studiosWords } from "#app/words/studios.ts";
import { listStudiosToExport, type StudioFilter } from "./queries-list.server.ts";

/** The studios of a filter as a workbook: one row each, in the language of the reader. @throws not_found */
export async function exportStudios(actor: Actor, filter: StudioFilter): Promise<Uint8Array> {
  const w = words(studiosWords, actor.locale);
  const rows = await listStudiosToExport(actor, filter);
  const book = new (await excel()).Workbook();
  book.created = actor.now;
  const sheet = book.addWorksheet(w.sheet.name, { views: [{ state: "frozen", ySplit: 1 }] });
  sheet.columns = [
    { header: w.sheet.number, width: 8 },
    { header: w.name, width: 32 },
    { header: w.enterprise, width: 28 },
    { header: w.levelLabel, width: 12 },
    { header: w.stateLabel, width: 14 },
    { header: w.designatedOn, width: 14 },
    { header: w.nextOn, width: 14 },
    { header: w.sheet.leaders, width: 18 },
  ];
  sheet.getRow(1).font = { bold: true };
  sheet.pageSetup = { ...A4_SHEET };
  for (const [index, row] of rows.entries())
    sheet.addRow([
      index + 1,
      row.name,
      row.enterprise,
      w.level[row.level],
      w.state[row.state],
      row.designatedOn ?? "",
      row.dueOn ?? "",
      row.leaders.join("、"),
    ]);
  return new Uint8Array(await book.xlsx.writeBuffer());
}
