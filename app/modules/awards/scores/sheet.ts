import type { Facts } from "../facts/catalogue.ts";
import { isJudged, rangeOf } from "../rubrics/evaluate.ts";
import type { Criterion, RubricContent } from "../rubrics/rubric.ts";
import { pointsText } from "./points-text.ts";

/** What one judge says of one criterion; points in hundredths, null while not given. */
export type Mark = { points: number | null; remark: string };
/** By key of the criterion. */
export type Marks = Readonly<Record<string, Mark>>;

export type Asked = { criterion: Criterion; least: number; most: number };

/** The criteria a judge gives points for, with what the facts allow. Where they leave no choice nobody is asked. */
export const askedOf = (rubric: RubricContent, facts: Facts): Asked[] =>
  rubric.criteria.flatMap((criterion) => {
    const range = rangeOf(criterion, facts);
    return isJudged(criterion) && range.least < range.most ? [{ criterion, ...range }] : [];
  });

/** Rule: whoever gives all or the least that is possible says why. */
export const needsRemark = ({ least, most }: { least: number; most: number }, points: number): boolean =>
  points === least || points === most;

export type SheetWrong = { key: string; criterion: string; part: "points" | "remark"; values?: Record<string, string> };

/** What is wrong with a sheet; whole ones lack nothing, drafts may. */
export function sheetWrongs(asked: readonly Asked[], marks: Marks, whole: boolean): SheetWrong[] {
  return asked.flatMap(({ criterion, least, most }): SheetWrong[] => {
    const { points = null, remark = "" } = marks[criterion.key] ?? {};
    const at = { criterion: criterion.key };
    if (points === null) return whole ? [{ ...at, part: "points", key: "required" }] : [];
    if (!Number.isInteger(points) || points < least || points > most)
      return [
        { ...at, part: "points", key: "sheet-range", values: { least: pointsText(least), most: pointsText(most) } },
      ];
    return whole && needsRemark({ least, most }, points) && remark === ""
      ? [{ ...at, part: "remark", key: "sheet-remark" }]
      : [];
  });
}
