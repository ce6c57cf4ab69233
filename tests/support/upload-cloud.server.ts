import { createHmac } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { until } from "./until.ts";

export type UploadCloud = {
  url: string;
  /** As UPLOADTHING_TOKEN. */
  token: string;
  /** What lies there, by key. */
  files: Map<string, Buffer>;
  /** Keys that were deleted. */
  deleted: string[];
  /** Cuts the connection of the next upload after so many bytes; what came in is kept. */
  cutAfter: number;
  stop(): Promise<void>;
};

type Known = { metadata: unknown; callbackUrl: string; callbackSlug: string };

const API_KEY = "sk_a-cloud-for-tests";
const sign = (text: string) => `hmac-sha256=${createHmac("sha256", API_KEY).update(text).digest("hex")}`;
const CORS = {
  "Access-Control-Allow-Origin": "*",
  "Access-Control-Allow-Headers": "*",
  "Access-Control-Allow-Methods": "HEAD, PUT",
  "Access-Control-Expose-Headers": "x-ut-range-start",
};

/** Takes in the file of a multipart body, also the beginning of one that breaks off. */
async function receive(request: IncomingMessage, missing: number, cutAfter: number): Promise<Buffer> {
  let body = Buffer.alloc(0);
  try {
    for await (const piece of request) {
      body = Buffer.concat([body, piece as Buffer]);
      if (body.length > cutAfter) request.destroy();
    }
  } catch {
    // Broken off.
  }
  const start = body.indexOf("\r\n\r\n") + 4;
  return body.subarray(start, start + missing);
}

/** The other side of UploadThing's protocol as its cloud plays it: another origin, with callbacks over the network. */
export async function startUploadCloud(): Promise<UploadCloud> {
  const known = new Map<string, Known>();
  const results = new Map<string, unknown>();
  const parts = new Map<string, Buffer>();

  const api: Record<string, (body: Record<string, unknown>) => unknown> = {
    "/route-metadata": ({ fileKeys, ...rest }) => {
      for (const key of fileKeys as string[]) known.set(key, rest as Known);
      return { ok: true };
    },
    "/callback-result": ({ fileKey, callbackData }) => {
      results.set(fileKey as string, callbackData);
      return { ok: true };
    },
    "/v6/deleteFiles": ({ fileKeys }) => {
      for (const key of fileKeys as string[]) if (cloud.files.delete(key)) cloud.deleted.push(key);
      return { success: true, deletedCount: (fileKeys as string[]).length };
    },
  };

  async function put(
    request: IncomingMessage,
    key: string,
    url: URL,
  ): Promise<{ status: number; body: unknown } | undefined> {
    const said = (name: string) => decodeURIComponent(url.searchParams.get(`x-ut-${name}`) ?? "");
    const size = Number(said("file-size"));
    const have = parts.get(key) ?? Buffer.alloc(0);
    if (request.headers.range !== `bytes=${have.length}-`) {
      // A browser repeats a PUT on its own when the connection breaks, from where that PUT began.
      request.resume();
      await once(request, "end");
      return { status: 409, body: { message: `there are ${have.length} bytes` } };
    }
    const more = await receive(request, size - have.length, cloud.cutAfter);
    cloud.cutAfter = Number.POSITIVE_INFINITY;
    const bytes = Buffer.concat([have, more]);
    parts.set(key, bytes);
    if (bytes.length < size) return undefined;
    cloud.files.set(key, bytes);
    const at = `${cloud.url}/f/${key}`;
    // Told at the same time as the browser gets its address.
    await until("the product has told of the file", () => known.has(key));
    const { metadata, callbackUrl, callbackSlug } = known.get(key) as Known;
    const { name, type, customId } = { name: said("file-name"), type: said("file-type"), customId: said("custom-id") };
    const file = { key, name, size, type, customId, url: at, appUrl: at, ufsUrl: at, fileHash: "" };
    const body = JSON.stringify({ status: "uploaded", file, origin: cloud.url, metadata });
    const headers = { "Content-Type": "application/json", "uploadthing-hook": "callback" };
    const to = new URL(callbackUrl);
    to.searchParams.set("slug", callbackSlug);
    const answer = await fetch(to, {
      method: "POST",
      headers: { ...headers, "x-uploadthing-signature": sign(body) },
      body,
    });
    if (!answer.ok) throw new Error(`the callback was answered ${answer.status}: ${await answer.text()}`);
    return {
      status: 200,
      body: { url: at, appUrl: at, ufsUrl: at, fileHash: "", serverData: results.get(key) },
    };
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", cloud.url);
    const send = (status: number, body?: unknown) => {
      response.writeHead(status, { ...CORS, "Content-Type": "application/json" });
      response.end(body === undefined ? undefined : JSON.stringify(body));
    };
    if (request.method === "OPTIONS") return send(204);
    const call = request.method === "POST" ? api[url.pathname] : undefined;
    if (call) {
      if (request.headers["x-uploadthing-api-key"] !== API_KEY) return send(401);
      return send(200, call((await json(request)) as Record<string, unknown>));
    }
    const key = url.pathname.split("/").at(-1) ?? "";
    if (request.method === "GET") return void response.end(cloud.files.get(key));
    const signed = url.href.slice(0, url.href.lastIndexOf("&signature="));
    if (sign(signed) !== url.searchParams.get("signature")) return send(403);
    if (request.method === "HEAD") {
      response.setHeader("x-ut-range-start", parts.get(key)?.length ?? 0);
      return send(200);
    }
    const done = await put(request, key, url);
    if (done) send(done.status, done.body);
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      response.writeHead(500, CORS).end(JSON.stringify({ error: String(error) }));
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const token = { apiKey: API_KEY, appId: "tests", regions: ["here"], ingestHost: "ingest.invalid" };
  const cloud: UploadCloud = {
    url: `http://127.0.0.1:${port}`,
    token: Buffer.from(JSON.stringify(token)).toString("base64"),
    files: new Map(),
    deleted: [],
    cutAfter: Number.POSITIVE_INFINITY,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
  return cloud;
}
