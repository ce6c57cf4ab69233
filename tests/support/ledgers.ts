import ExcelJS from "exceljs";
import { db } from "#app/lib/db.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { confirmImport } from "#app/modules/ledgers/confirm-import.server.ts";
import { runImport } from "#app/modules/ledgers/run-import.server.ts";
import { uploadImport } from "#app/modules/ledgers/upload-import.server.ts";

export const HEADINGS = [
  "序号",
  "报送\n单位",
  "难题名称",
  "故障现象",
  "报送日期",
  "解决措施",
  "完成时间",
  "状态",
  "经济效益（万元）",
];
type Value = string | number | Date | null | { formula: string; result: number };

/** A workbook as unions keep it: two title rows, headings, rows. */
export async function makeWorkbook(rows: Value[][], headings: string[] = HEADINGS): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet("台账");
  sheet.addRow(["技术难题台账"]);
  sheet.addRow(["填报单位：秘书处   单位：万元"]);
  sheet.mergeCells(1, 1, 1, headings.length);
  sheet.mergeCells(2, 1, 2, headings.length);
  sheet.addRow(headings);
  for (const row of rows) sheet.addRow(row);
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

/** So many different rows of a firm, without amounts. */
export const plainRows = (count: number, firm: string, from = 1): Value[][] =>
  Array.from({ length: count }, (_, n) => [
    from + n,
    firm,
    `难题${from + n}`,
    `${from + n} 号机异响`,
    "2023-01-05",
    "更换轴承",
    "2023-02-05",
    "√",
    null,
  ]);

export const csvOf = (rows: string[][]): Buffer =>
  Buffer.from(
    `\ufeff${rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(",")).join("\r\n")}`,
  );

export const upload = (
  actor: Actor,
  organisationId: string,
  bytes: Buffer,
  fileName = "台账.xlsx",
  enterprise?: string,
): Promise<string> => uploadImport(actor, { organisationId, fileName, bytes, enterprise });

export const importOf = (id: string) => db.import.findUniqueOrThrow({ where: { id } });

/** Uploads, confirms and brings in. */
export async function importAll(
  actor: Actor,
  organisationId: string,
  bytes: Buffer,
  fileName?: string,
): Promise<string> {
  const id = await upload(actor, organisationId, bytes, fileName);
  await confirmImport(actor, { id, version: (await importOf(id)).version });
  await runImport(id, () => new Date());
  return id;
}

export async function rowStates(importId: string): Promise<Record<string, number>> {
  const groups = await db.importRow.groupBy({ by: ["state"], where: { importId }, _count: true });
  return Object.fromEntries(groups.map((group) => [group.state, group._count]));
}
