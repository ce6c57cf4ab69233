import type { Question } from "#search/question.ts";

/** A subject: what several people mean by it is the same `key`; `text` is how this person put it. */
export type Term = { key: string; text: string };

/** Fewer independent enterprises than this stay unheard: what they looked for is nobody's but theirs. */
export const FEWEST_ENTERPRISES = 3;
/** What was looked for longer ago is forgotten. */
export const KEPT_DAYS = 90;
/** How many enterprises, only roughly: an exact count told, by its change, who looked yesterday. */
export const BANDS = [3, 5, 10] as const;
export type Band = (typeof BANDS)[number];

export const bandOf = (enterprises: number): Band => BANDS.findLast((least) => enterprises >= least) ?? BANDS[0];

const MOST_TERMS = 8;
const LONGEST_TERM = 20;
/** A longer piece is a sentence: its words are the terms. */
const LONGEST_PIECE = 8;
const isTerm = (text: string) => [...text].length >= 2 && [...text].length <= LONGEST_TERM && /\p{L}/u.test(text);

/**
 * The subjects of a question that found nothing. Where only something like it was found, the subject
 * of keywords is all of them together.
 * @param found something like it was found, only not all of it
 */
export function termsOf(question: Question, found: boolean, synonyms: readonly (readonly string[])[]): Term[] {
  if (question.empty) return [];
  const words = question.tokens.filter((token) => token.startsWith("/")).map((token) => token.slice(1));
  const key = (text: string) => {
    const group = synonyms.find((one) => one.includes(text));
    return group ? ([...group].sort()[0] ?? text) : text;
  };
  const pieces = question.pieces.filter(isTerm);
  if (found) {
    if (question.sentence || pieces.length < 1 || pieces.length > 4) return [];
    const together = [...pieces].sort();
    return [{ key: together.map(key).sort().join(" "), text: together.join(" ") }];
  }
  const parts = pieces.flatMap((piece) =>
    [...piece].length > LONGEST_PIECE && /\p{Script=Han}/u.test(piece)
      ? words.filter((word) => piece.includes(word))
      : [piece],
  );
  return [...new Set(parts.filter(isTerm))].slice(0, MOST_TERMS).map((text) => ({ key: key(text), text }));
}
