import { type Cell, cellText, isSlave } from "./cells.ts";
import type { LedgerField } from "./fields.ts";
import { type Mapping, normaliseHeading } from "./guess-columns.ts";

/** Rows that are no problems: sums, repeated headings, notes below the table. */
export type LeftOut = "total" | "subtotal" | "heading" | "note";

const TOTAL = /^(合计|总计|总合计|累计|共计|总和|grandtotal|total|sum)$/;
const SUBTOTAL = /^(.{0,20}小计|本页合计|分计|.{0,20}subtotal)$/;

/** Why a row is left out, or null for a row of the ledger. */
export function leftOutAs(cells: readonly Cell[], mapping: Mapping, headings: readonly string[]): LeftOut | null {
  const texts = cells.map((cell) => (isSlave(cell) ? "" : cellText(cell)));
  const has = (field: LedgerField): boolean => {
    const column = Object.entries(mapping).find(([, f]) => f === field)?.[0];
    return column !== undefined && cellText(cells[Number(column)]) !== "";
  };
  const filled = texts.filter((text) => text !== "");
  const words = filled.slice(0, 4).map(normaliseHeading);
  // A row that also tells a problem is one, whatever its number column says.
  const tells = has("phenomenon") || (has("title") && has("solution"));
  if (!tells || filled.length <= 3) {
    if (words.some((word) => TOTAL.test(word))) return "total";
    if (words.some((word) => SUBTOTAL.test(word))) return "subtotal";
  }
  const same = headings.filter(
    (heading, column) => heading !== "" && normaliseHeading(texts[column] ?? "") === normaliseHeading(heading),
  ).length;
  if (same >= 3 && same >= filled.length - 1) return "heading";
  const mapped = Object.keys(mapping).length;
  if (
    mapped >= 4 &&
    filled.length === 1 &&
    !tells &&
    /[:：]|^注|^说明|^备注|签字|签章|填表|审核|制表|note/i.test(filled[0] ?? "")
  )
    return "note";
  return null;
}
