import type { LoaderFunctionArgs } from "@remix-run/node";
import { notFound } from "#app/lib/errors.ts";
import { uuidParam } from "#app/lib/http/params.ts";
import { getActor, keepGuestInside } from "#app/modules/accounts/current-actor.server.ts";
import { noSession } from "#app/modules/accounts/revoke-sessions.server.ts";
import { copyMarks } from "#app/modules/problems/queries-copies.server.ts";
import { getProblem } from "#app/modules/problems/queries-problem.server.ts";
import { loadSolving } from "#app/modules/solving/queries.server.ts";
import { copyOf } from "./copy-of.ts";

/** A problem as this person may read it now, in words, to be read again where there is no signal. */
export async function loader({ request, params }: LoaderFunctionArgs): Promise<Response> {
  const actor = await getActor(request);
  if (!actor) return noSession(request);
  keepGuestInside(actor, request);
  const id = uuidParam(params.id);
  // The mark first: were the rights to shrink in between, the copy would be dropped at the next contact.
  const mark = (await copyMarks(actor, [id])).get(id);
  if (mark === undefined) throw notFound();
  const problem = await getProblem(actor, id);
  const { solutions } = await loadSolving(actor, id, problem.access, new Set(problem.relations));
  const copy = copyOf(problem, solutions, { mark, personId: actor.personId, at: actor.now, locale: actor.locale });
  return Response.json(copy, { headers: { "Cache-Control": "no-store" } });
}
