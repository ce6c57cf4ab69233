import { formatDate, type Moment } from "#app/lib/format.ts";
import { lastMomentOf } from "#app/lib/last-moment.ts";
import type { RoundState } from "../../lifecycle.ts";

/** The dates of an open round that may be put off, in the order they follow one another. */
export const ROUND_DATES = ["closesAt", "recommendUntil", "reviewUntil", "panelUntil", "noticeUntil"] as const;
export type RoundDate = (typeof ROUND_DATES)[number];
export type RoundDates = Record<RoundDate, Date | null>;

/** Each date's field in the form: a day at the organiser. */
export const DATE_FIELDS = {
  closesAt: "closesOn",
  recommendUntil: "recommendOn",
  reviewUntil: "reviewOn",
  panelUntil: "panelOn",
  noticeUntil: "noticeOn",
} as const satisfies Record<RoundDate, string>;
export type DateField = (typeof DATE_FIELDS)[RoundDate];

/** A date's last day at the organiser, as the form has it: a notice is over when the day after begins, the others with their day. */
export const lastDayOf = (date: RoundDate, at: Moment, timeZone: string): string =>
  formatDate(date === "noticeUntil" ? lastMomentOf(at) : at, timeZone);

/** What is still ahead in each state; before it opens all dates are changed with the rules. */
const AHEAD: Partial<Record<RoundState, readonly RoundDate[]>> = {
  OPEN: ["closesAt", "recommendUntil", "reviewUntil", "panelUntil"],
  REVIEW: ["recommendUntil", "reviewUntil", "panelUntil"],
  PANEL: ["panelUntil"],
  NOTICE: ["noticeUntil"],
};

/** Nothing is put off by more than this at once: dates only go forward, so a year mistyped would stay. */
export const FARTHEST_DAYS = 366;

type Round = RoundDates & { state: RoundState; panelClosedAt: Date | null };

/** Dates that may be moved now: of a step that is not over, and not passed themselves. */
export const movableDates = (round: Round, now: Date): RoundDate[] =>
  (AHEAD[round.state] ?? []).filter((name) => {
    const at = round[name];
    return at !== null && at > now && !(name === "panelUntil" && round.panelClosedAt);
  });

/** What keeps one date from being moved so: a key of app/words/award-errors.ts. */
export type MoveWrong = {
  date: RoundDate;
  key: "round-date-over" | "round-date-earlier" | "round-date-far" | "round-dates";
};

/**
 * What is wrong with these new dates, the first one first; none means they may be set. Rule: nobody has less time than
 * they were told, so a date that has not passed is only put off; a notice thereby never falls short of its working days.
 * The dates stay in order.
 */
export function whyNotMoved(round: Round, to: Partial<Record<RoundDate, Date>>, now: Date): MoveWrong[] {
  const movable = movableDates(round, now);
  const wrong: MoveWrong[] = [];
  let before: Date | null = null;
  for (const date of ROUND_DATES) {
    const was = round[date];
    const will: Date | null = to[date] ?? was;
    if (will === null) continue;
    const moved = was === null || will.getTime() !== was.getTime();
    if (moved && (was === null || !movable.includes(date))) wrong.push({ date, key: "round-date-over" });
    else if (was !== null && will < was) wrong.push({ date, key: "round-date-earlier" });
    else if (was !== null && will.getTime() - was.getTime() > FARTHEST_DAYS * 86_400_000)
      wrong.push({ date, key: "round-date-far" });
    // A notice runs from when it was put up, which may be before the panel's last day.
    else if (date !== "noticeUntil" && before !== null && will < before) wrong.push({ date, key: "round-dates" });
    before = will;
  }
  return wrong;
}

export type DateMove = { date: RoundDate; from: string; to: string };

/** What an event says about moved dates; anything else is nothing. */
export const readMoves = (payload: unknown): DateMove[] => {
  const { moves } = (payload ?? {}) as { moves?: unknown };
  return (Array.isArray(moves) ? moves : []).flatMap((one: unknown) => {
    const { date, from, to } = (one ?? {}) as Partial<DateMove>;
    return date && ROUND_DATES.includes(date) && typeof from === "string" && typeof to === "string"
      ? [{ date, from, to }]
      : [];
  });
};
