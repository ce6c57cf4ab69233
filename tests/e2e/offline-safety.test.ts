import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { db } from "#app/lib/db.server.ts";
import { setDisabled } from "#app/modules/accounts/manage-person.server.ts";
import { removeExpiredSessions } from "#app/modules/accounts/session.server.ts";
import { type Device, newDevice, readyForOffline, signInOn, storeOf } from "#tests/support/device.server.ts";
import {
  actorOf,
  draftedProblem,
  makeActor,
  makeOrganisation,
  makePerson,
  makeWorld,
  type World,
} from "#tests/support/factories.server.ts";
import { type FaultyProxy, startFaultyProxy } from "#tests/support/faulty-proxy.server.ts";
import { makeGate } from "#tests/support/gate.ts";
import { useInProcessProduct } from "#tests/support/in-process.server.ts";
import { bundleOutbox } from "#tests/support/outbox-bundle.server.ts";
import type * as DeviceScript from "#tests/support/outbox-device.ts";
import { until } from "#tests/support/until.ts";

const product = useInProcessProduct();
let world: World;
let proxy: FaultyProxy;
const devices: Device[] = [];

beforeAll(async () => {
  world = await makeWorld();
  proxy = await startFaultyProxy(product.url);
});
afterAll(async () => {
  for (const device of devices) await device.discard();
  await proxy.stop();
});

async function tablet(personId: string): Promise<{ device: Device; page: Page }> {
  const device = newDevice(proxy.url);
  devices.push(device);
  const page = await device.open();
  await signInOn(device, proxy.url, await product.signIn(personId));
  return { device, page };
}

async function signal(device: Device, there: boolean): Promise<void> {
  proxy.weather = there ? "fair" : "none";
  proxy.cut();
  await device.context.setOffline(!there);
}

/** Reads a problem, so that there is a copy, and writes one that cannot be sent. */
async function leaveUnsent(device: Device, page: Page, personId: string, phenomenon: string): Promise<void> {
  const id = await draftedProblem(world, {}, await actorOf(personId));
  await page.goto(`/problems/${id}`);
  await readyForOffline(page);
  await until("a copy is kept", async () => (await storeOf(page, "copies")).length > 0);
  await page.goto("/problems/new");
  // The form's part of the outbox has come.
  await page.waitForLoadState("networkidle");
  await signal(device, false);
  await page.getByLabel("哪台设备").fill("灌装机");
  await page.getByLabel("出了什么现象").fill(phenomenon);
  await page.getByRole("button", { name: "提交审核" }).click();
  await page.getByRole("heading", { name: "等待信号" }).waitFor();
}

const engineer = () => makePerson([["ENGINEER", world.brewery]]);
const problemsSaying = (phenomenon: string) =>
  db.problem.findMany({ where: { phenomenon, state: "ENTERPRISE_REVIEW" }, select: { authorId: true } });

test("on a shared tablet another person neither sees nor sends what was left; its author does, later", async () => {
  const [first, second] = [await engineer(), await engineer()];
  const { device, page } = await tablet(first);
  await leaveUnsent(device, page, first, "甲写的：泵漏");
  await device.context.clearCookies();
  await signal(device, true);
  await signInOn(device, proxy.url, await product.signIn(second));
  await page.goto("/outbox");
  await page.getByText("发件箱是空的").waitFor();
  await until("the tablet is the second person's", async () => (await storeOf(page, "device"))[0]?.personId === second);
  expect(await page.content()).not.toContain("甲写的");
  // The first one's copies have gone, what was written has not.
  expect((await storeOf(page, "copies")).filter((copy) => copy.personId === first)).toEqual([]);
  // "sending" when its author's page was closed while it was trying.
  const unsent = expect.stringMatching(/^(waiting|sending)$/);
  expect(await storeOf(page, "posts")).toMatchObject([{ personId: first, state: unsent }]);
  // A post of the second goes out; the first one's does not go with it.
  await page.goto("/problems/new");
  await page.getByLabel("哪台设备").fill("灌装机");
  await page.getByLabel("出了什么现象").fill("乙写的：阀漏");
  await page.getByRole("button", { name: "提交审核" }).click();
  await page.getByRole("heading", { name: /已收到，编号/ }).waitFor();
  expect(await problemsSaying("乙写的：阀漏")).toEqual([{ authorId: second }]);
  expect(await problemsSaying("甲写的：泵漏")).toEqual([]);

  await device.context.clearCookies();
  await signInOn(device, proxy.url, await product.signIn(first));
  await page.goto("/outbox");
  await until("the author is back, and it is sent", async () => (await problemsSaying("甲写的：泵漏")).length === 1);
  expect(await problemsSaying("甲写的：泵漏")).toEqual([{ authorId: first }]);
});

