import type { LoaderFunctionArgs } from "@remix-run/node";
import { fileAnswer } from "#app/lib/http/file-answer.ts";
import { uuidParam } from "#app/lib/http/params.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { templateFile } from "#app/modules/awards/dossier/queries-templates.server.ts";

/** A template as it was uploaded, to be changed and put back. */
export async function loader({ request, params }: LoaderFunctionArgs): Promise<Response> {
  const { bytes, name, kind } = await templateFile(await requireActor(request), uuidParam(params.id));
  return fileAnswer(bytes, name, kind === "FORM" ? "docx" : "xlsx");
}
