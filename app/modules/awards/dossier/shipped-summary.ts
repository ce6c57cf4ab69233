import type ExcelJS from "exceljs";
import { excel } from "#app/lib/excel.server.ts";
import { type Locale, words } from "#app/lib/i18n.ts";
import { dossierSheetWords } from "#app/words/dossier-sheet.ts";
import { APPLICATION_FIELDS } from "./fields.ts";

type Field = (typeof APPLICATION_FIELDS)[number]["key"];
type Column = {
  head: keyof (typeof dossierSheetWords)["zh-CN"]["head"];
  field: Field;
  width: number;
  sum?: "amount" | "count";
  centre?: boolean;
};

const COLUMNS: readonly Column[] = [
  { head: "position", field: "position", width: 6, centre: true },
  { head: "number", field: "number", width: 14, centre: true },
  { head: "title", field: "title", width: 28 },
  { head: "kind", field: "kind", width: 11 },
  { head: "enterprise", field: "enterprise", width: 20 },
  { head: "people", field: "peopleNames", width: 16 },
  { head: "units", field: "unitNames", width: 20 },
  { head: "gist", field: "gist", width: 42 },
  { head: "benefit", field: "benefitWan", width: 16, sum: "amount" },
  { head: "adopters", field: "adopterCount", width: 11, sum: "count" },
  { head: "patents", field: "patentCount", width: 11, sum: "count" },
  { head: "patentNames", field: "patentNames", width: 20 },
  { head: "awards", field: "awardNames", width: 16 },
  { head: "opinion", field: "enterpriseOpinion", width: 18 },
  { head: "state", field: "state", width: 10 },
];
const FORMAT = { amount: "#,##0.00", count: "#,##0" } as const;
const thin = { style: "thin", color: { argb: "FF808080" } } as const;
const BOX = { top: thin, bottom: thin, left: thin, right: thin };
const SHADE = { type: "pattern", pattern: "solid", fgColor: { argb: "FFF2F1EE" } } as const;
const [HEAD, ROW, TOTAL, FOOT] = [3, 4, 5, 7];

/**
 * The summary sheet that ships (汇总表), as a template: one row for each application, a head that stays in view, is filtered
 * by and stands on every printed page, and sums of what the filter leaves. In Chinese its fields have Chinese names.
 */
export async function shippedSummary(locale: Locale = "zh-CN"): Promise<Uint8Array> {
  const w = words(dossierSheetWords, locale);
  const book = new (await excel()).Workbook();
  const last = String.fromCharCode(64 + COLUMNS.length);
  const nameOf = (key: Field): string =>
    `{${locale === "zh-CN" ? (APPLICATION_FIELDS.find((one) => one.key === key)?.zh ?? key) : key}}`;
  const sheet = book.addWorksheet(w.name, {
    views: [{ state: "frozen", ySplit: HEAD, xSplit: 3 }],
    pageSetup: {
      // A3: the columns stay readable; printed on A4 it is fitted to the width.
      paperSize: 8 as ExcelJS.PaperSize,
      orientation: "landscape",
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      printTitlesRow: `${HEAD}:${HEAD}`,
      printArea: `A1:${last}${FOOT}`,
      margins: { left: 0.4, right: 0.4, top: 0.5, bottom: 0.6, header: 0.3, footer: 0.3 },
    },
    headerFooter: { oddFooter: w.page },
  });
  sheet.columns = COLUMNS.map(({ width }) => ({ width }));
  sheet.autoFilter = `A${HEAD}:${last}${ROW}`;

  const across = (row: number, text: string, font: Partial<ExcelJS.Font>, height: number) => {
    sheet.getCell(row, 1).value = text;
    sheet.mergeCells(`A${row}:${last}${row}`);
    sheet.getCell(row, 1).font = font;
    sheet.getRow(row).height = height;
  };
  across(1, w.title, { name: "SimHei", size: 18, bold: true }, 34);
  sheet.getCell("A1").alignment = { horizontal: "center", vertical: "middle" };
  across(2, w.lead, { name: "SimSun", size: 10.5 }, 20);
  across(FOOT, w.foot, { name: "SimSun", size: 10.5 }, 24);

  for (const [index, { head, field, sum, centre }] of COLUMNS.entries()) {
    const column = sheet.getColumn(index + 1).letter;
    const top = sheet.getCell(HEAD, index + 1);
    top.value = w.head[head];
    top.font = { name: "SimHei", size: 10.5, bold: true };
    top.alignment = { horizontal: "center", vertical: "middle", wrapText: true };
    top.fill = SHADE;
    top.border = BOX;
    const cell = sheet.getCell(ROW, index + 1);
    cell.value = nameOf(field);
    cell.font = { name: "SimSun", size: 10 };
    cell.alignment = {
      vertical: "middle",
      wrapText: true,
      horizontal: centre || sum === "count" ? "center" : sum ? "right" : "left",
    };
    cell.border = BOX;
    const total = sheet.getCell(TOTAL, index + 1);
    total.value = sum ? { formula: `SUBTOTAL(109,${column}${ROW}:${column}${ROW})` } : index === 0 ? w.total : null;
    total.font = { name: "SimHei", size: 10, bold: true };
    total.alignment = { vertical: "middle", horizontal: sum === "amount" ? "right" : "center" };
    total.fill = SHADE;
    total.border = BOX;
    if (sum) for (const one of [cell, total]) one.numFmt = FORMAT[sum];
  }
  sheet.getRow(HEAD).height = 34;
  sheet.getRow(TOTAL).height = 22;
  return new Uint8Array(await book.xlsx.writeBuffer());
}
