import { type Band, bandOf } from "#app/modules/achievements/benefit/rules.ts";
import { FACTS, type Facts, isFactKey } from "./catalogue.ts";

/** A fact as somebody reads it: an amount of money exact or as its band, its records told apart or not. */
export type ShownFact = {
  value: string | null;
  band: Band | null;
  evidence: readonly { kind: string; id: string | null; on: string; value: string | null }[];
};

/** For finance and the award's reviewers: everything. */
export const exactFacts = (facts: Facts): Record<string, ShownFact> =>
  Object.fromEntries(Object.entries(facts).map(([key, fact]) => [key, { ...fact, band: null }]));

/**
 * For everybody else, applicants too: rule "exact amounts are seen by finance and the award's reviewers only; others see
 * bands". Which records they are is not theirs to know either.
 */
export const bandedFacts = (facts: Facts): Record<string, ShownFact> =>
  Object.fromEntries(
    Object.entries(facts).map(([key, { value, evidence }]) => {
      const money = isFactKey(key) && FACTS[key].unit === "yuan";
      return [
        key,
        {
          value: money ? null : value,
          band: money ? bandOf(BigInt(Math.round(Number(value) * 100))) : null,
          evidence: evidence.map((one) => ({ kind: one.kind, id: null, on: one.on, value: money ? null : one.value })),
        },
      ];
    }),
  );
