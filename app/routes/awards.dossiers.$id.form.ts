import type { LoaderFunctionArgs } from "@remix-run/node";
import { fileAnswer } from "#app/lib/http/file-answer.ts";
import { uuidParam } from "#app/lib/http/params.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { singlePaper } from "#app/modules/awards/dossier/single-papers.server.ts";

/** The application form (申报表) as Word, from the template in use. */
export async function loader({ request, params }: LoaderFunctionArgs): Promise<Response> {
  const { bytes, name } = await singlePaper(await requireActor(request), uuidParam(params.id), "form");
  return fileAnswer(bytes, name, "docx");
}
