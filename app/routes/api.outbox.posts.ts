import { parseWithZod } from "@conform-to/zod/v4";
import type { ActionFunctionArgs } from "@remix-run/node";
import { conflict, notFound } from "#app/lib/errors.ts";
import { readForm } from "#app/lib/http/form.server.ts";
import { getActor, keepGuestInside } from "#app/modules/accounts/current-actor.server.ts";
import { noSession } from "#app/modules/accounts/revoke-sessions.server.ts";
import { receivePost } from "#app/modules/problems/receive-post.server.ts";
import { draftSchema } from "#app/modules/problems/schema.ts";
import { errorText } from "#app/words/error-text.ts";

const NOT_KEPT = { "Cache-Control": "no-store" };

/** Nothing to read here. */
export function loader(): never {
  throw notFound();
}

/** One post of a device's outbox: the text of a problem; its files follow to the id answered here. */
export async function action({ request }: ActionFunctionArgs) {
  const actor = await getActor(request);
  if (!actor) return noSession(request);
  keepGuestInside(actor, request);
  const form = await readForm(request);
  // On a shared tablet somebody else may have signed in since: what a person wrote leaves under no other name.
  if (form.get("personId") !== actor.personId) throw conflict("outbox-other-person");
  const submission = parseWithZod(form, { schema: draftSchema });
  if (submission.status !== "success") {
    const errors = Object.entries(submission.error ?? {}).map(([field, keys]) => [
      field,
      keys?.map((key) => errorText(actor.locale, key)),
    ]);
    return Response.json({ errors: Object.fromEntries(errors) }, { status: 422, headers: NOT_KEPT });
  }
  const recordings = Number(form.get("recordings")) || 0;
  return Response.json(await receivePost(actor, submission.value, recordings), { headers: NOT_KEPT });
}
