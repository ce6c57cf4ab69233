import type { Server } from "node:http";
import { pathToFileURL } from "node:url";
import type { ServerBuild } from "@remix-run/node";
import type { RequestHandler } from "express";
import { ensurePrismaClient } from "./prisma-client.server.ts";
import { ensureBuild, serverBuild } from "./product-build.server.ts";
import { projectFolder } from "./project.server.ts";

/** What app/boot.server.ts gives back once the business runs. */
export type Booted = { announcements: { title: string; lines: string[] }[]; stop(): Promise<void> };

export type LoadedBuild = {
  build: ServerBuild | (() => Promise<ServerBuild>);
  boot(): Promise<Booted>;
  development?: RequestHandler;
  close(): Promise<void>;
};

/** Makes what the start needs from the sources; slow only after they changed. */
export async function prepareBuild(development: boolean, onWork: (what: string) => void): Promise<void> {
  if (!development) return ensureBuild(onWork);
  if (ensurePrismaClient()) onWork("database client generated");
}

/** Loads the business code; from here on it exists once, inside this build. */
export async function loadBuild(development: boolean, server: Server): Promise<LoadedBuild> {
  if (development) return developmentBuild(server);
  const build = (await import(pathToFileURL(serverBuild).href)) as ServerBuild;
  return { build, boot: () => bootOf(build), close: async () => {} };
}

async function developmentBuild(server: Server): Promise<LoadedBuild> {
  const { createServer } = await import("vite");
  const ownListeners = signalListeners();
  const vite = await createServer({ root: projectFolder, server: { middlewareMode: true, hmr: { server } } });
  // Remix's plugin would end the process at the signal, before the services have stopped.
  for (const [signal, listener] of signalListeners()) {
    if (!ownListeners.some(([, own]) => own === listener)) process.off(signal, listener);
  }
  const load = () => vite.ssrLoadModule("virtual:remix/server-build") as Promise<unknown> as Promise<ServerBuild>;
  return {
    build: load,
    boot: async () => bootOf(await load()),
    development: vite.middlewares as unknown as RequestHandler,
    close: () => vite.close(),
  };
}

function signalListeners(): [NodeJS.Signals, NodeJS.SignalsListener][] {
  const signals: NodeJS.Signals[] = ["SIGINT", "SIGTERM", "SIGHUP"];
  return signals.flatMap((signal) =>
    process
      .listeners(signal)
      .map((listener): [NodeJS.Signals, NodeJS.SignalsListener] => [signal, listener as NodeJS.SignalsListener]),
  );
}

function bootOf(build: ServerBuild): Promise<Booted> {
  return (build.entry.module as unknown as { boot(): Promise<Booted> }).boot();
}
