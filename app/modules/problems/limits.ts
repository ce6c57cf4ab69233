import { z } from "zod";
import { versionField, wholeField } from "#app/modules/accounts/schema.ts";
import { LIMITS, type ProblemState } from "./lifecycle.ts";

/** States with a limit, in the order of a problem's life. */
export const LIMITED_STATES = [
  "ENTERPRISE_REVIEW",
  "TRIAGE",
  "PUBLISHED",
  "CLAIMED",
  "ASSIGNED",
  "IN_PROGRESS",
  "SOLUTION_SUBMITTED",
  "ACCEPTANCE",
] as const;
export type LimitedState = (typeof LIMITED_STATES)[number];

/** Whom a matter that is late goes to next, each after a time of its own. */
export const ESCALATIONS = ["ENTERPRISE", "SECRETARIAT", "LEAD_UNIT", "FEDERATION"] as const;
export type Escalation = (typeof ESCALATIONS)[number];

/** What has a limit of its own in the form. */
export type LimitName = LimitedState | Escalation | "WAITING";

/** Working days, or hours on the clock when urgent; without hours urgent ones have the same days. */
export type Limit = { days: number; urgentHours?: number };

/** How long everything may last in one alliance. */
export type AllianceLimits = {
  states: Record<LimitedState, Limit>;
  /** After what share of a limit its holder is reminded, in percent. */
  remindPercent: number;
  /** Time between two steps of escalation. */
  escalations: Record<Escalation, Required<Limit>>;
  /** Working days between the reminder to a team and the release of its lease. */
  graceDays: number;
  /** Working days the clock stands for a question nobody answers. */
  questionDays: number;
  /** How long the other side may take for a consent, a permit or a proposal while the clock stands, before others are told. */
  waiting: Required<Limit>;
};

/** Rule "Urgent": the review of an urgent problem has one hour, in every alliance. */
const FIXED_HOURS: Partial<Record<LimitedState, number>> = { ENTERPRISE_REVIEW: 1 };
export const hoursAreFixed = (state: LimitedState): boolean => FIXED_HOURS[state] !== undefined;

const eachState = <T>(make: (state: LimitedState) => T) =>
  Object.fromEntries(LIMITED_STATES.map((state) => [state, make(state)])) as Record<LimitedState, T>;

/** What holds where an alliance has not said otherwise (domain: "Life of a problem"). */
export const DEFAULT_LIMITS: AllianceLimits = {
  states: eachState((state) => LIMITS[state] ?? { days: 5 }),
  remindPercent: 75,
  escalations: {
    ENTERPRISE: { days: 1, urgentHours: 1 },
    SECRETARIAT: { days: 1, urgentHours: 1 },
    LEAD_UNIT: { days: 2, urgentHours: 2 },
    FEDERATION: { days: 3, urgentHours: 4 },
  },
  graceDays: 3,
  questionDays: 3,
  waiting: { days: 3, urgentHours: 2 },
};

const MOST_DAYS = 90;
const MOST_HOURS = 168;
const days = wholeField(1, MOST_DAYS);
const hours = wholeField(1, MOST_HOURS);
const noHours = z.preprocess((value) => (value === "" ? undefined : value), hours.optional());

/** Names of a limit's two boxes in the form. */
export const daysField = (name: LimitName): string => `${name}_days`;
export const hoursField = (name: LimitName): string => `${name}_hours`;

type Boxes = Record<string, number | undefined>;
const boxes = z.object(
  Object.fromEntries([
    ...LIMITED_STATES.flatMap((state) => [
      [daysField(state), days],
      ...(hoursAreFixed(state) ? [] : [[hoursField(state), noHours]]),
    ]),
    ...[...ESCALATIONS, "WAITING" as const].flatMap((step) => [
      [daysField(step), days],
      [hoursField(step), hours],
    ]),
  ]) as Record<string, z.ZodType<number | undefined>>,
);

/** The form of an alliance's limits; gives the limits and the version they were read with. */
export const limitsSchema = boxes
  .extend({
    version: versionField,
    remindPercent: wholeField(10, 95),
    graceDays: wholeField(1, 30),
    questionDays: wholeField(1, 15),
  })
  .transform(({ version, ...boxes }) => {
    const typed: Boxes = boxes;
    const { remindPercent = 0, graceDays = 0, questionDays = 0 } = typed;
    const limit = (name: LimitName): Limit => {
      const urgentHours = typed[hoursField(name)];
      return { days: typed[daysField(name)] ?? 1, ...(urgentHours === undefined ? {} : { urgentHours }) };
    };
    const limits: AllianceLimits = {
      states: eachState((state) => {
        const fixed = FIXED_HOURS[state];
        return fixed === undefined ? limit(state) : { ...limit(state), urgentHours: fixed };
      }),
      remindPercent,
      escalations: Object.fromEntries(ESCALATIONS.map((step) => [step, limit(step)])) as AllianceLimits["escalations"],
      graceDays,
      questionDays,
      waiting: limit("WAITING") as AllianceLimits["waiting"],
    };
    return { version, limits };
  });
export type LimitsInput = z.output<typeof limitsSchema>;

/** The same limits as the form's boxes. */
export function limitsAsTyped(limits: AllianceLimits): Record<string, string> {
  const pair = (name: LimitName, one: Limit) => [
    [daysField(name), String(one.days)],
    [hoursField(name), one.urgentHours === undefined ? "" : String(one.urgentHours)],
  ];
  return Object.fromEntries([
    ...LIMITED_STATES.flatMap((state) => pair(state, limits.states[state])),
    ...ESCALATIONS.flatMap((step) => pair(step, limits.escalations[step])),
    ...pair("WAITING", limits.waiting),
    ["remindPercent", String(limits.remindPercent)],
    ["graceDays", String(limits.graceDays)],
    ["questionDays", String(limits.questionDays)],
  ]);
}

/** An alliance's limits as stored, the defaults where nothing is; what a later version adds has its default. */
export function limitsOf(stored: unknown): AllianceLimits {
  const own = (stored ?? {}) as Partial<AllianceLimits>;
  return {
    ...DEFAULT_LIMITS,
    ...own,
    states: { ...DEFAULT_LIMITS.states, ...own.states },
    escalations: { ...DEFAULT_LIMITS.escalations, ...own.escalations },
  };
}

/**
 * What a limit counts: a state; the answer of a team asked to take a problem up again, which has the time of an
 * assignment; or, while the clock of either stands, the other side's time for what it is waited for.
 */
export type Limited = ProblemState | "ASKED_AGAIN" | "WAITING";

/** The limit of what is going on; undefined where none is set. */
export function limitFor(limited: Limited, limits: AllianceLimits): Limit | undefined {
  if (limited === "WAITING") return limits.waiting;
  const state = limited === "ASKED_AGAIN" ? "ASSIGNED" : limited;
  return LIMITED_STATES.some((one) => one === state) ? limits.states[state as LimitedState] : undefined;
}
