import { type ActionFunctionArgs, json } from "@remix-run/node";
import { parseWithZod } from "@conform-to/zod/v4";
import { notFound } from "#app/lib/errors.ts";
import { readForm } from "#app/lib/http/form.server.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { postProblem } from "#app/modules/problems/post-problem.server.ts";
import { saveDraft } from "#app/modules/problems/save-draft.server.ts";
import { draftOf, draftSchema } from "#app/modules/problems/schema.ts";

/** Nothing to read here; forms save themselves to this address. */
export function loader(): never {
  throw notFound();
}

/** Keeps what somebody is typing: the draft is made by its client id, then brought up to date. */
export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const submission = parseWithZod(await readForm(request), { schema: draftSchema });
  if (submission.status !== "success") return json({ errors: submission.error }, { status: 422 });
  const { clientId, authorId, enterpriseId, version } = submission.value;
  const draft = draftOf(submission.value);
  const {
    id,
    created,
    number,
    version: current,
  } = await postProblem(actor, { clientId, authorId, enterpriseId, ...draft });
  if (!created) await saveDraft(actor, { id, version: version ?? null, draft, quiet: true });
  return json({ id, number, version: version ?? current, at: actor.now.toISOString() });
}
