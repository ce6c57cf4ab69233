/**
 * The life of a studio as one the union has named: 命名、年度复核、限期整改、摘牌. Each decision is a union officer's, on a
 * paper with a number and a day; handing a file in is the studio leader's. Terminal is none: who lost the name may be
 * named anew. A year without any result only proposes an order to put things right; a person decides.
 */
export const STUDIO_STATES = [
  "NONE",
  "DESIGNATED",
  "UNDER_REVIEW",
  "CONFIRMED",
  "RECTIFICATION",
  "REEXAMINATION",
  "REVOKED",
] as const;
export type StudioState = (typeof STUDIO_STATES)[number];

export const STUDIO_ACTIONS = [
  "designate",
  "change-level",
  "submit",
  "return",
  "confirm",
  "rectify",
  "revoke",
  "change-leader",
] as const;
export type StudioAction = (typeof STUDIO_ACTIONS)[number];
/** Whose step it is: the officer of a union above, the leader, or either the officer or the enterprise's reviewer. */
export type StudioMover = "OFFICER" | "LEADER" | "OFFICER_OR_REVIEWER";

type Step = {
  action: StudioAction;
  from: readonly StudioState[];
  /** SAME leaves the state; BEFORE goes back to what it was when the file was handed in. */
  to: StudioState | "SAME" | "BEFORE";
  who: StudioMover;
  reason: boolean;
};

const NAMED = ["DESIGNATED", "CONFIRMED"] as const;
const WAITING = ["UNDER_REVIEW", "REEXAMINATION"] as const;

export const STUDIO_STEPS: readonly Step[] = [
  { action: "designate", from: ["NONE", "REVOKED"], to: "DESIGNATED", who: "OFFICER", reason: false },
  { action: "change-level", from: NAMED, to: "SAME", who: "OFFICER", reason: false },
  { action: "submit", from: NAMED, to: "UNDER_REVIEW", who: "LEADER", reason: false },
  { action: "submit", from: ["RECTIFICATION"], to: "REEXAMINATION", who: "LEADER", reason: false },
  { action: "return", from: WAITING, to: "BEFORE", who: "OFFICER", reason: true },
  { action: "confirm", from: WAITING, to: "CONFIRMED", who: "OFFICER", reason: true },
  { action: "rectify", from: [...NAMED, ...WAITING], to: "RECTIFICATION", who: "OFFICER", reason: true },
  {
    action: "revoke",
    from: [...NAMED, ...WAITING, "RECTIFICATION"],
    to: "REVOKED",
    who: "OFFICER",
    reason: true,
  },
  {
    action: "change-leader",
    from: ["NONE", ...NAMED, ...WAITING, "RECTIFICATION"],
    to: "SAME",
    who: "OFFICER_OR_REVIEWER",
    reason: true,
  },
];

export const stepOf = (action: StudioAction, state: StudioState): Step | undefined =>
  STUDIO_STEPS.find((step) => step.action === action && step.from.includes(state));

/**
 * Where a step leads; null when it is none from here. `confirmedBefore` says what a file sent back returns to: a
 * studio confirmed once is that again, one put under an order is under it again.
 */
export function nextState(action: StudioAction, state: StudioState, confirmedBefore: boolean): StudioState | null {
  const step = stepOf(action, state);
  if (!step) return null;
  if (step.to === "SAME") return state;
  if (step.to !== "BEFORE") return step.to;
  if (state === "REEXAMINATION") return "RECTIFICATION";
  return confirmedBefore ? "CONFIRMED" : "DESIGNATED";
}

/** Bears the name: also while its file is looked at and while it puts things right. */
export const isNamed = (state: StudioState): boolean => state !== "NONE" && state !== "REVOKED";
/** A file lies with the union. */
export const waitsForUnion = (state: StudioState): boolean => state === "UNDER_REVIEW" || state === "REEXAMINATION";
/** The leader may put a file together. */
export const mayFile = (state: StudioState): boolean => stepOf("submit", state) !== undefined;

/** Decisions an officer can take on the page for them. */
export const DECISIONS = ["designate", "confirm", "return", "change-level", "rectify", "revoke"] as const;
export type Decision = (typeof DECISIONS)[number];
