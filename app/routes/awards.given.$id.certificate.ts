import type { LoaderFunctionArgs } from "@remix-run/node";
import { uuidParam } from "#app/lib/http/params.ts";
import { wordAnswer } from "#app/lib/word-file.server.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { awardCertificate } from "#app/modules/awards/decisions/certificate-file.server.ts";

/** An award's certificate as Word. */
export async function loader({ request, params }: LoaderFunctionArgs): Promise<Response> {
  const { file, name } = await awardCertificate(await requireActor(request), uuidParam(params.id));
  return wordAnswer(file, name);
}
