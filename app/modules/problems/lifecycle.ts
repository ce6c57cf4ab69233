/** The life of a problem as one table (domain: "Life of a problem"). Pure: no clock, no I/O. */

export const STATES = [
  "DRAFT",
  "ENTERPRISE_REVIEW",
  "TRIAGE",
  "PUBLISHED",
  "CLAIMED",
  "ASSIGNED",
  "IN_PROGRESS",
  "SOLUTION_SUBMITTED",
  "TRIAL_RUN",
  "ACCEPTANCE",
  "SOLVED",
  "UNSOLVED",
  "WITHDRAWN",
  "MERGED",
  "ANSWERED",
] as const;
export type ProblemState = (typeof STATES)[number];

export const TERMINAL: readonly ProblemState[] = ["SOLVED", "UNSOLVED", "WITHDRAWN", "MERGED", "ANSWERED"];
/** Posted and not at an end. */
export const ACTIVE: readonly ProblemState[] = [
  "ENTERPRISE_REVIEW",
  "TRIAGE",
  "PUBLISHED",
  "CLAIMED",
  "ASSIGNED",
  "IN_PROGRESS",
  "SOLUTION_SUBMITTED",
  "TRIAL_RUN",
  "ACCEPTANCE",
];
const RELEASED_ACTIVE = ACTIVE.filter((state) => state !== "ENTERPRISE_REVIEW");
const BEFORE_WORK: readonly ProblemState[] = ["TRIAGE", "PUBLISHED", "CLAIMED", "ASSIGNED"];

export const isTerminal = (state: ProblemState): boolean => TERMINAL.includes(state);

/** What an actor is to a problem. One person may be several things. */
export type Relation =
  /** Posted it, or is the author's deputy; once the author has left, everyone who may post for the enterprise. */
  | "AUTHOR"
  /** Typed it in for the author. */
  | "TYPIST"
  /** ENGINEER or REVIEWER of the poster's enterprise. */
  | "ENTERPRISE"
  /** REVIEWER of the same enterprise, neither author nor the one who typed it in. */
  | "REVIEWER"
  /** Secretariat of the alliance it goes to. */
  | "SECRETARIAT"
  /** Leads a studio it is published to. */
  | "LEADER"
  /** Leads a studio with an open bid. */
  | "BIDDER"
  /** The craftsman asked. */
  | "ASSIGNEE"
  /** In the team that holds the lease. */
  | "SOLVER"
  /** May accept: see rules.ts, canAccept. */
  | "ACCEPTOR"
  /** The poster of a problem a merge or answer is proposed for. */
  | "PROPOSED"
  /** The clock. */
  | "SYSTEM";

export type Action =
  | "submit"
  | "close-by-reuse"
  | "approve"
  | "return"
  | "publish"
  | "triage-return"
  | "merge"
  | "answer"
  | "bid"
  | "withdraw-last-bid"
  | "assign"
  | "unclaimed"
  | "choose"
  | "refuse-all"
  | "accept-assignment"
  | "decline"
  | "submit-solution"
  | "release"
  | "give-up"
  | "go-on"
  | "start-trial"
  | "send-back"
  | "report-trial"
  | "trial-failed"
  | "accept"
  | "accept-partly"
  | "partly-again"
  | "not-fixed"
  | "joint-diagnosis"
  | "withdraw"
  | "close-unsolved"
  | "escalate"
  | "reopen"
  | "reopen-triage"
  | "reopen-review";

export type Transition = {
  action: Action;
  from: readonly ProblemState[];
  /** null: the state stays. */
  to: ProblemState | null;
  who: readonly Relation[];
  /** A reason must be given. */
  reason?: true;
};

