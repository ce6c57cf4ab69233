import type { Question } from "./question.ts";
import { piecesOf, tokenize, WORD_MARK } from "./tokenize.ts";

/** Weights of the kinds of evidence, as measured on real questions (docs: search evaluation). */
const WORD = 0.5;
const SINGLE = 0.4;
const RELATED = 0.35;
const SHARPEN = 1.25;
const K1 = 1.6;
const B = 0.85;
const COVERAGE = 0.3;
const PROXIMITY = 0.6;

export type Candidate = { bag: string; length: number };
/** In how many of `total` documents a token occurs. */
export type Frequencies = { total: number; of: ReadonlyMap<string, number> };

export const idf = (frequencies: Frequencies, token: string): number => {
  const df = frequencies.of.get(token) ?? 0;
  const total = Math.max(frequencies.total, df, 1);
  return Math.log(1 + (total - df + 0.5) / (df + 0.5));
};

const isSingle = (token: string): boolean => /^\p{Script=Han}$/u.test(token);
const isHan = (token: string): boolean => /^\p{Script=Han}/u.test(token);

/** Tokens whose frequencies a ranking needs. */
export function tokensToWeigh(question: Question): string[] {
  const singles = question.tokens.filter(isHan).flatMap((token) => [...token]);
  return [...new Set([...question.tokens, ...question.related, ...singles])];
}

/** The most telling tokens with their weights, for finding candidates. */
export function telling(
  question: Question,
  frequencies: Frequencies,
  most: number,
): { token: string; weight: number }[] {
  const known = (token: string) => (frequencies.of.get(token) ?? 0) > 0;
  const rows = [
    ...question.tokens.filter(known).map((token) => ({
      token,
      weight: idf(frequencies, token) ** SHARPEN * (token.startsWith(WORD_MARK) ? 0.8 : 1),
    })),
    ...question.related.filter(known).map((token) => ({ token, weight: RELATED * idf(frequencies, token) ** SHARPEN })),
  ];
  if (!question.sentence) {
    // Few pairs: what shares a character may still be meant.
    for (const character of new Set(question.tokens.filter(isHan).flatMap((token) => [...token]))) {
      if (known(character) && !question.tokens.includes(character))
        rows.push({ token: character, weight: SINGLE * idf(frequencies, character) ** SHARPEN });
    }
  }
  return rows.sort((a, b) => b.weight - a.weight).slice(0, most);
}

/** A function that scores one candidate: BM25 over pairs, words and characters, raised by coverage and closeness of the pieces. */
export function ranker(
  question: Question,
  frequencies: Frequencies,
  averageLength: number,
): (candidate: Candidate) => number {
  const weights = new Map<string, number>();
  for (const token of question.tokens) {
    weights.set(
      token,
      idf(frequencies, token) ** SHARPEN * (token.startsWith(WORD_MARK) ? WORD : isSingle(token) ? SINGLE : 1),
    );
  }
  for (const token of question.related) weights.set(token, RELATED * idf(frequencies, token) ** SHARPEN);
  const characters = new Map<string, number>();
  for (const token of question.tokens) {
    if (isHan(token)) for (const c of token) characters.set(c, SINGLE * idf(frequencies, c) ** SHARPEN);
  }
  const pieces = piecesOf(question.text)
    .filter((piece) => question.pieces.includes(piece))
    .map((piece) => tokenize(piece).stream);

  return ({ bag, length }) => {
    const counts = new Map<string, number>();
    const characterCounts = new Map<string, number>();
    const places = new Map<string, number[]>();
    const wanted = new Set(pieces.flat());
    const cut = bag.indexOf("\n");
    let position = 0;
    for (const token of eachToken(bag, 0, cut)) {
      position += 1;
      if (weights.has(token)) counts.set(token, (counts.get(token) ?? 0) + 1);
      if (wanted.has(token)) places.set(token, [...(places.get(token) ?? []), position]);
      const c = token[0] ?? "";
      if (characters.has(c)) characterCounts.set(c, (characterCounts.get(c) ?? 0) + 1);
    }
    for (const token of eachToken(bag, cut + 1, bag.length))
      if (weights.has(token)) counts.set(token, (counts.get(token) ?? 0) + 1);

    const norm = K1 * (1 - B + (B * length) / Math.max(averageLength, 1));
    const gain = (tf: number) => (tf * (K1 + 1)) / (tf + norm);
    let score = 0;
    for (const [token, tf] of counts) score += (weights.get(token) ?? 0) * gain(tf);
    for (const [c, tf] of characterCounts) score += (characters.get(c) ?? 0) * gain(tf);

    const found = pieces.map((piece) => startOf(piece, places));
    const share = pieces.length === 0 ? 0 : found.filter((at) => at.length > 0).length / pieces.length;
    return score * (1 + COVERAGE * share + PROXIMITY * closeness(found));
  };
}

function* eachToken(text: string, from: number, to: number): Generator<string> {
  for (let start = from; start < to; ) {
    let end = text.indexOf(" ", start);
    if (end === -1 || end > to) end = to;
    if (end > start) yield text.slice(start, end);
    start = end + 1;
  }
}

/** Positions at which the whole piece begins: its tokens one after the other. */
function startOf(piece: readonly string[], places: ReadonlyMap<string, number[]>): number[] {
  const [first, ...rest] = piece;
  if (first === undefined) return [];
  return (places.get(first) ?? []).filter((at) => rest.every((token, n) => places.get(token)?.includes(at + n + 1)));
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
