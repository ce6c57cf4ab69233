import type { Category } from "#app/modules/problems/schema.ts";
import { suggestTitle } from "#app/modules/problems/title.ts";
import { type Cell, cellText, isSlave } from "./cells.ts";
import { FIRM_MAX, LEDGER_MAX, type LedgerField } from "./fields.ts";
import type { Mapping, Unit } from "./guess-columns.ts";
import { parseAmount } from "./parse-amount.ts";
import { type DateSpelling, parseDate } from "./parse-date.ts";
import { parseCategory, parseState } from "./parse-state.ts";

/** What was found about a row. `refuse` keeps it out, `warn` wants a look, `note` says how something was read. */
export type IssueCode =
  | "no-content"
  | "firm-left-out"
  | "broken-row"
  | "bad-date"
  | "vague-date"
  | "future-date"
  | "solved-before-posted"
  | "bad-amount"
  | "about-amount"
  | "amount-in-merged-cell"
  | "cut"
  | "empty-status"
  | "unknown-status"
  | "in-progress"
  | "solved-without-solution"
  | "formula-like"
  | "amount-with-unit"
  | "amount-as-text"
  | "title-made"
  | "same-text";
export type IssueLevel = "refuse" | "warn" | "note";
export type Issue = { code: IssueCode; field?: LedgerField; text?: string; max?: number };

export const ISSUE_LEVEL: Record<IssueCode, IssueLevel> = {
  "no-content": "refuse",
  "firm-left-out": "refuse",
  "broken-row": "refuse",
  "bad-date": "warn",
  "vague-date": "warn",
  "future-date": "warn",
  "solved-before-posted": "warn",
  "bad-amount": "warn",
  "about-amount": "warn",
  "amount-in-merged-cell": "warn",
  cut: "warn",
  "empty-status": "warn",
  "unknown-status": "warn",
  "in-progress": "warn",
  "solved-without-solution": "warn",
  "formula-like": "note",
  "amount-with-unit": "note",
  "amount-as-text": "note",
  "title-made": "note",
  "same-text": "note",
};
export const ISSUE_CODES = Object.keys(ISSUE_LEVEL) as IssueCode[];

/** One row as the product understands it. Days are the firm's own calendar days. */
export type ParsedRow = {
  firm: string;
  ident: string;
  title: string;
  phenomenon: string;
  category: Category | null;
  equipmentType: string;
  equipmentModel: string;
  equipmentMaker: string;
  assetNumber: string;
  line: string;
  processStep: string;
  alarmCode: string;
  tried: string;
  studio: string;
  rootCause: string;
  solution: string;
  status: string;
  state: "SOLVED" | "UNSOLVED";
  partial: boolean;
  postedOn: string | null;
  solvedOn: string | null;
  /** The ledger's claim, not a certified benefit. */
  benefitFen: number | null;
  benefitText: string;
  /** How the dates of the row were written, for the report. */
  dates: DateSpelling[];
};

const ABSENT = /^[/\\\-—–－]+$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: PostgreSQL refuses NUL in text, and no other of these is ever typed
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u200b\ufeff]/g;

export type RowContext = {
  mapping: Mapping;
  unit: Unit;
  /** Today in the importing organisation's time zone, YYYY-MM-DD. */
  today: string;
  /** Rows without a column of states: solved when a solution stands there. */
  hasStatus: boolean;
};

const columnsOf = (mapping: Mapping): Partial<Record<LedgerField, number>> =>
  Object.fromEntries(Object.entries(mapping).map(([column, field]) => [field, Number(column)]));

