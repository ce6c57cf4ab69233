import type { Cell } from "./cells.ts";
import { plainValue } from "./cells.ts";
import type { Unit } from "./guess-columns.ts";
import { parseAmount } from "./parse-amount.ts";

/** A sum printed in the file, beside what its rows really add up to. */
export type PrintedSum = {
  row: number;
  kind: "total" | "subtotal";
  printedFen: number;
  /** Sum of the rows it stands for: all of them, or those since the subtotal before. */
  rowsFen: number;
  /** The rows its formula covers, when it has one and they are not all. */
  formula?: string;
  missedRows?: number;
};

export type Totals = {
  hasBenefit: boolean;
  sumFen: number;
  /** Part of the sum that the ledger itself calls approximate. */
  aboutFen: number;
  aboutRows: number;
  /** Amounts written as text, which a formula of Excel passes over. */
  textFen: number;
  textRows: number;
  unreadableRows: number;
  emptyRows: number;
  printed: PrintedSum[];
};

type SumRow = { rowNumber: number; fen: number | null; about: boolean; asText: boolean; unreadable: boolean };
type PrintedRow = { rowNumber: number; kind: "total" | "subtotal"; cell: Cell | undefined };

const RANGE = /\$?[A-Z]{1,3}\$?(\d+):\$?[A-Z]{1,3}\$?(\d+)/;

/** Adds up the rows and compares with what the file prints. */
export function compareTotals(
  rows: readonly SumRow[],
  printed: readonly PrintedRow[],
  unit: Unit,
  hasBenefit: boolean,
): Totals {
  const add = (some: readonly SumRow[]): number => some.reduce((sum, row) => sum + (row.fen ?? 0), 0);
  const about = rows.filter((row) => row.about);
  const text = rows.filter((row) => row.asText);
  let since = 0;
  const sums = printed.flatMap((line): PrintedSum[] => {
    const amount = parseAmount(plainValue(line.cell), unit);
    const covered =
      line.kind === "total" ? rows : rows.filter((row) => row.rowNumber > since && row.rowNumber < line.rowNumber);
    if (line.kind === "subtotal") since = line.rowNumber;
    if (amount === null || "unreadable" in amount) return [];
    const sum: PrintedSum = { row: line.rowNumber, kind: line.kind, printedFen: amount.fen, rowsFen: add(covered) };
    const formula = typeof line.cell === "object" && line.cell !== null && "f" in line.cell ? line.cell.f : null;
    const range = formula ? RANGE.exec(formula) : null;
    if (!formula || !range) return [sum];
    const missed = covered.filter((row) => row.rowNumber < Number(range[1]) || row.rowNumber > Number(range[2])).length;
    return [{ ...sum, formula, missedRows: missed }];
  });
  return {
    hasBenefit,
    sumFen: add(rows),
    aboutFen: add(about),
    aboutRows: about.length,
    textFen: add(text),
    textRows: text.length,
    unreadableRows: rows.filter((row) => row.unreadable).length,
    emptyRows: hasBenefit ? rows.filter((row) => row.fen === null && !row.unreadable).length : 0,
    printed: sums,
  };
}
