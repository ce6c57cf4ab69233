import type { Question } from "./question.ts";
import { piecesOf, tokenize, WORD_MARK } from "./tokenize.ts";

/** Weights of the kinds of evidence, as measured on real questions (docs/decisions: search). */
const WORD = 0.5;
const WORD_AMONG_CANDIDATES = 0.8;
const SINGLE = 0.4;
const RELATED = 0.35;
const SHARPEN = 1.25;
const K1 = 1.6;
const B = 0.85;
const COVERAGE = 0.3;
const PROXIMITY = 0.6;
/** Two Latin words or numbers side by side, as in the question: "head gasket", "380 v". Pairs of characters are phrases already. */
const PHRASE = 0.3;

export type Candidate = { bag: string; length: number };
/** In how many of `total` documents a token occurs, and how long they are. */
export type Frequencies = { total: number; averageLength: number; of: ReadonlyMap<string, number> };

/**
 * Evidence to look for: tokens that stand one after the other, each of them one of several. A plain token is a
 * term of one step with one alternative.
 */
export type Term = {
  steps: readonly (readonly string[])[];
  weight: number;
  /** In how many documents it occurs, at most. */
  documents: number;
  /** How likely each alternative is what was meant, up to 1. */
  strengths?: ReadonlyMap<string, number>;
  /** The piece of the question that was spelled by sound. */
  piece?: string;
};

export const idf = (frequencies: Frequencies, documents: number): number => {
  const total = Math.max(frequencies.total, documents, 1);
  return Math.log(1 + (total - documents + 0.5) / (documents + 0.5));
};

/** What a token that so many documents have is worth. */
export const worth = (frequencies: Frequencies, documents: number): number => idf(frequencies, documents) ** SHARPEN;

const isSingle = (token: string): boolean => /^\p{Script=Han}$/u.test(token);
const isHan = (token: string): boolean => /^\p{Script=Han}/u.test(token);
const charactersOf = (question: Question): string[] => [
  ...new Set(question.tokens.filter(isHan).flatMap((token) => [...token])),
];

/** Tokens whose frequencies a ranking needs. */
export const tokensToWeigh = (question: Question): string[] => [
  ...new Set([...question.tokens, ...question.related, ...charactersOf(question)]),
];

/** The terms of a question, as far as any document has them, and its single characters. */
export function termsOf(question: Question, frequencies: Frequencies): { terms: Term[]; characters: Term[] } {
  const term = (token: string, weight: number): Term[] => {
    const documents = frequencies.of.get(token) ?? 0;
    return documents === 0 ? [] : [{ steps: [[token]], weight: weight * worth(frequencies, documents), documents }];
  };
  return {
    terms: [
      ...question.tokens.flatMap((token) =>
        term(token, token.startsWith(WORD_MARK) ? WORD : isSingle(token) ? SINGLE : 1),
      ),
      ...question.related.flatMap((token) => term(token, RELATED)),
    ],
    characters: charactersOf(question).flatMap((character) => term(character, SINGLE)),
  };
}

/** Words of one question stand together more often than by chance. */
const TOGETHER = 4;

/** In about how many documents all words of a question stand. */
export function expectedTogether({ pieces }: Question, { total, of }: Frequencies): number {
  let documents = total;
  for (const [n, piece] of pieces.entries()) {
    const rarest = Math.min(...tokenize(piece).stream.map((token) => of.get(token) ?? 0));
    documents *= Math.min(1, ((n === 0 ? 1 : TOGETHER) * rarest) / Math.max(total, 1));
  }
  return documents;
}

/** The most telling terms, for finding candidates: dictionary words first, and characters where there are few pairs. */
export function telling(question: Question, terms: readonly Term[], characters: readonly Term[], most: number): Term[] {
  const plain = new Set(question.tokens);
  return [
    ...terms.map((term) =>
      term.steps[0]?.[0]?.startsWith(WORD_MARK)
        ? { ...term, weight: (term.weight / WORD) * WORD_AMONG_CANDIDATES }
        : term,
    ),
    ...(question.sentence ? [] : characters.filter((term) => !plain.has(term.steps[0]?.[0] ?? ""))),
  ]
    .sort((a, b) => b.weight - a.weight)
    .slice(0, most);
}

const WANTED = 1;
const PLACED = 2;
const CHARACTER = 4;
const SPACE = 32;
const LINE = 10;
const MARK = WORD_MARK.charCodeAt(0);

