import { z } from "zod";
import { isJudged } from "../rubrics/evaluate.ts";
import type { Criterion, RubricContent } from "../rubrics/rubric.ts";

/** What the applicants say about one criterion, and the files that show it. */
export type Said = { text: string; files: readonly string[] };
/** By key of the criterion. */
export type Statement = Readonly<Record<string, Said>>;

const stored = z.record(z.string(), z.object({ text: z.string(), files: z.array(z.string()) }));

/** A statement as stored; anything else is none. */
export function readStatement(json: unknown): Statement {
  const parsed = stored.safeParse(json);
  return parsed.success ? parsed.data : {};
}

/** Criteria that applicants speak to: whatever a judge has to say something about. The others come from facts alone. */
export const askedCriteria = (rubric: RubricContent): Criterion[] => rubric.criteria.filter(isJudged);

/** Criteria without a text, and those without a file that exists. Rule: no points without evidence. */
export function statementLacks(
  rubric: RubricContent,
  statement: Statement,
  fileIds: ReadonlySet<string>,
): { criterion: Criterion; lacks: "text" | "file" }[] {
  return askedCriteria(rubric).flatMap((criterion): { criterion: Criterion; lacks: "text" | "file" }[] => {
    const said = statement[criterion.key];
    if (!said || said.text.trim() === "") return [{ criterion, lacks: "text" }];
    return said.files.some((id) => fileIds.has(id)) ? [] : [{ criterion, lacks: "file" }];
  });
}
