import { randomUUID } from "node:crypto";
import { readFileSync, rmSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, expect, test } from "vitest";
import { closeDatabase, db, useDatabase } from "#app/lib/db.server.ts";
import { dataFolderAt } from "#app/lib/runtime/data-folder.server.ts";
import { type RuntimeFacts, setRuntimeFacts } from "#app/lib/runtime/facts.server.ts";
import { verifyChains } from "#app/modules/events/verify-chain.server.ts";
import { readWitnesses } from "#app/modules/events/witness.server.ts";
import { computeReaders } from "#app/modules/problems/visibility.server.ts";
import { makeWorld, type World } from "#tests/support/factories.server.ts";
import { filled, formsOf } from "#tests/support/forms.ts";
import { sessionOf } from "#tests/support/in-process.server.ts";
import { launchProduct, temporaryFolder, type TestProduct } from "#tests/support/product.server.ts";
import { until } from "#tests/support/until.ts";

const ROUNDS = 20;
const dataDir = temporaryFolder();
let product: TestProduct | undefined;
let facts: RuntimeFacts;
let world: World;
const cookies = new Map<string, string>();

afterAll(async () => {
  await product?.stop();
  await closeDatabase();
  rmSync(dataDir, { recursive: true, force: true });
});

/** Numbers that are the same at every run. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** What the server said yes to, and what it was asked when it died. */
type Posted = { clientId: string; word: string; author: "engineer" | "engineer2" };
const posted: Posted[] = [];
const unanswered: Posted[] = [];
const idOf = new Map<string, string>();
const done = {
  approved: new Set<string>(),
  published: new Set<string>(),
  bid: new Set<string>(),
  saved: new Map<string, string>(),
};

async function start(): Promise<string> {
  product = await launchProduct({ dataDir });
  facts = JSON.parse(readFileSync(dataFolderAt(dataDir).services, "utf8")) as RuntimeFacts;
  setRuntimeFacts(facts);
  await closeDatabase();
  useDatabase(facts.databaseUrl);
  return product.url;
}

const ask = async (url: string, as: string, path: string, body?: URLSearchParams) =>
  fetch(url + path, {
    method: body ? "POST" : "GET",
    redirect: "manual",
    headers: { cookie: cookies.get(as) ?? "", ...(body ? { origin: url } : {}) },
    body,
  });

async function postOne(url: string, one: Posted): Promise<void> {
  const fields = {
    clientId: one.clientId,
    title: `灌装机 ${one.word}`,
    phenomenon: `停机 ${one.word}`,
    equipmentType: "灌装机",
    severity: "QUALITY",
    intent: "submit",
  };
  const answer = await ask(url, one.author, "/problems/new", new URLSearchParams(fields));
  if (answer.status !== 302) throw new Error(`posting answered ${answer.status}`);
  idOf.set(one.clientId, answer.headers.get("location")?.split("/").pop() ?? "");
  posted.push(one);
}

/** Opens a page, presses one of its buttons; whether the server said yes. */
async function press(
  url: string,
  as: string,
  path: string,
  intent: string | null,
  values: Record<string, string> = {},
): Promise<boolean> {
  const page = await ask(url, as, path);
  const html = await page.text();
  if (page.status !== 200) throw new Error(`${as} ${path} answered ${page.status}`);
  const wants = (name: string, value: string) => name === "intent" && value === intent;
  const form = formsOf(html, path).find(
    (one) =>
      one.method === "post" &&
      (intent === null ||
        one.buttons.some((b) => wants(b.name, b.value)) ||
        one.fields.some((f) => wants(f.name, f.value))),
  );
  if (!form) throw new Error(`no "${intent}" on ${path}`);
  const button = form.buttons.find((one) => wants(one.name, one.value));
  return (await ask(url, as, form.action, filled(form, values, button))).status === 302;
}

/** People at work until the server is gone: two write problems, one keeps drafts, others carry the problems on. */
async function work(url: string, round: number, alive: () => boolean): Promise<void> {
  const writing = async (author: Posted["author"]) => {
    for (let n = 0; ; n += 1) {
      const one: Posted = {
        clientId: randomUUID(),
        word: `w${round}x${author === "engineer" ? "a" : "b"}${n}q`,
        author,
      };
      unanswered.push(one);
      await postOne(url, one);
      unanswered.splice(unanswered.indexOf(one), 1);
    }
  };
  const drafting = async () => {
    const clientId = randomUUID();
    for (let n = 0; ; n += 1) {
      const fields = new URLSearchParams({ clientId, title: `草稿 ${round} ${n}`, severity: "QUALITY" });
      const answer = await ask(url, "engineer", "/problems/draft", fields);
      await answer.body?.cancel();
      if (answer.ok) done.saved.set(clientId, `草稿 ${round} ${n}`);
    }
  };
  const carrying = async () => {
    while (alive()) {
      const next = (from: Iterable<string>, to: Set<string>) => [...from].find((id) => !to.has(id));
      const review = next(idOf.values(), done.approved);
      const triage = next(done.approved, done.published);
      const offer = next(done.published, done.bid);
      if (review && (await step(() => press(url, "reviewer", `/problems/${review}/review`, "approve"))))
        done.approved.add(review);
      if (triage && (await step(() => press(url, "secretariat", `/problems/${triage}/triage`, "publish"))))
        done.published.add(triage);
      if (
        offer &&
        (await step(() =>
          press(url, "breweryLeader", `/problems/${offer}/bid`, null, { proposal: "先看现场", days: "7" }),
        ))
      )
        done.bid.add(offer);
      if (!review) await wait(5);
    }
  };
  // Each ends by the server's death: a refused connection.
  const results = await Promise.allSettled([writing("engineer"), writing("engineer2"), drafting(), carrying()]);
  for (const result of results) {
    if (
      result.status === "rejected" &&
      !/fetch failed|terminated|socket|ECONN/i.test(`${result.reason?.message} ${result.reason?.cause?.message}`)
    )
      throw result.reason;
  }
}

