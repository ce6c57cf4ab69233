import { clean, codesIn, fold, piecesOf, tokenize } from "./tokenize.ts";
import { DEFAULT_VOCABULARY, synonymsIn, type Vocabulary } from "./vocabulary.ts";

/** A question, understood once and asked of any engine. */
export type Question = {
  /** Cleaned text, cut to what a person may mean. */
  text: string;
  /** What the person separated by spaces and punctuation, without stop words. */
  pieces: string[];
  /** Distinct tokens of the stream and marked dictionary words. */
  tokens: string[];
  /** Tokens of the synonyms of words in the question. */
  related: string[];
  codes: string[];
  /** Words in Latin letters as typed, in their order: they may be pinyin. */
  latin: string[];
  /** A description rather than keywords. */
  sentence: boolean;
  /** Nothing in it can be searched for. */
  empty: boolean;
  vocabulary: Vocabulary;
};

/** A question is read up to here; beyond it people paste logs. */
export const LONGEST_QUESTION = 1_000;
const MOST_TOKENS = 160;
const MOST_PIECES = 40;

/** Who asks like this describes, however briefly. */
const ASKING = /[?？]|如何|怎么|怎样|什么|为何|哪[些里个]|吗|^(?:how|why|what|which|when|where|does|can|is)\b/;
const HAN = /\p{Script=Han}/gu;

/** Reads a question. Never fails, whatever was typed. */
export function ask(raw: string, vocabulary: Vocabulary = DEFAULT_VOCABULARY): Question {
  const { stops } = vocabulary;
  const text = clean(raw.slice(0, LONGEST_QUESTION * 4))
    .slice(0, LONGEST_QUESTION)
    .trim();
  const folded = fold(text);
  const pieces = piecesOf(text)
    .filter((piece) => !stops.has(piece))
    .slice(0, MOST_PIECES);
  const { stream, words } = tokenize(text);
  const tokens = [...new Set([...stream, ...words])].filter((token) => !stops.has(token)).slice(0, MOST_TOKENS);
  const related = [...new Set(synonymsIn(folded, vocabulary).flatMap((word) => tokenize(word).stream))].filter(
    (token) => !tokens.includes(token) && !stops.has(token),
  );
  const codes = codesIn(text);
  const han = folded.match(HAN)?.length ?? 0;
  const latin = folded.match(/[a-z]{2,}/g) ?? [];
  const longest = Math.max(0, ...pieces.map((piece) => piece.match(HAN)?.length ?? 0));
  return {
    text,
    pieces,
    tokens,
    related,
    codes,
    latin: latin.slice(0, MOST_PIECES),
    sentence: ASKING.test(folded) || longest > 7 || han > 12 || latin.length > 5,
    empty: pieces.length === 0 || tokens.length + codes.length === 0,
    vocabulary,
  };
}
