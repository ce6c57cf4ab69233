import type { Question } from "./question.ts";
import { type Frequencies, type Term, tokensToWeigh, worth } from "./ranking.ts";
import { mayBeInitials, soundOf, syllablesOf, initialsOf } from "./sounds.ts";
import type { Sql } from "./sql.ts";

/** The token that counts the summed length of the documents, in tens of tokens: short of what a number holds. */
export const LENGTH_TOKEN = " ";
export const LENGTH_UNIT = 10;

const ASSUMED_LENGTH = 200;

/** Word statistics of what was released and of the reader's own enterprise; nobody else's confidential words count. */
export async function readFrequencies(sql: Sql, question: Question, scopes: readonly string[]): Promise<Frequencies> {
  const rows = await sql.$queryRawUnsafe<{ token: string; documents: number }[]>(
    `SELECT "token", sum("documents")::int AS "documents" FROM "SearchTerm" WHERE "scope" = ANY ($1::text[]) AND "token" = ANY ($2::text[]) GROUP BY "token"`,
    ["", ...scopes],
    ["", LENGTH_TOKEN, ...tokensToWeigh(question)],
  );
  const of = new Map(rows.map((row) => [row.token, row.documents]));
  const total = of.get("") ?? 0;
  const length = (of.get(LENGTH_TOKEN) ?? 0) * LENGTH_UNIT;
  return { total, averageLength: total > 0 && length > 0 ? length / total : ASSUMED_LENGTH, of };
}

/** A pair so many times rarer than what sounds alike may be a typing error; only rare pairs are looked up. */
const RARER = 20;
const RARE = 1 / 500;
const MOST_DOUBTED = 24;
const ALIKE = 0.9;
/** Pairs that sound alike or have the same initials, the most frequent ones. */
const MOST_ALIKE = 40;
const MOST_SPELLED = 8;

type Alike = { key: string; tokens: string[]; documents: number };

/**
 * Terms for what was spelled by sound: homophones of pairs that hardly any document has, words in pinyin, and
 * initials. Only words of the reader's own statistics are offered.
 */
export async function soundTerms(
  sql: Sql,
  question: Question,
  frequencies: Frequencies,
  scopes: readonly string[],
): Promise<Term[]> {
  const doubted = question.tokens
    .map((token) => ({ token, documents: frequencies.of.get(token) ?? 0, sound: soundOf(token) }))
    .filter(({ documents, sound }) => sound !== null && documents <= frequencies.total * RARE)
    .sort((a, b) => a.documents - b.documents)
    .slice(0, MOST_DOUBTED);
  const spelled = spelledIn(question);
  const abbreviated = question.latin.filter((word) => mayBeInitials(word) && !syllablesOf(word)).slice(0, MOST_SPELLED);
  const sounds = [...doubted.map(({ sound }) => sound ?? ""), ...spelled.flatMap(pairs)];
  const initials = abbreviated.flatMap((word) => [...word].slice(1).map((letter, n) => `${word[n]}${letter}`));
  if (sounds.length + initials.length === 0) return [];
  const [bySound, byInitials] = await Promise.all([
    readAlike(sql, "sound", sounds, scopes),
    readAlike(sql, "initials", initials, scopes),
  ]);
  const terms: Term[] = [];
  for (const { documents, sound } of doubted) {
    const alike = bySound.get(sound ?? "");
    if (alike && documents * RARER <= alike.documents && alike.documents > 0)
      terms.push({
        steps: [alike.tokens],
        weight: ALIKE * worth(frequencies, alike.documents),
        documents: alike.documents,
      });
  }
  const run = (steps: (Alike | undefined)[]) => {
    if (!steps.every((step) => step !== undefined)) return;
    const documents = Math.min(...steps.map((step) => step.documents));
    terms.push({
      steps: steps.map((step) => step.tokens),
      weight: steps.length * worth(frequencies, documents),
      documents,
    });
  };
  for (const syllables of spelled) {
    const steps = pairs(syllables).map((sound) => bySound.get(sound));
    // What was typed without a gap need not stand so: "zhuzhouyixiang" finds 主轴高速异响.
    for (const step of steps) run([step]);
    if (steps.length > 1) run(steps);
  }
  for (const word of abbreviated)
    if (!frequencies.of.get(word)) run([...word].slice(1).map((letter, n) => byInitials.get(`${word[n]}${letter}`)));
  return terms;
}

/** Words in pinyin; single syllables one after the other are read as one. */
function spelledIn(question: Question): string[][] {
  const words: string[][] = [];
  let single = false;
  for (const word of question.latin) {
    const syllables = syllablesOf(word);
    const open = single;
    single = syllables?.length === 1;
    if (single && open) words.at(-1)?.push(word);
    else if (syllables) words.push(syllables);
  }
  return words.filter((syllables) => syllables.length > 1).slice(0, MOST_SPELLED);
}

const pairs = (syllables: readonly string[]): string[] =>
  syllables.slice(1).map((syllable, n) => `${syllables[n]} ${syllable}`);

async function readAlike(
  sql: Sql,
  column: "sound" | "initials",
  keys: readonly string[],
  scopes: readonly string[],
): Promise<Map<string, Alike>> {
  if (keys.length === 0) return new Map();
  const rows = await sql.$queryRawUnsafe<Alike[]>(
    `SELECT asked."key", array_agg(t."token") AS "tokens", sum(t."documents")::int AS "documents"
     FROM unnest($1::text[]) AS asked("key") CROSS JOIN LATERAL (
       SELECT "token", "documents" FROM "SearchTerm"
       WHERE "${column}" = asked."key" AND "scope" = ANY ($2::text[]) AND "documents" > 0 ORDER BY "documents" DESC LIMIT ${MOST_ALIKE}
     ) t GROUP BY asked."key"`,
    [...new Set(keys)],
    ["", ...scopes],
  );
  return new Map(rows.map((row) => [row.key, { ...row, tokens: [...new Set(row.tokens)] }]));
}

const PAIR = /^[\u4e00-\u9fff]{2}$/;

/** What is noted of a token beside its count. */
export const soundsOf = (token: string): { sound: string | null; initials: string | null } => {
  const sound = soundOf(token);
  return { sound: PAIR.test(token) ? (sound ?? "") : null, initials: sound && initialsOf(sound) };
};

const BATCH = 5_000;

/** Notes the sounds of pairs that were counted before sounds were; one that cannot be read has the sound "". */
export async function noteSounds(sql: Sql): Promise<void> {
  for (;;) {
    const rows = await sql.$queryRawUnsafe<{ token: string }[]>(
      `SELECT DISTINCT "token" FROM "SearchTerm" WHERE "sound" IS NULL AND "token" ~ '^[\u4e00-\u9fff]{2}$' LIMIT ${BATCH}`,
    );
    if (rows.length === 0) return;
    await sql.$executeRawUnsafe(
      `UPDATE "SearchTerm" t SET "sound" = c."sound", "initials" = c."initials"
       FROM unnest($1::text[], $2::text[], $3::text[]) AS c("token", "sound", "initials") WHERE t."token" = c."token"`,
      rows.map((row) => row.token),
      rows.map((row) => soundsOf(row.token).sound),
      rows.map((row) => soundsOf(row.token).initials),
    );
  }
}
