import type { ActionFunctionArgs } from "@remix-run/node";
import { notFound } from "#app/lib/errors.ts";
import { readForm } from "#app/lib/http/form.server.ts";
import { uuidField, uuidParam } from "#app/lib/http/params.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { openDraft } from "#app/modules/discussion/comment-draft.server.ts";
import { discussedAt } from "#app/modules/solving/diagnosis/discussed.server.ts";

/** Nothing to be looked at here. */
export const loader = () => {
  throw notFound();
};

/** A place for the files of a comment that is being written. */
export async function action({ request, params }: ActionFunctionArgs): Promise<Response> {
  const actor = await requireActor(request);
  const problemId = uuidParam(params.id);
  const { subject, subjectId } = discussedAt(problemId, new URL(request.url));
  if ((await subject.requireReading(actor, subjectId)).problemId !== problemId) throw notFound();
  const form = await readForm(request);
  const draft = await openDraft(actor, subject, { subjectId, clientId: uuidField(form.get("clientId")) });
  return Response.json(draft, { headers: { "Cache-Control": "no-store" } });
}
