import { beforeAll, describe, expect, it } from "vitest";
import { db } from "#app/lib/db.server.ts";
import { queueRobotPosts } from "#app/modules/notifications/robots/queue-robot-posts.server.ts";
import { loadRobot, loadRobots } from "#app/modules/notifications/robots/queries.server.ts";
import { allowHost, forbidHost } from "#app/modules/notifications/robots/robot-hosts.server.ts";
import type { RobotKind } from "#app/modules/notifications/robots/rules.ts";
import { addRobot, changeRobot, removeRobot } from "#app/modules/notifications/robots/save-robot.server.ts";
import { testRobot } from "#app/modules/notifications/robots/test-robot.server.ts";
import { says, useChatService } from "#tests/support/chat-service.server.ts";
import { makeWorld, publishedProblem, type World } from "#tests/support/factories.server.ts";
import { DAY, KEY, robotInput, robotRow, send, statesOf, useRobots } from "#tests/support/robots.server.ts";
import { refusal } from "#tests/support/solving.server.ts";
import { TEST_CERTIFICATE } from "#tests/support/test-certificate.ts";

const robots = useRobots();
const { service, here, allianceRobot } = robots;
const secure = useChatService(TEST_CERTIFICATE);

describe("nothing inside is reached by a robot's address", () => {
  const at =
    (...answers: string[]) =>
    () =>
      Promise.resolve(answers.map((address) => ({ address, family: address.includes(":") ? 6 : 4 })));
  let of: World;
  beforeAll(async () => {
    of = await makeWorld();
  });
  const make = async (address: string, kind: RobotKind = "WECOM") => ({
    organisationId: of.alliance,
    id: await addRobot(of.secretariat, of.alliance, robotInput(kind, address)),
  });

  it("refused when it is set up, unless allowed", async () => {
    const add = (address: string) => refusal(addRobot(of.secretariat, of.alliance, robotInput("WECOM", address)));
    for (const address of [
      "http://169.254.169.254/latest",
      "https://10.0.0.5/robot",
      "http://[::1]/x",
      "https://intern/x",
      "https://2130706433/x",
      "https://0x7f.1/x",
      "https://0177.0.0.1/x",
      "https://[::ffff:7f00:1]/x",
      "https://[64:ff9b::a9fe:a9fe]/x",
      `https://qyapi.weixin.qq.com./cgi-bin/webhook/send?key=${KEY}`,
      `https://qyapi.weixin.qq.com.evil.example/cgi-bin/webhook/send?key=${KEY}`,
      `https://evil.example/?https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=${KEY}`,
    ])
      expect(await add(address), address).toBe("robot-address-not-allowed");
    expect(await add(`http://127.0.0.1:${service.port + 1}/x`)).toBe("robot-address-not-allowed");
    for (const address of [
      `https://qyapi.weixin.qq.com@127.0.0.1/cgi-bin/webhook/send?key=${KEY}`,
      `https://a:b@qyapi.weixin.qq.com/cgi-bin/webhook/send?key=${KEY}`,
      `https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=${KEY}#@127.0.0.1`,
      "file:///etc/passwd",
      "gopher://127.0.0.1/x",
    ])
      expect(await add(address), address).toBe("robot-address-form");
  });

  it("a service's name, or an allowed one, that points inside: one look-up, no connection", async () => {
    const inside = ["127.0.0.1", "10.0.0.1", "169.254.169.254", "::1", "::ffff:127.0.0.1", "fd00::1"];
    const wecom = await make(`https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=${KEY}`);
    const base = `http://im.example.com:${service.port}/`;
    await allowHost(robots.admin, { base, internal: false });
    const own = await make(`${base}send?key=${KEY}`);
    expect(await refusal(make(`${base}send?key=${KEY}`))).toBe("robot-address-known");
    for (const robot of [wecom, own]) {
      for (const address of inside) {
        let looked = 0;
        const lookup = () => {
          looked += 1;
          // A public address first, an inner one at the second look: there is no second look.
          return looked === 1 ? at(address)() : at("127.0.0.1")();
        };
        await db.rateLimiterFlexible.deleteMany();
        expect(await testRobot(of.secretariat, robot, { lookup }), address).toMatchObject({
          reason: "internal-address",
        });
        expect(looked).toBe(1);
      }
      await db.rateLimiterFlexible.deleteMany();
      const both = at("203.0.113.200", "8.8.8.8", "127.0.0.1");
      expect(await testRobot(of.secretariat, robot, { lookup: both })).toMatchObject({ reason: "internal-address" });
    }
    expect(service.taken()).toEqual([]);
  });

  it("an allowed inner server is reached; its metadata neighbour, a redirect and a removed entry are not", async () => {
    await db.rateLimiterFlexible.deleteMany();
    const base = `http://robots.intern:${service.port}/hook/`;
    await allowHost(robots.admin, { base, internal: true, note: "自建" });
    const robot = await make(`${base}send?key=${KEY}`);
    const inside = { lookup: at("127.0.0.1") };
    expect(await testRobot(of.secretariat, robot, inside)).toBeNull();
    expect(service.taken()).toHaveLength(1);
    expect(await testRobot(of.secretariat, robot, { lookup: at("169.254.169.254") })).toMatchObject({
      reason: "internal-address",
    });
    service.answers(says(307, "", { Location: `http://127.0.0.1:${service.port}/secret` }));
    expect(await testRobot(of.secretariat, robot, inside)).toMatchObject({ reason: "redirect" });
    expect(service.taken().map((one) => one.path)).toEqual([`/hook/send?key=${KEY}`]);
    const host = await db.robotHost.findUniqueOrThrow({ where: { base } });
    expect(await refusal(forbidHost(of.secretariat, host.id))).toBe("not_found");
    expect(await refusal(allowHost(of.secretariat, { base: "http://x/", internal: true }))).toBe("not_found");
    expect(await refusal(allowHost(robots.admin, { base, internal: true }))).toBe("robot-host-known");
    await forbidHost(robots.admin, host.id);
    await forbidHost(robots.admin, host.id);
    expect(await testRobot(of.secretariat, robot, inside)).toMatchObject({ reason: "not-allowed" });
    expect(service.taken()).toEqual([]);
    const types = await db.event.findMany({
      where: { type: { startsWith: "installation.robot-host" } },
      orderBy: { id: "desc" },
      take: 2,
    });
    expect(types.map((one) => one.type)).toEqual(["installation.robot-host-removed", "installation.robot-host-added"]);
  });

  it("over https the certificate counts, for the name and not for the address", async () => {
    await db.rateLimiterFlexible.deleteMany();
    const base = `https://im.example.com:${secure.port}/`;
    await allowHost(robots.admin, { base, internal: true });
    const robot = await make(`${base}hook?key=${KEY}`);
    const lookup = at("127.0.0.1");
    expect(await testRobot(of.secretariat, robot, { lookup })).toMatchObject({ reason: "certificate" });
    expect(await testRobot(of.secretariat, robot, { lookup, ca: TEST_CERTIFICATE.cert })).toBeNull();
    expect(secure.taken()).toHaveLength(1);
    const none = { lookup: () => Promise.reject(new Error("ENOTFOUND")) };
    expect(await testRobot(of.secretariat, robot, none)).toMatchObject({ reason: "unknown-host", unsent: true });
    const hanging = { lookup: () => new Promise<never>(() => {}), totalMs: 200 };
    expect(await testRobot(of.secretariat, robot, hanging)).toMatchObject({ reason: "timeout", unsent: true });
    await db.robotHost.create({
      data: { base: "http://127.0.0.1:9/", internal: true, createdById: robots.admin.personId, createdAt: DAY },
    });
    expect(await testRobot(of.secretariat, await make("http://127.0.0.1:9/x"))).toMatchObject({
      reason: "unreachable",
    });
  });
});

