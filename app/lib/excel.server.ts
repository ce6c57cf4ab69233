import type ExcelJS from "exceljs";

/** What reads and writes workbooks, loaded with the first of them: a tenth of a start would go into it. */
export const excel = async (): Promise<typeof ExcelJS> => (await import("exceljs")).default;
