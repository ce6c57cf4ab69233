/** A template's row that is repeated, and how many rows more than one it became. */
export type Grown = { at: number; more: number };

const REFERENCE = /(\$?)([A-Z]{1,3})(\$?)(\d{1,7})(?::(\$?)([A-Z]{1,3})(\$?)(\d{1,7}))?/g;

const moved = (row: number, { at, more }: Grown): number => (row > at ? row + more : row);
/** The last row of a range that ends in the repeated row is the last repeated one. */
const movedEnd = (row: number, { at, more }: Grown): number => (row >= at ? row + more : row);

/** "A3:N4" where it stands after the row was repeated: what holds the row grows with it, what is below moves. */
export const grownRange = (range: string, grown: Grown): string =>
  range.replace(
    REFERENCE,
    (_, a: string, left: string, b: string, top: string, c = "", right = "", d = "", end = "") =>
      right === ""
        ? `${a}${left}${b}${moved(Number(top), grown)}`
        : `${a}${left}${b}${moved(Number(top), grown)}:${c}${right}${d}${movedEnd(Number(end), grown)}`,
  );

/** Texts in quotes, names of sheets with what they name, and functions: nothing in them is a cell of this sheet. */
const ELSEWHERE =
  /("(?:[^"]|"")*"|'(?:[^']|'')*'![^,()+\-*/&<>=^ ]+|[A-Za-z_][\w.]*(?=\()|[\p{L}_][\p{L}\w.]*![^,()+\-*/&<>=^ ]+)/u;

const inOwnCells = (formula: string, change: (part: string) => string): string =>
  formula
    .split(ELSEWHERE)
    .map((part, n) => (n % 2 === 1 ? part : change(part)))
    .join("");

/** A formula outside of the repeated row: sums over the row become sums over all of its repetitions. */
export const grownFormula = (formula: string, grown: Grown): string =>
  inOwnCells(formula, (part) => grownRange(part, grown));

/** A formula of the repeated row in its repetition `n` (0 is the first): the own row moves along, as when it is copied down. */
export const copiedFormula = (formula: string, at: number, n: number): string =>
  inOwnCells(formula, (part) =>
    part.replace(/(\$?[A-Z]{1,3})(\$?)(\d{1,7})/g, (all, column: string, fixed: string, row: string) =>
      fixed === "" && Number(row) === at ? `${column}${at + n}` : all,
    ),
  );

/** The column and rows of a plain sum, as "SUM(I4:I9)" or "SUBTOTAL(109,I4:I9)"; null for anything else. */
export function plainSum(formula: string): { column: string; from: number; to: number } | null {
  const found = /^(?:SUM\(|SUBTOTAL\((?:9|109),)\$?([A-Z]{1,3})\$?(\d+):\$?([A-Z]{1,3})\$?(\d+)\)$/i.exec(
    formula.replaceAll(" ", ""),
  );
  if (!found || found[1] !== found[3]) return null;
  return { column: found[1] ?? "", from: Number(found[2]), to: Number(found[4]) };
}
