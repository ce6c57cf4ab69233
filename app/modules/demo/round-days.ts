/** When the demo's rounds of people took which step, and the days their officer had set for it. Pure. */
import { dayOf, daysFrom, yearOf } from "./demo-days.ts";

/** When each step was, in order; `closes` is the last day of applications. */
export type RoundSteps = Record<
  | "defined"
  | "opened"
  | "applied"
  | "closes"
  | "closed"
  | "recommended"
  | "admitted"
  | "seats"
  | "panel"
  | "scored"
  | "panelClosed"
  | "published",
  Date
>;

/** The days a round was defined with, so that each step comes in time. */
export const daysOfRound = (at: RoundSteps) => ({
  factsFrom: `${yearOf(at.defined) - 1}-01-01`,
  factsUntil: dayOf(at.defined),
  opensOn: dayOf(at.opened),
  closesOn: dayOf(at.closes),
  recommendOn: dayOf(at.recommended),
  reviewOn: dayOf(at.admitted),
  panelOn: dayOf(at.panelClosed),
});

/** A round whose notice was put up two days ago. */
export function noticeSteps(now: Date): RoundSteps {
  const at = (days: number) => daysFrom(now, days);
  return {
    defined: at(-49),
    opened: at(-48),
    applied: at(-40),
    closes: at(-32),
    closed: at(-31),
    recommended: at(-29),
    seats: at(-26),
    admitted: at(-25),
    panel: at(-22),
    scored: at(-10),
    panelClosed: at(-3),
    published: at(-2),
  };
}

/** A round of the autumn of a year, with the moment it was decided and the one when an award was taken back. */
export function autumnSteps(year: number): RoundSteps & { decided: Date; revoked: Date } {
  // Ten in the morning.
  const at = (month: number, day: number) => new Date(Date.UTC(year, month - 1, day, 2));
  return {
    defined: at(9, 1),
    opened: at(9, 2),
    applied: at(9, 10),
    closes: at(9, 30),
    closed: at(10, 1),
    recommended: at(10, 3),
    seats: at(10, 16),
    admitted: at(10, 15),
    panel: at(10, 21),
    scored: at(10, 25),
    panelClosed: at(11, 8),
    published: at(11, 10),
    decided: at(12, 1),
    revoked: at(12, 20),
  };
}
