import type { Page } from "playwright-core";
import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { db } from "#app/lib/db.server.ts";
import { type Device, newDevice, readyForOffline, signInOn, storeOf } from "#tests/support/device.server.ts";
import { actorOf, draftedProblem, makePerson, makeWorld, type World } from "#tests/support/factories.server.ts";
import { type FaultyProxy, startFaultyProxy } from "#tests/support/faulty-proxy.server.ts";
import { useInProcessProduct } from "#tests/support/in-process.server.ts";
import { until } from "#tests/support/until.ts";

const product = useInProcessProduct();
let world: World;
let photo: Buffer;
let proxy: FaultyProxy;
const devices: Device[] = [];

beforeAll(async () => {
  world = await makeWorld();
  photo = await sharp({ create: { width: 400, height: 300, channels: 3, background: "teal" } })
    .jpeg()
    .toBuffer();
  proxy = await startFaultyProxy(product.url);
});
afterAll(async () => {
  for (const device of devices) await device.discard();
  await proxy.stop();
});

async function deviceFor(personId: string): Promise<{ device: Device; page: Page }> {
  proxy.weather = "fair";
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

async function write(page: Page, phenomenon: string): Promise<void> {
  await page.getByLabel("哪台设备").fill("灌装机");
  await page.getByLabel("出了什么现象").fill(phenomenon);
  await page
    .locator('input[type="file"][name="photos"]')
    .first()
    .setInputFiles({ name: "瓶.jpg", mimeType: "image/jpeg", buffer: photo });
}
const problemsBy = (authorId: string) =>
  db.problem.findMany({
    where: { authorId, state: "ENTERPRISE_REVIEW" },
    select: { id: true, number: true, phenomenon: true },
  });
const photosOf = (problemId: string) => db.attachment.count({ where: { problemId, removedAt: null } });

test("a post written without signal survives a closed browser, is sent once when the signal returns, text and photo", async () => {
  const personId = await makePerson([["ENGINEER", world.brewery]]);
  const { device, page } = await deviceFor(personId);
  await page.goto("/problems/new");
  await readyForOffline(page);
  await signal(device, false);
  await write(page, "没信号时写的：星轮卡瓶");
  await page.getByRole("button", { name: "提交审核" }).click();
  await page.getByRole("heading", { name: "等待信号" }).waitFor();
  expect(await problemsBy(personId)).toEqual([]);

  await device.close();
  const again = await device.open();
  // The server is still out of reach: the page that was asked for is stood in for.
  await again.goto("/");
  await again.getByRole("heading", { level: 1, name: "没有信号" }).waitFor();
  const card = again.getByRole("article", { name: "没信号时写的：星轮卡瓶" });
  await card.getByText("等待信号").waitFor();
  await card.getByText("瓶.jpg").waitFor();
  expect(await problemsBy(personId)).toEqual([]);

  await signal(device, true);
  await until("text and photo have arrived", async () => {
    const [problem] = await problemsBy(personId);
    return problem !== undefined && (await photosOf(problem.id)) === 1;
  });
  const problems = await problemsBy(personId);
  expect(problems).toHaveLength(1);
  await card.getByText("已全部发出").waitFor();
  await card.getByText(problems[0]?.number ?? "?").waitFor();
  // The device no longer holds the photo.
  expect(await storeOf(again, "bytes")).toEqual([]);
});

test("a problem is written in a browser that was started without signal, and read again from what was seen", async () => {
  const personId = await makePerson([["ENGINEER", world.brewery]]);
  const { device, page } = await deviceFor(personId);
  const { id } = await db.problem.findFirstOrThrow({ where: { state: "ENTERPRISE_REVIEW" }, select: { id: true } });
  await db.problem.update({ where: { id }, data: { authorId: personId, parameters: "转速 3200" } });
  await db.problemReader.create({
    data: { problemId: id, key: `as:${personId}@${world.brewery}`, layer: "CONFIDENTIAL", via: "OWN" },
  });
  await page.goto(`/problems/${id}`);
  await readyForOffline(page);
  await until("the copy is kept", async () => (await storeOf(page, "copies")).length === 1);
  await draftedProblem(world, { title: "写到一半的草稿", phenomenon: "写到一半的草稿" }, await actorOf(personId));
  // The next contact brings the draft; a page opened anew makes one.
  await page.goto("/");
  await until("the draft is kept", async () => (await storeOf(page, "forms")).length === 1);
  await signal(device, false);
  await device.close();

  const cold = await device.open();
  await cold.goto(`/problems/${id}`);
  await cold.getByText("转速 3200").waitFor();
  await cold.getByText(/这是 .* 的内容/).waitFor();
  await cold.goto("/");
  await cold.getByRole("link", { name: /写到一半的草稿/ }).click();
  await cold.waitForFunction(() => document.querySelector("textarea")?.value === "写到一半的草稿");
  await cold.goto("/problems/new");
  await write(cold, "冷启动后写的：贴标歪");
  await cold.getByRole("button", { name: "提交审核" }).click();
  await cold.getByRole("heading", { name: "等待信号" }).waitFor();
  await signal(device, true);
  await until("it was sent", async () => (await problemsBy(personId)).some((one) => one.phenomenon.includes("贴标歪")));

  // Nothing in the browser's cache speaks of anybody.
  const cached = await cold.evaluate(async () => {
    const found: string[] = [];
    for (const name of await caches.keys())
      for (const request of await (await caches.open(name)).keys()) found.push(new URL(request.url).pathname);
    return found;
  });
  expect(cached.filter((path) => !path.startsWith("/assets/") && path !== "/offline")).toEqual([]);
  expect(cached).toContain("/offline");
});

test("the service worker sends the text by itself when the browser says there is signal, without a page of ours", async () => {
  const personId = await makePerson([["ENGINEER", world.brewery]]);
  const { device, page } = await deviceFor(personId);
  await page.goto("/problems/new");
  await readyForOffline(page);
  // The form's part of the outbox has come.
  await page.waitForLoadState("networkidle");
  const session = await device.context.newCDPSession(page);
  const registration = new Promise<string>((resolve) => {
    session.on("ServiceWorker.workerRegistrationUpdated", ({ registrations: [first] }) => {
      if (first) resolve(first.registrationId);
    });
  });
  await session.send("ServiceWorker.enable");
  const registrationId = await registration;
  await signal(device, false);
  await write(page, "页面关了以后才有信号");
  await page.getByRole("button", { name: "提交审核" }).click();
  await page.getByRole("heading", { name: "等待信号" }).waitFor();
  await page.goto("about:blank");
  await signal(device, true);
  const origin = `${proxy.url}/`;
  await session.send("ServiceWorker.dispatchSyncEvent", { origin, registrationId, tag: "outbox", lastChance: false });
  await until("the text has arrived", async () => (await problemsBy(personId)).length === 1);
  const [problem] = await problemsBy(personId);
  // The photo follows with the next page.
  expect(await photosOf(problem?.id ?? "")).toBe(0);
  await page.goto("/");
  await until("the photo has followed", async () => (await photosOf(problem?.id ?? "")) === 1);
});

test("over plain http the outbox says why it is not there, and a form posts itself", async () => {
  const personId = await makePerson([["ENGINEER", world.brewery]]);
  proxy.weather = "fair";
  const plain = proxy.url.replace("127.0.0.1", "plain.test");
  const device = newDevice(plain, { hosts: ["plain.test"] });
  devices.push(device);
  const page = await device.open();
  await signInOn(device, plain, await product.signIn(personId));
  await page.goto("/outbox");
  await page.getByText("这个地址不能离线使用").waitFor();
  await page.getByText("TLS_CERT").waitFor();
  await page.goto("/problems/new");
  await write(page, "在 http 地址写的");
  await page.getByRole("button", { name: "提交审核" }).click();
  await page.getByRole("heading", { level: 1, name: "在 http 地址写的" }).waitFor();
  const [problem] = await problemsBy(personId);
  expect(await photosOf(problem?.id ?? "")).toBe(1);
  expect(await page.evaluate(() => navigator.serviceWorker === undefined)).toBe(true);
});
