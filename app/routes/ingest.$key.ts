import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { DomainError, notFound } from "#app/lib/errors.ts";
import { paths } from "#app/lib/paths.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { getActor } from "#app/modules/accounts/current-actor.server.ts";
import { receiveUpload, uploadedSoFar } from "#app/modules/attachments/receive-upload.server.ts";

async function sender(request: Request): Promise<Actor> {
  const actor = await getActor(request);
  // Scripts ask here: an answer, never the sign-in page.
  if (!actor) throw new DomainError("unauthenticated");
  return actor;
}

/** HEAD: how much of a file has arrived. */
export async function loader({ request }: LoaderFunctionArgs): Promise<Response> {
  if (request.method !== "HEAD") throw notFound();
  const have = await uploadedSoFar(await sender(request), request);
  return new Response(null, { headers: { "x-ut-range-start": String(have), "Cache-Control": "no-store" } });
}

/** PUT: the rest of a file. */
export async function action({ request }: ActionFunctionArgs): Promise<Response> {
  if (request.method !== "PUT") throw new DomainError("bad_request");
  const outcome = await receiveUpload(await sender(request), request);
  const url = "id" in outcome ? paths.file(outcome.id) : "";
  return Response.json({ url, appUrl: url, ufsUrl: url, fileHash: "", serverData: outcome });
}
