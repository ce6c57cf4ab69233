import { setTimeout as wait } from "node:timers/promises";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { afterAll, expect, it } from "vitest";
import { db, inTransaction } from "#app/lib/db.server.ts";
import { endEventStreams, openStreams } from "#app/lib/http/event-stream.server.ts";
import { listen, signal, stopListening } from "#app/lib/signals.server.ts";
import { closeSession, openSession } from "#app/modules/accounts/session.server.ts";
import { revokeSessions } from "#app/modules/accounts/revoke-sessions.server.ts";
import { deliverNotices } from "#app/modules/notifications/deliver-notices.server.ts";
import { readAllNotices } from "#app/modules/notifications/inbox.server.ts";
import { loader } from "#app/routes/events.ts";
import { useTestDatabase } from "#tests/support/database.server.ts";
import { actorOf, makeWorld, submittedProblem } from "#tests/support/factories.server.ts";
import { until } from "#tests/support/until.ts";

useTestDatabase();
afterAll(async () => {
  endEventStreams();
  await stopListening();
});

type Event = { id: string; event: string; data: { unread?: number } };

async function cookieOf(personId: string): Promise<string> {
  const header = await openSession(new Request("http://localhost/"), personId, { now: new Date() });
  return header.split(";")[0] ?? "";
}

/** Opens a stream as a browser does, and keeps what comes. */
async function open(cookie: string, lastEventId?: string) {
  const gone = new AbortController();
  const headers = { cookie, ...(lastEventId ? { "Last-Event-ID": lastEventId } : {}) };
  const request = new Request("http://localhost/events", { headers, signal: gone.signal });
  const response = await loader({ request, params: {}, context: {} } as LoaderFunctionArgs);
  const events: Event[] = [];
  const stream = { response, events, text: "", ended: false, leave: () => gone.abort() };
  const read = async () => {
    const reader = response.body?.getReader();
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
      stream.text += Buffer.from(part.value).toString("utf8");
      for (const block of stream.text
        .split("\n\n")
        .slice(0, -1)
        .filter((one) => one.includes("event:"))) {
        const field = (name: string) => new RegExp(`^${name}: (.*)$`, "m").exec(block)?.[1] ?? "";
        const event = { id: field("id"), event: field("event"), data: JSON.parse(field("data")) };
        if (!events.some((one) => JSON.stringify(one) === JSON.stringify(event))) events.push(event);
      }
    }
    stream.ended = true;
  };
  void read();
  return stream;
}

async function tell(problemId: string): Promise<void> {
  const events = await db.event.findMany({ where: { subjectId: problemId }, orderBy: { id: "asc" } });
  for (const { id } of events) await deliverNotices(id, new Date());
}

const last = (stream: { events: Event[] }) => stream.events.at(-1)?.data.unread;

it("says how many are unread, at once and as it changes, to all of a person's pages and to nobody else", async () => {
  const world = await makeWorld();
  const cookie = await cookieOf(world.reviewer.personId);
  const [one, two] = [await open(cookie), await open(cookie)];
  const other = await open(await cookieOf(world.outsider.personId));
  await until("all know where they stand", () => [one, two, other].every((stream) => last(stream) === 0));
  expect(one.response.headers.get("Content-Type")).toMatch(/^text\/event-stream/);
  expect(one.response.headers.get("Cache-Control")).toContain("no-transform");

  const id = await submittedProblem(world, { title: "标题不外传", severity: "LINE_DOWN" });
  await tell(id);
  await until("both pages have heard", () => last(one) === 1 && last(two) === 1);
  await readAllNotices(await actorOf(world.reviewer.personId));
  await until("both pages know it was read", () => last(one) === 0 && last(two) === 0);
  expect(other.events).toHaveLength(1);
  for (const stream of [one, two, other]) expect(stream.text).not.toMatch(new RegExp(`标题|${id}`));

  // Who comes back and has missed nothing is told nothing; who has missed something is.
  const mark = one.events.at(-1)?.id ?? "";
  const [back, behind] = [await open(cookie, mark), await open(cookie, "something older.7")];
  await until("who was behind has caught up", () => last(behind) === 0);
  expect(back.events).toEqual([]);
  for (const stream of [one, two, other, back, behind]) stream.leave();
  await until("nobody is left", () => openStreams() === 0);
});

it("nobody hears without a session, nor after it has ended, was revoked or the account shut", async () => {
  const nobody = await open("jianglian_session=nonsense");
  expect([nobody.response.status, nobody.response.body]).toEqual([204, null]);

  const world = await makeWorld();
  const out = await cookieOf(world.reviewer.personId);
  const revoked = await cookieOf(world.engineer.personId);
  const streams = [await open(out), await open(revoked)];
  const kept = await open(await cookieOf(world.leader.personId));
  await until("they are open", () => [...streams, kept].every((one) => last(one) === 0));
  await closeSession(new Request("http://localhost/", { headers: { cookie: out } }));
  await inTransaction((tx) => revokeSessions(tx, { personId: world.engineer.personId }, new Date()));
  await until("theirs have ended", () => streams.every((one) => one.ended), 5_000);
  expect(kept.ended).toBe(false);
  kept.leave();
});

it("a browser with too many windows loses its oldest stream, told not to come back", async () => {
  const world = await makeWorld();
  const cookie = await cookieOf(world.leader.personId);
  const streams: Awaited<ReturnType<typeof open>>[] = [];
  for (let n = 0; n < 8; n += 1) streams.push(await open(cookie));
  await until("the oldest two are gone", () => streams.filter((one) => one.ended).length === 2);
  expect(streams.map((one) => one.events.some(({ event }) => event === "bye"))).toEqual([
    true,
    true,
    ...Array.from({ length: 6 }, () => false),
  ]);
  for (const stream of streams) stream.leave();
});

it("a broken connection is made anew, and what happened meanwhile is caught up", async () => {
  const world = await makeWorld();
  const stream = await open(await cookieOf(world.reviewer.personId));
  await until("it is open", () => last(stream) === 0);
  const id = await submittedProblem(world);
  // Deaf: every connection that listens is cut, and signals are lost until the next one stands.
  const cut = () => db.$executeRaw`
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'jianglian signals'`;
  await cut();
  await tell(id);
  await until("it has heard all the same", () => last(stream) === 1);
  expect(stream.ended).toBe(false);
  stream.leave();
});

it("a call within a transaction is heard when it commits, and never when it does not", async () => {
  const heard: string[] = [];
  const ready = new Promise<void>((resolve) => {
    const stop = listen("jobs", (ids) => heard.push(...ids), resolve);
    afterAll(stop);
  });
  await ready;
  const undone = inTransaction(async (tx) => {
    await signal(tx, "jobs", ["undone"]);
    throw new Error("undone");
  });
  await expect(undone).rejects.toThrow("undone");
  await inTransaction(async (tx) => {
    await signal(
      tx,
      "jobs",
      Array.from({ length: 450 }, (_, n) => `n${n}`),
    );
    await wait(50);
    expect(heard).toEqual([]);
  });
  await until("all are heard", () => heard.length === 450);
  expect(new Set(heard).size).toBe(450);
});
