import { once } from "node:events";
import http, { type IncomingMessage } from "node:http";
import { gunzipSync } from "node:zlib";

async function compressed(url: string): Promise<Buffer> {
  const [answer] = (await once(http.get(url, { headers: { "accept-encoding": "gzip" } }), "response")) as [
    IncomingMessage,
  ];
  const parts: Buffer[] = [];
  for await (const part of answer) parts.push(part as Buffer);
  if (answer.statusCode !== 200) throw new Error(`${url} answered ${answer.statusCode}`);
  const body = Buffer.concat(parts);
  return answer.headers["content-encoding"] === "gzip" ? body : Buffer.from(body);
}

const text = (body: Buffer): string => (body[0] === 0x1f && body[1] === 0x8b ? gunzipSync(body) : body).toString();

/** What a browser without a cache loads to make a page live: the scripts it names and all they import, as sent. */
export async function scriptsOf(base: string, path: string, cookie: string) {
  const page = await (await fetch(base + path, { headers: { cookie } })).text();
  const named = page.matchAll(
    /(?:rel="modulepreload" href="|import "|as route\d+ from "|import\(")(\/assets\/[^"]+\.js)/g,
  );
  const waiting = [...named].map(([, name = ""]) => name);
  const seen = new Set<string>();
  let bytes = 0;
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (seen.has(name)) continue;
    seen.add(name);
    const body = await compressed(base + name);
    bytes += body.length;
    for (const [, imported = ""] of text(body).matchAll(/(?:from|import)\s*"(\.{1,2}\/[^"]+\.js)"/g))
      waiting.push(new URL(imported, base + name).pathname);
  }
  return { files: seen.size, kilobytes: Number((bytes / 1_024).toFixed(1)) };
}

/**
 * What the same build would load for a page of nothing: React, React DOM, the router, Remix and the start of it all,
 * without our frame, words or components.
 */
export async function frameworkOf(base: string, cookie: string) {
  const page = await (await fetch(`${base}/problems/new`, { headers: { cookie } })).text();
  const named = new Set(
    [...page.matchAll(/\/assets\/(?:en\/)?(?:framework|entry\.client)-[\w-]+\.js/g)].map(([name]) => name),
  );
  if (named.size !== 2) throw new Error(`the framework was looked for in two files, and found in ${named.size}`);
  let bytes = 0;
  for (const name of named) bytes += (await compressed(base + name)).length;
  return { files: named.size, kilobytes: Number((bytes / 1_024).toFixed(1)) };
}
