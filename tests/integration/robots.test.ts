import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { db } from "#app/lib/db.server.ts";
import { loadInbox } from "#app/modules/notifications/inbox.server.ts";
import { afterQuiet } from "#app/modules/notifications/quiet-hours.ts";
import { queueRobotPosts } from "#app/modules/notifications/robots/queue-robot-posts.server.ts";
import { GAP_MS } from "#app/modules/notifications/robots/rules.ts";
import { addRobot } from "#app/modules/notifications/robots/save-robot.server.ts";
import { tellPaused } from "#app/modules/notifications/robots/tell-paused.server.ts";
import { testRobot } from "#app/modules/notifications/robots/test-robot.server.ts";
import { withdrawProblem } from "#app/modules/problems/withdraw-problem.server.ts";
import { hangs, says } from "#tests/support/chat-service.server.ts";
import {
  makeWorld,
  publishedProblem,
  someProblem,
  submittedProblem,
  type World,
} from "#tests/support/factories.server.ts";
import { BASE, DAY, KEY, later, numberOf, robotRow, send, statesOf, useRobots } from "#tests/support/robots.server.ts";
import { until } from "#tests/support/until.ts";

const robots = useRobots();
const { service, here, allianceRobot } = robots;

/** Everything that happened to a problem is put down, twice, as jobs may do. */
async function queueAll(problemId: string): Promise<void> {
  const events = await db.event.findMany({ where: { subjectId: problemId }, orderBy: { id: "asc" } });
  for (const { id } of [...events, ...events]) await queueRobotPosts(id, DAY);
}

describe("who hears what", () => {
  it("an alliance's group gets number, state and link, once, and never a word of the problem", async () => {
    const of = await makeWorld();
    const robot = await allianceRobot(of);
    const title = someProblem().title;
    const id = await publishedProblem(of, { title });
    await queueAll(id);
    await Promise.all(Array.from({ length: 5 }, () => send(robot.id)));
    await send(robot.id, later(GAP_MS));
    const [message, ...more] = service.taken();
    expect(more).toEqual([]);
    expect(message).toEqual({
      path: `/cgi-bin/webhook/send?key=${KEY}`,
      type: "application/json; charset=utf-8",
      body: { msgtype: "text", text: { content: message?.text } },
      text: `匠联：新发榜 ${await numberOf(id)}（已发榜）\n${BASE}/problems/${id}`,
    });
    expect(await statesOf(robot.id)).toEqual(["SENT"]);
    expect(await robotRow(robot.id)).toMatchObject({ lastSentAt: DAY, lastFailure: "", failures: 0 });
  });

  it("urgent before the review: the own enterprise's studio, nobody outside", async () => {
    const of = await makeWorld();
    const alliance = await allianceRobot(of);
    const own = await addRobot(of.breweryLeader, of.breweryStudio, here("FEISHU"));
    const foreign = await addRobot(of.leader, of.toolsStudio, here());
    const id = await submittedProblem(of, { severity: "LINE_DOWN" });
    await queueAll(id);
    for (const robot of [alliance.id, own, foreign]) await send(robot);
    expect(service.taken().map((one) => one.text)).toEqual([
      `匠联：紧急难题 ${await numberOf(id)}（企业审核）\n${BASE}/problems/${id}`,
    ]);
    expect(await statesOf(own)).toEqual(["SENT"]);
  });

  it("open to one named studio only: its group, not the alliance's; what was closed meanwhile is not said", async () => {
    const of = await makeWorld();
    const alliance = await allianceRobot(of);
    const studio = await addRobot(of.leader, of.toolsStudio, here());
    const named = { circle: "NAMED" as const, circleIds: [of.toolsStudio] };
    const id = await publishedProblem(of, {}, named);
    const closed = await publishedProblem(of, {}, named);
    await queueAll(id);
    await queueAll(closed);
    await db.problemReader.deleteMany({ where: { problemId: closed } });
    await send(alliance.id);
    await send(studio);
    expect(service.taken().map((one) => one.text)).toEqual([
      `匠联：新发榜 ${await numberOf(id)}（已发榜）\n${BASE}/problems/${id}`,
    ]);
    expect((await statesOf(studio)).sort()).toEqual(["DROPPED", "SENT"]);
  });

  it("only what it asked for; twelve at once are one message, a few seconds apart; none at night", async () => {
    const of = await makeWorld();
    const robot = await allianceRobot(of, { ...here(), matters: ["published", "urgent", "ended"] });
    const ids: string[] = [];
    for (let n = 0; n < 12; n += 1) ids.push(await publishedProblem(of));
    for (const id of ids.slice(0, 6)) await queueAll(id);
    const night = afterQuiet(DAY, { from: 60, to: 23 * 60, timeZone: "Asia/Shanghai" });
    await send(robot.id, night);
    expect(service.taken()).toEqual([]);
    await send(robot.id);
    for (const id of ids.slice(6)) await queueAll(id);
    await send(robot.id, later(GAP_MS - 1));
    expect(service.taken().map((one) => one.text)).toEqual([`匠联：6 条新难题\n${BASE}/problems`]);
    await withdrawProblem(of.engineer, { id: ids[11] ?? "", version: null, reason: "自己修好了" });
    await queueAll(ids[11] ?? "");
    await send(robot.id, later(GAP_MS));
    expect(service.taken().map((one) => one.text)).toEqual([
      `匠联：6 条难题有新动态：新发榜 5，已关闭 1\n${BASE}/problems`,
    ]);
    const urgent = await publishedProblem(of, { severity: "SAFETY" });
    const calm = await publishedProblem(of);
    await queueAll(urgent);
    await queueAll(calm);
    await db.robot.update({ where: { id: robot.id }, data: { urgentAtNight: true } });
    await send(robot.id, night);
    expect(service.taken().map((one) => one.text)).toEqual([expect.stringContaining(await numberOf(urgent))]);
  });
});

