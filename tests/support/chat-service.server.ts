import { once } from "node:events";
import http, { type IncomingMessage, type ServerResponse } from "node:http";
import https from "node:https";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll } from "vitest";

export type Received = { path: string; type: string; body: unknown; text: string };
type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** WeCom's and DingTalk's yes. */
export const yes: Answer = (_request, response) => response.end('{"errcode":0,"errmsg":"ok"}');
export const says =
  (status: number, body: string, headers: Record<string, string> = {}): Answer =>
  (_request, response) =>
    response.writeHead(status, headers).end(body);
/** Takes the message and is silent. */
export const hangs: Answer = () => {};

/**
 * A chat service's edge on this machine: simulated, because the real ones are outside and post into real groups. Takes
 * messages over a real socket, keeps them, and answers as told. Call it once, at the top of the file.
 */
export function useChatService(tls?: { cert: string; key: string }) {
  const received: Received[] = [];
  let answer: Answer = yes;
  let server: http.Server;
  beforeAll(async () => {
    const take = async (request: IncomingMessage, response: ServerResponse) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const body = JSON.parse(Buffer.concat(chunks).toString() || "null") as {
        text?: { content: string };
        content?: { text: string };
      } | null;
      const text = body?.text?.content ?? body?.content?.text ?? "";
      received.push({ path: request.url ?? "", type: request.headers["content-type"] ?? "", body, text });
      answer(request, response);
    };
    const onRequest = (request: IncomingMessage, response: ServerResponse) => void take(request, response);
    server = tls ? https.createServer(tls, onRequest) : http.createServer(onRequest);
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    received,
    get port() {
      return (server.address() as AddressInfo).port;
    },
    /** From now on it answers so; without an answer as usual. */
    answers(next: Answer = yes) {
      answer = next;
    },
    /** What it has got since it was last asked. */
    taken: (): Received[] => received.splice(0),
  };
}
