import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { afterAll, beforeAll, expect, it } from "vitest";
import { db, inTransaction } from "#app/lib/db.server.ts";
import { enqueue, startJobs, stopJobs } from "#app/lib/jobs.server.ts";
import { projectFolder } from "#app/lib/runtime/project.server.ts";
import { postComment } from "#app/modules/discussion/post-comment.server.ts";
import { MAILS_AT_ONCE } from "#app/modules/notifications/deliver-mails.server.ts";
import { problemDiscussion } from "#app/modules/problems/discussion-subject.server.ts";
import { registerPolicies, registerWork } from "#app/worker/register.server.ts";
import { useTestDatabase } from "#tests/support/database.server.ts";
import { LONG_AGO, makeWorld, publishedProblem, submittedProblem } from "#tests/support/factories.server.ts";
import { catchMail } from "#tests/support/mail.server.ts";
import { anId } from "#tests/support/solving.server.ts";
import { until } from "#tests/support/until.ts";

const database = useTestDatabase({ publicUrl: "https://jianglian.example.com" });
const PEOPLE = 500;
let server: Awaited<ReturnType<typeof catchMail>>;
let worker: ChildProcess | undefined;

beforeAll(async () => {
  server = await catchMail();
  registerPolicies();
});
afterAll(async () => {
  await kill();
  await stopJobs();
  await server.stop();
});

async function start(): Promise<void> {
  worker = spawn(process.execPath, ["tests/support/worker-process.ts"], {
    cwd: projectFolder,
    env: {
      ...process.env,
      WORKER_FACTS: JSON.stringify(database.facts),
      SMTP_URL: server.url,
      MAIL_FROM: "Jianglian <jianglian@example.com>",
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (worker.stdout) await once(worker.stdout, "data");
}

async function kill(): Promise<void> {
  if (!worker || worker.exitCode !== null || worker.signalCode !== null) return;
  worker.kill("SIGKILL");
  await once(worker, "close");
}

const sendMails = () => inTransaction((tx) => enqueue(tx, "notice-mails", {}));

it("a worker killed while reminders and escalations fire: each is said once, and told once", async () => {
  const LIMITS = 60;
  const long = new Date(Date.now() - 60 * 86_400_000);
  const world = await makeWorld(long);
  const ids: string[] = [];
  for (let n = 0; n < LIMITS; n += 1) ids.push(await submittedProblem(world));
  // What happened then has been told; every second one has been reminded of, and goes to the enterprise's head now.
  await db.membership.updateMany({ where: { personId: world.reviewer.personId }, data: { isHead: true } });
  await db.alarmSaid.createMany({
    data: ids.flatMap((problemId, n) => (n % 2 ? [{ problemId, run: 1, alarm: "DUE", at: long }] : [])),
  });
  registerWork();
  await startJobs({ work: false });
  const spoken = { subjectId: { in: ids }, type: { in: ["problem.reminded", "problem.late-escalated"] } };
  const events = () => db.event.count({ where: spoken });
  const told = { type: spoken.type, subjectId: spoken.subjectId, personId: world.reviewer.personId };
  const sweep = () => inTransaction((tx) => enqueue(tx, "due-times", {}));

  const cut: number[] = [];
  for (let round = 1; round <= 3; round += 1) {
    await sweep();
    await start();
    await until("some more have been said", async () => (await events()) > (cut.at(-1) ?? 0));
    await kill();
    cut.push(await events());
    if (cut.at(-1) === LIMITS) break;
  }
  expect(cut[0]).toBeLessThan(LIMITS);
  await start();
  await sweep();
  await until("all have been said and told", async () => (await db.notice.count({ where: told })) === LIMITS, 60_000);
  await sweep();
  await until("another sweep is over", async () => {
    const [{ left } = { left: 1 }] = await db.$queryRaw<{ left: number }[]>`
      SELECT count(*)::int AS "left" FROM jobs.job WHERE name IN ('due-times', 'notices', 'late-offices') AND state < 'completed'`;
    return left === 0;
  });
  await kill();

  const each = await db.event.groupBy({ by: ["subjectId", "type"], where: spoken, _count: true });
  expect(each.map((one) => one._count)).toEqual(Array(LIMITS).fill(1));
  expect(each.filter((one) => one.type === "problem.late-escalated")).toHaveLength(LIMITS / 2);
  expect(await db.notice.count({ where: told })).toBe(LIMITS);
}, 180_000);

it("a worker killed in the middle of 500 notifications: each message arrives once", async () => {
  const world = await makeWorld();
  const problemId = await publishedProblem(world, { severity: "LINE_DOWN" });
  const people = await db.person.createManyAndReturn({
    data: Array.from({ length: PEOPLE }, (_, n) => ({ name: `关注者${n}`, email: `w${n}@test.example` })),
    select: { id: true, email: true },
  });
  const memberships = people.map(({ id }) => ({
    personId: id,
    organisationId: world.brewery,
    role: "ENGINEER" as const,
    startsAt: LONG_AGO,
    createdAt: LONG_AGO,
  }));
  await db.membership.createMany({ data: memberships });
  await db.watch.createMany({
    data: people.map(({ id }) => ({ personId: id, subjectKind: "problem", subjectId: problemId })),
  });
  await db.noticePreference.createMany({
    data: people.map(({ id }) => ({ personId: id, mail: { comment: "soon" }, quietFrom: 0, quietTo: 0 })),
  });
  registerWork();
  await startJobs({ work: false });
  const told = { type: "problem.commented", subjectId: problemId, personId: { in: people.map(({ id }) => id) } };
  const filed = () => db.notice.count({ where: told });

  await start();
  await postComment(world.engineer, problemDiscussion, {
    subjectId: problemId,
    clientId: anId(),
    body: "停线了，请看",
    layer: "DETAIL",
  });
  await until("some have been told", async () => (await filed()) > 0);
  await kill();
  const whenKilled = await filed();
  await start();
  await until("all have been told", async () => (await filed()) === PEOPLE, 60_000);

  for (const share of [0.25, 0.6]) {
    await sendMails();
    await until("part of the mails have gone", () => server.mails.length > PEOPLE * share);
    await kill();
    await start();
  }
  await sendMails();
  await until(
    "all mails have gone",
    async () => (await db.noticeMail.count({ where: { state: "SENT" } })) === PEOPLE,
    60_000,
  );
  await kill();

  expect(whenKilled).toBeLessThan(PEOPLE);
  const ids = server.mails.map((mail) => mail.headers.get("message-id"));
  const mailboxes = new Map(server.mails.map((mail) => [mail.headers.get("message-id"), mail.to[0]]));
  // A mailbox shows a message once, by its id; two deaths may each have had so many between the server's yes and the mark.
  expect([...mailboxes.values()].sort()).toEqual(people.map((one) => one.email).sort());
  expect(ids.length - mailboxes.size).toBeLessThanOrEqual(2 * MAILS_AT_ONCE);
  expect(await filed()).toBe(PEOPLE);
}, 180_000);
