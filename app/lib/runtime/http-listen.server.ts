import { readFileSync } from "node:fs";
import http from "node:http";
import https from "node:https";
import { setTimeout as wait } from "node:timers/promises";
import type { Env } from "#app/lib/env.server.ts";
import { endEventStreams } from "#app/lib/http/event-stream.server.ts";
import { OperatorError } from "./operator-error.server.ts";

export type WebServer = http.Server | https.Server;

const GRACE_MS = 10_000;

/** A question of 5,000 characters is twelve bytes for each in the address. */
const HEADER_BYTES = 64 * 1024;

export const webServerLimits = {
  headersTimeout: 20_000,
  requestTimeout: 120_000,
  keepAliveTimeout: 65_000,
  maxHeaderSize: HEADER_BYTES,
};

/** An http server, or https with TLS_CERT and TLS_KEY; requests reach it once `listen` was called. */
export function createWebServer(env: Env): WebServer {
  if (!env.TLS_CERT || !env.TLS_KEY) return http.createServer(webServerLimits);
  try {
    const pair = { cert: readFileSync(env.TLS_CERT), key: readFileSync(env.TLS_KEY) };
    return https.createServer({ ...webServerLimits, ...pair, minVersion: "TLSv1.2" });
  } catch (error) {
    throw new OperatorError(
      `TLS_CERT and TLS_KEY cannot be used: ${(error as Error).message}. Both are paths of PEM files.`,
      { cause: error },
    );
  }
}

/** @throws with a sentence when the port cannot be had */
export async function listen(server: http.Server, { HOST, PORT }: Pick<Env, "HOST" | "PORT">): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(PORT, HOST, () => {
      server.off("error", reject);
      resolve();
    });
  }).catch((error: NodeJS.ErrnoException) => {
    const why: Record<string, string> = {
      EADDRINUSE: `PORT ${PORT} is in use by another program. Choose another, for example PORT=${PORT + 1}`,
      EACCES: `PORT ${PORT} needs more rights than this account has. Choose one above 1023, for example PORT=3000`,
      EADDRNOTAVAIL: `HOST ${HOST} is not an address of this machine. Example: HOST=0.0.0.0`,
    };
    throw new OperatorError(why[error.code ?? ""] ?? error.message, { cause: error });
  });
}

/** Finds out before the slow part of the start whether the port can be had. */
export async function checkPort(env: Env): Promise<void> {
  const probe = http.createServer();
  await listen(probe, env);
  await new Promise((resolve) => probe.close(resolve));
}

/** Takes no new requests, ends event streams, lets what is under way finish, then cuts what is left. */
export async function closeWebServer(server: WebServer): Promise<void> {
  if (!server.listening) return;
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  endEventStreams();
  server.closeIdleConnections();
  const stopped = await Promise.race([closed.then(() => true), wait(GRACE_MS, false, { ref: false })]);
  if (stopped) return;
  server.closeAllConnections();
  await closed;
}

/** The address to open on this machine. */
export function printedAddress(env: Env): string {
  const host = ["127.0.0.1", "::1", "0.0.0.0", "::"].includes(env.HOST) ? "localhost" : env.HOST;
  return `${env.TLS_CERT ? "https" : "http"}://${host.includes(":") ? `[${host}]` : host}:${env.PORT}`;
}
