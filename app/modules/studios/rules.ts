import type { Band } from "#app/modules/achievements/benefit/rules.ts";
import { addYears, firstReviewOn, REVIEW_YEARS } from "#app/modules/alliances/review-day.ts";

export { addYears, firstReviewOn, REVIEW_YEARS };

const DAY_MS = 86_400_000;
/** A leader is reminded so many days before a date. */
export const REMIND_DAYS = 30;
/** An order to put things right gives at least so many days, and at most a year. */
export const RECTIFY_DAYS = { least: 14, most: 366 };
/** From the day named on, this long without any result proposes an order to put things right. */
export const RESULT_MONTHS = 12;

/** Days are calendar days as midnight UTC, the way forms and date columns hold them. */
export const dayOf = (text: string): Date => new Date(`${text}T00:00:00.000Z`);
export const textOfDay = (day: Date): string => day.toISOString().slice(0, 10);
export const addDays = (day: Date, days: number): Date => new Date(day.getTime() + days * DAY_MS);
/** The same day of an earlier month; a day the month lacks becomes its last. */
export function monthsBefore(day: Date, months: number): Date {
  const to = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() - months, day.getUTCDate()));
  return to.getUTCDate() === day.getUTCDate() ? to : new Date(Date.UTC(to.getUTCFullYear(), to.getUTCMonth(), 0));
}

/** Whole years from the day a studio was named to another day; none before it. */
export function wholeYears(designatedOn: Date, on: Date): number {
  let years = on.getUTCFullYear() - designatedOn.getUTCFullYear();
  while (years > 0 && addYears(designatedOn, years) > on) years -= 1;
  return Math.max(0, years);
}

/** What the product counted of one calendar year, by the calendar of the studio's house. */
export type StudioFacts = {
  year: number;
  /** Sessions (场次) of collaboration, exchange and visits that somebody of the studio was at. */
  exchanges: number;
  /** Problems solved and accepted, and those of other enterprises among them. */
  solved: number;
  solvedElsewhere: number;
  /** Enterprises (not of one group with either side) that accepted a fix of the studio. */
  adopters: number;
  /** Of the studio's people's shares of certified benefit. */
  benefitBand: Band;
  graduated: number;
  promoted: number;
  results: number;
  achievements: number;
};

/** What counts as a result of a year: something accepted, certified, confirmed or registered; being there does not. */
export const hasResult = (facts: StudioFacts): boolean =>
  facts.solved + facts.adopters + facts.graduated + facts.promoted + facts.results + facts.achievements > 0 ||
  facts.benefitBand !== "NONE";

export type FundRow = {
  id: string;
  kind: "GRANTED" | "USED";
  /** Fen. */
  amountFen: bigint;
  correctsId: string | null;
};
export type FundSums = { grantedFen: bigint; usedFen: bigint; leftFen: bigint };

/** What counts: a row another has taken the place of does not. All amounts in fen; `leftFen` may be below zero. */
export function fundSums(rows: readonly FundRow[]): FundSums {
  const replaced = new Set(rows.flatMap((row) => row.correctsId ?? []));
  const sum = (kind: FundRow["kind"]) =>
    rows.reduce((all, row) => (row.kind === kind && !replaced.has(row.id) ? all + row.amountFen : all), 0n);
  const [grantedFen, usedFen] = [sum("GRANTED"), sum("USED")];
  return { grantedFen, usedFen, leftFen: grantedFen - usedFen };
}

/** Whether a new row leaves more used than granted: then it needs a word, and carries a mark. */
export const overspends = (rows: readonly FundRow[], added: FundRow): boolean =>
  fundSums([...rows, added]).leftFen < 0n;

/** What a list of studios is narrowed to. */
export const DUE_FILTERS = ["wait", "late", "soon", "proposed"] as const;
export type DueFilter = (typeof DUE_FILTERS)[number];

/** How near a date is. */
export type Nearness = "later" | "soon" | "late";
export function nearness(dueOn: Date, today: Date): Nearness {
  if (dueOn < today) return "late";
  return dueOn <= addDays(today, REMIND_DAYS) ? "soon" : "later";
}

export type TargetLine = { target: string; actual: string | null };
/** Whole per cent of a target reached, over 100 too; null without an actual figure. Both as decimal text. */
export function reached({ target, actual }: TargetLine): number | null {
  if (actual === null || Number(target) === 0) return null;
  return Math.floor((Number(actual) / Number(target)) * 100);
}
