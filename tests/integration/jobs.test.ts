import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { db, inTransaction } from "#app/lib/db.server.ts";
import { countDeadLetters, listDeadLetters } from "#app/lib/jobs-dead.server.ts";
import { defineJob, defineSchedule, enqueue, nudgeWorkers, startJobs, stopJobs } from "#app/lib/jobs.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { discardJobs, restartJobs } from "#app/modules/operations/decide-dead-letters.server.ts";
import { deadLettersFor, loadJobs } from "#app/modules/operations/queries-jobs.server.ts";
import { useTestDatabase } from "#tests/support/database.server.ts";
import { makeActor, makeOrganisation } from "#tests/support/factories.server.ts";
import { refusal } from "#tests/support/solving.server.ts";
import { until } from "#tests/support/until.ts";

const database = useTestDatabase();
const SECRET_TEXT = "灌装机卡瓶 AL.32";

/** What the jobs of this test have done, by mark. */
const effects = new Map<string, number>();
let broken = true;
let runs = 0;
let admin: Actor;
let engineer: Actor;

class BottleError extends Error {
  override name = "BottleError";
  code = "E_BOTTLE";
}

/** Counts an effect once for each mark, as a handler does that may run twice. */
const once = (mark: string) => effects.set(mark, 1);

beforeAll(async () => {
  const platform = await makeOrganisation("PLATFORM");
  admin = await makeActor([["ADMIN", platform]]);
  engineer = await makeActor([["ENGINEER", await makeOrganisation("ENTERPRISE")]]);
  defineJob("fragile", async ({ mark = "" }) => {
    runs += 1;
    if (broken) throw new BottleError(SECRET_TEXT);
    effects.set(mark, (effects.get(mark) ?? 0) + 1);
  });
  defineJob(
    "batched",
    async ({ mark = "" }) => {
      if (mark === "poison") throw new BottleError(SECRET_TEXT);
      once(mark);
    },
    { batch: 20 },
  );
  defineSchedule("fragile", "0 3 * * *");
  await startJobs({ work: true });
});
afterAll(() => stopJobs());

const put = (queue: string, marks: string[]) =>
  inTransaction(async (tx) => {
    for (const mark of marks) await enqueue(tx, queue, { mark });
  });

/** Makes what waits for its next try due at once: a test does not wait half an hour. */
const hurry = async () => {
  await db.$executeRaw`UPDATE "jobs"."job" SET "start_after" = now() - interval '1 second' WHERE "state" = 'retry'`;
  for (const queue of ["fragile", "batched"]) nudgeWorkers(queue);
};

const eventsOf = (type: string) =>
  db.event.findMany({
    where: { type },
    orderBy: { id: "asc" },
    select: { payload: true, reason: true, actorId: true },
  });

it("a job that fails for good is a dead letter; started again, pressed many times at once, its effect comes once", async () => {
  await put("fragile", ["one", "two"]);
  await until("both are given up", async () => {
    await hurry();
    return (await countDeadLetters()) === 2;
  });
  expect(runs).toBe(2 * 9); // the first try, and eight more
  expect(effects.get("one")).toBeUndefined();

  const page = await loadJobs(admin, { queue: null, after: null });
  expect(page.dead.map((one) => one.queue)).toEqual(["fragile", "fragile"]);
  expect(page.dead[0]?.reason).toEqual({
    kind: "error",
    what: "BottleError E_BOTTLE",
    where: null,
  });
  expect(JSON.stringify(page)).not.toContain("卡瓶");
  expect(page.queues.find((one) => one.queue === "fragile")).toMatchObject({ waiting: 0, retrying: 0, dead: 2 });
  expect(page.schedules).toMatchObject([{ queue: "fragile", cron: "0 3 * * *", lastDone: null }]);
  expect(await deadLettersFor(admin)).toBe(2);
  expect(await deadLettersFor(engineer)).toBe(0);
  expect(await refusal(loadJobs(engineer, { queue: null, after: null }))).toBe("not_found");
  expect(await refusal(restartJobs(engineer, { queue: "fragile" }))).toBe("not_found");

  broken = false;
  const [letter] = page.dead;
  const one = { queue: "fragile", id: letter?.id };
  const counts = await Promise.all(Array.from({ length: 10 }, () => restartJobs(admin, one)));
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(1);
  await until("it is done", () => effects.size === 1);
  expect(
    (await Promise.all([restartJobs(admin, { queue: "fragile" }), restartJobs(admin, { queue: "fragile" })])).sort(),
  ).toEqual([0, 1]);
  await until("the other is done", () => effects.size === 2);
  expect([...effects.values()]).toEqual([1, 1]);
  expect(await countDeadLetters()).toBe(0);
  expect(await eventsOf("installation.jobs-restarted")).toMatchObject([
    { payload: { queue: "fragile", count: 1, jobs: [letter?.id] }, actorId: admin.personId },
    { payload: { queue: "fragile", count: 1 }, actorId: admin.personId },
  ]);
  const after = await loadJobs(admin, { queue: null, after: null });
  expect(after.schedules[0]?.lastDone).not.toBeNull();
});

