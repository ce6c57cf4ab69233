import { type CaseLink, type Speciality, specialityMatch } from "../matching/rules.ts";

/** Which open problems fit a craftsman: pure, from what the craftsman may read anyway. */

export type OpenProblem = { id: string; tokens: readonly string[]; publishedAt: number };
export type OwnCase = CaseLink & { tokens: readonly string[] };
export type Me = {
  specialities: readonly Speciality[];
  studioSpecialities: readonly Speciality[];
  /** What this person's work was accepted for. */
  cases: readonly OwnCase[];
};

export type FitReason =
  | { kind: "own-cases"; examples: CaseLink[] }
  | { kind: "specialities"; names: string[] }
  | { kind: "studio-specialities"; names: string[] };
export type Fit = { id: string; reasons: FitReason[] };

/** Two texts are about the same when so much of what tells in them is common; measured (docs/decisions, matching). */
const SIMILAR = 0.09;
/** A speciality is named when so much of it stands in the problem. */
const NAMED = 0.5;
const STUDIO = 0.4;
const EXAMPLES = 2;

/** How telling each token is among these texts, 0 … 1: one that all have tells least. */
export function worthAmong(texts: readonly (readonly string[])[]): Map<string, number> {
  const documents = new Map<string, number>();
  for (const tokens of texts)
    for (const token of new Set(tokens)) documents.set(token, (documents.get(token) ?? 0) + 1);
  const rarest = Math.log(1 + texts.length);
  return new Map([...documents].map(([token, n]) => [token, Math.log(1 + texts.length / n) / rarest]));
}

/** How much two texts have in common of what tells, 0 … 1; the same both ways. */
export function resemblance(
  a: ReadonlySet<string>,
  b: ReadonlySet<string>,
  worth: ReadonlyMap<string, number>,
): number {
  const sum = (tokens: Iterable<string>) => {
    let total = 0;
    for (const token of tokens) total += worth.get(token) ?? 0;
    return total;
  };
  const whole = Math.sqrt(sum(a) * sum(b));
  return whole === 0 ? 0 : sum([...a].filter((token) => b.has(token))) / whole;
}

function matching(all: readonly Speciality[], worth: ReadonlyMap<string, number>) {
  const found = all
    .map((one) => ({ name: one.name, ...specialityMatch(one, worth) }))
    .filter((one) => one.part >= NAMED && one.value > 0)
    .sort((a, b) => b.value - a.value || (a.name < b.name ? -1 : 1));
  return {
    names: [...new Set(found.map((one) => one.name))].slice(0, 3),
    value: found.reduce((sum, one) => sum + one.value, 0),
  };
}

/** The problems that fit, best first, newer before older among equals; without a reason none is shown. */
export function fitting(me: Me, problems: readonly OpenProblem[], most: number): Fit[] {
  const worth = worthAmong([...problems.map((one) => one.tokens), ...me.cases.map((one) => one.tokens)]);
  const cases = me.cases.map((one) => ({ one, tokens: new Set(one.tokens) }));
  return problems
    .map((problem) => {
      const tokens = new Set(problem.tokens);
      const here = new Map([...tokens].map((token) => [token, worth.get(token) ?? 0]));
      const own = matching(me.specialities, here);
      const studio = matching(me.studioSpecialities, here);
      const like = cases
        .map(({ one, tokens: theirs }) => ({ one, share: resemblance(tokens, theirs, worth) }))
        .filter(({ share }) => share >= SIMILAR)
        .sort((a, b) => b.share - a.share || (a.one.id < b.one.id ? -1 : 1));
      const reasons: FitReason[] = [];
      if (like.length > 0)
        reasons.push({
          kind: "own-cases",
          examples: like.slice(0, EXAMPLES).map(({ one: { id, number, title } }) => ({ id, number, title })),
        });
      if (own.names.length > 0) reasons.push({ kind: "specialities", names: own.names });
      const others = studio.names.filter((name) => !own.names.includes(name));
      if (others.length > 0) reasons.push({ kind: "studio-specialities", names: others });
      const score = like.reduce((sum, { share }) => sum + share * 3, 0) + own.value + STUDIO * studio.value;
      return { id: problem.id, reasons, score, publishedAt: problem.publishedAt };
    })
    .filter((one) => one.reasons.length > 0)
    .sort((a, b) => b.score - a.score || b.publishedAt - a.publishedAt || (a.id < b.id ? -1 : 1))
    .slice(0, most)
    .map(({ id, reasons }) => ({ id, reasons }));
}
