import type { LoaderFunctionArgs } from "@remix-run/node";
import { uuidParam } from "#app/lib/http/params.ts";
import { wordAnswer } from "#app/lib/word-file.server.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { certificateFile } from "#app/modules/knowledge/replication/certificate-file.server.ts";

/** The certificate of application (印证) as Word. */
export async function loader({ request, params }: LoaderFunctionArgs): Promise<Response> {
  const { file, name } = await certificateFile(await requireActor(request), uuidParam(params.id));
  return wordAnswer(file, name);
}
