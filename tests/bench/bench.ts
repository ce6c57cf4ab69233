/**
 * `npm run bench`: starts the product with the demo alliance on a folder of its own and measures it. One line of JSON
 * for each result, on standard output. BENCH_BUILD=keep leaves the build there is; else the first start makes it.
 */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import autocannon from "autocannon";
import { closeDatabase, db, useDatabase } from "#app/lib/db.server.ts";
import { dataFolderAt } from "#app/lib/runtime/data-folder.server.ts";
import type { RuntimeFacts } from "#app/lib/runtime/facts.server.ts";
import { clientBuild } from "#app/lib/runtime/product-build.server.ts";
import { projectFolder } from "#app/lib/runtime/project.server.ts";
import { launchProduct, type TestProduct } from "#tests/support/product.server.ts";
import { addProblems } from "./many-problems.server.ts";
import { memoryBelow } from "./processes.ts";

const CLIENTS = 8;
const SECONDS = 10;
const REST_MS = 15_000;

const print = (what: string, values: Record<string, unknown>) =>
  process.stdout.write(`${JSON.stringify({ what, ...values })}\n`);

/** From the start of the process to the first page it answers. */
async function start(dataDir: string): Promise<{ product: TestProduct; seconds: number }> {
  const began = performance.now();
  const product = await launchProduct({ dataDir, env: { SEED: "demo" } });
  const answer = await fetch(`${product.url}/login`);
  if (answer.status !== 200) throw new Error(`the first page answered ${answer.status}`);
  return { product, seconds: Number(((performance.now() - began) / 1_000).toFixed(2)) };
}

async function signIn(url: string, identifier: string): Promise<string> {
  const answer = await fetch(`${url}/login`, {
    method: "POST",
    redirect: "manual",
    headers: { origin: url },
    body: new URLSearchParams({ identifier, password: "jianglian-demo" }),
  });
  const cookie = answer.headers.get("set-cookie")?.split(";")[0];
  if (!cookie) throw new Error(`${identifier} could not sign in: ${answer.status}`);
  return cookie;
}

/** Bytes of the scripts a page names, compressed one by one as they are sent. */
async function scriptsOf(url: string, path: string, cookie: string) {
  const page = await (await fetch(url + path, { headers: { cookie } })).text();
  const names = new Set([...page.matchAll(/\/assets\/[\w$.%~-]+\.js/g)].map(([name]) => name));
  // The manifest names the scripts of other pages too; a page loads those it preloads or imports.
  const loaded = [...names].filter(
    (name) =>
      page.includes(`rel="modulepreload" href="${name}"`) ||
      page.includes(`import "${name}"`) ||
      new RegExp(`import \\* as route\\d+ from "${name.replaceAll("$", "\\$")}"`).test(page) ||
      page.includes(`import("${name}")`),
  );
  const bytes = loaded.reduce(
    (sum, name) => sum + gzipSync(readFileSync(join(clientBuild, decodeURIComponent(name)))).length,
    0,
  );
  return {
    path: path.replace(/[0-9a-f-]{36}/, ":id"),
    files: loaded.length,
    kilobytesGzip: Number((bytes / 1_024).toFixed(1)),
  };
}

async function load(url: string, path: string, cookie: string) {
  // autocannon's own summary leaves out the 95th percentile.
  const times: number[] = [];
  const run = autocannon({ url: url + path, connections: CLIENTS, duration: SECONDS, headers: { cookie } });
  run.on("response", (_client: unknown, _status: number, _bytes: number, milliseconds: number) =>
    times.push(milliseconds),
  );
  const result = await run;
  times.sort((a, b) => a - b);
  const p95 = Math.round(times[Math.floor(times.length * 0.95)] ?? 0);
  return {
    path: path.replace(/[0-9a-f-]{36}/, ":id"),
    clients: CLIENTS,
    requestsPerSecond: Number(result.requests.average.toFixed(1)),
    p95ms: p95,
    medianMs: result.latency.p50,
    failed: result.non2xx + result.errors,
    kilobytesEach: Number((result.throughput.total / Math.max(1, result.requests.total) / 1_024).toFixed(1)),
  };
}

async function main(): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), "jianglian-bench-"));
  if (process.env.BENCH_BUILD !== "keep") rmSync(join(projectFolder, "build"), { recursive: true, force: true });
  const first = await start(dataDir);
  print("start, first", { seconds: first.seconds, withBuild: process.env.BENCH_BUILD !== "keep" });
  await first.product.stop();
  const { product, seconds } = await start(dataDir);
  print("start, second", { seconds });
  try {
    const { databaseUrl } = JSON.parse(readFileSync(dataFolderAt(dataDir).services, "utf8")) as RuntimeFacts;
    useDatabase(databaseUrl);
    const cookie = await signIn(product.url, "engineer@brewery.demo");
    const { id } = await db.problem.findFirstOrThrow({
      where: { state: "SOLVED", anonymous: false, publishedAt: { not: null } },
      select: { id: true },
    });
    for (const path of ["/problems/new", `/problems/${id}`])
      print("scripts", await scriptsOf(product.url, path, cookie));
    await wait(REST_MS);
    print("memory at rest, MB", memoryBelow(product.pid));
    print("load, demo", { problems: await db.problem.count(), ...(await load(product.url, "/problems", cookie)) });
    await addProblems(10_000, new Date());
    print("load, many problems", {
      problems: await db.problem.count(),
      ...(await load(product.url, "/problems", cookie)),
    });
    print("load, one problem", await load(product.url, `/problems/${id}`, cookie));
    print("load, search", await load(product.url, `/search?q=${encodeURIComponent("灌装机卡瓶")}`, cookie));
    await closeDatabase();
  } finally {
    await product.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

await main();
