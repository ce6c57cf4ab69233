import type { Locale } from "#app/lib/i18n.ts";
import { words } from "#app/lib/i18n.ts";
import { paths } from "#app/lib/paths.ts";
import type { ProblemState } from "#app/modules/problems/lifecycle.ts";
import { robotTextWords } from "#app/words/robot-texts.ts";
import { statesWords } from "#app/words/states.ts";
import { type Matter, MOST_LINES } from "./rules.ts";

export type News = {
  problemId: string;
  number: string;
  state: ProblemState;
  partial: boolean;
  matter: Matter;
  /** An earlier sending of it ended without an answer. */
  again: boolean;
};

/**
 * What a robot says: numbers, states and links, never a title or a text. One problem comes once, with its latest
 * matter; more than five are a count and a link to the list. `base` is the address people use, null where none is set.
 */
export function robotText(news: readonly News[], locale: Locale, base: string | null): string {
  const w = words(robotTextWords, locale);
  const s = words(statesWords, locale);
  const latest = [...new Map(news.map((one) => [one.problemId, one])).values()];
  const sorted = [...latest].sort((a, b) => Number(b.matter === "urgent") - Number(a.matter === "urgent"));
  const again = sorted.some((one) => one.again) ? w.again : "";
  const link = (path: string): string[] => (base ? [base + path] : []);
  const line = (one: News): string[] => [
    w.line(
      w.matter[one.matter],
      one.number,
      one.state === "SOLVED" && one.partial ? s.solvedPartly : s.state[one.state],
    ),
    ...link(paths.problem(one.problemId)),
  ];
  const [first] = sorted;
  if (first && sorted.length === 1) {
    const [head = "", ...rest] = line(first);
    return [w.from(head) + again, ...rest].join("\n");
  }
  if (sorted.length <= MOST_LINES) return [w.from(w.some(sorted.length)) + again, ...sorted.flatMap(line)].join("\n");
  const counts = new Map<Matter, number>();
  for (const { matter } of sorted) counts.set(matter, (counts.get(matter) ?? 0) + 1);
  const parts = [...counts].map(([matter, count]) => w.count(w.matter[matter], count));
  const said =
    counts.size === 1 && counts.has("published") ? w.allNew(sorted.length) : w.many(sorted.length, parts.join(w.comma));
  return [w.from(said) + again, ...link(paths.problems())].join("\n");
}

/** What a test says: nothing of any problem. */
export const testText = (organisationName: string, locale: Locale): string => {
  const w = words(robotTextWords, locale);
  return w.from(w.test(organisationName));
};
