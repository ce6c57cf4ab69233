import type ExcelJS from "exceljs";
import { excel } from "#app/lib/excel.server.ts";
import type { Values } from "./field-values.ts";
import { numberFields, rowFields } from "./fields.ts";
import type { Fault } from "./fill-form.ts";
import type { Place } from "./form-places.ts";
import { copiedFormula, type Grown, grownFormula, grownRange, plainSum } from "./sheet-ranges.ts";

const FIELD = /\{([^{}]{1,40})\}/g;

/** What is written in a cell, where it is text; formulas and numbers hold no fields. */
function textOf(cell: ExcelJS.Cell): string {
  const { value } = cell;
  if (typeof value === "string") return value;
  if (value && typeof value === "object" && "richText" in value) return value.richText.map((one) => one.text).join("");
  return "";
}

const fieldsIn = (text: string): string[] => [...text.matchAll(FIELD)].map(([, name = ""]) => name.trim());

/** A cell that is one number field alone becomes a number, so that Excel adds it up. */
function filled(text: string, values: Values): string | number {
  const put = text.replace(FIELD, (_, name: string) => {
    const value = Object.hasOwn(values, name.trim()) ? values[name.trim()] : "";
    return typeof value === "string" ? value : "";
  });
  const [, alone = ""] = /^\{([^{}]+)\}$/.exec(text.trim()) ?? [];
  return numberFields.has(alone.trim()) && /^-?\d{1,12}(\.\d{1,6})?$/.test(put) ? Number(put) : put;
}

async function open(template: Uint8Array): Promise<ExcelJS.Workbook> {
  const book = new (await excel()).Workbook();
  await book.xlsx.load(Buffer.from(template) as never);
  return book;
}

export type SheetReading = {
  fields: string[];
  /** Where each of them stands first. */
  places: Record<string, Place>;
  faults: Fault[];
  wide: string[];
  rowFound: boolean;
};

/** The fields a workbook names, with their cells, and what was begun and not finished. */
export async function readSummary(template: Uint8Array): Promise<SheetReading> {
  const book = await open(template);
  const places = new Map<string, Place>();
  const faults: Fault[] = [];
  const wide: string[] = [];
  for (const sheet of book.worksheets)
    sheet.eachRow((row) =>
      row.eachCell((cell) => {
        const text = textOf(cell);
        const place = { sheet: sheet.name, cell: cell.address, near: text.slice(0, 40) };
        for (const name of fieldsIn(text)) if (!places.has(name)) places.set(name, place);
        const rest = text.replace(FIELD, "");
        if (rest.includes("{")) faults.push({ code: "unclosed_tag", field: rest.split("{")[1] ?? "", place });
        else if (rest.includes("}")) faults.push({ code: "unopened_tag", field: rest.split("}")[0] ?? "", place });
        wide.push(...[...text.matchAll(/｛[^｝]{0,30}｝/gu)].map(([found]) => found));
      }),
    );
  return {
    fields: [...places.keys()],
    places: Object.fromEntries(places),
    faults: faults.slice(0, 20),
    wide: wide.slice(0, 10),
    rowFound: book.worksheets.some((sheet) => repeatedRow(sheet) !== null),
  };
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
    // Of merged cells only the first has a value of its own; of formulas that share one each has its own text.
    const own = cell.formula ? { formula: cell.formula } : cell.value;
    const value = cell.isMerged && cell.master !== cell ? null : (own as ExcelJS.CellValue);
    cells.set(column, { value, style: cell.style });
  });
  return { height: row.height, cells };
}

/** A formula of the template, as it reads in this cell. */
type Formula = (formula: string) => string;

