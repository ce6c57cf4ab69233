import { numberKeyOf } from "#app/modules/equipment/rules.ts";

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

/** 100 % in hundredths of a per cent. */
export const WHOLE = 10_000;
export type ShareLine = { personId: string; organisationId: string; basisPoints: number };

/** Rule: shares add up to 100 % across units and among people. A unit's share is the sum of its people's, so one sum is both. */
export function whyNotShares(
  lines: readonly ShareLine[],
): { key: "shares-none" | "shares-twice" | "shares-part" | "shares-sum"; index?: number; sum?: number } | null {
  if (lines.length === 0) return { key: "shares-none" };
  const seen = new Set<string>();
  for (const [index, line] of lines.entries()) {
    if (seen.has(line.personId)) return { key: "shares-twice", index };
    seen.add(line.personId);
    if (!Number.isInteger(line.basisPoints) || line.basisPoints < 1 || line.basisPoints > WHOLE)
      return { key: "shares-part", index };
  }
  const sum = lines.reduce((total, line) => total + line.basisPoints, 0);
  return sum === WHOLE ? null : { key: "shares-sum", sum };
}

/** Each unit's share: the sum of its people's, in the order its first one stands. */
export function unitShares(lines: readonly ShareLine[]): { organisationId: string; basisPoints: number }[] {
  const units = new Map<string, number>();
  for (const { organisationId, basisPoints } of lines)
    units.set(organisationId, (units.get(organisationId) ?? 0) + basisPoints);
  return [...units].map(([organisationId, basisPoints]) => ({ organisationId, basisPoints }));
}

/** "33.33" per cent as 3333; null when it has more than two decimals, or is no part of a hundred. */
export function basisPointsOf(typed: string): number | null {
  const text = typed.normalize("NFKC").replace(/[%\s]/g, "");
  if (!/^\d{1,3}(\.\d{1,2})?$/.test(text)) return null;
  const [whole = "0", part = ""] = text.split(".");
  const points = Number(whole) * 100 + Number(part.padEnd(2, "0"));
  return points >= 1 && points <= WHOLE ? points : null;
}
export const percentText = (basisPoints: number): string =>
  `${Math.floor(basisPoints / 100)}${
    basisPoints % 100 === 0
      ? ""
      : `.${String(basisPoints % 100)
          .padStart(2, "0")
          .replace(/0$/, "")}`
  }`;

type Confirmation = { confirmedOf: number | null; objectedOf: number | null };
/** Every contributor confirmed order and share as they stand. */
export const allConfirmed = (lines: readonly Confirmation[], sharesVersion: number): boolean =>
  lines.length > 0 && lines.every((line) => line.confirmedOf === sharesVersion && line.objectedOf !== sharesVersion);

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

/** One place, or a line and a machine on it. Two machines of one line are two places. */
export const samePlace = (a: Place, b: Place): boolean =>
  a.placeKey === b.placeKey || (a.lineKey !== "" && a.lineKey === b.lineKey && (isLine(a) || isLine(b)));

export const measureKeyOf = (measure: BenefitMeasure, text: string): string =>
  measure === "OTHER" ? `OTHER:${numberKeyOf(text)}` : measure;

const DAY_MS = 86_400_000;
type Span = { fromOn: Date; toOn: Date };
/** Days of a span, both ends counted. */
export const daysOf = ({ fromOn, toOn }: Span): number => Math.round((toOn.getTime() - fromOn.getTime()) / DAY_MS) + 1;

/** Days that at least one of the spans covers. */
export function daysTogether(spans: readonly Span[]): number {
  const sorted = [...spans].sort((a, b) => a.fromOn.getTime() - b.fromOn.getTime());
  let days = 0;
  let until = Number.NEGATIVE_INFINITY;
  for (const { fromOn, toOn } of sorted) {
    const from = Math.max(fromOn.getTime(), until + DAY_MS);
    if (toOn.getTime() >= from) days += Math.round((toOn.getTime() - from) / DAY_MS) + 1;
    until = Math.max(until, toOn.getTime());
  }
  return days;
}

/** Money that is a loss avoided, and so bounded by what was lost. New sales and tax are not. */
export const isLossAvoided = (kind: BenefitKind): boolean => kind === "SAVINGS" || kind === "PROFIT";

/**
 * Rule "the total may not exceed the recorded baseline loss": of one recipient and one fix, each amount within the loss
 * of its own days, all together within the loss of the days they cover. Returns the most that may still be claimed.
 */
export function roomUnderBaseline(
  lossPerDayFen: bigint,
  claim: Span,
  others: readonly (Span & { fen: bigint })[],
): bigint {
  const own = lossPerDayFen * BigInt(daysOf(claim));
  const taken = others.reduce((sum, one) => sum + one.fen, 0n);
  const together = lossPerDayFen * BigInt(daysTogether([claim, ...others])) - taken;
  const room = own < together ? own : together;
  return room > 0n ? room : 0n;
}
