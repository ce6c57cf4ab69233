import type { LoaderFunctionArgs } from "@remix-run/node";
import { fileHeaders } from "#app/lib/http/file-answer.ts";
import { uuidParam } from "#app/lib/http/params.ts";
import { sendBytes } from "#app/lib/http/send-bytes.server.ts";
import { words } from "#app/lib/i18n.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { openExport } from "#app/modules/awards/dossier/queries.server.ts";
import { dossierPaperWords } from "#app/words/dossier-paper.ts";

/** A made dossier, or a whole round's; whether the reader may have it is asked at each request and each part. */
export async function loader({ request, params }: LoaderFunctionArgs): Promise<Response> {
  const actor = await requireActor(request);
  const { sha256, name, ...stored } = await openExport(actor, uuidParam(params.id));
  const { file: w } = words(dossierPaperWords, actor.locale);
  const saved = name.number ? w.one(name.number, name.round) : w.whole(name.round);
  return sendBytes(request, fileHeaders(saved, "zip"), { ...stored, etag: `"${sha256.slice(0, 32)}"` });
}