function write(row: ExcelJS.Row, kept: KeptRow, values: Values, formula: Formula): void {
  if (kept.height) row.height = kept.height;
  for (const [column, { value, style }] of kept.cells) {
    const cell = row.getCell(column);
    cell.style = style;
    if (typeof value === "string") cell.value = filled(value, values);
    else if (value && typeof value === "object" && "richText" in value)
      cell.value = filled(value.richText.map((one) => one.text).join(""), values);
    else if (value && typeof value === "object" && "formula" in value && value.formula)
      cell.value = { formula: formula(value.formula) } as ExcelJS.CellFormulaValue;
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

/** Sums as they are now, for programs that show a file without calculating it: phones, previews. */
function addUp(sheet: ExcelJS.Worksheet): void {
  sheet.eachRow((row) =>
    row.eachCell((cell) => {
      const { formula } = cell;
      const sum = formula ? plainSum(formula) : null;
      if (!sum) return;
      let result = 0;
      for (let n = sum.from; n <= sum.to; n += 1) {
        const one = sheet.getCell(`${sum.column}${n}`).value;
        if (typeof one === "number") result += one;
      }
      // Parts of a fen come from adding, never from what is added.
      cell.value = { formula, result: Math.round(result * 1e6) / 1e6 };
    }),
  );
}

/** What names cells of the sheet besides its formulas: the printed area and the filter. */
function growRanges(sheet: ExcelJS.Worksheet, grown: Grown): void {
  const { pageSetup, autoFilter } = sheet;
  if (pageSetup.printArea)
    pageSetup.printArea = pageSetup.printArea
      .split("&&")
      .map((area) => grownRange(area, grown))
      .join("&&");
  if (typeof autoFilter === "string") sheet.autoFilter = grownRange(autoFilter, grown);
}

/**
 * A workbook filled in: in each sheet the first row that names a field of an application is repeated for each, with its
 * look; what stands below moves down, sums over the row, the filter and the printed area grow with it. What is filled in is
 * text or number, never a formula; the template's own formulas stay.
 */
export async function fillSummary(
  template: Uint8Array,
  head: Values,
  rows: Iterable<Values> | readonly Values[],
): Promise<Uint8Array> {
  const book = await open(template);
  const list = [...rows];
  const shared: Values = { ...head, 项目数: String(list.length), count: String(list.length) };
  for (const sheet of book.worksheets) fillSheet(sheet, shared, list);
  // Whatever else the template calculates is calculated when it is opened.
  book.calcProperties.fullCalcOnLoad = true;
  return new Uint8Array(await book.xlsx.writeBuffer());
}

function fillSheet(sheet: ExcelJS.Worksheet, shared: Values, list: readonly Values[]): void {
  const at = repeatedRow(sheet);
  const last = sheet.rowCount;
  const grown: Grown = { at: at ?? Number.MAX_SAFE_INTEGER, more: at === null ? 0 : Math.max(list.length, 1) - 1 };
  const grow: Formula = (formula) => grownFormula(formula, grown);
  const merges = (sheet.model as { merges?: string[] }).merges ?? [];
  const kept = new Map(Array.from({ length: last }, (_, n) => [n + 1, keep(sheet.getRow(n + 1))] as const));
  for (const range of merges) sheet.unMergeCells(range);
  // From below, so that nothing is written over before it was moved.
  for (let row = last; row >= 1; row -= 1) {
    const one = kept.get(row);
    if (one && row !== at) write(sheet.getRow(row > grown.at ? row + grown.more : row), one, shared, grow);
  }
  const pattern = at === null ? undefined : kept.get(at);
  if (at !== null && pattern) {
    for (const [n, values] of (list.length === 0 ? [{}] : list).entries()) {
      const row = sheet.getRow(at + n);
      write(row, pattern, { ...shared, ...values }, (formula) => copiedFormula(formula, at, n));
      if (!pattern.height) fitHeight(sheet, row);
    }
  }
  for (const range of merges) if (!isInRow(range, at)) sheet.mergeCells(grownRange(range, grown));
  growRanges(sheet, grown);
  addUp(sheet);
}

/** Cells joined within the repeated row stay apart: each is filled for itself. */
const isInRow = (range: string, row: number | null): boolean => new RegExp(`^[A-Z]+${row ?? 0}:`).test(range);
