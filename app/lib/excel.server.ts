import type ExcelJS from "exceljs";

/** What reads and writes workbooks, loaded with the first of them: a tenth of a start would go into it. */
export const excel = async (): Promise<typeof ExcelJS> => (await import("exceljs")).default;

/** A sheet as wide as an A4 page and as long as it takes, with its head on each. */
export const A4_SHEET = {
  orientation: "landscape",
  paperSize: 9 as ExcelJS.PaperSize,
  fitToPage: true,
  fitToWidth: 1,
  fitToHeight: 0,
  printTitlesRow: "1:1",
} satisfies Partial<ExcelJS.PageSetup>;
