import { createHash } from "node:crypto";
import { type Cell, cellText, isBlankRow, isSlave, type Sheet } from "./cells.ts";
import { findHeaderRow, guessMapping, guessUnit, headingsOf, type Mapping, type Unit } from "./guess-columns.ts";
import { type LeftOut, leftOutAs } from "./left-out.ts";
import { type Issue, ISSUE_LEVEL, type ParsedRow, parseRow } from "./rows.ts";
import { compareTotals, type Totals } from "./totals.ts";

/** How a sheet is read: guessed first, then as a person corrected it. */
export type Reading = {
  sheet: string;
  headerRow: number;
  headings: string[];
  samples: string[][];
  mapping: Mapping;
  unit: Unit;
};

export type StagedRow = {
  rowNumber: number;
  raw: Cell[];
  parsed: ParsedRow | { leftOut: LeftOut };
  issues: Issue[];
  state: "READY" | "WARNED" | "REFUSED" | "SUBTOTAL";
  fingerprint: string;
};

export type Staged = {
  reading: Reading;
  rows: StagedRow[];
  blankRows: number;
  firms: Map<string, number>;
  totals: Totals;
  dateSpellings: Record<string, number>;
};

/** Widest sheet that is taken in. */
export const MAX_COLUMNS = 60;

export const widthOf = (rows: readonly (readonly Cell[])[]): number =>
  Math.min(
    MAX_COLUMNS,
    rows
      .slice(0, 200)
      .reduce(
        (width, row) => Math.max(width, row.findLastIndex((cell) => !isSlave(cell) && cellText(cell) !== "") + 1),
        1,
      ),
  );

/** The sheet with the most rows that name columns we know; hidden ones last. */
export function chooseSheet(
  sheets: readonly Sheet[],
  guess: (headings: readonly string[]) => Record<string, string> = guessMapping,
): Sheet | undefined {
  const score = (sheet: Sheet): number => {
    const header = findHeaderRow(sheet.rows, guess);
    const known = Object.keys(guess(headingsOf(sheet.rows, header, widthOf(sheet.rows)))).length;
    return (sheet.hidden ? 0 : 1_000_000) + known * 10_000 + Math.min(9_999, sheet.rows.length);
  };
  return [...sheets]
    .filter((sheet) => sheet.rows.some((row) => !isBlankRow(row)))
    .sort((a, b) => score(b) - score(a))[0];
}

/** Reads a sheet as its headings suggest. `headerRow` counts from 1, as people and Excel do. */
export function guessReading(sheet: Sheet, headerRow?: number): Reading {
  const width = widthOf(sheet.rows);
  const index = headerRow === undefined ? findHeaderRow(sheet.rows) : headerRow - 1;
  const headings = headingsOf(sheet.rows, index, width);
  const mapping = guessMapping(headings);
  const benefit = Object.entries(mapping).find(([, field]) => field === "benefit")?.[0];
  const above = sheet.rows.slice(0, index).flatMap((row) => row.filter((cell) => !isSlave(cell)).map(cellText));
  const samples = headings.map((_, column) => samplesOf(sheet.rows, index + 1, column));
  return {
    sheet: sheet.name,
    headerRow: index + 1,
    headings,
    samples,
    mapping,
    unit: guessUnit(headings[Number(benefit ?? -1)] ?? "", above),
  };
}

export function samplesOf(rows: readonly (readonly Cell[])[], from: number, column: number): string[] {
  const found: string[] = [];
  for (let row = from; row < rows.length && row < from + 60 && found.length < 2; row += 1) {
    const text = cellText(rows[row]?.[column]).replace(/\s+/g, " ").slice(0, 40);
    if (text !== "" && text !== "/" && !found.includes(text)) found.push(text);
  }
  return found;
}

/** What makes a row the same row in another copy of the file: its number, what happened and when. Not how it went on. */
export function fingerprintOf(parsed: ParsedRow): string {
  const squeezed = [parsed.ident, parsed.title, parsed.phenomenon, parsed.postedOn ?? ""].map((text) =>
    text.normalize("NFKC").toLowerCase().replace(/\s+/g, ""),
  );
  return createHash("sha256").update(squeezed.join("\u001f")).digest("base64url").slice(0, 27);
}

/** Reads every row below the headings; sums, repeated headings and notes are left out and kept for the report. */
export function stageRows(sheet: Sheet, reading: Reading, today: string): Staged {
  const { mapping, unit, headings } = reading;
  const hasStatus = Object.values(mapping).includes("status");
  const benefit = Number(Object.entries(mapping).find(([, field]) => field === "benefit")?.[0] ?? -1);
  const rows: StagedRow[] = [];
  const firms = new Map<string, number>();
  const dateSpellings: Record<string, number> = {};
  const seen = new Map<string, number>();
  let blankRows = 0;
  for (let index = reading.headerRow; index < sheet.rows.length; index += 1) {
    const raw = (sheet.rows[index] ?? []).slice(0, MAX_COLUMNS);
    const rowNumber = index + 1;
    if (isBlankRow(raw)) {
      blankRows += 1;
      continue;
    }
    const leftOut = leftOutAs(raw, mapping, headings);
    if (leftOut) {
      rows.push({ rowNumber, raw, parsed: { leftOut }, issues: [], state: "SUBTOTAL", fingerprint: "" });
      continue;
    }
    const { parsed, issues } = parseRow(raw, { mapping, unit, today, hasStatus });
    const body = `${parsed.phenomenon}\u001f${parsed.solution}`;
    const before = seen.get(body);
    if (before !== undefined) issues.push({ code: "same-text", text: String(before) });
    else seen.set(body, rowNumber);
    const levels = issues.map((issue) => ISSUE_LEVEL[issue.code]);
    const state = levels.includes("refuse") ? "REFUSED" : levels.includes("warn") ? "WARNED" : "READY";
    firms.set(parsed.firm, (firms.get(parsed.firm) ?? 0) + 1);
    for (const spelling of parsed.dates) dateSpellings[spelling] = (dateSpellings[spelling] ?? 0) + 1;
    rows.push({ rowNumber, raw, parsed, issues, state, fingerprint: fingerprintOf(parsed) });
  }
  return { reading, rows, blankRows, firms, totals: sumsOf(rows, benefit, unit), dateSpellings };
}

function sumsOf(rows: readonly StagedRow[], benefit: number, unit: Unit): Totals {
  const of = (row: StagedRow, ...codes: Issue["code"][]) => row.issues.some((issue) => codes.includes(issue.code));
  const amounts = rows.flatMap((row) =>
    "leftOut" in row.parsed
      ? []
      : [
          {
            rowNumber: row.rowNumber,
            fen: row.parsed.benefitFen,
            about: of(row, "about-amount"),
            asText: of(row, "about-amount", "amount-with-unit", "amount-as-text"),
            unreadable: of(row, "bad-amount"),
          },
        ],
  );
  const printed = rows.flatMap((row) =>
    "leftOut" in row.parsed && (row.parsed.leftOut === "total" || row.parsed.leftOut === "subtotal")
      ? [{ rowNumber: row.rowNumber, kind: row.parsed.leftOut, cell: row.raw[benefit] }]
      : [],
  );
  return compareTotals(amounts, printed, unit, benefit >= 0);
}
