import type { Term } from "./ranking.ts";
import { lexeme } from "./sql.ts";

/** Finds candidates: a full-text query, what a document that answers it is worth, and how many documents may. */
export type Probe = { query: string; weight: number; documents: number };

/** Summed document frequency that one question may cost. */
const ENOUGH = 8_000;
/** Tokens that share characters and stand in exactly as many documents, at least so many, stand in the same ones. */
const SURELY_SAME = 200;
/** Of the most telling terms that are too common, two at a time are rarer; words of one question often go together. */
const COMMON = 6;
const TOGETHER = 3;
const MOST_PAIRS = 4;

/**
 * What to look for of these terms, most telling first: each alone while documents are within reach. In a large
 * collection most words are common: then two of them together, and a single one only where there is nothing else.
 */
export function probesOf(terms: readonly Term[], total: number): Probe[] {
  const probes: Probe[] = [];
  const common: Probe[] = [];
  let reached = 0;
  const take = (probe: Probe, others?: Probe[]) => {
    if (reached + probe.documents > ENOUGH) return others?.push(probe);
    reached += probe.documents;
    return probes.push(probe);
  };
  const all = joined(terms);
  for (const probe of all) take(probe, common);
  for (const pair of pairs(common.slice(0, COMMON), total).slice(0, MOST_PAIRS)) take(pair);
  return probes.length > 0 ? probes : all.slice(0, 1);
}

/** Terms as probes; the tokens of one word, "抽油" and "油机", are one where they stand in the same documents. */
function joined(terms: readonly Term[]): Probe[] {
  const probes: (Probe & { token: string | null })[] = [];
  for (const { steps, weight, documents } of terms) {
    const token = steps.length === 1 && steps[0]?.length === 1 ? (steps[0][0] ?? null) : null;
    const same =
      token !== null && documents >= SURELY_SAME
        ? probes.find((probe) => probe.documents === documents && probe.token !== null && overlap(probe.token, token))
        : undefined;
    if (same) {
      same.weight += weight;
      same.token += token ?? "";
    } else probes.push({ query: queryOf(steps), weight, documents, token });
  }
  return probes.sort((a, b) => b.weight - a.weight);
}

const overlap = (one: string, other: string): boolean =>
  (other.match(/\p{Script=Han}/gu) ?? []).some((character) => one.includes(character));

function pairs(probes: readonly Probe[], total: number): Probe[] {
  return probes
    .flatMap((one, n) =>
      probes.slice(n + 1).map((other) => ({
        query: `(${one.query})&(${other.query})`,
        weight: one.weight + other.weight,
        documents: Math.min(
          one.documents,
          other.documents,
          Math.ceil((TOGETHER * one.documents * other.documents) / Math.max(total, 1)),
        ),
      })),
    )
    .sort((a, b) => b.weight - a.weight);
}

/** A term as a full-text query; steps that follow each other need to be there, their order is seen to when ranking. */
const queryOf = (steps: Term["steps"]): string =>
  steps
    .map((step) => (step.length === 1 ? lexeme(step[0] ?? "") : `(${step.map((token) => lexeme(token)).join("|")})`))
    .join("&");
