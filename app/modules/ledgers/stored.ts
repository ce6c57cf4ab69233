import type { FirmPlan } from "./firm-names.ts";
import type { Issue, ParsedRow } from "./rows.ts";
import type { LeftOut } from "./left-out.ts";
import type { Reading } from "./stage.ts";
import type { Totals } from "./totals.ts";

/** What the JSON columns of an import hold. Written by this module only, so the shape is known. */
export type StoredReading = Reading & { sheets: string[] };
export type StoredTotals = Totals & { blankRows: number; dateSpellings: Record<string, number> };
export type StoredReport = {
  startedAt?: string;
  lastBatchAt?: string;
  seconds?: number;
  newFirms?: string[];
  firms?: { id: string; name: string; imported: number; repeated: number }[];
  importedFen?: number;
  repeatedFen?: number;
  refusedFen?: number;
  undone?: number;
  kept?: { number: string; problemId: string; row: number; why: string[] }[];
};
export type StoredRow = ParsedRow | { leftOut: LeftOut };

export const readingOf = (json: unknown): StoredReading => json as StoredReading;
export const totalsOf = (json: unknown): StoredTotals => json as StoredTotals;
export const planOf = (json: unknown): FirmPlan => json as FirmPlan;
export const reportOf = (json: unknown): StoredReport => json as StoredReport;
export const rowOf = (json: unknown): StoredRow => json as StoredRow;
export const issuesOf = (json: unknown): Issue[] => json as Issue[];

/** For a JSON column: what JSON or PostgreSQL can't hold (NUL, half a character) is dropped. */
export const toJson = (value: unknown): Record<string, never> =>
  JSON.parse(
    JSON.stringify(value, (_key, part: unknown) =>
      typeof part === "string" ? part.replaceAll("\u0000", "").toWellFormed() : part,
    ),
  ) as Record<string, never>;
