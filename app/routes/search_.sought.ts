import type { ActionFunctionArgs } from "@remix-run/node";
import { notFound } from "#app/lib/errors.ts";
import { readForm } from "#app/lib/http/form.server.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { noteInVain } from "#app/modules/knowledge/note-in-vain.server.ts";
import { inVainSchema } from "#app/modules/knowledge/schema.ts";

/** Nothing to read here. */
export function loader(): never {
  throw notFound();
}

/** Somebody stayed with a question that found nothing: it is noted without its text (docs/decisions). */
export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const asked = inVainSchema.safeParse({ q: (await readForm(request)).get("q") });
  if (asked.success) await noteInVain(actor, asked.data.q);
  return new Response(null, { status: 204 });
}
