import type { LoaderFunctionArgs } from "@remix-run/node";
import { uuidParam } from "#app/lib/http/params.ts";
import { wordAnswer } from "#app/lib/word-file.server.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { letterFile } from "#app/modules/solving/thanks/letter-file.server.ts";

/** The letter of thanks as Word. */
export async function loader({ request, params }: LoaderFunctionArgs): Promise<Response> {
  const actor = await requireActor(request);
  const { file, name } = await letterFile(actor, uuidParam(params.id), uuidParam(params.letterId));
  return wordAnswer(file, name);
}
