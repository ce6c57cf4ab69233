import { db } from "#app/lib/db.server.ts";
import { DomainError } from "#app/lib/errors.ts";
import { isDomainError } from "#app/lib/http/respond.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { postProblem } from "./post-problem.server.ts";
import { saveDraft } from "./save-draft.server.ts";
import { type DraftForm, draftOf } from "./schema.ts";
import { submitProblem } from "./submit-problem.server.ts";

export type Receipt = { id: string; number: string; state: string };

/**
 * Takes in what a device's outbox sends: the problem is written down once per client id and sent to review once,
 * however often and in whatever order its copies arrive. `recordings` of them will follow: until one has, a post that
 * says nothing in words stays a draft, and is asked for again afterwards. Errors: forbidden, invalid, conflict (a draft
 * that was changed elsewhere), unavailable (two copies met; ask again).
 */
export async function receivePost(actor: Actor, value: DraftForm, recordings: number): Promise<Receipt> {
  const { clientId, authorId, enterpriseId, version } = value;
  const draft = draftOf(value);
  const posted = await postProblem(actor, { clientId, authorId, enterpriseId, ...draft });
  const { id } = posted;
  if (await isDone(id, version)) return receiptOf(id);
  try {
    // A form saves itself while somebody types: that draft is brought up to date first.
    const saved = posted.created ? null : await saveDraft(actor, { id, version: version ?? null, draft });
    await submitProblem(actor, { id, version: saved?.version ?? null });
  } catch (error) {
    if (!isDomainError(error)) throw error;
    if (error.code === "conflict") {
      if (await isDone(id, version)) return receiptOf(id);
      if (version === undefined) throw new DomainError("unavailable", "busy");
    }
    const unsaid = error.code === "invalid" && error.details.field === "phenomenon";
    if (!unsaid || recordings === 0) throw error;
  }
  return receiptOf(id);
}

/**
 * Sent already. A draft that came back from review is changed by nobody's late copy: only a form that was opened on it
 * knows its version.
 */
async function isDone(id: string, version: number | undefined): Promise<boolean> {
  const { state, postedAt } = await db.problem.findUniqueOrThrow({
    where: { id },
    select: { state: true, postedAt: true },
  });
  return state !== "DRAFT" || (postedAt !== null && version === undefined);
}

const receiptOf = (id: string): Promise<Receipt> =>
  db.problem.findUniqueOrThrow({ where: { id }, select: { id: true, number: true, state: true } });
