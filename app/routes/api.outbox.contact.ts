import type { ActionFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { conflict, DomainError, notFound } from "#app/lib/errors.ts";
import { getActor, keepGuestInside } from "#app/modules/accounts/current-actor.server.ts";
import { noSession } from "#app/modules/accounts/revoke-sessions.server.ts";
import { entersForMembers } from "#app/modules/problems/entry-for-members.server.ts";
import { postsFor } from "#app/modules/problems/post-problem.server.ts";
import { copyMarks, draftsToKeep, MOST_COPIES } from "#app/modules/problems/queries-copies.server.ts";
import { loadFormChoices } from "#app/modules/problems/queries-form.server.ts";
import { machinesToChoose } from "#app/modules/problems/queries-machine-choices.server.ts";

const contactSchema = z.object({
  personId: z.uuid(),
  copies: z.array(z.object({ id: z.uuid(), mark: z.string().max(40) })).max(MOST_COPIES),
});

/** Nothing to read here. */
export function loader(): never {
  throw notFound();
}

/** A device asks what it may keep: which of its copies are gone or changed, own drafts, what the form offers. */
export async function action({ request }: ActionFunctionArgs): Promise<Response> {
  const actor = await getActor(request);
  if (!actor) return noSession(request);
  keepGuestInside(actor, request);
  const asked = contactSchema.safeParse(await request.json().catch(() => null));
  if (!asked.success) throw new DomainError("bad_request");
  if (asked.data.personId !== actor.personId) throw conflict("outbox-other-person");
  const { copies } = asked.data;
  const posts = postsFor(actor).length > 0 || entersForMembers(actor);
  const [marks, drafts, choices, machines] = await Promise.all([
    copyMarks(
      actor,
      copies.map(({ id }) => id),
    ),
    draftsToKeep(actor),
    posts ? loadFormChoices(actor) : null,
    posts ? machinesToChoose(actor) : [],
  ]);
  const answer = {
    name: actor.name,
    gone: copies.filter(({ id }) => !marks.has(id)).map(({ id }) => id),
    changed: copies.filter(({ id, mark }) => (marks.get(id) ?? mark) !== mark).map(({ id }) => id),
    drafts,
    choices: choices && { ...choices, machines },
  };
  return Response.json(answer, { headers: { "Cache-Control": "no-store" } });
}
