/**
 * `npm run bench`: starts the product with the demo alliance on a folder of its own and measures it. One line of JSON
 * on standard output; what it is at, on standard error. BENCH_BUILD=keep leaves the build there is; else the first
 * start makes it. What the figures mean: docs/guide/operator.
 */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import autocannon from "autocannon";
import { closeDatabase, db, useDatabase } from "#app/lib/db.server.ts";
import { dataFolderAt } from "#app/lib/runtime/data-folder.server.ts";
import type { RuntimeFacts } from "#app/lib/runtime/facts.server.ts";
import { projectFolder } from "#app/lib/runtime/project.server.ts";
import { launchProduct, type TestProduct } from "#tests/support/product.server.ts";
import { addProblems } from "./many-problems.server.ts";
import { queriesPerPage } from "./page-queries.server.ts";
import { memoryBelow } from "./processes.ts";
import { frameworkOf, scriptsOf } from "./scripts.ts";

const CLIENTS = 8;
const SECONDS = 10;
const WARM_SECONDS = 5;
const REST_MS = 15_000;
/** What else the machine did in the minute before: figures of a busy one say little. */
const [loadBefore = 0] = loadavg();

const say = (what: string) => process.stderr.write(`${what}\n`);

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

async function load(url: string, path: string, cookie: string, duration = SECONDS) {
  // autocannon's own summary leaves out the 95th percentile.
  const times: number[] = [];
  const run = autocannon({ url: url + path, connections: CLIENTS, duration, headers: { cookie } });
  run.on("response", (_client: unknown, _status: number, _bytes: number, milliseconds: number) =>
    times.push(milliseconds),
  );
  const result = await run;
  times.sort((a, b) => a - b);
  const at = (share: number) => Math.round(times[Math.floor(times.length * share)] ?? 0);
  return {
    requestsPerSecond: Number(result.requests.average.toFixed(1)),
    p50Ms: at(0.5),
    p95Ms: at(0.95),
    failed: result.non2xx + result.errors,
  };
}

async function main(): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), "jianglian-bench-"));
  const keep = process.env.BENCH_BUILD === "keep";
  if (!keep) rmSync(join(projectFolder, "build"), { recursive: true, force: true });
  say("first start");
  const first = await start(dataDir);
  await first.product.stop();
  say("second start");
  const { product, seconds } = await start(dataDir);
  try {
    const facts = JSON.parse(readFileSync(dataFolderAt(dataDir).services, "utf8")) as RuntimeFacts;
    useDatabase(facts.databaseUrl);
    const cookie = await signIn(product.url, "engineer@brewery.demo");
    const { id } = await db.problem.findFirstOrThrow({
      where: { state: "SOLVED", anonymous: false, publishedAt: { not: null } },
      select: { id: true },
    });
    const searched = `/search?q=${encodeURIComponent("灌装机卡瓶")}`;
    const scripts = {
      framework: await frameworkOf(product.url, cookie),
      posting: await scriptsOf(product.url, "/problems/new", cookie),
      problem: await scriptsOf(product.url, `/problems/${id}`, cookie),
    };
    say("at rest");
    await wait(REST_MS);
    const memoryAtRestMb = memoryBelow(product.pid);
    say("load");
    // The first seconds after a start would measure the compiler.
    await load(product.url, "/problems", cookie, WARM_SECONDS);
    const problems = await db.problem.count();
    const list = await load(product.url, "/problems", cookie);
    const problem = await load(product.url, `/problems/${id}`, cookie);
    const search = await load(product.url, searched, cookie);
    say("load, with 10,000 more problems");
    await addProblems(10_000, new Date());
    const manyProblems = await db.problem.count();
    const longList = await load(product.url, "/problems", cookie);
    const queries = await queriesPerPage(facts, cookie, {
      home: { route: "routes/_index", path: "/" },
      list: { route: "routes/problems._index", path: "/problems" },
      problem: { route: "routes/problems.$id._index", path: `/problems/${id}`, params: { id } },
      search: { route: "routes/search", path: searched },
      inbox: { route: "routes/inbox", path: "/inbox" },
    });
    const result = {
      startSeconds: { first: first.seconds, firstWithBuild: !keep, second: seconds },
      clients: CLIENTS,
      list: { problems, ...list },
      longList: { problems: manyProblems, ...longList },
      problem,
      search,
      scriptKilobytesGzip: {
        framework: scripts.framework.kilobytes,
        posting: scripts.posting.kilobytes,
        postingAboveFramework: Number((scripts.posting.kilobytes - scripts.framework.kilobytes).toFixed(1)),
        problem: scripts.problem.kilobytes,
      },
      scriptFiles: {
        framework: scripts.framework.files,
        posting: scripts.posting.files,
        problem: scripts.problem.files,
      },
      memoryAtRestMb,
      queries,
      cores: availableParallelism(),
      loadBefore: Number(loadBefore.toFixed(2)),
    };
    process.stdout.write(`${JSON.stringify(result)}\n`);
    await closeDatabase();
  } finally {
    await product.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

await main();