/**
 * A score for a candidate, the runs of characters that stood for terms of several steps or alternatives, and how many
 * different pairs, Latin words and numbers of the question it has, those of synonyms included.
 */
export type Scored = { score: number; runs: string[]; shared: number };

/**
 * What all pairs, Latin words and numbers of a question would be worth together, each once in a text of average length.
 * Those that no text has count too: a question of such words is about something else.
 */
export const worthOfAll = (question: Question, frequencies: Frequencies): number =>
  question.tokens
    .filter((token) => !token.startsWith(WORD_MARK))
    .reduce((sum, token) => sum + worth(frequencies, frequencies.of.get(token) ?? 0), 0);

/** A function that scores one candidate: BM25 over its terms and characters, raised by coverage and closeness of the pieces. */
export function ranker(
  question: Question,
  terms: readonly Term[],
  characters: readonly Term[],
  averageLength: number,
): (candidate: Candidate) => Scored {
  const pieces = piecesOf(question.text)
    .filter((piece) => question.pieces.includes(piece))
    .map(
      (piece) => terms.find((term) => term.piece === piece)?.steps ?? tokenize(piece).stream.map((token) => [token]),
    );
  const phrases = phrasesOf(question, terms);
  const runs = terms.filter((term) => term.steps.length > 1);
  const alternatives = terms.filter((term) => term.steps.length === 1 && (term.steps[0]?.length ?? 0) > 1);
  /** Places in the counts for tokens, and what tokens that are terms of their own weigh. */
  const slots = new Map<string, number>();
  const weights: number[] = [];
  const slotOf = (token: string): number => {
    const slot = slots.get(token) ?? weights.push(0) - 1;
    slots.set(token, slot);
    return slot;
  };
  for (const { steps, weight } of terms) {
    const [token, ...others] = steps.length === 1 ? (steps[0] ?? []) : [];
    if (token === undefined || others.length > 0) continue;
    const slot = slotOf(token);
    weights[slot] = (weights[slot] ?? 0) + weight;
  }
  const spokenOf = new Set([...question.tokens, ...question.related]);
  const counted = [...slots]
    .filter(([token]) => spokenOf.has(token) && !token.startsWith(WORD_MARK))
    .map(([, slot]) => slot);
  const choices = alternatives.map(({ steps, weight, strengths }) => ({
    weight,
    tokens: (steps[0] ?? []).map((token) => ({ token, slot: slotOf(token), strength: strengths?.get(token) ?? 1 })),
  }));
  const placed = new Set([
    ...pieces.flat(2),
    ...phrases.flatMap(({ pair }) => pair.flat()),
    ...runs.flatMap((run) => run.steps.flat()),
  ]);
  const ofCharacter = new Map(characters.map((term) => [(term.steps[0]?.[0] ?? "").charCodeAt(0), term.weight]));
  // Most tokens of a candidate are not asked for: their first character tells.
  const beginnings = new Uint8Array(65_536);
  const expect = (token: string, flag: number) => {
    const at = token.startsWith(WORD_MARK) ? 1 : 0;
    beginnings[token.charCodeAt(at)] = (beginnings[token.charCodeAt(at)] ?? 0) | flag;
  };
  for (const token of slots.keys()) expect(token, WANTED);
  for (const token of placed) expect(token, PLACED);
  for (const code of ofCharacter.keys()) beginnings[code] = (beginnings[code] ?? 0) | CHARACTER;

  return ({ bag, length }) => {
    const counts = new Float64Array(weights.length);
    const characterCounts = new Map<number, number>();
    const places = new Map<string, number[]>();
    let position = 0;
    for (let start = 0; start < bag.length; position += 1) {
      let end = start + 2;
      const after = bag.charCodeAt(end);
      if (after !== SPACE && after !== LINE) {
        end = start;
        while (end < bag.length && bag.charCodeAt(end) !== SPACE && bag.charCodeAt(end) !== LINE) end += 1;
      }
      const code = bag.charCodeAt(start);
      const flags = beginnings[code === MARK ? bag.charCodeAt(start + 1) : code] ?? 0;
      if (flags > 0 && end > start) {
        if (flags & CHARACTER && code !== MARK) characterCounts.set(code, (characterCounts.get(code) ?? 0) + 1);
        if (flags & (WANTED | PLACED)) {
          const token = bag.slice(start, end);
          const slot = slots.get(token);
          if (slot !== undefined) counts[slot] = (counts[slot] ?? 0) + 1;
          if (placed.has(token)) {
            const known = places.get(token);
            if (known) known.push(position);
            else places.set(token, [position]);
          }
        }
      }
      start = end + 1;
    }

    const norm = K1 * (1 - B + (B * length) / Math.max(averageLength, 1));
    const gain = (tf: number) => (tf * (K1 + 1)) / (tf + norm);
    let score = 0;
    for (const [slot, weight] of weights.entries()) {
      const tf = counts[slot] ?? 0;
      if (tf > 0) score += weight * gain(tf);
    }
    for (const [code, tf] of characterCounts) score += (ofCharacter.get(code) ?? 0) * gain(tf);
    for (const { pair, weight } of phrases) {
      const tf = startsOf(pair, places).length;
      if (tf > 0) score += weight * gain(tf);
    }
    const texts = new Set<string>();
    for (const { weight, tokens } of choices) {
      let best = 0;
      for (const { token, slot, strength } of tokens) {
        const tf = counts[slot] ?? 0;
        if (tf === 0) continue;
        best = Math.max(best, strength * gain(tf));
        texts.add(token);
      }
      score += weight * best;
    }
    for (const run of runs) {
      const spelled = runsOf(run.steps, places);
      if (spelled.length > 0) score += run.weight * gain(spelled.length);
      for (const text of spelled) texts.add(text);
    }
    const starts = pieces.map((piece) => startsOf(piece, places));
    const share = pieces.length === 0 ? 0 : starts.filter((at) => at.length > 0).length / pieces.length;
    return {
      score: score * (1 + COVERAGE * share + PROXIMITY * closeness(starts)),
      runs: [...texts],
      shared: counted.filter((slot) => (counts[slot] ?? 0) > 0).length,
    };
  };
}

