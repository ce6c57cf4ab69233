import { once } from "node:events";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { ServerBuild } from "@remix-run/node";
import { afterAll, beforeAll } from "vitest";
import { log } from "#app/lib/log.server.ts";
import { monitorDatabase } from "#app/lib/runtime/database-monitor.server.ts";
import { type RuntimeFacts, setRuntimeFacts } from "#app/lib/runtime/facts.server.ts";
import { createApp } from "#app/lib/runtime/http-app.server.ts";
import { startMeilisearch } from "#app/lib/runtime/meilisearch.server.ts";
import { webServerLimits } from "#app/lib/runtime/http-listen.server.ts";
import { loadBuild } from "#app/lib/runtime/remix-build.server.ts";
import { openSession } from "#app/modules/accounts/session.server.ts";
import { useTestDatabase } from "./database.server.ts";

export type InProcess = {
  readonly url: string;
  readonly build: ServerBuild;
  /** A cookie header of a new session of this person. */
  signIn(personId: string): Promise<string>;
};

type Options = { search?: "meilisearch" | "postgres"; jobs?: boolean };
type Running = { url: string; build: ServerBuild; stop(): Promise<void> };

/**
 * The built product behind a real socket, but inside the test's process, on a database of the test file's own: what
 * use cases write here is what it serves. Call it once, at the top of the file.
 */
export function useInProcessProduct({ search = "postgres", jobs = true }: Options = {}): InProcess {
  const database = useTestDatabase({ worker: jobs ? "inline" : "off" });
  const running: { it?: Running } = {};
  beforeAll(async () => {
    running.it = await start(database.facts, search);
  });
  afterAll(() => running.it?.stop());

  const ready = () => {
    if (!running.it) throw new Error("The product is there from beforeAll on.");
    return running.it;
  };
  return {
    get url() {
      return ready().url;
    },
    get build() {
      return ready().build;
    },
    signIn: (personId) => sessionOf(ready().url, personId),
  };
}

/** Opens a session in the database, without the sign-in page and its throttling. */
export async function sessionOf(url: string, personId: string): Promise<string> {
  const cookie = await openSession(new Request(url), personId, { now: new Date() });
  return cookie.split(";")[0] ?? "";
}

async function start(own: RuntimeFacts, search: Options["search"]): Promise<Running> {
  // Before React is loaded: people meet the production build.
  process.env.NODE_ENV = "production";
  const stops: (() => Promise<void>)[] = [];
  const facts: RuntimeFacts = { ...own, meili: null };
  if (search === "meilisearch") {
    const engine = await startMeilisearch({
      folder: join(facts.dataDir, "meilisearch"),
      pidFile: join(facts.dataDir, "meilisearch.pid"),
      logFile: join(facts.dataDir, "meilisearch.log"),
      masterKey: "a-master-key-for-tests-of-32-characters",
      log,
      endWithParent: true,
    });
    stops.push(engine.stop);
    facts.meili = { url: engine.url, apiKey: engine.apiKey };
  }
  setRuntimeFacts(facts);
  const server = http.createServer(webServerLimits);
  const loaded = await loadBuild(false, server);
  const booted = await loaded.boot();
  stops.push(booted.stop);
  const monitor = monitorDatabase(facts.databaseUrl, log);
  stops.push(monitor.stop);
  await monitor.check();
  const build = loaded.build as ServerBuild;
  server.on("request", createApp({ facts, monitor, log, trustProxy: 0, https: false, build }));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  stops.push(async () => {
    server.closeAllConnections();
    server.close();
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    build,
    async stop() {
      for (const step of stops.splice(0).reverse()) await step();
    },
  };
}