describe("faults of the other side", () => {
  let robot: { organisationId: string; id: string };
  let of: World;
  const problem = async () => {
    const id = await publishedProblem(of);
    await queueAll(id);
    return id;
  };
  beforeAll(async () => {
    of = await makeWorld();
    robot = await allianceRobot(of);
  });
  const fresh = () =>
    db.robot.update({
      where: { id: robot.id },
      data: { notBefore: null, failures: 0, pausedAt: null, lastFailure: "" },
    });

  it("a fault is tried again later, and then said without a doubt", async () => {
    await problem();
    service.answers(says(502, "<html>bad gateway</html>"));
    await send(robot.id);
    expect(await statesOf(robot.id)).toEqual(["WAITING"]);
    expect(await robotRow(robot.id)).toMatchObject({ failures: 1, lastFailure: "http 502", notBefore: later(30_000) });
    service.answers();
    await send(robot.id, later(29_999));
    service.taken();
    await send(robot.id, later(30_000));
    expect(service.taken()[0]?.text).not.toContain("补发");
    expect(await robotRow(robot.id)).toMatchObject({ failures: 0, lastFailure: "" });
  });

  it("told to be slower it waits as long as the service keeps it out, and that is no failure", async () => {
    await fresh();
    await problem();
    service.answers(says(200, '{"errcode":45009,"errmsg":"api freq out of limit"}'));
    await send(robot.id);
    expect(await robotRow(robot.id)).toMatchObject({
      failures: 0,
      lastFailure: "rate 45009",
      notBefore: later(65_000),
    });
    service.answers();
    await send(robot.id, later(60_000));
    expect(await statesOf(robot.id)).toContain("WAITING");
    await send(robot.id, later(65_000));
    expect(new Set(await statesOf(robot.id))).toEqual(new Set(["SENT"]));
  });

  it.each([
    ["hangs", hangs, "timeout"],
    ["answers endlessly", says(200, "x".repeat(300_000)), "answer"],
    ["answers nonsense", says(200, '{"errcode":'), "answer"],
    ["hangs up", ((_request, response) => response.destroy()) as typeof hangs, "answer"],
  ])("a service that %s: sent once more, marked so, and never a third time", async (_what, answer, why) => {
    await fresh();
    const id = await problem();
    service.answers(answer);
    const began = Date.now();
    await send(robot.id, DAY, { totalMs: 400 });
    expect(Date.now() - began).toBeLessThan(5_000);
    expect((await robotRow(robot.id)).lastFailure).toBe(why);
    await send(robot.id, later(60_000), { totalMs: 400 });
    await fresh();
    service.answers();
    await send(robot.id, later(120_000));
    const texts = service.taken().map((one) => one.text);
    expect(texts).toHaveLength(2);
    expect(texts[0]).not.toContain("补发");
    expect(texts[1]).toContain("补发");
    const { state } = await db.robotPost.findFirstOrThrow({ where: { robotId: robot.id, problemId: id } });
    expect(state).toBe("UNCERTAIN");
  });

  it("a wrong signature pauses it after three times, tells its owners, and a test that arrives lets it go on", async () => {
    await fresh();
    await problem();
    service.answers(says(200, '{"errcode":310000,"errmsg":"sign not match"}'));
    await db.robot.update({ where: { id: robot.id }, data: { kind: "DINGTALK" } });
    for (let n = 0; n < 5; n += 1) await send(robot.id, later((n * 3_600_000) / 2));
    expect(service.taken()).toHaveLength(3);
    expect(await robotRow(robot.id)).toMatchObject({ failures: 3, lastFailure: "signature 310000" });
    const event = await db.event.findFirstOrThrow({ where: { type: "robot.paused", subjectId: robot.id } });
    expect(event).toMatchObject({ organisationId: of.alliance, payload: { why: "signature 310000", failures: 3 } });
    await tellPaused(event.id, DAY);
    await tellPaused(event.id, DAY);
    const told = await db.notice.findMany({ where: { type: "robot.paused" } });
    expect(told.map((one) => one.personId)).toEqual([of.secretariat.personId]);
    const { matters } = await loadInbox(of.secretariat, { after: null, unread: true });
    expect(matters.find((one) => one.type === "robot.paused")?.other?.title).toMatch(/^ALLIANCE/);
    expect(await testRobot(of.secretariat, robot)).toMatchObject({ reason: "signature" });
    service.answers();
    expect(await testRobot(of.secretariat, robot)).toBeNull();
    expect(
      service
        .taken()
        .map((one) => one.text)
        .at(-1),
    ).toMatch(/^匠联：测试消息，/);
    expect(await robotRow(robot.id)).toMatchObject({ pausedAt: null, failures: 0, lastFailure: "" });
  });

  it("a worker killed while sending: what it had in hand goes out once more, marked so, the rest once", async () => {
    await fresh();
    await db.robot.update({ where: { id: robot.id }, data: { kind: "WECOM" } });
    await db.robotPost.updateMany({ where: { robotId: robot.id, state: "WAITING" }, data: { state: "DROPPED" } });
    const first = await problem();
    service.answers(hangs);
    const child = spawn(process.execPath, [fileURLToPath(new URL("../support/send-to-robot.ts", import.meta.url))], {
      env: {
        ...process.env,
        FACTS: JSON.stringify({ ...robots.database.facts, publicUrl: BASE }),
        ROBOT: robot.id,
        AT: String(DAY.getTime()),
      },
      stdio: "inherit",
    });
    await until("the service has the message", () => service.received.length === 1);
    child.kill("SIGKILL");
    const second = await problem();
    service.answers();
    // Nobody else sends while the message may still be on its way.
    await send(robot.id, later(GAP_MS));
    expect(service.received).toHaveLength(1);
    await send(robot.id, later(61_000));
    await send(robot.id, later(90_000));
    const [before, after, ...more] = service.taken().map((one) => one.text);
    expect(more).toEqual([]);
    expect(before).toContain(await numberOf(first));
    expect(after).toContain("补发");
    for (const id of [first, second]) expect(after).toContain(await numberOf(id));
    expect((await statesOf(robot.id)).filter((state) => state === "WAITING" || state === "SENDING")).toEqual([]);
  });
});
