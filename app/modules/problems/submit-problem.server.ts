import { inTransaction } from "#app/lib/db.server.ts";
import { invalid, notFound } from "#app/lib/errors.ts";
import { words } from "#app/lib/i18n.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { canonicalHash } from "#app/modules/events/chain.ts";
import { problemFormWords } from "#app/words/problem-form.ts";
import { hasRecording } from "./add-recordings.server.ts";
import { FIELD_LAYER, type ProblemField } from "./layers.ts";
import { suggestTitle } from "./title.ts";
import { transition } from "./transition.server.ts";

const contentSelect = Object.fromEntries(Object.keys(FIELD_LAYER).map((field) => [field, true])) as Record<
  ProblemField,
  true
>;

/**
 * Sends a draft to the enterprise's review: it names the machine, and says what happens in words or by a voice note.
 * Errors: those of a transition; invalid for a missing field.
 */
export async function submitProblem(actor: Actor, input: { id: string; version: number | null }): Promise<void> {
  await inTransaction(async (tx) => {
    const problem = await tx.problem.findUnique({
      where: { id: input.id },
      select: { ...contentSelect, anonymous: true },
    });
    if (!problem) throw notFound();
    const spoken = problem.phenomenon === "" && (await hasRecording(tx, input.id));
    const title =
      problem.title ||
      suggestTitle(problem.phenomenon) ||
      words(problemFormWords, actor.locale).spokenTitle(problem.equipmentType);
    const { anonymous, ...content } = problem;
    // What was asked is fixed here: the fingerprint in the chain shows later whether the text is still the same.
    const fingerprint = canonicalHash({
      ...content,
      title,
      impactFen: content.impactFen?.toString() ?? null,
    });
    await transition(tx, actor, {
      problemId: input.id,
      version: input.version,
      action: "submit",
      event: "problem.submitted",
      layer: "OWN",
      data: { title, postedAt: actor.now },
      payload: { fingerprint, anonymous },
      also: async () => {
        if (!problem.equipmentType) throw invalid("required", "equipmentType");
        if (!problem.phenomenon && !spoken) throw invalid("required", "phenomenon");
      },
    });
  });
}
