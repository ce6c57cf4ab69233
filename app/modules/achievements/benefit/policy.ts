import { type Actor, organisationsWith } from "#app/modules/accounts/actor.ts";
import { allConfirmed } from "../shares/rules.ts";
import { type BenefitState, type Certifier, isCertified } from "./rules.ts";

export type BenefitAction =
  | "forecast"
  | "actual"
  | "submit"
  | "withdraw"
  | "certify"
  | "share"
  | "evidence"
  | "correct";

const IN: Record<BenefitAction, readonly BenefitState[]> = {
  forecast: ["FORECAST"],
  actual: ["FORECAST", "ACTUAL", "REFUSED"],
  submit: ["ACTUAL"],
  withdraw: ["FORECAST", "ACTUAL", "SUBMITTED", "REFUSED"],
  certify: ["SUBMITTED"],
  // Until everybody confirmed: see `sharesOpen`.
  share: ["FORECAST", "ACTUAL", "SUBMITTED", "REFUSED", "CERTIFIED", "PARTLY"],
  evidence: ["FORECAST", "ACTUAL", "REFUSED"],
  correct: ["CERTIFIED", "PARTLY"],
};
export const fits = (action: BenefitAction, state: BenefitState): boolean => IN[action].includes(state);

/** Enters and changes it: an engineer or reviewer of the recipient. FINANCE decides and nothing else. */
export const entersBenefits = (actor: Actor, recipientId: string): boolean =>
  organisationsWith(actor, "ENGINEER", "REVIEWER").includes(recipientId);

/** Rule: exact amounts are for finance of the recipient; everybody else reads bands. */
export const readsAmounts = (actor: Actor, recipientId: string): boolean =>
  organisationsWith(actor, "FINANCE").includes(recipientId);

/** The acting person as the rule about certifying sees them. */
export const certifierOf = (actor: Actor): Certifier => ({
  personId: actor.personId,
  finance: actor.standings
    .filter((s) => s.role === "FINANCE")
    .map((s) => ({ organisationId: s.organisationId, deputyForId: s.deputyFor?.personId ?? null })),
  recentOrganisationIds: actor.recentOrganisationIds,
});

type Shared = {
  state: BenefitState;
  sharesVersion: number;
  shares: readonly { confirmedOf: number | null; objectedOf: number | null }[];
};
/** Certified and confirmed by all, shares are as locked as the figure. */
export const sharesOpen = (row: Shared): boolean =>
  fits("share", row.state) && !(isCertified(row.state) && allConfirmed(row.shares, row.sharesVersion));

/** The person's own share, as it stands, has neither been confirmed nor objected to. */
export function waitsForWordOf(
  personId: string,
  row: Omit<Shared, "shares"> & {
    shares: readonly { personId: string; confirmedOf: number | null; objectedOf: number | null }[];
  },
): boolean {
  const mine = row.shares.find((line) => line.personId === personId);
  return (
    mine !== undefined &&
    sharesOpen(row) &&
    mine.confirmedOf !== row.sharesVersion &&
    mine.objectedOf !== row.sharesVersion
  );
}
