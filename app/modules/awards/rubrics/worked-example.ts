import { decimalText } from "#app/modules/achievements/benefit/formula.ts";
import { pointsText } from "../scores/points-text.ts";
import { FACTS, factsOfSubject, type AwardSubject, type Facts } from "../facts/catalogue.ts";
import { rangeOf } from "./evaluate.ts";
import type { RubricContent } from "./rubric.ts";

/** Facts typed beside the editor, as if records stood behind them. */
const exampleFacts = (subject: AwardSubject, typed: Readonly<Record<string, string | undefined>>): Facts =>
  Object.fromEntries(
    factsOfSubject(subject).flatMap((key) => {
      const value = decimalText(typed[key] ?? "");
      return value === null || Number(value) === 0
        ? []
        : [[key, { value, evidence: [{ kind: "example", id: key, on: "", value }] }]];
    }),
  );

export type WorkedLine = {
  key: string;
  name: { zh: string; en: string };
  judged: boolean;
  least: string;
  most: string;
};

/** What each criterion gives for the typed facts: points, or the range left to the judges. */
export const workedExample = (
  rubric: RubricContent,
  subject: AwardSubject,
  typed: Readonly<Record<string, string | undefined>>,
): WorkedLine[] => {
  const facts = exampleFacts(subject, typed);
  return rubric.criteria.map((one) => {
    const { least, most } = rangeOf(one, facts);
    return { key: one.key, name: one.name, judged: least !== most, least: pointsText(least), most: pointsText(most) };
  });
};

/** Facts a rubric of this subject may name, with their units. */
export const factChoices = (subject: AwardSubject) =>
  factsOfSubject(subject).map((key) => ({ key, unit: FACTS[key].unit }));
