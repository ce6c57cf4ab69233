/** What an actor is to one activity. */
export type Part = "SECRETARIAT" | "HOST" | "MEMBER" | "OFFICER" | "INVITED";

export const ACTIVITY_STATES = ["DRAFT", "PLANNED", "HELD", "CLOSED", "CANCELLED"] as const;
export type ActivityState = (typeof ACTIVITY_STATES)[number];

export type ActivityAction = "publish" | "hold" | "close" | "reopen" | "cancel";

type Step = { from: readonly ActivityState[]; to: ActivityState; who: readonly Part[]; reason?: true };

/** From × action × who × to. A cancelled activity keeps its number; nothing is ever deleted. */
export const STEPS: Record<ActivityAction, Step> = {
  publish: { from: ["DRAFT"], to: "PLANNED", who: ["SECRETARIAT"] },
  hold: { from: ["PLANNED"], to: "HELD", who: ["SECRETARIAT"] },
  close: { from: ["HELD"], to: "CLOSED", who: ["SECRETARIAT"] },
  reopen: { from: ["CLOSED"], to: "HELD", who: ["SECRETARIAT"], reason: true },
  cancel: { from: ["DRAFT", "PLANNED"], to: "CANCELLED", who: ["SECRETARIAT"], reason: true },
};

/** The steps somebody may take now. */
export const stepsFor = (state: ActivityState, parts: readonly Part[]): ActivityAction[] =>
  (Object.keys(STEPS) as ActivityAction[]).filter(
    (action) => STEPS[action].from.includes(state) && STEPS[action].who.some((part) => parts.includes(part)),
  );

/** It took place: counts as a session. */
export const tookPlace = (state: ActivityState): boolean => state === "HELD" || state === "CLOSED";
