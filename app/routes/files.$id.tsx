import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createReadableStreamFromReadable, type LoaderFunctionArgs } from "@remix-run/node";
import { notFound } from "#app/lib/errors.ts";
import { uuidParam } from "#app/lib/http/params.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { openFile } from "#app/modules/attachments/queries.server.ts";

/** A photo, for those who may see it; asked again at each request, never kept by shared caches. */
export async function loader({ request, params }: LoaderFunctionArgs): Promise<Response> {
  const actor = await requireActor(request);
  const size = new URL(request.url).searchParams.get("size") === "thumb" ? "thumb" : "screen";
  const file = await openFile(actor, uuidParam(params.id), size);
  const headers = new Headers({
    "Cache-Control": "private, no-cache",
    ETag: file.etag,
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
  });
  if (request.headers.get("If-None-Match") === file.etag) return new Response(null, { status: 304, headers });
  const found = await stat(file.path).catch(() => null);
  if (!found) throw notFound();
  headers.set("Content-Type", file.mime);
  headers.set("Content-Length", String(found.size));
  headers.set(
    "Content-Disposition",
    `inline; filename*=UTF-8''${encodeURIComponent(file.fileName.replace(/\.[^.]*$/, ""))}.webp`,
  );
  return new Response(createReadableStreamFromReadable(createReadStream(file.path)), { headers });
}
