import type { LoaderFunctionArgs } from "@remix-run/node";
import { uuidParam } from "#app/lib/http/params.ts";
import { sendBytes } from "#app/lib/http/send-bytes.server.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { openFile } from "#app/modules/attachments/open-file.server.ts";
import { isFileSize } from "#app/modules/attachments/storage.server.ts";

/** A name as RFC 8187 writes it in a header: some signs that addresses may carry are not allowed there. */
const headerText = (name: string): string =>
  encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

const PIECE = 8 * 1024 * 1024;

/** A film or recording that plays is given out piece by piece; a download that goes on wants all the rest. */
function mostAtOnce(request: Request): number | undefined {
  const plays = request.headers.get("Sec-Fetch-Dest") ?? (request.headers.has("If-Range") ? "" : "video");
  return plays === "video" || plays === "audio" ? PIECE : undefined;
}

/** A file, for those who may see it; asked again at each request and each piece, never kept by shared caches. */
export async function loader({ request, params }: LoaderFunctionArgs): Promise<Response> {
  const actor = await requireActor(request);
  const size = new URL(request.url).searchParams.get("size");
  const file = await openFile(actor, uuidParam(params.id), isFileSize(size) ? size : undefined);
  const headers = new Headers({
    "Cache-Control": "private, no-cache",
    "Content-Type": file.mime,
    "Content-Disposition": `${file.inline ? "inline" : "attachment"}; filename*=UTF-8''${headerText(file.fileName)}`,
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; media-src 'self'; img-src 'self'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
  });
  return sendBytes(request, headers, { ...file, mostAtOnce: file.inline ? mostAtOnce(request) : undefined });
}
