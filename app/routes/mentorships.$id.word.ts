import type { LoaderFunctionArgs } from "@remix-run/node";
import { uuidParam } from "#app/lib/http/params.ts";
import { wordAnswer } from "#app/lib/word-file.server.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { mentorshipWordFile } from "#app/modules/mentorships/word-files.server.ts";

/** The agreement, or with `?what=record` the whole training, as Word. */
export async function loader({ request, params }: LoaderFunctionArgs): Promise<Response> {
  const actor = await requireActor(request);
  const what = new URL(request.url).searchParams.get("what") === "record" ? "record" : "agreement";
  const { file, name } = await mentorshipWordFile(actor, uuidParam(params.id), what);
  return wordAnswer(file, name);
}
