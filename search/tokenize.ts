import { Jieba } from "@node-rs/jieba";
import { dict } from "@node-rs/jieba/dict.js";
import { simplify } from "./simplified.ts";

/** What a text is found by. */
export type Tokens = {
  /** Character pairs, Latin words and numbers in their order, with repeats. */
  stream: string[];
  /** Dictionary words of two characters and more, marked; what a plain character pair would miss. */
  words: string[];
  /** Alarm codes, model and asset numbers, in the form they are compared in. */
  codes: string[];
};

/** Before a dictionary word, so that it is never taken for the character pair spelled alike. */
export const WORD_MARK = "/";
/** Before a code. */
export const CODE_MARK = "#";
/** A text longer than this is not read to its end. */
export const LONGEST_TEXT = 60_000;

let loaded: Jieba | undefined;
const jieba = (): Jieba => {
  loaded ??= Jieba.withDict(dict);
  return loaded;
};

/** Adds lines "word frequency tag" to the segmenter's dictionary. */
export const addDictionary = (lines: string): void => jieba().loadDict(Buffer.from(lines));

/** Loads the dictionary ahead of the first question. */
export const warmUp = (): void => void jieba().cut("主轴异响");

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060\ufeff\ufff9-\uffff]+/g;
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Text as it may be stored and searched: full-width forms narrowed, nothing invisible, spaces single. */
export const clean = (text: string): string =>
  text
    .slice(0, LONGEST_TEXT)
    .replace(LONE_SURROGATE, " ")
    .normalize("NFKC")
    .replace(CONTROL, " ")
    .replace(/\s+/g, " ")
    .trim();

/** The form in which texts are compared: lower case, simplified characters. */
export const fold = (text: string): string => simplify(clean(text).toLowerCase());

/** "3mm", "3 mm" and "37.5Nm": the number is a token of its own, with its decimals, and so is the unit. */
const UNITS =
  "mm|cm|km|um|kg|mg|mpa|kpa|pa|bar|psi|kv|mv|v|ma|a|kw|w|hz|khz|mhz|rpm|r|nm|ms|s|min|h|ml|l|t|ft|in|lbs?|mph|hp|cc|db";
const RUN = new RegExp(
  String.raw`(\p{Script=Han}+)|(\d+(?:\.\d+)?(?=(?:${UNITS})(?![a-z0-9]))|\d+\.\d+(?![a-z0-9.])|[a-z0-9]+)|([\p{L}\p{N}]+)`,
  "gu",
);

/** "bearings" and "bearing" meet; short words stay as they are. */
export function stem(word: string): string {
  if (word.length < 5 || /\d/.test(word)) return word;
  const cut = word.replace(/(?:ational|ation|ingly|edly)$/, "").replace(/(?:ing|ies|ied|ers|er|ed|es|ly|s|e)$/, "");
  return cut.length >= 3 ? cut.replace(/(.)\1$/, "$1") : word;
}

/** The tokens of a text. */
export const tokenize = (text: string): Tokens => tokensOf(clean(text));

/** The tokens of a text that is clean. */
export function tokensOf(cleaned: string): Tokens {
  const folded = simplify(cleaned.toLowerCase());
  const stream: string[] = [];
  const runs: string[] = [];
  for (const [, han, latin, other] of folded.matchAll(RUN)) {
    if (han) {
      const characters = [...han];
      if (characters.length === 1) stream.push(han);
      else runs.push(han);
      for (let n = 0; n + 1 < characters.length; n += 1) stream.push(`${characters[n]}${characters[n + 1]}`);
    } else {
      const word = (latin ?? other ?? "").slice(0, 60);
      stream.push(/^[a-z]/.test(word) ? stem(word) : word);
    }
  }
  // Calling the segmenter costs more than its work: once for all runs, which the blanks keep apart.
  const cut = runs.length > 0 ? jieba().cutForSearch(runs.join(" "), true) : [];
  const words = cut.filter((word) => word.length > 1).map((word) => WORD_MARK + word);
  return { stream, words, codes: codesOf(cleaned) };
}

const CODE =
  /(?<![a-z0-9])(?:[a-z]{1,3}[ :：#]{1,2}\d{1,6}(?:\.\d{1,4})?(?![\d.]*[a-z%])|[a-z0-9]+(?:[.\-_/#][a-z0-9]+)*)(?![a-z0-9])/gi;

/** The form in which codes are compared: "AL.32", "AL 32" and "al-32" are one. */
export const codeKey = (code: string): string => code.toLowerCase().replace(/[^a-z0-9]+/g, "");

/** Alarm codes, model and asset numbers: letters and digits together. */
export const codesIn = (text: string): string[] => codesOf(clean(text));

const DIGIT = /\d/;

function codesOf(cleaned: string): string[] {
  const found = new Set<string>();
  if (!DIGIT.test(cleaned)) return [];
  for (const [match] of cleaned.matchAll(CODE)) {
    if (!DIGIT.test(match) || !/[a-z]/i.test(match)) continue;
    const key = codeKey(match);
    if (key.length >= 3 && key.length <= 30) found.add(key);
  }
  return [...found];
}

/** What goes into the full-text index: every token once, and the characters of each pair: a question of one is one too. */
export function lexemes({ stream, words, codes }: Tokens): string[] {
  const found = new Set(stream);
  for (const token of stream) if (token.length > 1 && isHan(token)) for (const character of token) found.add(character);
  for (const word of words) found.add(word);
  for (const code of codes) found.add(CODE_MARK + code);
  return [...found];
}

/** Latin letters and digits come long before the first Han character. */
const isHan = (token: string): boolean => token.charCodeAt(0) > 0x2e7f && /^\p{Script=Han}/u.test(token);

/** Tokens of the stream and words as one string, for ranking. */
export const bag = (stream: readonly string[], words: readonly string[]): string =>
  `${stream.join(" ")}\n${words.join(" ")}`;
export const toBag = ({ stream, words }: Pick<Tokens, "stream" | "words">): string => bag(stream, words);

/** Tokens a text must hold to be about these words: those within each word, not those across two. */
export function tokensWithinWords(text: string): string[] {
  const words = fold(text).replace(/\p{Script=Han}+/gu, (han) => ` ${jieba().cut(han, true).join(" ")} `);
  const { stream } = tokenize(words);
  const pairs = stream.filter((token) => !/^\p{Script=Han}$/u.test(token));
  return pairs.length > 0 ? pairs : stream;
}

/** Parts of a question as the person separated them: by spaces and punctuation. */
export function piecesOf(text: string): string[] {
  const pieces = fold(text).split(/[^\p{L}\p{N}.\-_/#+%]+/u);
  return [...new Set(pieces.map((piece) => piece.replace(/^[.\-_/#]+|[.\-_/#]+$/g, "")).filter(Boolean))];
}
