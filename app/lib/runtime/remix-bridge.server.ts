import { createReadableStreamFromReadable, writeReadableStreamToWritable } from "@remix-run/node";
import type { Request as ExpressRequest, Response as ExpressResponse } from "express";
import { CLIENT_ADDRESS_HEADER } from "#app/lib/http/client-address.server.ts";

/** The request as Remix wants it; aborted when the other side hangs up before the answer is out. */
export function toWebRequest(request: ExpressRequest, response: ExpressResponse): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    for (const one of Array.isArray(value) ? value : [value]) if (one !== undefined) headers.append(name, one);
  }
  headers.set(CLIENT_ADDRESS_HEADER, request.ip ?? "");
  const gone = new AbortController();
  response.on("close", () => {
    if (!response.writableFinished) gone.abort();
  });
  const address = new URL(request.originalUrl.replace(/^\/+/, "/"), `${request.protocol}://${request.headers.host}`);
  const hasBody = request.method !== "GET" && request.method !== "HEAD";
  const body = hasBody ? { body: createReadableStreamFromReadable(request), duplex: "half" as const } : {};
  return new Request(address, { method: request.method, headers, signal: gone.signal, ...body });
}

/** Sends Remix's answer, streaming. */
export async function sendWebResponse(response: ExpressResponse, answer: Response): Promise<void> {
  response.statusMessage = answer.statusText;
  response.status(answer.status);
  for (const [name, value] of answer.headers) {
    if (name === "set-cookie") response.append(name, value);
    else response.setHeader(name, value);
  }
  if (answer.headers.get("Content-Type")?.startsWith("text/event-stream")) response.flushHeaders();
  if (answer.body) await writeReadableStreamToWritable(answer.body, response);
  else response.end();
}
