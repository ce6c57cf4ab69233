/** The life of an achievement as one table. Pure: no clock, no I/O. */
export const ACHIEVEMENT_STATES = ["DRAFT", "SUBMITTED", "REGISTERED", "WITHDRAWN"] as const;
export type AchievementState = (typeof ACHIEVEMENT_STATES)[number];

/** What somebody is to an achievement; one person may be several things. */
export type AchievementRelation =
  /** Entered it, contributed to it, or leads the studio it came out of. */
  | "TEAM"
  /** Stands on it as a contributor. */
  | "CONTRIBUTOR"
  /** REVIEWER of the owner enterprise who neither contributed to it nor entered it. */
  | "REVIEWER";

export const ACHIEVEMENT_ACTIONS = [
  "change",
  "share",
  "evidence",
  "unlink",
  "link",
  "confirm",
  "take-over",
  "submit",
  "recall",
  "return",
  "register",
  "withdraw",
  "revoke",
] as const;
export type AchievementAction = (typeof ACHIEVEMENT_ACTIONS)[number];

type Rule = {
  in: readonly AchievementState[];
  by: AchievementRelation;
  /** None where the state stays. */
  to: AchievementState | null;
  reason: boolean;
};
const rule = (
  by: AchievementRelation,
  states: readonly AchievementState[],
  to: AchievementState | null = null,
  reason = false,
): Rule => ({ in: states, by, to, reason });

const TABLE: Record<AchievementAction, Rule> = {
  change: rule("TEAM", ["DRAFT"]),
  share: rule("TEAM", ["DRAFT"]),
  evidence: rule("TEAM", ["DRAFT"]),
  unlink: rule("TEAM", ["DRAFT"]),
  // What was certified or accepted elsewhere meanwhile is added to what is registered, nothing else.
  link: rule("TEAM", ["DRAFT", "REGISTERED"]),
  confirm: rule("CONTRIBUTOR", ["DRAFT", "SUBMITTED"]),
  "take-over": rule("CONTRIBUTOR", ["DRAFT"]),
  submit: rule("TEAM", ["DRAFT"], "SUBMITTED"),
  recall: rule("TEAM", ["SUBMITTED"], "DRAFT"),
  return: rule("REVIEWER", ["SUBMITTED"], "DRAFT", true),
  register: rule("REVIEWER", ["SUBMITTED"], "REGISTERED"),
  withdraw: rule("TEAM", ["DRAFT", "SUBMITTED"], "WITHDRAWN", true),
  revoke: rule("REVIEWER", ["REGISTERED"], "WITHDRAWN", true),
};

/** Whether an action fits a state, whoever asks. */
export const fitsAchievement = (action: AchievementAction, state: AchievementState): boolean =>
  TABLE[action].in.includes(state);

/** Where an action leads, and whether it needs a reason; null where it does not fit the state or the person. */
export function achievementStep(
  state: AchievementState,
  action: AchievementAction,
  relations: ReadonlySet<AchievementRelation>,
): { to: AchievementState; reason: boolean } | null {
  const step = TABLE[action];
  if (!step.in.includes(state) || !relations.has(step.by)) return null;
  return { to: step.to ?? state, reason: step.reason };
}
