import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { DomainError, notFound } from "#app/lib/errors.ts";
import { getActor, requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { uploadHandler } from "#app/modules/attachments/upload-router.server.ts";
import { SIGNED_AT, uploadsOutside } from "#app/modules/attachments/upload-token.server.ts";

type Presigned = { url: string };

/** What kinds and sizes of files are taken, for UploadThing's client. */
export async function loader({ request }: LoaderFunctionArgs): Promise<Response> {
  await requireActor(request);
  return (await uploadHandler())({ request, params: {}, context: {} });
}

/** Asks for leave to send files; from UploadThing's cloud, word that one has arrived. */
export async function action({ request }: ActionFunctionArgs): Promise<Response> {
  const handle = await uploadHandler();
  if (request.headers.has("uploadthing-hook")) {
    // Here, that word never comes from outside.
    if (!uploadsOutside()) throw notFound();
    return handle({ request, params: {}, context: {} });
  }
  const actor = await getActor(request);
  if (!actor) throw new DomainError("unauthenticated");
  const answer = await handle({ request, params: {}, context: { actor } });
  if (!answer.ok || uploadsOutside()) return answer;
  const presigned = (await answer.json()) as Presigned[] | null;
  // Relative: the browser knows by which name and scheme it reached us.
  const urls = presigned?.map((one) => ({ ...one, url: one.url.slice(SIGNED_AT.length) }));
  return Response.json(urls ?? null, { headers: { "Cache-Control": "no-store" } });
}
