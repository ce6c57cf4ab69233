import { plainNumber } from "#app/lib/typed-number.ts";

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
  const text = plainNumber(typed.normalize("NFKC").replace(/%\s*$/, "")) ?? "";
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

/** Lines of contributors as the form takes them: who for which unit, per cent as text, what they did. */
export const typedShares = (lines: readonly (ShareLine & { contribution: string })[]) =>
  lines.map(({ personId, organisationId, basisPoints, contribution }) => ({
    who: `${personId}@${organisationId}`,
    percent: percentText(basisPoints),
    contribution,
  }));

export type Confirmation = { confirmedOf: number | null; objectedOf: number | null };
/** Every contributor confirmed order and share as they stand. */
export const allConfirmed = (lines: readonly Confirmation[], sharesVersion: number): boolean =>
  lines.length > 0 && lines.every((line) => line.confirmedOf === sharesVersion && line.objectedOf !== sharesVersion);
