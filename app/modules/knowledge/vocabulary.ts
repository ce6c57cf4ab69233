import { z } from "zod";

/** Words that mean the same, in either language. */
export type Group = readonly string[];

export const LIMITS = { groups: 2_000, words: 12, word: 40, fileBytes: 512 * 1024 } as const;

/** The form in which words are compared: full-width narrowed, small letters, single spaces, nothing invisible. */
export const plain = (word: string): string =>
  word
    .normalize("NFKC")
    .replace(/[\p{C}\s]+/gu, " ")
    .trim()
    .toLowerCase();

/** The words of a line, as people separate them: by commas of either kind, 、, semicolons, tabs or =. Words may hold spaces. */
export const wordsIn = (line: string): string[] => [
  ...new Set(
    line
      .split(/[,，、;；\t=＝|]/)
      .map(plain)
      .filter(Boolean),
  ),
];

export type Fault = { line: number; key: string; values: Record<string, string | number> };

/** What is wrong with a list of groups, each by its place from 1; nothing when all is well. */
export function faultsOf(groups: readonly Group[], isSearchable: (word: string) => boolean): Fault[] {
  const faults: Fault[] = [];
  const first = new Map<string, number>();
  if (groups.length > LIMITS.groups)
    return [{ line: LIMITS.groups + 1, key: "vocabulary-too-many", values: { max: LIMITS.groups } }];
  for (const [n, group] of groups.entries()) {
    const line = n + 1;
    const fault = (key: string, values: Fault["values"] = {}) =>
      faults.push({ line, key, values: { line, ...values } });
    if (group.length < 2) fault("vocabulary-one-word");
    if (group.length > LIMITS.words) fault("vocabulary-many-words", { max: LIMITS.words });
    for (const word of group) {
      const known = first.get(word);
      if ([...word].length > LIMITS.word)
        fault("vocabulary-long-word", { word: `${word.slice(0, 12)}…`, max: LIMITS.word });
      else if (!/[\p{L}\p{N}]/u.test(word) || !isSearchable(word)) fault("vocabulary-empty-word", { word });
      else if (known !== undefined) fault("vocabulary-twice", { word, other: known });
      else first.set(word, line);
    }
  }
  return faults;
}

/** Groups kept in the database, whatever has become of them. */
export const storedSchema = z.object({ version: z.number().int(), groups: z.array(z.array(z.string())) });

/** What may stand between two words of a line in a file. */
export const SEPARATORS = [",", "，", "、", ";", "；", "\t"];

/** A field of a CSV file; what a spreadsheet would take for a formula is kept from being one. */
const field = (word: string): string => {
  const safe = /^[=+\-@]/.test(word) ? `'${word}` : word;
  return safe.includes('"') || /[\r\n]/.test(safe) || SEPARATORS.some((one) => safe.includes(one))
    ? `"${safe.replaceAll('"', '""')}"`
    : safe;
};

/** One group a line, one word a column; begins with the mark by which spreadsheets know UTF-8. */
export const toCsv = (groups: readonly Group[]): string =>
  `\ufeff${groups.map((group) => `${group.map(field).join(",")}\r\n`).join("")}`;
