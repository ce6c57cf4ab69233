import type { LoaderFunctionArgs } from "@remix-run/node";
import { fileAnswer } from "#app/lib/http/file-answer.ts";
import { uuidParam } from "#app/lib/http/params.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { trialFile } from "#app/modules/awards/dossier/queries-templates.server.ts";

/** A template filled in with an invented application. */
export async function loader({ request, params }: LoaderFunctionArgs): Promise<Response> {
  const { bytes, name, kind } = await trialFile(await requireActor(request), uuidParam(params.id));
  return fileAnswer(bytes, name, kind === "FORM" ? "docx" : "xlsx");
}
