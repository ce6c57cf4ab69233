import { once } from "node:events";
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";

export type HoldingProxy = {
  url: string;
  /** Questions that arrived here so far, whether or not they were answered. */
  readonly questions: number;
  /** From now on answers stay here; what is sent to the server passes. */
  hold(): void;
  /** From now on it hangs up on everybody, as where a server was killed. */
  cut(): void;
  /** Everything passes again, also the answers held. */
  pass(): void;
  stop(): Promise<void>;
};

/** Stands before Meilisearch, counts the questions it is asked, and does to it what the test says. */
export async function startHoldingProxy(target: string): Promise<HoldingProxy> {
  let questions = 0;
  let isCut = false;
  let held: PromiseWithResolvers<void> | undefined;
  const server = createServer((asked, answer) => {
    const { method, url = "/", headers } = asked;
    if (url.startsWith("/multi-search")) questions += 1;
    if (isCut) return void answer.destroy();
    const sent = request(new URL(url, target), { method, headers }, async (got) => {
      await held?.promise;
      answer.writeHead(got.statusCode ?? 502, got.headers);
      got.pipe(answer);
    });
    // Whoever no longer waits for an answer hangs up, and so does a server that is gone.
    sent.on("error", () => answer.destroy());
    answer.on("error", () => sent.destroy()).once("close", () => sent.destroy());
    asked.pipe(sent);
  });
  const pass = () => {
    isCut = false;
    held?.resolve();
    held = undefined;
  };
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get questions() {
      return questions;
    },
    hold() {
      held ??= Promise.withResolvers();
    },
    cut() {
      isCut = true;
      server.closeAllConnections();
    },
    pass,
    async stop() {
      pass();
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
