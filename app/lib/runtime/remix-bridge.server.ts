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
  leaveNothingUnread(response, answer.status);
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

/**
 * A body answered before it was read blocks the next request of its connection. It is thrown away as it comes, so that
 * the sender gets to the answer; after a conflict the sender has to ask anew and need not send the rest first (browsers
 * repeat a broken upload from its beginning, on their own and to the end).
 */
function leaveNothingUnread(response: ExpressResponse, status: number): void {
  const request = response.req;
  if (request.complete) return;
  if (status === 409) response.set("Connection", "close");
  else response.once("finish", () => request.removeAllListeners("data").resume());
}