/** A step that was cut off may have happened or not: the page then tells, and it counts as done when it is. */
async function step(press: () => Promise<boolean>): Promise<boolean> {
  try {
    return await press();
  } catch (error) {
    // Carried out in an earlier round whose answer was lost: its page is no longer there to press.
    if (error instanceof Error && /answered (409|403|404)|^no "/.test(error.message)) return true;
    throw error;
  }
}

async function verify(): Promise<void> {
  const rows = await db.problem.findMany({
    where: { clientId: { in: [...posted.map((one) => one.clientId), ...done.saved.keys()] } },
    select: { clientId: true, authorId: true, state: true, postedAt: true, title: true },
  });
  const withId = (clientId: string) => rows.filter((row) => row.clientId === clientId);
  for (const { clientId, author } of posted) {
    const mine = withId(clientId).filter((row) => row.authorId === world[author].personId);
    expect(mine.map((row) => row.postedAt !== null && row.state !== "DRAFT")).toEqual([true]);
  }
  for (const [clientId, title] of done.saved) {
    const mine = withId(clientId);
    expect(mine).toHaveLength(1);
    // A later save may have been carried out without its answer getting through.
    expect(Number(mine[0]?.title.split(" ")[2])).toBeGreaterThanOrEqual(Number(title.split(" ")[2]));
  }
  const once = async (type: string, ids: Set<string>) => {
    const where = { type, subjectId: { in: [...ids] } };
    const counts = await db.event.groupBy({ by: ["subjectId"], where, _count: true });
    expect(counts.map((one) => one._count)).toEqual([...ids].map(() => 1));
  };
  await once("problem.approved", done.approved);
  await once("problem.published", done.published);
  const bids = await db.bid.groupBy({ by: ["problemId"], where: { problemId: { in: [...done.bid] } }, _count: true });
  expect(bids.map((one) => one._count)).toEqual([...done.bid].map(() => 1));
}

/** No action stands half: state, events, readers and what hangs on them agree. */
async function verifyWhole(): Promise<void> {
  const problems = await db.problem.findMany({
    select: {
      id: true,
      state: true,
      postedAt: true,
      releasedAt: true,
      publishedAt: true,
      audiences: true,
      bids: true,
      readers: { select: { key: true, layer: true, via: true, until: true } },
    },
  });
  for (const one of problems) {
    const events = await db.event.findMany({
      where: { subjectKind: "problem", subjectId: one.id },
      orderBy: { id: "asc" },
      select: { type: true, payload: true },
    });
    const moves = events.flatMap(({ payload }) => (payload as { to?: string }).to ?? []);
    expect(moves.at(-1) ?? "DRAFT").toBe(one.state);
    const has = (type: string) => events.filter((event) => event.type === type).length;
    expect([
      has("problem.drafted"),
      has("problem.submitted"),
      has("problem.approved"),
      has("problem.published"),
      has("problem.bid"),
    ]).toEqual([1, one.postedAt ? 1 : 0, one.releasedAt ? 1 : 0, one.publishedAt ? 1 : 0, one.bids.length]);
    expect(one.audiences).toHaveLength(one.releasedAt ? 1 : 0);
    expect(one.state === "CLAIMED").toBe(one.bids.some((bid) => bid.state === "OPEN"));
    const sorted = (rows: { key: string }[]) => [...rows].sort((a, b) => a.key.localeCompare(b.key));
    expect(sorted(one.readers)).toEqual(sorted(await computeReaders(db, one.id)));
  }
}

test("killed at 20 random moments, the product loses nothing it said yes to and leaves nothing half done", async () => {
  const random = dice(20_260_302);
  let url = await start();
  world = await makeWorld();
  for (const key of ["engineer", "engineer2", "reviewer", "secretariat", "breweryLeader", "toolsEngineer"] as const) {
    cookies.set(key, await sessionOf(url, world[key].personId));
  }
  // However slow the machine, problems have come far enough to have something to lose.
  const rich = () => done.published.size > 3 && posted.length > 40;
  for (let round = 0; round < ROUNDS; round += 1) {
    const alive = { it: true };
    const working = work(url, round, () => alive.it);
    const before = posted.length;
    await until("the server has said yes once", () => posted.length > before);
    if (round === ROUNDS / 2) await until("problems have come some way", rich, 120_000);
    // Not a wait for something to happen: the random moment itself.
    await wait(random() * 800);
    await product?.kill();
    alive.it = false;
    await working;
    url = await start();
    await verify();
    // What got no answer is sent again, as people and their devices do.
    for (const one of unanswered.splice(0)) await postOne(url, one);
  }
  await verify();
  await verifyWhole();
  const { findings, rows } = await verifyChains(facts.secrets.chain, await readWitnesses(dataDir));
  expect(findings).toEqual([]);
  expect(rows).toBeGreaterThan(posted.length * 2);
  for (const { word, clientId } of posted.filter((one) => done.published.has(idOf.get(one.clientId) ?? ""))) {
    const found = async () =>
      (await (await ask(url, "toolsEngineer", `/search?q=${word}`)).text()).includes(`/problems/${idOf.get(clientId)}`);
    await until(`the search finds ${word}`, found, 20_000);
  }
});