it("one job of a batch that fails leaves those beside it done", async () => {
  effects.clear();
  const marks = Array.from({ length: 19 }, (_, n) => `job ${n}`);
  await put("batched", [...marks.slice(0, 7), "poison", ...marks.slice(7)]);
  await until("the poisoned one is given up", async () => {
    await hurry();
    return (await countDeadLetters()) === 1;
  });
  await until("the others are done", () => effects.size === 19);
  const failed = await db.$queryRaw<{ n: number }[]>`
    SELECT count(*)::int AS "n" FROM "jobs"."job" WHERE "name" = 'batched' AND "state" = 'failed'`;
  expect(failed).toEqual([{ n: 1 }]);
});

it("discarding needs a reason and is on the record; pages of dead letters follow one another", async () => {
  broken = true;
  await put(
    "fragile",
    Array.from({ length: 5 }, (_, n) => `page ${n}`),
  );
  await until("all are given up", async () => {
    await hurry();
    return (await countDeadLetters()) === 6;
  });
  const seen: string[] = [];
  let after: string | null = null;
  do {
    const page = await listDeadLetters({ queue: null, after, size: 2 });
    seen.push(...page.rows.map((row) => row.id));
    after = page.after;
  } while (after);
  expect(new Set(seen).size).toBe(6);
  expect(seen).toHaveLength(6);
  expect((await listDeadLetters({ queue: "batched", after: "nonsense", size: 9 })).rows).toHaveLength(1);

  const [first] = (await listDeadLetters({ queue: "fragile", after: null, size: 1 })).rows;
  expect(await discardJobs(admin, { queue: "fragile", id: first?.id, reason: "重复的" })).toBe(1);
  expect(await discardJobs(admin, { queue: "fragile", id: first?.id, reason: "重复的" })).toBe(0);
  expect(await discardJobs(admin, { queue: "fragile", reason: "试验" })).toBe(4);
  expect(await discardJobs(admin, { queue: "batched", reason: "试验" })).toBe(1);
  expect(await eventsOf("installation.jobs-discarded")).toMatchObject([
    { payload: { queue: "fragile", count: 1, jobs: [first?.id] }, reason: "重复的" },
    { payload: { queue: "fragile", count: 4 }, reason: "试验" },
    { payload: { queue: "batched", count: 1 }, reason: "试验" },
  ]);
  broken = false;
});

it("runs by the clock that were given up do not pile up, and are void once a later one is done", async () => {
  const run = () => inTransaction((tx) => enqueue(tx, "fragile", {}));
  const letters = async () =>
    (await listDeadLetters({ queue: "fragile", after: null, size: 9 })).rows.map((row) => row.id);
  broken = true;
  await put("fragile", ["not by the clock"]);
  const seen = new Set<string>();
  for (const given of [1, 2, 3]) {
    await run();
    await until(`run ${given} is given up`, async () => {
      await hurry();
      for (const id of await letters()) seen.add(id);
      return seen.size > given;
    });
  }
  broken = false;
  expect((await letters()).length).toBeLessThanOrEqual(3);
  await run();
  await until("only the other is left", async () => (await letters()).length === 1);
  expect(await restartJobs(admin, { queue: "fragile" })).toBe(1);
  await until("it is done", () => effects.get("not by the clock") === 1);
});

it("what a killed worker left is taken up at once by the next, not after its time limit", async () => {
  effects.clear();
  await stopJobs();
  const child = spawn(process.execPath, [fileURLToPath(new URL("../support/hanging-worker.ts", import.meta.url))], {
    env: { ...process.env, DATABASE_URL: database.url, LOG_LEVEL: "silent" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  await until("the other process works", () => said.includes("working"));
  await startJobs({ work: false });
  await put("fragile", ["left behind"]);
  await until("it has the job", () => said.includes("hanging"));
  await stopJobs();
  const gone = new Promise((resolve) => child.once("close", resolve));
  child.kill("SIGKILL");
  await gone;
  await startJobs({ work: true });
  await until("the job is done here", () => effects.size > 0, 5_000);
  expect([...effects]).toEqual([["left behind", 1]]);
});

it("what waits is done one after the other without a rest, though called once", async () => {
  effects.clear();
  const marks = Array.from({ length: 60 }, (_, n) => `waiting ${n}`);
  await put("fragile", marks);
  // With a rest of a second after each it would take a minute.
  await until("all are done", () => effects.size === marks.length);
  expect([...effects.values()].every((times) => times === 1)).toBe(true);
});
