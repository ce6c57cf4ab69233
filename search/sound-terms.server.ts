import type { Question } from "./question.ts";
import { type Frequencies, type Term, worth } from "./ranking.ts";
import { mayBeInitials, soundOf, syllablesOf } from "./sounds.ts";
import type { Alike, Statistics } from "./statistics.server.ts";

/** A pair so many times rarer than what sounds alike may be a typing error; only rare pairs are looked up. */
const RARER = 20;
const RARE = 1 / 500;
const MOST_DOUBTED = 24;
const ALIKE = 0.9;
const MOST_SPELLED = 8;
/**
 * Of words that sound alike the one kept in the vocabulary is meant, else rather a frequent one; hardly ever what
 * counts or points ("一箱" for "异响").
 */
const COUNTING = /^[一二两三四五六七八九十几每各这那某第半]/;
const MEANT = { vocabulary: 1, counting: 0.3, rare: 0.6 };

/**
 * Terms for what was spelled by sound: homophones of pairs that hardly any document has, words in pinyin, and
 * initials. Only words of the reader's own statistics are offered.
 */
export async function soundTerms(
  statistics: Statistics,
  question: Question,
  frequencies: Frequencies,
  scopes: readonly string[],
): Promise<Term[]> {
  const doubted = question.tokens
    .map((token) => ({ token, documents: frequencies.of.get(token) ?? 0, sound: soundOf(token) ?? "" }))
    .filter(({ documents, sound }) => sound !== "" && documents <= frequencies.total * RARE)
    .sort((a, b) => a.documents - b.documents)
    .slice(0, MOST_DOUBTED);
  const spelled = spelledIn(question);
  const abbreviated = question.latin.filter((word) => mayBeInitials(word) && !syllablesOf(word)).slice(0, MOST_SPELLED);
  const sounds = [...doubted.map(({ sound }) => sound), ...spelled.flatMap(({ syllables }) => pairs(syllables))];
  const initials = abbreviated.flatMap(initialPairs);
  const [bySound, byInitials] = await Promise.all([
    statistics.alike("sound", sounds, scopes),
    statistics.alike("initials", initials, scopes),
  ]);
  const terms: Term[] = [];
  for (const { documents, sound } of doubted) {
    const alike = bySound.get(sound);
    if (alike && documents * RARER <= alike.documents)
      terms.push(spoken([alike], question, ALIKE * worth(frequencies, alike.documents)));
  }
  const run = (steps: (Alike | undefined)[], piece?: string) => {
    if (!steps.every((step) => step !== undefined)) return;
    const documents = Math.min(...steps.map((step) => step.documents));
    terms.push({ ...spoken(steps, question, steps.length * worth(frequencies, documents)), piece });
  };
  for (const { word, syllables } of spelled) {
    const steps = pairs(syllables).map((sound) => bySound.get(sound));
    // What was typed without a gap need not stand so: "zhuzhouyixiang" finds 主轴高速异响.
    if (steps.length > 1) for (const step of steps) run([step]);
    run(steps, word);
  }
  for (const word of abbreviated)
    if (!frequencies.of.get(word))
      run(
        initialPairs(word).map((pair) => byInitials.get(pair)),
        word,
      );
  return terms;
}

function spoken(steps: readonly Alike[], { vocabulary }: Question, weight: number): Term {
  const strengths = new Map<string, number>();
  for (const { tokens } of steps) {
    const most = Math.max(...tokens.map(({ documents }) => documents));
    for (const { token, documents } of tokens)
      strengths.set(
        token,
        vocabulary.synonyms.has(token)
          ? MEANT.vocabulary
          : COUNTING.test(token)
            ? MEANT.counting
            : MEANT.rare + (1 - MEANT.rare) * (documents / most),
      );
  }
  return {
    steps: steps.map(({ tokens }) => tokens.map(({ token }) => token)),
    strengths,
    weight,
    documents: Math.min(...steps.map(({ documents }) => documents)),
  };
}

type Spelled = { word: string; syllables: string[] };

/** Words in pinyin; single syllables one after the other are read as one. */
function spelledIn(question: Question): Spelled[] {
  const words: Spelled[] = [];
  let single = false;
  for (const word of question.latin) {
    const syllables = syllablesOf(word);
    const open = single;
    single = syllables?.length === 1;
    if (single && open) words.at(-1)?.syllables.push(word);
    else if (syllables) words.push({ word, syllables });
  }
  return words.filter(({ syllables }) => syllables.length > 1).slice(0, MOST_SPELLED);
}

const pairs = (syllables: readonly string[]): string[] =>
  syllables.slice(1).map((syllable, n) => `${syllables[n]} ${syllable}`);
const initialPairs = (word: string): string[] => [...word].slice(1).map((letter, n) => `${word[n]}${letter}`);
