import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RuntimeFacts } from "#app/lib/runtime/facts.server.ts";
import { isAlive, waitForExit } from "#app/lib/runtime/processes.server.ts";
import { projectFolder } from "#app/lib/runtime/project.server.ts";
import { createTestDatabase } from "#tests/support/database.server.ts";
import { withClient } from "#tests/support/postgres-access.server.ts";
import { launchProduct, type TestProduct, temporaryFolder } from "#tests/support/product.server.ts";

const home = temporaryFolder();
afterAll(() => rmSync(home, { recursive: true, force: true }));

const facts = (dataDir: string) => JSON.parse(readFileSync(join(dataDir, "run/services.json"), "utf8")) as RuntimeFacts;
const postgresPid = (dataDir: string) =>
  Number.parseInt(readFileSync(join(dataDir, "postgres/postmaster.pid"), "utf8"), 10);
const searchPid = (dataDir: string) => Number(readFileSync(join(dataDir, "run/meilisearch.pid"), "utf8"));
const health = async (url: string) => (await fetch(`${url}/healthz`)).json();

async function keep(dataDir: string, key: string): Promise<void> {
  await withClient(facts(dataDir).databaseUrl, (client) =>
    client.query('INSERT INTO "Setting" (key, value, "updatedAt") VALUES ($1, \'1\', now())', [key]),
  );
}
async function kept(dataDir: string): Promise<string[]> {
  const sql = "SELECT key FROM \"Setting\" WHERE key LIKE 'kept-%' ORDER BY 1";
  const { rows } = await withClient(facts(dataDir).databaseUrl, (client) => client.query(sql));
  return rows.map((row) => (row as { key: string }).key);
}

/** Sends what fetch would not let us send; answers the status. */
function send(url: string, method: string, headers: Record<string, string>, body = ""): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

describe("the running product", () => {
  const dataDir = join(home, "only-root-enters/data");
  let product: TestProduct;

  beforeAll(async () => {
    mkdirSync(join(home, "only-root-enters"), { mode: 0o700 });
    product = await launchProduct({ dataDir });
  });
  afterAll(() => product.stop());

  test("serves, tells its health and prints its address", async () => {
    expect(await health(product.url)).toMatchObject({ status: "ok", database: "ok" });
    expect(product.output()).toContain(product.url);
    expect((await fetch(product.url)).status).toBeLessThan(500);
  });

  test("as root its services run as somebody else", () => {
    const root = process.getuid?.() === 0;
    const owner = (pid: number) => statSync(`/proc/${pid}`).uid;
    expect(owner(postgresPid(dataDir)) === 0).toBe(false);
    expect(owner(searchPid(dataDir)) === 0).toBe(false);
    expect(owner(product.pid) === 0).toBe(root);
  });

  test("secrets are readable by their owner only", () => {
    for (const name of ["secrets", "secrets/chain", "secrets/postgres", "run/services.json"]) {
      expect(statSync(join(dataDir, name)).mode & 0o077, name).toBe(0);
    }
  });

  test("every answer carries the headers, with a nonce of its own and no inline script allowed", async () => {
    const policies = await Promise.all(
      [1, 2].map(async () => (await fetch(product.url)).headers.get("content-security-policy")),
    );
    for (const policy of policies) {
      const script = /script-src ([^;]*)/.exec(policy ?? "")?.[1];
      expect(script).toMatch(/^'self' 'nonce-[\w+/=]{20,}'$/);
      expect(policy).toContain("frame-ancestors 'none'");
    }
    expect(policies[0]).not.toBe(policies[1]);
    const missing = await fetch(`${product.url}/assets/nothing.js`);
    expect(missing.status).toBe(404);
    expect(missing.headers.get("x-content-type-options")).toBe("nosniff");
    expect(missing.headers.get("x-powered-by")).toBeNull();
  });

  test("a write from another site is refused, from our own it reaches the page", async () => {
    const form = { "Content-Type": "application/x-www-form-urlencoded" };
    const host = new URL(product.url).host;
    const post = (headers: Record<string, string>) =>
      send(`${product.url}/login`, "POST", { ...form, "Content-Length": "3", ...headers }, "a=1");
    expect(await post({ Origin: "http://evil.example" })).toBe(403);
    expect(await post({ Origin: "null" })).toBe(403);
    expect(await post({ Referer: "http://evil.example/page" })).toBe(403);
    expect(await post({ "Sec-Fetch-Site": "cross-site" })).toBe(403);
    expect(await post({ Origin: `http://${host}` })).not.toBe(403);
  });

  test("odd requests get a clear refusal, never a 500", async () => {
    expect(await send(product.url, "GET", { Host: "a b" })).toBe(400);
    expect(await send(product.url, "POST", { "Transfer-Encoding": "chunked" }, "x")).toBe(411);
    const huge = { "Content-Type": "application/x-www-form-urlencoded", "Content-Length": "3000000" };
    expect(await send(`${product.url}/login`, "POST", huge, "x".repeat(3_000_000))).toBe(413);
    expect(await send(`${product.url}/%E0%A4%A`, "GET", {})).toBeLessThan(500);
    expect(await send(`${product.url}//evil.example`, "GET", {})).toBeLessThan(500);
  });

  test("a second start on the same folder is refused with a sentence naming the first", async () => {
    const second = await launchProduct({ dataDir, untilReady: false });
    expect(await second.exited).toBe(1);
    expect(second.output()).toContain(`process ${product.pid}`);
    expect(second.output()).toContain(dataDir);
    expect(await health(product.url)).toMatchObject({ status: "ok" });
  });

  test("a taken port is named, and nothing is started", async () => {
    const other = join(home, "other");
    const second = await launchProduct({ dataDir: other, env: { PORT: new URL(product.url).port }, untilReady: false });
    expect(await second.exited).toBe(1);
    expect(second.output()).toMatch(/PORT \d+ is in use.*PORT=\d+/);
    expect(existsSync(join(other, "postgres"))).toBe(false);
  });

  test("while the database is away pages answer 503, and recover by themselves", async () => {
    const files = join(dataDir, "postgres");
    // Nothing can start while the control file is missing: the outage lasts as long as the test wants.
    const control = join(files, "global/pg_control");
    const content = readFileSync(control);
    const { uid, gid } = statSync(control);
    process.kill(postgresPid(dataDir), "SIGKILL");
    rmSync(control);
    await expect.poll(async () => (await fetch(product.url)).status, { timeout: 10_000 }).toBe(503);
    const page = await fetch(product.url, { headers: { Accept: "text/html" } });
    expect(await page.text()).toMatch(/暂时无法使用[\s\S]*Temporarily unavailable/);
    expect(page.headers.get("retry-after")).toBe("5");
    expect((await fetch(`${product.url}/healthz`)).status).toBe(503);
    writeFileSync(control, content, { mode: 0o600 });
    spawnSync("chown", [`${uid}:${gid}`, control]);
    await expect.poll(async () => (await fetch(product.url)).status, { timeout: 60_000 }).toBeLessThan(500);
    expect(await health(product.url)).toMatchObject({ status: "ok" });
  });
});

