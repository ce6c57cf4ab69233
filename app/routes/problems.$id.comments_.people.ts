import type { LoaderFunctionArgs } from "@remix-run/node";
import { oneOf, textParam, uuidParam } from "#app/lib/http/params.ts";
import { notFound } from "#app/lib/errors.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { reads } from "#app/modules/discussion/subject.ts";
import { discussedAt } from "#app/modules/solving/diagnosis/discussed.server.ts";

const LAYERS = ["SUMMARY", "DETAIL", "CONFIDENTIAL"] as const;

/** Names to call while somebody types: people the actor knows of who read the comment's layer. */
export async function loader({ request, params }: LoaderFunctionArgs): Promise<Response> {
  const actor = await requireActor(request);
  const problemId = uuidParam(params.id);
  const url = new URL(request.url);
  const { subject, subjectId } = discussedAt(problemId, url);
  const reading = await subject.requireReading(actor, subjectId);
  if (reading.problemId !== problemId) throw notFound();
  const q = textParam(url.searchParams.get("q"), 30);
  const asked = oneOf(url.searchParams.get("layer"), LAYERS) ?? "DETAIL";
  // Nobody learns who reads more than they do themselves.
  const layer = reads(reading.layer, asked) ? asked : reading.layer;
  const people = q === "" ? [] : await subject.suggest(actor, subjectId, reading, { q, layer });
  return Response.json({ people }, { headers: { "Cache-Control": "no-store" } });
}