export const TRANSITIONS: readonly Transition[] = [
  { action: "submit", from: ["DRAFT"], to: "ENTERPRISE_REVIEW", who: ["AUTHOR", "TYPIST"] },
  { action: "close-by-reuse", from: ["DRAFT"], to: "ANSWERED", who: ["AUTHOR"] },
  { action: "approve", from: ["ENTERPRISE_REVIEW"], to: "TRIAGE", who: ["REVIEWER"] },
  { action: "return", from: ["ENTERPRISE_REVIEW"], to: "DRAFT", who: ["REVIEWER"], reason: true },
  { action: "publish", from: ["TRIAGE"], to: "PUBLISHED", who: ["SECRETARIAT"] },
  { action: "triage-return", from: ["TRIAGE"], to: "DRAFT", who: ["SECRETARIAT"], reason: true },
  { action: "merge", from: ["TRIAGE"], to: "MERGED", who: ["AUTHOR", "PROPOSED"] },
  { action: "answer", from: ["TRIAGE"], to: "ANSWERED", who: ["AUTHOR"] },
  { action: "bid", from: ["PUBLISHED", "CLAIMED"], to: "CLAIMED", who: ["LEADER"] },
  { action: "withdraw-last-bid", from: ["CLAIMED"], to: "PUBLISHED", who: ["BIDDER"] },
  { action: "assign", from: ["PUBLISHED"], to: "ASSIGNED", who: ["SECRETARIAT"] },
  { action: "unclaimed", from: ["PUBLISHED"], to: "TRIAGE", who: ["SYSTEM"] },
  { action: "choose", from: ["CLAIMED"], to: "IN_PROGRESS", who: ["AUTHOR"] },
  { action: "refuse-all", from: ["CLAIMED"], to: "PUBLISHED", who: ["AUTHOR"], reason: true },
  { action: "accept-assignment", from: ["ASSIGNED"], to: "IN_PROGRESS", who: ["ASSIGNEE"] },
  { action: "decline", from: ["ASSIGNED"], to: "PUBLISHED", who: ["ASSIGNEE", "SYSTEM"], reason: true },
  { action: "submit-solution", from: ["IN_PROGRESS"], to: "SOLUTION_SUBMITTED", who: ["SOLVER"] },
  { action: "release", from: ["IN_PROGRESS"], to: "PUBLISHED", who: ["SOLVER", "SYSTEM"], reason: true },
  { action: "give-up", from: ["IN_PROGRESS"], to: "TRIAGE", who: ["SOLVER", "AUTHOR", "SYSTEM"], reason: true },
  // After a recurrence: the former team takes it up again.
  { action: "go-on", from: ["IN_PROGRESS"], to: null, who: ["SOLVER"] },
  { action: "start-trial", from: ["SOLUTION_SUBMITTED"], to: "TRIAL_RUN", who: ["ENTERPRISE"] },
  { action: "send-back", from: ["SOLUTION_SUBMITTED"], to: "IN_PROGRESS", who: ["ENTERPRISE"], reason: true },
  { action: "report-trial", from: ["TRIAL_RUN"], to: "ACCEPTANCE", who: ["ENTERPRISE"] },
  { action: "trial-failed", from: ["TRIAL_RUN"], to: "IN_PROGRESS", who: ["ENTERPRISE"], reason: true },
  { action: "accept", from: ["ACCEPTANCE"], to: "SOLVED", who: ["ACCEPTOR"] },
  { action: "accept-partly", from: ["ACCEPTANCE"], to: "SOLVED", who: ["ACCEPTOR"] },
  { action: "partly-again", from: ["ACCEPTANCE"], to: "IN_PROGRESS", who: ["ACCEPTOR"], reason: true },
  { action: "not-fixed", from: ["ACCEPTANCE"], to: "IN_PROGRESS", who: ["ACCEPTOR"], reason: true },
  { action: "joint-diagnosis", from: RELEASED_ACTIVE, to: null, who: ["AUTHOR", "SECRETARIAT"] },
  { action: "withdraw", from: ["DRAFT", "ENTERPRISE_REVIEW"], to: "WITHDRAWN", who: ["AUTHOR"], reason: true },
  { action: "withdraw", from: BEFORE_WORK, to: "WITHDRAWN", who: ["AUTHOR", "SECRETARIAT"], reason: true },
  { action: "close-unsolved", from: ["ENTERPRISE_REVIEW"], to: "UNSOLVED", who: ["AUTHOR"], reason: true },
  { action: "close-unsolved", from: RELEASED_ACTIVE, to: "UNSOLVED", who: ["AUTHOR", "SECRETARIAT"], reason: true },
  { action: "escalate", from: RELEASED_ACTIVE, to: null, who: ["AUTHOR", "SECRETARIAT"], reason: true },
  { action: "reopen", from: ["SOLVED"], to: "IN_PROGRESS", who: ["AUTHOR", "ENTERPRISE"], reason: true },
  { action: "reopen-triage", from: ["SOLVED", "ANSWERED"], to: "TRIAGE", who: ["AUTHOR", "ENTERPRISE"], reason: true },
  // What never left the enterprise (imported, or a draft a known fix answered) is reviewed before anybody outside sees it.
  {
    action: "reopen-review",
    from: ["SOLVED", "ANSWERED"],
    to: "ENTERPRISE_REVIEW",
    who: ["AUTHOR", "ENTERPRISE"],
    reason: true,
  },
];

/** The row for an action in a state, if there is one. */
export const transitionFor = (state: ProblemState, action: Action): Transition | undefined =>
  TRANSITIONS.find((row) => row.action === action && row.from.includes(state));

/** What someone with these relations may do now by the table alone; gates (consent, agreement) come on top. */
export const actionsFor = (state: ProblemState, relations: ReadonlySet<Relation>): Action[] =>
  TRANSITIONS.filter((row) => row.from.includes(state) && row.who.some((who) => relations.has(who))).map(
    (row) => row.action,
  );

export type Severity = "LINE_DOWN" | "SAFETY" | "DEGRADED" | "QUALITY" | "IMPROVEMENT";
export const isUrgent = (severity: Severity): boolean => severity === "LINE_DOWN" || severity === "SAFETY";

/** Time a state may last unless its alliance says otherwise (limits.ts): working days, or hours on the clock when urgent. */
export const LIMITS: Partial<Record<ProblemState, { days: number; urgentHours?: number }>> = {
  ENTERPRISE_REVIEW: { days: 2, urgentHours: 1 },
  TRIAGE: { days: 2, urgentHours: 2 },
  PUBLISHED: { days: 7, urgentHours: 8 },
  CLAIMED: { days: 5, urgentHours: 4 },
  ASSIGNED: { days: 2, urgentHours: 4 },
  IN_PROGRESS: { days: 14 },
  SOLUTION_SUBMITTED: { days: 5 },
  ACCEPTANCE: { days: 5 },
};

/** Whose move it is, in the state. */
export const BALL_WITH: Record<
  ProblemState,
  "AUTHOR" | "REVIEWER" | "SECRETARIAT" | "STUDIOS" | "ASSIGNEE" | "SOLVER" | "ENTERPRISE" | null
> = {
  DRAFT: "AUTHOR",
  ENTERPRISE_REVIEW: "REVIEWER",
  TRIAGE: "SECRETARIAT",
  PUBLISHED: "STUDIOS",
  CLAIMED: "AUTHOR",
  ASSIGNED: "ASSIGNEE",
  IN_PROGRESS: "SOLVER",
  SOLUTION_SUBMITTED: "ENTERPRISE",
  TRIAL_RUN: "ENTERPRISE",
  ACCEPTANCE: "ENTERPRISE",
  SOLVED: null,
  UNSOLVED: null,
  WITHDRAWN: null,
  MERGED: null,
  ANSWERED: null,
};
