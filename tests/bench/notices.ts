/**
 * `npm run bench:notices`: how soon a message is there, what 10,000 for one publication cost the pages, and what 500 open
 * event streams weigh. Starts the product with the demo alliance on a folder of its own; this process is a second one
 * beside it, so that every call between them goes over the database. One line of JSON on standard output.
 */
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import http, { type IncomingMessage } from "node:http";
import { availableParallelism, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import autocannon from "autocannon";
import { closeDatabase, db, useDatabase } from "#app/lib/db.server.ts";
import { startJobs, stopJobs } from "#app/lib/jobs.server.ts";
import { dataFolderAt } from "#app/lib/runtime/data-folder.server.ts";
import { type RuntimeFacts, setRuntimeFacts } from "#app/lib/runtime/facts.server.ts";
import { publishProblem } from "#app/modules/problems/publish-problem.server.ts";
import { submitProblem } from "#app/modules/problems/submit-problem.server.ts";
import { registerPolicies, registerWork } from "#app/worker/register.server.ts";
import {
  draftedProblem,
  LONG_AGO,
  makeWorld,
  releasedProblem,
  versionOf,
  type World,
} from "#tests/support/factories.server.ts";
import { sessionOf } from "#tests/support/in-process.server.ts";
import { launchProduct, type TestProduct } from "#tests/support/product.server.ts";
import { until } from "#tests/support/until.ts";
import { memoryBelow } from "./processes.ts";

const EVENTS = 60;
const PEOPLE = 10_000;
const STREAMS = 500;
/** A busy morning: so many pages a second, whether the earlier ones were answered or not. */
const PAGES_PER_SECOND = 12;
const CLIENTS = 6;
const CALM_SECONDS = 25;
const MOST_SECONDS = 75;
const REST_MS = 10_000;
const [loadBefore = 0] = loadavg();

const say = (what: string) => process.stderr.write(`${what}\n`);
const at = (times: readonly number[], share: number): number =>
  Math.round([...times].sort((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0);

type Stream = { heard: { unread: number; at: number }[]; close(): void };

/** Opens an event stream, and notes when what number came. */
async function openStream(url: string, cookie: string, agent: http.Agent): Promise<Stream> {
  const request = http.get(`${url}/events`, { headers: { cookie, accept: "text/event-stream" }, agent });
  const [answer] = (await once(request, "response")) as [IncomingMessage];
  if (answer.statusCode !== 200) throw new Error(`the stream answered ${answer.statusCode}`);
  const heard: Stream["heard"] = [];
  answer.setEncoding("utf8").on("data", (text: string) => {
    for (const [, unread] of text.matchAll(/"unread":(\d+)/g))
      heard.push({ unread: Number(unread), at: performance.now() });
  });
  answer.on("error", () => undefined);
  return { heard, close: () => request.destroy() };
}

/** From before the event is recorded until the number on an open page has changed. */
async function eventToNotice(product: TestProduct, world: World) {
  const agent = new http.Agent();
  const stream = await openStream(product.url, await sessionOf(product.url, world.reviewer.personId), agent);
  await until("the stream says where it stands", () => stream.heard.length > 0);
  const times: number[] = [];
  for (let n = 0; n < EVENTS; n += 1) {
    const id = await draftedProblem(world);
    const before = stream.heard.at(-1)?.unread ?? 0;
    const began = performance.now();
    await submitProblem(world.engineer, { id, version: await versionOf(id) });
    await until("the page hears", () => (stream.heard.at(-1)?.unread ?? 0) > before);
    times.push((stream.heard.at(-1)?.at ?? 0) - began);
    // Events do not come in step with anything.
    await wait(Math.random() * 300);
  }
  stream.close();
  return { events: EVENTS, p50Ms: at(times, 0.5), p95Ms: at(times, 0.95), maxMs: at(times, 1), limitMs: 1_000 };
}

async function makePeople(world: World): Promise<string[]> {
  const ids: string[] = [];
  for (let from = 0; from < PEOPLE; from += 1_000) {
    const people = await db.person.createManyAndReturn({
      data: Array.from({ length: 1_000 }, (_, n) => ({ name: `带头人${from + n}`, createdAt: LONG_AGO })),
      select: { id: true },
    });
    await db.membership.createMany({
      data: people.map(({ id }) => ({
        personId: id,
        organisationId: world.toolsStudio,
        role: "STUDIO_LEADER" as const,
        startsAt: LONG_AGO,
        createdAt: LONG_AGO,
      })),
    });
    ids.push(...people.map(({ id }) => id));
  }
  await db.$executeRawUnsafe("ANALYZE");
  return ids;
}

async function weighStreams(product: TestProduct, people: readonly string[]) {
  const agent = new http.Agent({ maxSockets: STREAMS });
  await wait(REST_MS);
  const before = memoryBelow(product.pid);
  const streams: Stream[] = [];
  for (const id of people.slice(0, STREAMS))
    streams.push(await openStream(product.url, await sessionOf(product.url, id), agent));
  await until("all streams say where they stand", () => streams.every((one) => one.heard.length > 0));
  await wait(REST_MS);
  const after = memoryBelow(product.pid);
  return {
    streams,
    memory: {
      streams: STREAMS,
      webMbBefore: before.web,
      webMbAfter: after.web,
      moreMb: after.web - before.web,
      limitMb: 100,
      postgresMoreMb: after.postgres - before.postgres,
    },
  };
}

type Loaded = { began: number; took: number }[];

function pages(url: string, cookie: string, seconds: number) {
  const answers: Loaded = [];
  const run = autocannon({
    url: `${url}/problems`,
    connections: CLIENTS,
    duration: seconds,
    overallRate: PAGES_PER_SECOND,
    headers: { cookie },
  });
  run.on("response", (_client: unknown, _status: number, _bytes: number, took: number) =>
    answers.push({ began: performance.now() - took, took }),
  );
  return { answers, done: run, stop: () => run.stop() };
}

const figures = (answers: Loaded) => {
  const times = answers.map((one) => one.took);
  const mean = times.reduce((sum, one) => sum + one, 0) / Math.max(1, times.length);
  return { pages: times.length, meanMs: Number(mean.toFixed(1)), p50Ms: at(times, 0.5), p95Ms: at(times, 0.95) };
};

/** One urgent publication to an alliance with 10,000 leaders, while others read their lists and 500 have a page open. */
async function publishToAll(product: TestProduct, world: World, streams: readonly Stream[]) {
  const cookie = await sessionOf(product.url, world.engineer.personId);
  await pages(product.url, cookie, 8).done;
  const calm = pages(product.url, cookie, CALM_SECONDS);
  await calm.done;
  const id = await releasedProblem(world, { severity: "LINE_DOWN" });
  const busy = pages(product.url, cookie, MOST_SECONDS);
  await wait(2_000);
  const began = performance.now();
  await publishProblem(world.secretariat, { id, version: await versionOf(id) });
  const filed = () => db.notice.count({ where: { subjectId: id, type: "problem.published" } });
  while ((await filed()) < PEOPLE) await wait(200);
  const ended = performance.now();
  await until("all streams have heard", () => streams.every((one) => (one.heard.at(-1)?.unread ?? 0) > 0));
  const lastHeard = Math.max(...streams.map((one) => one.heard.at(-1)?.at ?? 0));
  busy.stop();
  const during = busy.answers.filter((one) => one.began >= began - 50 && one.began <= ended);
  const before = figures(calm.answers);
  const meanwhile = figures(during);
  const slower = (a: number, b: number) => Number(((b / a - 1) * 100).toFixed(1));
  return {
    notices: PEOPLE,
    pagesPerSecond: PAGES_PER_SECOND,
    seconds: Number(((ended - began) / 1_000).toFixed(1)),
    streamsAllToldSeconds: Number(((lastHeard - began) / 1_000).toFixed(1)),
    before,
    meanwhile,
    slowerPercent: {
      mean: slower(before.meanMs, meanwhile.meanMs),
      p50: slower(before.p50Ms, meanwhile.p50Ms),
      p95: slower(before.p95Ms, meanwhile.p95Ms),
      limit: 10,
    },
  };
}

async function main(): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), "jianglian-bench-notices-"));
  say("start");
  // The first start makes the demo, and holds the memory that took.
  await (await launchProduct({ dataDir, env: { SEED: "demo" } })).stop();
  const product = await launchProduct({ dataDir, env: { SEED: "demo" } });
  try {
    const facts = JSON.parse(readFileSync(dataFolderAt(dataDir).services, "utf8")) as RuntimeFacts;
    setRuntimeFacts(facts);
    useDatabase(facts.databaseUrl);
    registerPolicies();
    registerWork();
    await startJobs({ work: false });
    const world = await makeWorld();
    say("event to notice");
    const latency = await eventToNotice(product, world);
    say(`${PEOPLE} people`);
    const people = await makePeople(world);
    say(`${STREAMS} streams`);
    const { streams, memory } = await weighStreams(product, people);
    say("one publication");
    const publication = await publishToAll(product, world, streams);
    for (const stream of streams) stream.close();
    const result = {
      eventToNotice: latency,
      streams: memory,
      publication,
      cores: availableParallelism(),
      loadBefore: Number(loadBefore.toFixed(2)),
    };
    process.stdout.write(`${JSON.stringify(result)}\n`);
    await stopJobs();
    await closeDatabase();
  } finally {
    await product.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

await main();
process.exit();
