import { enableCompileCache } from "node:module";
import { type Env, env } from "#app/lib/env.server.ts";
import { log } from "#app/lib/log.server.ts";
import { compiledFolder } from "./compiled.server.ts";
import { monitorDatabase } from "./database-monitor.server.ts";
import { setRuntimeFacts } from "./facts.server.ts";
import { createApp } from "./http-app.server.ts";
import { checkPort, closeWebServer, createWebServer, listen, printedAddress } from "./http-listen.server.ts";
import { buildMark } from "./product-build.server.ts";
import { loadBuild, prepareBuild } from "./remix-build.server.ts";
import { startServices } from "./services.server.ts";

export type RunningProduct = { stop(): Promise<void> };

/**
 * Starts the whole product in order and prints its address; `stop` ends it in the opposite order.
 * Whatever was started is stopped again when a later step fails.
 * @throws with a sentence for the operator
 */
export async function startProduct(development: boolean): Promise<RunningProduct> {
  process.env.NODE_ENV = development ? "development" : "production";
  const settings = env();
  const stops: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const step of stops.splice(0).reverse()) {
      await step().catch((error: unknown) => log.error("stopping", { error }));
    }
  };
  try {
    const server = createWebServer(settings);
    await checkPort(settings);
    const services = await startServices(settings, log, "server", {
      search: true,
      migrate: true,
      meanwhile: () => prepareBuild(development, (what) => log.info(what)),
    });
    stops.push(services.stop);
    setRuntimeFacts(services.facts);

    // Compiled once for every later start of this build; where NODE_COMPILE_CACHE names another place, that one is used.
    if (!development) enableCompileCache(compiledFolder(services.folder.run, buildMark()));
    const began = Date.now();
    const loaded = await loadBuild(development, server);
    stops.push(loaded.close);
    log.debug(`business code loaded after ${Date.now() - began} ms`);
    const booted = await loaded.boot();
    stops.push(booted.stop);
    log.debug(`business started after ${Date.now() - began} ms`);
    const monitor = monitorDatabase(services.facts.databaseUrl, log);
    stops.push(monitor.stop);
    await monitor.check();

    const https = services.facts.secureCookies;
    const { build, development: vite } = loaded;
    server.on(
      "request",
      createApp({
        facts: services.facts,
        monitor,
        log,
        trustProxy: settings.TRUST_PROXY,
        https,
        build,
        development: vite,
      }),
    );
    await listen(server, settings);
    stops.push(() => closeWebServer(server));
    announce(settings, booted.announcements);
    return { stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function announce(settings: Env, announcements: { title: string; lines: string[] }[]): void {
  const address = printedAddress(settings);
  const parts = announcements.map(({ title, lines }) => [title, ...lines.map((line) => `  ${line}`)].join("\n"));
  log.banner([`匠联 Jianglian: ${address}`, ...parts].join("\n\n"));
}
