import type { LoaderFunctionArgs } from "@remix-run/node";
import { fileAnswer } from "#app/lib/http/file-answer.ts";
import { uuidParam } from "#app/lib/http/params.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { singlePaper } from "#app/modules/awards/dossier/single-papers.server.ts";

/** The printed application as PDF. */
export async function loader({ request, params }: LoaderFunctionArgs): Promise<Response> {
  const { bytes, name } = await singlePaper(await requireActor(request), uuidParam(params.id), "paper");
  return fileAnswer(bytes, name, "pdf");
}
