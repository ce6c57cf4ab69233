export const ADOPTION_STATES = ["TAKEN", "MEASURED", "ACCEPTED", "DROPPED"] as const;
export type AdoptionState = (typeof ADOPTION_STATES)[number];
export type AdoptionAction = "measure" | "accept" | "not-fixed" | "drop";

const NEXT: Record<AdoptionAction, { in: readonly AdoptionState[]; to: AdoptionState; reason: boolean }> = {
  measure: { in: ["TAKEN", "MEASURED"], to: "MEASURED", reason: false },
  accept: { in: ["MEASURED"], to: "ACCEPTED", reason: false },
  "not-fixed": { in: ["MEASURED"], to: "TAKEN", reason: true },
  drop: { in: ["TAKEN", "MEASURED"], to: "DROPPED", reason: true },
};

/** Where an action leads from a state; null where it does not fit. */
export const adoptionStep = (state: AdoptionState, action: AdoptionAction) =>
  NEXT[action].in.includes(state) ? NEXT[action] : null;

export type Side = { enterpriseId: string; groupId: string | null };

/**
 * What an adopting enterprise is to a fix: the house of its poster or solvers (internal), of one group with one of them
 * (affiliate), or neither. Only the last is an independent adopter.
 */
export function kinshipOf(adopter: Side, fix: readonly Side[]): "INTERNAL" | "AFFILIATE" | null {
  if (fix.some((side) => side.enterpriseId === adopter.enterpriseId)) return "INTERNAL";
  return adopter.groupId !== null && fix.some((side) => side.groupId === adopter.groupId) ? "AFFILIATE" : null;
}

export type CountedAdoption = Side & { state: AdoptionState; internal: boolean; affiliate: boolean };

/** Independent adopters: accepted, neither internal nor affiliated; an enterprise once, a group once. */
export const independentAdopters = (adoptions: readonly CountedAdoption[]): number =>
  new Set(
    adoptions
      .filter((one) => one.state === "ACCEPTED" && !one.internal && !one.affiliate)
      .map((one) => (one.groupId === null ? `enterprise:${one.enterpriseId}` : `group:${one.groupId}`)),
  ).size;