/** Reads one row; never throws. Texts too long are cut and said so. */
export function parseRow(cells: readonly Cell[], context: RowContext): { parsed: ParsedRow; issues: Issue[] } {
  const columns = columnsOf(context.mapping);
  const issues: Issue[] = [];
  const cellOf = (field: LedgerField): Cell | undefined => {
    const column = columns[field];
    return column === undefined ? undefined : cells[column];
  };
  const text = (field: keyof typeof LEDGER_MAX): string => {
    const found = cellText(cellOf(field)).replace(CONTROL, "");
    const value = ABSENT.test(found) ? "" : found;
    const max = LEDGER_MAX[field];
    if (value.length > 0 && /^[=@]|^[+-](?![\d.\s])/.test(value))
      issues.push({ code: "formula-like", field, text: value.slice(0, 40) });
    if ([...value].length <= max) return value;
    issues.push({ code: "cut", field, max });
    return [...value].slice(0, max).join("");
  };
  const day = (field: "postedAt" | "solvedAt"): { day: string | null; spelling?: DateSpelling } => {
    const found = parseDate(cellOf(field));
    if (found === null) return { day: null };
    if ("unreadable" in found) {
      issues.push({ code: "bad-date", field, text: found.unreadable.slice(0, 40) });
      return { day: null };
    }
    if (found.vague) issues.push({ code: "vague-date", field, text: found.day });
    if (found.day > context.today) issues.push({ code: "future-date", field, text: found.day });
    return { day: found.day, spelling: found.spelling };
  };

  let title = text("title").replace(/\s*\n\s*/g, " ");
  let phenomenon = text("phenomenon");
  if (phenomenon === "") phenomenon = title;
  if (title === "" && phenomenon !== "") {
    // A short sentence is its own title.
    title = phenomenon.length <= LEDGER_MAX.title && !phenomenon.includes("\n") ? phenomenon : suggestTitle(phenomenon);
    if (columns.title !== undefined) issues.push({ code: "title-made", field: "title" });
  }
  if (phenomenon === "") issues.push({ code: "no-content" });

  const rootCause = text("rootCause");
  const solution = text("solution");
  const status = text("status");
  const state = context.hasStatus ? parseState(status) : parseState(solution || rootCause ? "solved" : "unsolved");
  if (context.hasStatus) {
    if (state.as === "empty") issues.push({ code: "empty-status", field: "status" });
    if (state.as === "unknown") issues.push({ code: "unknown-status", field: "status", text: status });
    if (state.as === "in-progress") issues.push({ code: "in-progress", field: "status", text: status });
    if (state.state === "SOLVED" && solution === "")
      issues.push({ code: "solved-without-solution", field: "solution" });
  }

  const posted = day("postedAt");
  const solved = day("solvedAt");
  if (posted.day && solved.day && solved.day < posted.day)
    issues.push({ code: "solved-before-posted", field: "solvedAt", text: `${posted.day} → ${solved.day}` });

  const benefit = readBenefit(cellOf("benefit"), context.unit, issues);
  const category = parseCategory(cellText(cellOf("category"))) ?? null;
  const parsed: ParsedRow = {
    firm: [...cellText(cellOf("enterprise")).replace(CONTROL, "").replace(/\s+/g, " ")].slice(0, FIRM_MAX).join(""),
    ident: text("ident"),
    title,
    phenomenon,
    category,
    equipmentType: text("equipmentType"),
    equipmentModel: text("equipmentModel"),
    equipmentMaker: text("equipmentMaker"),
    assetNumber: text("assetNumber"),
    line: text("line"),
    processStep: text("processStep"),
    alarmCode: text("alarmCode"),
    tried: text("tried"),
    studio: text("studio"),
    rootCause,
    solution,
    status,
    state: state.state,
    partial: state.partial,
    postedOn: posted.day,
    solvedOn: solved.day,
    benefitFen: benefit.fen,
    benefitText: benefit.text,
    dates: [posted.spelling, solved.spelling].filter((s) => s !== undefined),
  };
  return { parsed, issues };
}

function readBenefit(cell: Cell | undefined, unit: Unit, issues: Issue[]): { fen: number | null; text: string } {
  const text = cellText(cell).slice(0, 80);
  if (isSlave(cell)) {
    // One amount over several rows counts once, with the block's first row.
    if (text !== "") issues.push({ code: "amount-in-merged-cell", field: "benefit", text });
    return { fen: null, text };
  }
  const found = parseAmount(cell, unit);
  if (found === null) return { fen: null, text };
  if ("unreadable" in found) {
    issues.push({ code: "bad-amount", field: "benefit", text: found.unreadable });
    return { fen: null, text };
  }
  if (found.spelling === "about") issues.push({ code: "about-amount", field: "benefit", text });
  if (found.spelling === "with-unit") issues.push({ code: "amount-with-unit", field: "benefit", text });
  if (found.spelling === "number-as-text") issues.push({ code: "amount-as-text", field: "benefit", text });
  return { fen: found.fen, text };
}