describe("who keeps robots", () => {
  it("its own secretariat or leader, nobody else; two at once get one success", async () => {
    const of = await makeWorld();
    const robot = await allianceRobot(of);
    for (const other of [of.outsideSecretariat, of.leader, of.officer, of.engineer, robots.admin]) {
      expect(await refusal(loadRobots(other, of.alliance))).toBe("not_found");
      expect(await refusal(addRobot(other, of.alliance, here()))).toBe("not_found");
      expect(await refusal(removeRobot(other, robot, 0))).toBe("not_found");
      expect(await refusal(testRobot(other, robot))).toBe("not_found");
    }
    expect(await refusal(loadRobot(of.leader, { organisationId: of.toolsStudio, id: robot.id }))).toBe("not_found");
    const change = { ...here(), address: undefined, version: 0, enabled: true, withoutSecret: false };
    const both = await Promise.allSettled([
      changeRobot(of.secretariat, robot, change),
      changeRobot(of.secretariat, robot, change),
    ]);
    expect(both.map((one) => one.status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await refusal(changeRobot(of.secretariat, robot, { ...change, version: 1, secret: "x" }))).toBe(
      "robot-no-secret",
    );
    expect(await refusal(removeRobot(of.secretariat, robot, 0))).toBe("conflict");
    const problemId = await publishedProblem(of);
    const { id } = await db.event.findFirstOrThrow({ where: { subjectId: problemId, type: "problem.published" } });
    await queueRobotPosts(id, DAY);
    await changeRobot(of.secretariat, robot, { ...change, version: 1, enabled: false });
    await send(robot.id);
    expect([service.taken(), await statesOf(robot.id)]).toEqual([[], ["DROPPED"]]);
    await removeRobot(of.secretariat, robot, 2);
    expect(await db.robotPost.count({ where: { robotId: robot.id } })).toBe(0);
    const events = await db.event.findMany({ where: { subjectId: robot.id }, orderBy: { id: "asc" } });
    expect(events.map((one) => one.type)).toEqual(["robot.added", "robot.changed", "robot.changed", "robot.removed"]);
  });

  it("address and secret lie encrypted, and stand on no page and in no event", async () => {
    const of = await makeWorld();
    const robot = await allianceRobot(of, { ...here("FEISHU"), secret: "sign-with-this" });
    const row = await robotRow(robot.id);
    const page = await loadRobot(of.secretariat, robot);
    expect(page.robot).toMatchObject({ signed: true, addressShown: `127.0.0.1:${service.port} ····8d30` });
    const events = await db.event.findMany({ where: { subjectId: robot.id }, select: { payload: true } });
    const shown = JSON.stringify([row, page, await loadRobots(of.secretariat, of.alliance), events]);
    expect(shown).not.toContain(KEY);
    expect(shown).not.toContain("sign-with-this");
    // Moved to another robot's row, it does not open.
    const other = { organisationId: of.toolsStudio, id: await addRobot(of.leader, of.toolsStudio, here("FEISHU")) };
    await db.robot.update({ where: { id: other.id }, data: { address: row.address } });
    expect(await testRobot(of.leader, other)).toMatchObject({ reason: "sealed" });
    expect(await testRobot(of.secretariat, robot)).toBeNull();
    expect(service.taken()[0]?.body).toMatchObject({ sign: expect.any(String), msg_type: "text" });
  });
});
