import { isBlankRow, type Table } from "./cells.ts";
import { LIMITS, type ReadFailure } from "./limits.ts";
import { CsvBroken, decodeText, detectDelimiter, readCsv } from "./read-csv.server.ts";
import { readXlsx } from "./read-xlsx.server.ts";
import { checkWorkbookZip } from "./zip-guard.ts";

export type ReadResult = { table: Table } | { failure: ReadFailure; line?: number };

const startsWith = (file: Buffer, ...bytes: number[]): boolean => bytes.every((byte, index) => file[index] === byte);

/** Text has no NULs and few other control characters; UTF-16 with its mark may. */
function looksLikeText(file: Buffer): boolean {
  if (startsWith(file, 0xff, 0xfe) || startsWith(file, 0xfe, 0xff)) return true;
  const head = file.subarray(0, 8_192);
  let odd = 0;
  for (const byte of head) {
    if (byte === 0) return false;
    if (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d && byte !== 0x0c) odd += 1;
  }
  return odd <= head.length / 200;
}

/** Reads a workbook or a CSV file by what it holds, not by its name. */
export async function readTable(file: Buffer, fileName: string): Promise<ReadResult> {
  if (file.every((byte) => byte === 0x20 || byte === 0x0a || byte === 0x0d)) return { failure: "import_empty_file" };
  if (file.length > LIMITS.fileBytes) return { failure: "file_too_big" };
  const result = startsWith(file, 0x50, 0x4b) ? await workbook(file) : csv(file, fileName);
  if ("failure" in result) return result;
  if (result.table.sheets.some((sheet) => sheet.rows.length > LIMITS.rows)) return { failure: "import_too_much" };
  return result.table.sheets.some((sheet) => sheet.rows.some((row) => !isBlankRow(row)))
    ? result
    : { failure: "import_no_rows" };
}

async function workbook(file: Buffer): Promise<ReadResult> {
  const checked = checkWorkbookZip(file);
  if (checked === "too-much") return { failure: "import_too_much" };
  if (checked === "broken") return { failure: "import_broken_file" };
  try {
    return { table: { kind: "xlsx", sheets: await readXlsx(file) } };
  } catch {
    return { failure: "import_broken_file" };
  }
}

function csv(file: Buffer, fileName: string): ReadResult {
  // An OLE container is the old .xls, or a workbook locked with a password.
  if (startsWith(file, 0xd0, 0xcf, 0x11, 0xe0))
    return { failure: /\.xlsx$/i.test(fileName) ? "import_protected" : "import_old_excel" };
  if (!looksLikeText(file)) return { failure: "import_not_a_table" };
  const { text, encoding } = decodeText(file);
  const delimiter = detectDelimiter(text.replace(/^\ufeff/, ""));
  try {
    const rows = readCsv(text, delimiter);
    const filled = rows.filter((row) => !isBlankRow(row));
    if (filled.length > 0 && filled.every((row) => row.length < 2)) return { failure: "import_not_a_table" };
    return { table: { kind: "csv", sheets: [{ name: "", hidden: false, rows }], encoding, delimiter } };
  } catch (error) {
    if (error instanceof CsvBroken)
      return { failure: error.tooMuch ? "import_too_much" : "import_broken_file", line: error.line };
    throw error;
  }
}
