import type { CellValue, Cell as ExcelCell, Worksheet } from "exceljs";
import { excel } from "#app/lib/excel.server.ts";
import type { Cell, Sheet } from "./cells.ts";
import { LIMITS } from "./limits.ts";

/** A workbook's sheets, row by row. Merged blocks keep their value in the first cell; the others only point to it. */
export async function readXlsx(file: Buffer): Promise<Sheet[]> {
  const workbook = new (await excel()).Workbook();
  await workbook.xlsx.load(file as unknown as ArrayBuffer, {
    ignoreNodes: ["dataValidations", "conditionalFormatting", "drawing", "picture", "tableParts", "extLst"],
  });
  return workbook.worksheets.map((sheet) => ({
    name: sheet.name,
    hidden: sheet.state !== "visible",
    rows: rowsOf(sheet),
  }));
}

function rowsOf(sheet: Worksheet): Cell[][] {
  const rows: Cell[][] = [];
  const last = Math.min(sheet.rowCount, LIMITS.rows + 1);
  for (let number = 1; number <= last; number += 1) {
    const cells: Cell[] = [];
    const row = sheet.findRow(number);
    row?.eachCell({ includeEmpty: false }, (cell, column) => {
      while (cells.length < column - 1) cells.push(null);
      cells.push(read(cell));
    });
    rows.push(cells);
  }
  return rows;
}

function read(cell: ExcelCell): Cell {
  if (cell.isMerged && cell.master !== cell) {
    const value = simple(cell.master.value);
    return { m: typeof value === "object" && value !== null && !("d" in value) ? null : value };
  }
  return simple(cell.value);
}

type Simple = string | number | { d: string } | { f: string; v: string | number | null } | null;

function simple(value: CellValue): Simple {
  if (value === null || value === undefined) return null;
  if (typeof value === "string" || typeof value === "number") return value;
  if (typeof value === "boolean") return value ? "√" : "×";
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : { d: value.toISOString().slice(0, 10) };
  if ("richText" in value) return value.richText.map((part) => part.text).join("");
  if ("error" in value) return null;
  if ("hyperlink" in value)
    return typeof value.text === "string" ? value.text : String(simple(value.text as CellValue) ?? "");
  if ("formula" in value || "sharedFormula" in value) {
    const result = simple(value.result as CellValue);
    const formula = ("formula" in value ? value.formula : value.sharedFormula) ?? "";
    if (typeof result === "object" && result !== null) return "d" in result ? result : null;
    return { f: formula, v: result };
  }
  return null;
}
