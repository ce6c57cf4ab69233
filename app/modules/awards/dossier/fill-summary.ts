import ExcelJS from "exceljs";
import type { Values } from "./field-values.ts";
import { rowFields } from "./fields.ts";

const FIELD = /\{([^{}]{1,40})\}/g;

/** What is written in a cell, where it is text; formulas and numbers hold no fields. */
function textOf(cell: ExcelJS.Cell): string {
  const { value } = cell;
  if (typeof value === "string") return value;
  if (value && typeof value === "object" && "richText" in value) return value.richText.map((one) => one.text).join("");
  return "";
}

const fieldsIn = (text: string): string[] => [...text.matchAll(FIELD)].map(([, name = ""]) => name.trim());

/** A cell that is one field alone and holds a whole number becomes a number, so that Excel adds it up. */
function filled(text: string, values: Values): string | number {
  const put = text.replace(FIELD, (_, name: string) => {
    const value = Object.hasOwn(values, name.trim()) ? values[name.trim()] : "";
    return typeof value === "string" ? value : "";
  });
  const alone = /^\{[^{}]+\}$/.test(text.trim());
  return alone && /^\d{1,9}$/.test(put) ? Number(put) : put;
}

async function open(template: Uint8Array): Promise<ExcelJS.Workbook> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(Buffer.from(template) as never);
  return book;
}

/** The fields a sheet names. */
export async function readSummary(template: Uint8Array): Promise<{ fields: string[]; rowFound: boolean }> {
  const book = await open(template);
  const fields = new Set<string>();
  for (const sheet of book.worksheets)
    sheet.eachRow((row) => row.eachCell((cell) => fieldsIn(textOf(cell)).forEach((name) => fields.add(name))));
  return { fields: [...fields], rowFound: book.worksheets.some((sheet) => repeatedRow(sheet) !== null) };
}

/** The first row that names a field of an application. */
function repeatedRow(sheet: ExcelJS.Worksheet): number | null {
  let found: number | null = null;
  sheet.eachRow((row, number) => {
    row.eachCell((cell) => {
      if (found === null && fieldsIn(textOf(cell)).some((name) => rowFields.has(name))) found = number;
    });
  });
  return found;
}

type Kept = { value: ExcelJS.CellValue; style: Partial<ExcelJS.Style> };
type KeptRow = { height: number | undefined; cells: Map<number, Kept> };

function keep(row: ExcelJS.Row): KeptRow {
  const cells = new Map<number, Kept>();
  row.eachCell({ includeEmpty: true }, (cell, column) => {
    // Of merged cells only the first has a value of its own.
    const value = cell.isMerged && cell.master !== cell ? null : cell.value;
    cells.set(column, { value, style: cell.style });
  });
  return { height: row.height, cells };
}

function write(row: ExcelJS.Row, kept: KeptRow, values: Values): void {
  if (kept.height) row.height = kept.height;
  for (const [column, { value, style }] of kept.cells) {
    const cell = row.getCell(column);
    cell.style = style;
    if (typeof value === "string") cell.value = filled(value, values);
    else if (value && typeof value === "object" && "richText" in value)
      cell.value = filled(value.richText.map((one) => one.text).join(""), values);
    else cell.value = value;
  }
}

/** Width of a text in letters; a Chinese one takes the room of two. */
const lettersIn = (text: string): number =>
  [...text].reduce((sum, sign) => sum + (/[\u2e80-\uffff]/.test(sign) ? 2 : 1), 0);

/** High enough for the longest of its wrapped texts: programs do not measure a row that comes without a height. */
function fitHeight(sheet: ExcelJS.Worksheet, row: ExcelJS.Row): void {
  let height = 0;
  row.eachCell((cell, column) => {
    if (!cell.alignment?.wrapText) return;
    const width = Math.max(2, (sheet.getColumn(column).width ?? 9) - 1);
    const lines = String(cell.value ?? "")
      .split("\n")
      .reduce((sum, line) => sum + Math.max(1, Math.ceil(lettersIn(line) / width)), 0);
    height = Math.max(height, lines * (cell.font?.size ?? 11) * 1.4 + 4);
  });
  if (height > 0) row.height = Math.min(409, Math.ceil(height));
}

/**
 * A workbook filled in: in each sheet the first row that names a field of an application is repeated for each, with its
 * look; what stands below moves down. Everything is written as text or number, never as a formula.
 */
export async function fillSummary(
  template: Uint8Array,
  head: Values,
  rows: Iterable<Values> | readonly Values[],
): Promise<Uint8Array> {
  const book = await open(template);
  const list = [...rows];
  const shared: Values = { ...head, 项目数: String(list.length), count: String(list.length) };
  for (const sheet of book.worksheets) {
    const at = repeatedRow(sheet);
    const last = sheet.rowCount;
    const merges = (sheet.model as { merges?: string[] }).merges ?? [];
    const kept = new Map(Array.from({ length: last }, (_, n) => [n + 1, keep(sheet.getRow(n + 1))] as const));
    for (const range of merges) sheet.unMergeCells(range);
    const moved = at === null ? 0 : Math.max(list.length, 1) - 1;
    const place = (row: number): number => (at !== null && row > at ? row + moved : row);
    // From below, so that nothing is written over before it was moved.
    for (let row = last; row >= 1; row -= 1) {
      const one = kept.get(row);
      if (one && row !== at) write(sheet.getRow(place(row)), one, shared);
    }
    const pattern = at === null ? undefined : kept.get(at);
    if (at !== null && pattern) {
      for (const [n, values] of list.entries()) {
        write(sheet.getRow(at + n), pattern, { ...shared, ...values });
        if (!pattern.height) fitHeight(sheet, sheet.getRow(at + n));
      }
      if (list.length === 0) write(sheet.getRow(at), pattern, shared);
    }
    for (const range of merges) {
      const [, left = "", top = "0", right = "", bottom = "0"] = /^([A-Z]+)(\d+):([A-Z]+)(\d+)$/.exec(range) ?? [];
      if (left && Number(top) !== at) sheet.mergeCells(`${left}${place(Number(top))}:${right}${place(Number(bottom))}`);
    }
  }
  return new Uint8Array(await book.xlsx.writeBuffer());
}
