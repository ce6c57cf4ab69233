/** The lives of a round and of an application as two tables. Pure: no clock, no I/O. */

export const ROUND_STATES = ["DRAFT", "OPEN", "REVIEW", "PANEL", "NOTICE", "DECIDED", "CANCELLED"] as const;
export type RoundState = (typeof ROUND_STATES)[number];

export const ROUND_ACTIONS = [
  "change",
  "open",
  "close",
  "start-panel",
  "publish",
  "decide",
  "cancel",
  "move-dates",
] as const;
export type RoundAction = (typeof ROUND_ACTIONS)[number];

type Step<State> = { from: readonly State[]; to: State; reason?: true };

/** All are the organising union's officer's; none happens by time alone. */
const ROUND: Record<RoundAction, Step<RoundState> | { from: readonly RoundState[]; to: null; reason?: true }> = {
  // Until it opens everything may change; rule: rubric, gates and panel are frozen from then on.
  change: { from: ["DRAFT"], to: null },
  open: { from: ["DRAFT"], to: "OPEN" },
  close: { from: ["OPEN"], to: "REVIEW" },
  "start-panel": { from: ["REVIEW"], to: "PANEL" },
  publish: { from: ["PANEL"], to: "NOTICE" },
  decide: { from: ["NOTICE"], to: "DECIDED" },
  // Which dates, and how far, says rounds/moves/rules.ts.
  "move-dates": { from: ["OPEN", "REVIEW", "PANEL", "NOTICE"], to: null, reason: true },
  cancel: { from: ["DRAFT", "OPEN", "REVIEW", "PANEL", "NOTICE"], to: "CANCELLED", reason: true },
};

/** Where an action leads a round, or null where it may not be done; "change" leads to where it is. */
export function roundAfter(state: RoundState, action: RoundAction): RoundState | null {
  const step = ROUND[action];
  return step.from.includes(state) ? (step.to ?? state) : null;
}
export const roundNeedsReason = (action: RoundAction): boolean => ROUND[action].reason === true;

export const APPLICATION_STATES = [
  "DRAFT",
  "SUBMITTED",
  "RECOMMENDED",
  "ADMITTED",
  "PROPOSED",
  "AWARDED",
  "NOT_AWARDED",
  "REJECTED",
  "WITHDRAWN",
  "EXCLUDED",
  "REVOKED",
] as const;
export type ApplicationState = (typeof APPLICATION_STATES)[number];

/** What somebody is to an application; one person may be several things. */
export type ApplicationRelation =
  /** Made it, or is among those it is about. */
  | "APPLICANT"
  /** REVIEWER of the enterprise, and no completer. */
  | "ENTERPRISE"
  /** UNION_OFFICER of the union whose recommendation is waited for. */
  | "UNION"
  /** UNION_OFFICER of the organising union, with no part in it. */
  | "ORGANISER";

export const APPLICATION_ACTIONS = [
  "change",
  "submit",
  "withdraw",
  "recommend",
  "recommend-on",
  "return",
  "reject",
  "admit",
  "propose",
  "pass-over",
  "exclude",
  "award",
  "revoke",
] as const;
export type ApplicationAction = (typeof APPLICATION_ACTIONS)[number];

type ApplicationStep = {
  from: readonly ApplicationState[];
  to: ApplicationState | null;
  who: readonly ApplicationRelation[];
  /** The states of the round in which it may be done. */
  during: readonly RoundState[];
  reason?: true;
};

const APPLICATION: Record<ApplicationAction, ApplicationStep> = {
  change: { from: ["DRAFT"], to: null, who: ["APPLICANT"], during: ["OPEN"] },
  submit: { from: ["DRAFT"], to: "SUBMITTED", who: ["APPLICANT"], during: ["OPEN"] },
  withdraw: {
    from: ["DRAFT", "SUBMITTED", "RECOMMENDED", "ADMITTED", "PROPOSED"],
    to: "WITHDRAWN",
    who: ["APPLICANT"],
    during: ["OPEN", "REVIEW", "PANEL", "NOTICE"],
    reason: true,
  },
  recommend: { from: ["SUBMITTED"], to: "RECOMMENDED", who: ["ENTERPRISE"], during: ["OPEN", "REVIEW"] },
  // A union between enterprise and organiser passes it on.
  "recommend-on": { from: ["RECOMMENDED"], to: null, who: ["UNION"], during: ["OPEN", "REVIEW"] },
  return: {
    from: ["SUBMITTED", "RECOMMENDED"],
    to: "DRAFT",
    who: ["ENTERPRISE", "UNION", "ORGANISER"],
    // Back to the applicant only while it can still be handed in.
    during: ["OPEN"],
    reason: true,
  },
  reject: {
    from: ["SUBMITTED", "RECOMMENDED"],
    to: "REJECTED",
    who: ["ENTERPRISE", "UNION", "ORGANISER"],
    during: ["OPEN", "REVIEW"],
    reason: true,
  },
  admit: { from: ["RECOMMENDED"], to: "ADMITTED", who: ["ORGANISER"], during: ["OPEN", "REVIEW"] },
  propose: { from: ["ADMITTED"], to: "PROPOSED", who: ["ORGANISER"], during: ["PANEL"] },
  "pass-over": { from: ["ADMITTED"], to: "NOT_AWARDED", who: ["ORGANISER"], during: ["PANEL"] },
  exclude: { from: ["PROPOSED"], to: "EXCLUDED", who: ["ORGANISER"], during: ["NOTICE"], reason: true },
  award: { from: ["PROPOSED"], to: "AWARDED", who: ["ORGANISER"], during: ["NOTICE"] },
  revoke: { from: ["AWARDED"], to: "REVOKED", who: ["ORGANISER"], during: ["DECIDED"], reason: true },
};

/** Where an action leads an application, or null where this relation may not do it now. */
export function applicationAfter(
  state: ApplicationState,
  round: RoundState,
  action: ApplicationAction,
  relations: readonly ApplicationRelation[],
): ApplicationState | null {
  const step = APPLICATION[action];
  const may =
    step.from.includes(state) && step.during.includes(round) && step.who.some((one) => relations.includes(one));
  return may ? (step.to ?? state) : null;
}
export const applicationNeedsReason = (action: ApplicationAction): boolean => APPLICATION[action].reason === true;
export const applicationMayEver = (state: ApplicationState, round: RoundState, action: ApplicationAction): boolean =>
  APPLICATION[action].from.includes(state) && APPLICATION[action].during.includes(round);
