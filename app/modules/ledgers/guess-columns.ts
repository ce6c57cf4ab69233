import { type Cell, cellText, isBlankRow, isSlave } from "./cells.ts";
import { LEDGER_FIELDS, type LedgerField, SYNONYMS } from "./fields.ts";

/** Column index → field. */
export type Mapping = Record<string, LedgerField>;
export type Unit = "yuan" | "wan";

/** A heading without spaces, line breaks, marks and what stands in brackets. */
export function normaliseHeading(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[(（[【].*?[)）\]】]/g, "")
    .replace(/[\s_\-/.:：*#、，,]+/g, "");
}

/** How surely a heading means a field: 3 the very word, 2 begins or ends with it, 1 holds it, 0 not at all. */
function likeness(heading: string, synonyms: readonly string[]): number {
  let best = 0;
  for (const word of synonyms) {
    if (heading === word) return 3;
    // Short Latin words stand inside others by accident: "no" in "notes", "id" in "width".
    if (/^[a-z]{1,3}$/.test(word)) continue;
    if (heading.startsWith(word) || heading.endsWith(word)) best = Math.max(best, 2);
    else if (heading.includes(word)) best = Math.max(best, 1);
  }
  return best;
}

/** The meaning of each column by its heading; every field is given once, to the likeliest column. */
export function guessFields<F extends string>(
  headings: readonly string[],
  fields: readonly F[],
  synonyms: Readonly<Record<F, readonly string[]>>,
): Record<string, F> {
  const offers = headings.flatMap((text, column) => {
    const heading = normaliseHeading(text);
    if (heading === "") return [];
    return fields
      .map((field) => ({
        column,
        field,
        score: likeness(heading, synonyms[field]),
        length: heading.length,
      }))
      .filter((o) => o.score > 0);
  });
  offers.sort((a, b) => b.score - a.score || a.column - b.column || a.length - b.length);
  const mapping: Record<string, F> = {};
  const taken = new Set<F>();
  for (const { column, field } of offers) {
    if (taken.has(field) || mapping[column]) continue;
    mapping[column] = field;
    taken.add(field);
  }
  return mapping;
}

/** The meaning of a ledger's columns. */
export function guessMapping(headings: readonly string[]): Mapping {
  const mapping: Mapping = guessFields(headings, LEDGER_FIELDS, SYNONYMS);
  const taken = new Set(Object.values(mapping));
  // A lone text column is what happened, not what it is called.
  if (!taken.has("phenomenon") && taken.has("title")) {
    const [column] = Object.entries(mapping).find(([, field]) => field === "title") ?? [];
    if (column !== undefined && Object.keys(mapping).length <= 2) mapping[column] = "phenomenon";
  }
  return mapping;
}

/** Rows looked at for the headings. */
const LOOK = 40;

/** The row (index from 0) that names the columns: the one whose cells are most like known headings; else the first with several cells. */
export function findHeaderRow(
  rows: readonly (readonly Cell[])[],
  guess: (headings: readonly string[]) => Record<string, string> = guessMapping,
): number {
  let best = { row: -1, score: 0 };
  let firstWide = -1;
  for (let row = 0; row < Math.min(rows.length, LOOK); row += 1) {
    const cells = (rows[row] ?? []).filter((cell) => !isSlave(cell)).map(cellText);
    const filled = cells.filter((text) => text !== "");
    if (filled.length >= 2 && firstWide < 0) firstWide = row;
    if (filled.length < 1 || filled.some((text) => text.length > 60)) continue;
    const score = Object.keys(guess(cells)).length;
    if (score > best.score && (score >= 2 || filled.length === 1)) best = { row, score };
  }
  if (best.row >= 0) return best.row;
  if (firstWide >= 0) return firstWide;
  return Math.max(
    0,
    rows.findIndex((row) => !isBlankRow(row)),
  );
}

/** The unit of amounts: from the heading, else from the lines above it ("单位：万元"), else yuan. */
export function guessUnit(heading: string, above: readonly string[]): Unit {
  const says = (text: string): Unit | null =>
    /万元|万/.test(text) ? "wan" : /元|yuan|cny|rmb/i.test(text) ? "yuan" : null;
  const note = above.map((line) => /单位\s*[:：]\s*(人民币)?(万元|元)/.exec(line)?.[2]).find(Boolean);
  return says(heading) ?? (note ? says(note) : null) ?? "yuan";
}

/** The headings of the columns, as wide as the sheet; missing ones are empty. */
export function headingsOf(rows: readonly (readonly Cell[])[], headerRow: number, width: number): string[] {
  const row = rows[headerRow] ?? [];
  return Array.from({ length: width }, (_, column) =>
    isSlave(row[column]) ? "" : cellText(row[column]).replace(/\s+/g, " "),
  );
}