test("signing out with something unsent asks first, then leaves nothing on the device", async () => {
  const personId = await engineer();
  const { device, page } = await tablet(personId);
  await page.goto("/me");
  await readyForOffline(page);
  await leaveUnsent(device, page, personId, "退出前没发的");
  // The server answers pages again, but not the outbox.
  await device.context.route("**/api/outbox/posts", (route) => route.abort());
  await signal(device, true);
  await page.goto("/me");
  await page.getByRole("button", { name: "退出登录" }).click();
  await page.getByRole("alert").getByText("还有 1 条没发出去").waitFor();
  await page.getByRole("link", { name: "先去看看" }).click();
  await page.getByRole("article", { name: "退出前没发的" }).waitFor();
  // An answer about this device is still on its way when its person leaves.
  const [answer, leaving] = [makeGate(), makeGate()];
  await device.context.route("**/api/outbox/contact", (route) => answer.passed.then(() => route.continue()));
  await device.context.route("**/logout", (route) => leaving.passed.then(() => route.continue()));
  const asked = page.waitForRequest("**/api/outbox/contact");
  await page.goto("/me");
  await asked;
  await page.getByRole("button", { name: "退出登录" }).click();
  const left = page.waitForRequest("**/logout");
  // A click ends with the way it leads, which is held.
  const pressed = page.getByRole("button", { name: "删掉并退出" }).click();
  await left;
  const answered = page.waitForResponse("**/api/outbox/contact");
  answer.open();
  await (await answered).finished();
  leaving.open();
  await pressed;
  await page.waitForURL((url) => url.pathname === "/login");
  for (const store of ["posts", "files", "bytes", "copies", "forms", "choices", "device"])
    expect([store, await storeOf(page, store)]).toEqual([store, []]);
  expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([]);
  expect(await problemsSaying("退出前没发的")).toEqual([]);
});

test("a revoked session is wiped at the next contact", async () => {
  const personId = await engineer();
  const { device, page } = await tablet(personId);
  await leaveUnsent(device, page, personId, "被停用的人写的");
  const admin = await makeActor([["ADMIN", await makeOrganisation("PLATFORM")]]);
  await setDisabled(admin, { personId, disabled: true });
  await signal(device, true);
  await until("the device is empty", async () => {
    const left = await Promise.all(["posts", "copies", "device"].map((store) => storeOf(page, store)));
    return left.flat().length === 0;
  });
  expect(await problemsSaying("被停用的人写的")).toEqual([]);
});

test("a session that ran out locks what is unsent until the same person signs in", async () => {
  const personId = await engineer();
  const { device, page } = await tablet(personId);
  await leaveUnsent(device, page, personId, "登录过期时没发的");
  await db.session.updateMany({ where: { personId }, data: { expiresAt: new Date(Date.now() - 1000) } });
  await removeExpiredSessions();
  await signal(device, true);
  await until("the device is locked", async () => (await storeOf(page, "device"))[0]?.locked === true);
  expect(await storeOf(page, "copies")).toEqual([]);
  await signal(device, false);
  await page.goto("/");
  await page.getByText("需要登录").waitFor();
  expect(await page.content()).not.toContain("登录过期时没发的");
  await signal(device, true);
  await signInOn(device, proxy.url, await product.signIn(personId));
  await page.goto("/outbox");
  await until("it is sent after all", async () => (await problemsSaying("登录过期时没发的")).length === 1);
});

test("answers that were on their way when the device was locked open nothing again; later ones do", async () => {
  const personId = await engineer();
  const problemId = await draftedProblem(world, {}, await actorOf(personId));
  const { device, page } = await tablet(personId);
  // A page without the product's own scripts, which would ask by themselves.
  await page.goto("/favicon.svg");
  await page.evaluate(await bundleOutbox());
  type InPage = { device: typeof DeviceScript };
  await page.evaluate((id) => (globalThis as unknown as InPage).device.own(id), personId);
  const ask = () =>
    page.evaluate(([person, id]) => (globalThis as unknown as InPage).device.ask(person, id), [
      personId,
      problemId,
    ] as const);
  const kept = async () => [(await storeOf(page, "copies")).length, (await storeOf(page, "device"))[0]?.locked];
  const answers = makeGate();
  await device.context.route("**/api/outbox/**", (route) => answers.passed.then(() => route.continue()));
  const asked = Promise.all([
    page.waitForRequest("**/api/outbox/contact"),
    page.waitForRequest(`**/api/outbox/copies/${problemId}`),
  ]);
  const done = ask();
  await asked;
  await page.evaluate(() => (globalThis as unknown as InPage).device.lockDevice());
  answers.open();
  await done;
  expect(await kept()).toEqual([0, true]);
  await ask();
  expect(await kept()).toEqual([1, false]);
});

test("copies go after seven days without contact, what is unsent stays", async () => {
  const personId = await engineer();
  const { device, page } = await tablet(personId);
  await leaveUnsent(device, page, personId, "一周没信号");
  await page.goto("/");
  await page.getByText("最近看过的难题").waitFor();
  expect(await storeOf(page, "copies")).toHaveLength(1);
  await page.clock.setFixedTime(new Date(Date.now() + 6 * 86_400_000));
  await page.goto("/");
  await page.getByRole("article", { name: "一周没信号" }).waitFor();
  expect(await storeOf(page, "copies")).toHaveLength(1);
  await page.clock.setFixedTime(new Date(Date.now() + 7 * 86_400_000 + 3_600_000));
  await page.goto("/");
  await until("copies have gone", async () => (await storeOf(page, "copies")).length === 0);
  await page.getByRole("article", { name: "一周没信号" }).waitFor();
  await page.getByText("最近没有看过的难题存在这台设备上").waitFor();
});
