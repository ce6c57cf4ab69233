import { numberKeyOf } from "#app/modules/equipment/rules.ts";
import { allConfirmed, type Confirmation } from "../shares/rules.ts";

export const BENEFIT_KINDS = ["SAVINGS", "PROFIT", "NEW_SALES", "TAX", "SOCIAL"] as const;
export type BenefitKind = (typeof BENEFIT_KINDS)[number];
export const BENEFIT_MEASURES = [
  "DOWNTIME",
  "SCRAP",
  "MATERIAL",
  "ENERGY",
  "LABOUR",
  "MAINTENANCE",
  "OUTPUT",
  "SALES",
  "TAX",
  "OTHER",
] as const;
export type BenefitMeasure = (typeof BENEFIT_MEASURES)[number];
export const BENEFIT_STATES = [
  "FORECAST",
  "ACTUAL",
  "SUBMITTED",
  "CERTIFIED",
  "PARTLY",
  "REFUSED",
  "WITHDRAWN",
  "CORRECTED",
] as const;
export type BenefitState = (typeof BENEFIT_STATES)[number];

/** Certified and in force. */
export const isCertified = (state: BenefitState): boolean => state === "CERTIFIED" || state === "PARTLY";
/** Figures nobody changes any more. */
export const isLocked = (state: BenefitState): boolean => isCertified(state) || state === "CORRECTED";

export const BANDS = ["NONE", "BELOW_100K", "TO_500K", "TO_1M", "TO_3M", "TO_6M", "FROM_6M"] as const;
/** Steps of money, those of both rubrics in domain.md together; what people see who may not see amounts. */
export type Band = (typeof BANDS)[number];
const STEPS: readonly [from: bigint, band: Band][] = [
  [600_000_000n, "FROM_6M"],
  [300_000_000n, "TO_6M"],
  [100_000_000n, "TO_3M"],
  [50_000_000n, "TO_1M"],
  [10_000_000n, "TO_500K"],
  [1n, "BELOW_100K"],
];

/** The band of an amount in fen; each begins with its lower bound. */
export const bandOf = (fen: bigint | null): Band => STEPS.find(([from]) => fen !== null && fen >= from)?.[1] ?? "NONE";

/** What an amount's band tells of it: at least and, but for the uppermost, at most. */
export function bandEnds(fen: bigint): { least: bigint; most: bigint | null } {
  const at = STEPS.findIndex(([from]) => fen >= from);
  if (at < 0) return { least: 0n, most: 0n };
  const above = STEPS[at - 1];
  return { least: STEPS[at]?.[0] ?? 0n, most: above ? above[0] - 1n : null };
}

/** What awards may build on: certified and in force, entered by the recipient itself, confirmed by all who share in it. */
export const countsForAwards = (benefit: {
  state: BenefitState;
  origin: string;
  sharesVersion: number;
  shares: readonly Confirmation[];
}): boolean =>
  isCertified(benefit.state) && benefit.origin === "ENTERED" && allConfirmed(benefit.shares, benefit.sharesVersion);

export type CertifierFacts = {
  recipientId: string;
  /** Who posted, typed in, solved, measured, accepted, entered or submitted it, or has a share in it. */
  involvedIds: readonly string[];
  solverStudioIds: readonly string[];
};
export type Certifier = {
  personId: string;
  /** Standings as FINANCE, in own name or for an absent colleague. */
  finance: readonly { organisationId: string; deputyForId: string | null }[];
  /** Organisations of all memberships in force or ended within 12 months. */
  recentOrganisationIds: readonly string[];
};

/**
 * Rule "Benefit": certified by FINANCE of the recipient enterprise, never by somebody who had a part in it, nor in the
 * place of one who had. Returns the reason against it, or null.
 */
export function whyNotCertify(
  person: Certifier,
  facts: CertifierFacts,
): "not-finance" | "involved" | "solver-studio" | "stands-in" | null {
  const offices = person.finance.filter((one) => one.organisationId === facts.recipientId);
  if (offices.length === 0) return "not-finance";
  if (facts.involvedIds.includes(person.personId)) return "involved";
  if (facts.solverStudioIds.some((id) => person.recentOrganisationIds.includes(id))) return "solver-studio";
  if (offices.every((one) => one.deputyForId !== null && facts.involvedIds.includes(one.deputyForId)))
    return "stands-in";
  return null;
}

export type Place = { placeKey: string; lineKey: string };
/** A machine of the register, with the line it stands on. */
export const machinePlace = (asset: { id: string; line: string }): Place => ({
  placeKey: `machine:${asset.id}`,
  lineKey: numberKeyOf(asset.line),
});
/** A line, or whatever else the recipient calls the place. */
export const linePlace = (text: string): Place => ({
  placeKey: `line:${numberKeyOf(text)}`,
  lineKey: numberKeyOf(text),
});
const isLine = (place: Place): boolean => place.placeKey.startsWith("line:");

/** What people may type for a machine as it stands in the register: its line, its number and those it had. */
export const machineNames = (asset: { line: string; number: string; formerNumbers: readonly string[] }): string[] =>
  [asset.line, asset.number, ...asset.formerNumbers].map(numberKeyOf);

/** A place with further names it goes by today: entered before its line was renamed, or before it was in the register. */
export type NamedPlace = Place & { names?: readonly string[] };
const namesOf = ({ lineKey, names = [] }: NamedPlace): string[] => [lineKey, ...names].filter((name) => name !== "");

/** One place, or a line and a machine on it, by whatever name. Two machines of one line are two places. */
export const samePlace = (a: NamedPlace, b: NamedPlace): boolean =>
  a.placeKey === b.placeKey || ((isLine(a) || isLine(b)) && namesOf(a).some((name) => namesOf(b).includes(name)));

export const measureKeyOf = (measure: BenefitMeasure, text: string): string =>
  measure === "OTHER" ? `OTHER:${numberKeyOf(text)}` : measure;

const DAY_MS = 86_400_000;
type Span = { fromOn: Date; toOn: Date };
/** Days of a span, both ends counted. */
export const daysOf = ({ fromOn, toOn }: Span): number => Math.round((toOn.getTime() - fromOn.getTime()) / DAY_MS) + 1;

/** Money that is a loss avoided, and so bounded by what was lost. New sales and tax are not. */
export const isLossAvoided = (kind: BenefitKind): boolean => kind === "SAVINGS" || kind === "PROFIT";

/**
 * Rule "the total may not exceed the recorded baseline loss": of one recipient and one fix, what is claimed within any
 * stretch of days stays within the loss of those days, so that no day's loss is avoided twice. Returns the most that may
 * still be claimed.
 */
export function roomUnderBaseline(
  lossPerDayFen: bigint,
  claim: Span,
  others: readonly (Span & { fen: bigint })[],
): bigint {
  const all = [claim, ...others];
  const begins = all.map((one) => one.fromOn).filter((day) => day <= claim.fromOn);
  const ends = all.map((one) => one.toOn).filter((day) => day >= claim.toOn);
  let room = lossPerDayFen * BigInt(daysOf(claim));
  for (const fromOn of begins)
    for (const toOn of ends) {
      const taken = others.reduce((sum, one) => (one.fromOn >= fromOn && one.toOn <= toOn ? sum + one.fen : sum), 0n);
      const left = lossPerDayFen * BigInt(daysOf({ fromOn, toOn })) - taken;
      if (left < room) room = left;
    }
  return room > 0n ? room : 0n;
}
