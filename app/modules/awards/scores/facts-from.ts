import type { FactEvidence, Facts } from "../facts/catalogue.ts";

type StoredFact = { key: string; value: string; evidence: unknown };

/** Facts as they are stored with an application. */
export const factsFrom = (rows: readonly StoredFact[]): Facts =>
  Object.fromEntries(
    rows.map(({ key, value, evidence }) => [
      key,
      { value, evidence: Array.isArray(evidence) ? (evidence as FactEvidence[]) : [] },
    ]),
  );
