/**
 * What a cell of a sheet holds, as JSON keeps it: nothing, text, a number, a date without time,
 * a formula with its stored result, or the value of the merged block's first cell.
 */
export type Cell =
  | null
  | string
  | number
  | { d: string }
  | { f: string; v: string | number | null }
  | { m: string | number | { d: string } | null };

export type Sheet = { name: string; hidden: boolean; rows: Cell[][] };
export type Table = { kind: "xlsx" | "csv"; sheets: Sheet[]; encoding?: string; delimiter?: string };

/** Only the first cell of a merged block counts as filled. */
export const isSlave = (cell: Cell | undefined): boolean => typeof cell === "object" && cell !== null && "m" in cell;

/** The value a person sees: without formula or merge. */
export function plainValue(cell: Cell | undefined): string | number | { d: string } | null {
  if (cell === null || cell === undefined) return null;
  if (typeof cell !== "object") return cell;
  if ("d" in cell) return cell;
  if ("m" in cell) return cell.m;
  return cell.v;
}

/** The cell as one piece of text, trimmed; line breaks inside stay. */
export function cellText(cell: Cell | undefined): string {
  const value = plainValue(cell);
  if (value === null) return "";
  if (typeof value === "object") return value.d;
  if (typeof value === "number") return String(value);
  return value.replace(/\r\n?/g, "\n").replace(/^[\s\u3000\u00a0]+|[\s\u3000\u00a0]+$/g, "");
}

export const isBlankRow = (row: readonly Cell[]): boolean =>
  row.every((cell) => isSlave(cell) || cellText(cell) === "");
