import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { silentLog } from "#app/lib/log.server.ts";
import { type EmbeddedPostgres, startPostgres } from "#app/lib/runtime/postgres.server.ts";
import { isAlive } from "#app/lib/runtime/processes.server.ts";
import { withClient } from "#tests/support/postgres-access.server.ts";
import { temporaryFolder } from "#tests/support/product.server.ts";

let home = "";
const running: EmbeddedPostgres[] = [];
const password = randomBytes(12).toString("hex");

beforeEach(() => {
  home = temporaryFolder();
});
afterEach(async () => {
  for (const server of running.splice(0)) await server.stop();
  rmSync(home, { recursive: true, force: true });
});

async function start(): Promise<EmbeddedPostgres> {
  const server = await startPostgres({
    folder: join(home, "postgres"),
    logFile: join(home, "postgres.log"),
    password,
    log: silentLog,
    endWithParent: true,
  });
  running.push(server);
  return server;
}

/** An app that starts PostgreSQL and says where. */
const APP = `
  const { startPostgres } = await import(${JSON.stringify(new URL("../../app/lib/runtime/postgres.server.ts", import.meta.url).href)});
  const { silentLog } = await import(${JSON.stringify(new URL("../../app/lib/log.server.ts", import.meta.url).href)});
  const [home, password] = process.argv.slice(1);
  const server = await startPostgres({ folder: home + "/postgres", logFile: home + "/postgres.log", password, log: silentLog });
  console.log(JSON.stringify({ url: server.url, pid: server.pid() }));
  setInterval(() => {}, 1000);`;

const write = (server: { url: string }) =>
  withClient(server.url, (client) =>
    client.query("CREATE TABLE IF NOT EXISTS kept (n int); INSERT INTO kept VALUES (1)"),
  );
const count = (server: EmbeddedPostgres) =>
  withClient(server.url, async (client) => (await client.query("SELECT count(*)::int AS n FROM kept")).rows[0]?.n);

test("what was written is there after a stop and a start", async () => {
  const first = await start();
  const pid = first.pid() ?? 0;
  await write(first);
  await first.stop();
  expect(pid > 0 && isAlive(pid)).toBe(false);
  expect(await count(await start())).toBe(1);
});

test("a server left behind by a killed app is ended first, and nothing committed is lost", async () => {
  const app = spawn(process.execPath, ["--input-type=module", "-e", APP, home, password], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [said] = await once(app.stdout, "data");
  const { url, pid } = JSON.parse(String(said)) as { url: string; pid: number };
  await write({ url });
  const gone = once(app, "exit");
  app.kill("SIGKILL");
  await gone;
  expect(isAlive(pid)).toBe(true);

  const next = await start();
  expect(isAlive(pid)).toBe(false);
  expect(await count(next)).toBe(1);
});

test("a server that dies is started again at the same address", async () => {
  const server = await start();
  await write(server);
  process.kill(server.pid() ?? 0, "SIGKILL");
  await expect.poll(() => count(server).catch(() => "away"), { timeout: 20_000, interval: 50 }).toBe(1);
});

test("without the password nobody gets in", async () => {
  const { url } = await start();
  const open = new URL(url);
  open.password = "";
  await expect(withClient(open.toString(), (client) => client.query("SELECT 1"))).rejects.toThrow();
});