test("a wrong setting stops the start with its name and an example", async () => {
  const product = await launchProduct({ env: { PORT: "eighty" }, untilReady: false });
  expect(await product.exited).toBe(1);
  expect(product.output()).toMatch(/PORT must be .*"eighty".*Example: PORT=3000/);
  await product.stop();
});

test("SIGTERM ends the services too, a killed product's are found by the next start, and nothing is lost", async () => {
  const dataDir = join(home, "killed");
  const first = await launchProduct({ dataDir });
  await keep(dataDir, "kept-before-kill");
  const orphans = [postgresPid(dataDir), searchPid(dataDir)];
  await first.kill();
  expect(orphans.map(isAlive)).toEqual([true, true]);

  const second = await launchProduct({ dataDir });
  expect(orphans.map(isAlive)).toEqual([false, false]);
  expect(await kept(dataDir)).toEqual(["kept-before-kill"]);
  await keep(dataDir, "kept-before-stop");
  const children = [postgresPid(dataDir), searchPid(dataDir)];
  await second.stop();
  expect(await second.exited).toBe(0);
  expect(await Promise.all(children.map((pid) => waitForExit(pid, 0)))).toEqual([true, true]);
  expect(existsSync(join(dataDir, "run/services.json"))).toBe(false);

  const third = await launchProduct({ dataDir });
  expect(await kept(dataDir)).toEqual(["kept-before-kill", "kept-before-stop"]);
  await third.stop();
});

test("on a given database the product migrates, serves, and a second one is refused", async () => {
  const database = await createTestDatabase();
  const env = { DATABASE_URL: database.url, SEARCH_ENGINE: "postgres" };
  const product = await launchProduct({ dataDir: join(home, "given"), env });
  try {
    expect(await health(product.url)).toMatchObject({ status: "ok", search: "postgres" });
    expect(existsSync(join(home, "given/postgres"))).toBe(false);
    const second = await launchProduct({ dataDir: join(home, "given-too"), env, untilReady: false });
    expect(await second.exited).toBe(1);
    expect(second.output()).toContain(
      `Another Jianglian uses this database already: jianglian, process ${product.pid}`,
    );
  } finally {
    await product.stop();
    await database.drop();
  }
  const away = await launchProduct({ env: { DATABASE_URL: database.url }, untilReady: false });
  expect(await away.exited).toBe(1);
  expect(away.output()).toMatch(/The database at .* cannot be used: .*does not exist/);
  await away.stop();
});

test("a backup of the running product comes back after a restore", async () => {
  const dataDir = join(home, "saved");
  const archive = join(home, "saved.tar.gz");
  const command = (name: string, ...args: string[]) =>
    spawnSync(process.execPath, [`app/cli/${name}.ts`, ...args], {
      cwd: projectFolder,
      encoding: "utf8",
      timeout: 60_000,
      env: { ...process.env, DATABASE_URL: "", CHAIN_SECRET: "", APP_SECRET: "", MEILI_URL: "", DATA_DIR: dataDir },
    });
  const product = await launchProduct({ dataDir });
  await keep(dataDir, "kept-saved");
  expect(command("backup", archive)).toMatchObject({ status: 0, stderr: "" });
  await keep(dataDir, "kept-after-the-backup");
  const refused = command("restore", archive, "--force");
  expect(refused.status).toBe(1);
  expect(refused.stderr).toContain(`process ${product.pid}`);
  await product.stop();
  const chain = readFileSync(join(dataDir, "secrets/chain"), "utf8");

  rmSync(dataDir, { recursive: true });
  expect(command("restore", archive)).toMatchObject({ status: 0, stderr: "" });
  const again = await launchProduct({ dataDir });
  expect(await kept(dataDir)).toEqual(["kept-saved"]);
  expect(readFileSync(join(dataDir, "secrets/chain"), "utf8")).toBe(chain);
  expect(command("restore", archive).status).toBe(1);
  await again.stop();
});