/** Neighbours of the question that are no pairs of characters, worth a share of the more telling one. */
function phrasesOf(question: Question, terms: readonly Term[]): { pair: string[][]; weight: number }[] {
  const weightOf = new Map(terms.map((term) => [term.steps.length === 1 ? term.steps[0]?.join() : "", term.weight]));
  const { stream } = tokenize(question.text);
  const found = new Map<string, { pair: string[][]; weight: number }>();
  for (const [n, second] of stream.slice(1).entries()) {
    const first = stream[n] ?? "";
    const weight = PHRASE * Math.max(weightOf.get(first) ?? 0, weightOf.get(second) ?? 0);
    if (weight > 0 && !(isHan(first) && isHan(second)))
      found.set(`${first} ${second}`, { pair: [[first], [second]], weight });
  }
  return [...found.values()];
}

/** Positions at which the whole piece begins: one alternative of each step after one of the step before. */
function startsOf(piece: Term["steps"], places: ReadonlyMap<string, number[]>): number[] {
  const [first = [], ...rest] = piece;
  return first.flatMap((token) =>
    (places.get(token) ?? []).filter((at) =>
      rest.every((step, n) => step.some((next) => places.get(next)?.includes(at + n + 1))),
    ),
  );
}

/** The texts of the places where one alternative of every step stands after one of the step before, overlapping it. */
function runsOf(steps: Term["steps"], places: ReadonlyMap<string, number[]>): string[] {
  const at = (step: number, position: number, before: string): string | undefined =>
    steps[step]?.find((token) => token.startsWith(before) && places.get(token)?.includes(position));
  return (steps[0] ?? []).flatMap((first) =>
    (places.get(first) ?? []).flatMap((position) => {
      let text = first;
      for (let step = 1; step < steps.length; step += 1) {
        const token = at(step, position + step, text.slice(-1));
        if (!token) return [];
        text += token.slice(1);
      }
      return [text];
    }),
  );
}

/** 1 for neighbours, less the further two to four pieces lie apart; 0 when one is missing. */
function closeness(found: readonly number[][]): number {
  if (found.length < 2 || found.length > 4 || found.some((at) => at.length === 0)) return 0;
  let best = Number.POSITIVE_INFINITY;
  for (const start of found[0] ?? []) {
    let span = 0;
    for (const others of found.slice(1)) span = Math.max(span, Math.min(...others.map((at) => Math.abs(at - start))));
    best = Math.min(best, span);
  }
  return 1 / (1 + best / 4);
}
