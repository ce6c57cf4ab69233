import type { Readable } from "node:stream";
import { createReadableStreamFromReadable } from "@remix-run/node";

type Bytes = {
  size: number;
  etag: string;
  read(range?: { start: number; end: number }): Readable;
  /** Of a stream asked for in pieces, so much at once: the reader's rights are asked again for the next. */
  mostAtOnce?: number;
};

/** The one range of a Range header; null when there is none we answer in parts, "outside" when it lies beyond the end. */
export function rangeOf(header: string | null, size: number): { start: number; end: number } | null | "outside" {
  const [, first = "", last = ""] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? "") ?? [];
  if (first === "" && last === "") return null;
  if (first === "") {
    const length = Math.min(Number(last), size);
    return length === 0 ? "outside" : { start: size - length, end: size - 1 };
  }
  const start = Number(first);
  const end = last === "" ? size - 1 : Math.min(Number(last), size - 1);
  if (last !== "" && Number(last) < start) return null;
  return start >= size ? "outside" : { start, end };
}

/** Sends stored bytes: whole, a part of them, or only word that the reader's copy is still good. */
export function sendBytes(request: Request, headers: Headers, { size, etag, read, mostAtOnce }: Bytes): Response {
  headers.set("ETag", etag);
  headers.set("Accept-Ranges", "bytes");
  const known = request.headers.get("If-None-Match");
  if (known?.split(",").some((one) => one.trim().replace(/^W\//, "") === etag))
    return new Response(null, { status: 304, headers });
  const same = request.headers.get("If-Range");
  const range = same === null || same === etag ? rangeOf(request.headers.get("Range"), size) : null;
  if (range === "outside") {
    headers.set("Content-Range", `bytes */${size}`);
    return new Response(null, { status: 416, headers });
  }
  if (range && mostAtOnce) range.end = Math.min(range.end, range.start + mostAtOnce - 1);
  headers.set("Content-Length", String(range ? range.end - range.start + 1 : size));
  if (range) headers.set("Content-Range", `bytes ${range.start}-${range.end}/${size}`);
  const status = range ? 206 : 200;
  if (request.method === "HEAD") return new Response(null, { status, headers });
  const stream = read(range ?? undefined);
  request.signal.addEventListener("abort", () => stream.destroy(), { once: true });
  return new Response(createReadableStreamFromReadable(stream), { status, headers });
}
