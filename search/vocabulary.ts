import { STOP_WORDS, SYNONYMS } from "./dictionary.ts";
import { fold } from "./tokenize.ts";

/** What a librarian may change. */
export type VocabularySource = {
  /** Groups of words that mean the same, in any language; the built-in ones when absent. */
  synonyms?: readonly (readonly string[])[];
  /** Further words that say nothing about a machine. */
  stopWords?: readonly string[];
};

/** Words with a meaning of their own, compiled once. */
export type Vocabulary = {
  stops: ReadonlySet<string>;
  /** Each word of a group with the others. */
  synonyms: ReadonlyMap<string, readonly string[]>;
};

const MOST_GROUPS = 2_000;
const MOST_WORDS = 40;
const LONGEST_WORD = 60;

/** The groups to start from. */
export const STARTING_SYNONYMS = SYNONYMS;

/** Compiles words for search. Groups that share a word are joined for that word only. */
export function readVocabulary({ synonyms = STARTING_SYNONYMS, stopWords = [] }: VocabularySource = {}): Vocabulary {
  const groups = new Map<string, Set<string>>();
  for (const group of synonyms.slice(0, MOST_GROUPS)) {
    const words = [...new Set(group.slice(0, MOST_WORDS).map((word) => fold(word).slice(0, LONGEST_WORD)))].filter(
      Boolean,
    );
    for (const word of words)
      groups.set(word, new Set([...(groups.get(word) ?? []), ...words.filter((other) => other !== word)]));
  }
  return {
    stops: new Set([...STOP_WORDS, ...stopWords.map(fold).filter(Boolean)]),
    synonyms: new Map([...groups].map(([word, others]) => [word, [...others]])),
  };
}

export const DEFAULT_VOCABULARY = readVocabulary();

/** Synonyms of everything in a folded text. A Latin word counts as a whole only: "motor" is not in "motorway". */
export function synonymsIn(folded: string, { synonyms }: Vocabulary): string[] {
  const latin = ` ${folded.replace(/[^a-z0-9]+/g, " ")} `;
  const found = new Set<string>();
  for (const [word, others] of synonyms) {
    const there = /^[a-z0-9 ]+$/.test(word) ? latin.includes(` ${word} `) : folded.includes(word);
    if (there) for (const other of others) found.add(other);
  }
  return [...found];
}

/** Words that mean the same as exactly this one. */
export const synonymsOf = (word: string, { synonyms }: Vocabulary): readonly string[] => synonyms.get(word) ?? [];
