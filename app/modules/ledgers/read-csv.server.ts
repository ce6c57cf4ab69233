import { CsvError, parse } from "csv-parse/sync";
import type { Cell } from "./cells.ts";
import { LIMITS } from "./limits.ts";

const DELIMITERS = [",", "\t", ";", "|"] as const;

/** UTF-8 with or without a mark, UTF-16 with one, else GB18030, which office programs in China write. */
export function decodeText(file: Buffer): { text: string; encoding: string } {
  if (file[0] === 0xff && file[1] === 0xfe)
    return { text: new TextDecoder("utf-16le").decode(file), encoding: "UTF-16LE" };
  if (file[0] === 0xfe && file[1] === 0xff)
    return { text: new TextDecoder("utf-16be").decode(file), encoding: "UTF-16BE" };
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(file);
    return { text, encoding: "UTF-8" };
  } catch {
    return { text: new TextDecoder("gb18030").decode(file), encoding: "GB18030" };
  }
}

/** The sign that splits the first lines into the most, and evenly many, parts; quoted ones don't count. */
export function detectDelimiter(text: string): string {
  const lines = text
    .slice(0, 20_000)
    .split(/\r?\n/)
    .slice(0, 12)
    .filter((line) => line.trim() !== "");
  const scored = DELIMITERS.map((delimiter) => {
    const counts = lines.map((line) => line.replace(/"[^"]*"/g, "").split(delimiter).length - 1);
    const with_ = counts.filter((count) => count > 0);
    const spread = new Set(with_).size;
    return { delimiter, score: with_.length * 10 + Math.min(9, with_[0] ?? 0) - spread };
  });
  scored.sort((a, b) => b.score - a.score);
  return (scored[0]?.score ?? 0) > 0 ? (scored[0]?.delimiter ?? ",") : ",";
}

export class CsvBroken extends Error {
  readonly line: number;
  readonly tooMuch: boolean;
  constructor(line: number, tooMuch: boolean) {
    super(`CSV can't be read at line ${line}`);
    this.line = line;
    this.tooMuch = tooMuch;
  }
}

/** Records of a CSV text; blank lines stay, so that row numbers are those a person counts. */
export function readCsv(text: string, delimiter: string): Cell[][] {
  try {
    const records: string[][] = parse(text, {
      bom: true,
      delimiter,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: false,
      max_record_size: LIMITS.recordBytes,
      to: LIMITS.rows + 1,
    });
    if (records.some((record) => record.length > LIMITS.columnsOfRecord))
      throw new CsvBroken(records.findIndex((r) => r.length > LIMITS.columnsOfRecord) + 1, true);
    return records.map((record) => record.map((value) => (value === "" ? null : value)));
  } catch (error) {
    if (error instanceof CsvError) throw new CsvBroken(Number(error.lines ?? 0), error.code === "CSV_MAX_RECORD_SIZE");
    throw error;
  }
}
