import { parseWithZod } from "@conform-to/zod/v4";
import { data } from "@remix-run/node";
import type { z } from "zod";
import { invalid } from "#app/lib/errors.ts";
import { readForm } from "#app/lib/http/form.server.ts";
import { formError } from "#app/lib/http/respond.server.ts";
import type { AwardSubject } from "../facts/catalogue.ts";
import type { rubricFormSchema } from "./form-schema.ts";
import type { RubricContent } from "./rubric.ts";
import { rubricFromTyped } from "./typed.ts";
import { workedExample } from "./worked-example.ts";

type Editor<S> = {
  schema: S;
  /** What the rubric is for; asked when an example is worked out, and says who may. */
  subjectOf: () => Promise<AwardSubject>;
  /** Keeps it and answers where to go on. */
  save: (content: RubricContent, form: z.output<S>) => Promise<Response>;
};

/**
 * Answers the rubric editor: "save" keeps what was typed, "try" works out the example for it, saved or not; a criterion is
 * added or taken out by Conform's own intents. What is wrong stands beside its field (criteria[n].part).
 */
export async function answerRubricEditor<S extends typeof rubricFormSchema>(
  request: Request,
  { schema, subjectOf, save }: Editor<S>,
  posted?: FormData,
) {
  const submission = parseWithZod(posted ?? (await readForm(request)), { schema });
  if (submission.status !== "success")
    return data({ result: submission.reply(), worked: null }, { status: submission.status === "error" ? 422 : 200 });
  const form = submission.value as z.output<S>;
  const { content, wrong } = rubricFromTyped(form.criteria);
  try {
    const [first] = wrong;
    if (first) throw invalid(first.key, `criteria[${first.index}].${first.part}`, first.values);
    if (form.intent === "try")
      return data({ result: submission.reply(), worked: workedExample(content, await subjectOf(), form.example) });
    return await save(content, form);
  } catch (error) {
    return formError(submission, error);
  }
}
