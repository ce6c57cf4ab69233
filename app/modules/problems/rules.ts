export const CATEGORIES = [
  "EQUIPMENT",
  "PROCESS",
  "QUALITY",
  "PRODUCT",
  "ENERGY",
  "SAFETY",
  "SKILLS",
  "MANAGEMENT",
] as const;
export type Category = (typeof CATEGORIES)[number];
export const SEVERITIES = ["LINE_DOWN", "SAFETY", "DEGRADED", "QUALITY", "IMPROVEMENT"] as const;
export const IP_OWNERS = ["POSTER", "SOLVER", "SHARED", "AGREEMENT"] as const;
export const SECRECY_LEVELS = ["INTERNAL", "COMMERCIAL_SECRET"] as const;

/** Most characters of each text; the forms count against the same numbers. */
export const MAX_LENGTH = {
  title: 80,
  phenomenon: 4000,
  alarmCode: 80,
  equipmentType: 40,
  equipmentModel: 80,
  equipmentMaker: 80,
  line: 80,
  processStep: 80,
  since: 200,
  frequency: 200,
  tried: 4000,
  target: 1000,
  measuredBy: 500,
  assetNumber: 80,
  parameters: 2000,
  reason: 1000,
  note: 1000,
  typedOut: 4000,
} as const;

export type AcceptanceFacts = {
  enterpriseId: string;
  /** Everyone in the team that solved it, also who was taken off it within 12 months. */
  solverIds: readonly string[];
  solverStudioIds: readonly string[];
  /** Masters and apprentices, of any time, of anyone in the team. */
  mentorTies: readonly { mentorId: string; apprenticeId: string }[];
  /** The alliance whose secretariat has it, and the federations and unions. */
  overseerIds: readonly string[];
};

export type Acceptor = {
  personId: string;
  /** Enterprises in which the person is ENGINEER or REVIEWER now, in own name or as a deputy. */
  acceptsFor: readonly string[];
  /** Organisations of all memberships in force or ended within 12 months. */
  recentOrganisationIds: readonly string[];
};

/**
 * Rule "Acceptance": by a person of the poster's enterprise who is neither in the team, nor of the
 * solver's studio, nor of the secretariat or a federation (each now or within 12 months), nor the master
 * or apprentice of anyone in the team. Returns the reason against it, or null.
 */
export function whyNotAccept(
  acceptor: Acceptor,
  facts: AcceptanceFacts,
): "not-poster" | "is-solver" | "same-studio" | "overseer" | "mentor" | null {
  if (!acceptor.acceptsFor.includes(facts.enterpriseId)) return "not-poster";
  if (facts.solverIds.includes(acceptor.personId)) return "is-solver";
  if (facts.solverStudioIds.some((id) => acceptor.recentOrganisationIds.includes(id))) return "same-studio";
  if (facts.overseerIds.some((id) => acceptor.recentOrganisationIds.includes(id))) return "overseer";
  const tied = facts.mentorTies.some(
    (tie) =>
      (tie.mentorId === acceptor.personId && facts.solverIds.includes(tie.apprenticeId)) ||
      (tie.apprenticeId === acceptor.personId && facts.solverIds.includes(tie.mentorId)),
  );
  return tied ? "mentor" : null;
}

/** A fix from the poster's own enterprise is internal and never counts as cross-enterprise. */
export const isInternalFix = (enterpriseId: string, solverEnterpriseId: string | null): boolean =>
  enterpriseId === solverEnterpriseId;
