import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { db } from "#app/lib/db.server.ts";
import { hashPassword } from "#app/modules/accounts/password.server.ts";
import { registerAsset } from "#app/modules/equipment/register-asset.server.ts";
import { useBrowser, type Visitor } from "#tests/support/browser.server.ts";
import { comeAlive } from "#tests/support/come-alive.ts";
import { makeWorld, publishedProblem, type World } from "#tests/support/factories.server.ts";
import { useInProcessProduct } from "#tests/support/in-process.server.ts";
import { filmOfCode, photoOfCode } from "#tests/support/qr-pictures.ts";

const folder = mkdtempSync(join(tmpdir(), "jianglian-film-"));
const film = join(folder, "camera.y4m");
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const product = useInProcessProduct();
const CAMERA = [
  "--use-fake-device-for-media-stream",
  "--use-fake-ui-for-media-stream",
  `--use-file-for-fake-video-capture=${film}`,
  // An address that is not this machine's own: over plain http browsers give it no camera.
  "--host-resolver-rules=MAP plant.test 127.0.0.1",
];
let world: World;
let machine: { id: string; code: string };
let problemId: string;
const facts = { name: "3 号灌装机", type: "灌装机", model: "GF-40", maker: "华岭重机", line: "一线", site: "包装车间" };

beforeAll(async () => {
  world = await makeWorld();
  machine = await registerAsset(world.engineer, { number: "GZ-03", ...facts });
  problemId = await publishedProblem(world, { title: "灌装机卡瓶", assetNumber: "ｇz — 03", equipmentModel: "GF-40" });
  await filmOfCode(`${product.url}/e/${machine.code}`, film);
});
// After the film, so that the camera has something to show.
const browser = useBrowser(() => CAMERA);

async function visit(who: keyof World | null, url = product.url): Promise<Visitor> {
  const visitor = await browser.visitor(url, { phone: true });
  if (who) {
    const person = world[who] as { personId: string };
    const [name = "", value = ""] = (await product.signIn(person.personId)).split(/=(.*)/s);
    await visitor.context.addCookies([{ name, value: value.split(";")[0] ?? "", url }]);
  }
  return visitor;
}
const isAt = (page: Page, path: string) => page.waitForURL((url) => url.pathname === path);

test("from the phone's bar to the machine, its open problem, the own trouble added, and back", async () => {
  const { page, errors, context } = await visit("engineer2");
  await page.goto("/");
  await page.getByRole("link", { name: "扫码" }).click();
  await isAt(page, `/e/${machine.code}`);
  await page.getByRole("heading", { level: 1, name: "GZ-03 3 号灌装机" }).waitFor();

  await page.getByText("我这台也有", { exact: true }).click();
  await page.getByLabel("每周停机（小时）").fill("2.5");
  await page.getByLabel("什么时候开始的").fill("上周换瓶型以后");
  await page.getByLabel("补充一句").fill("夜班更频繁");
  await page.getByRole("button", { name: "确认，我这台也有" }).click();
  await page.getByText("您已确认").waitFor();
  await page.getByText("1 人也遇到 · 合计每周停机 2.5 小时").waitFor();

  await page.getByRole("link", { name: "灌装机卡瓶" }).click();
  const also = page.getByRole("region", { name: "也有这个难题的设备" });
  await also.getByText("夜班更频繁").waitFor();
  await also.getByText("开始：上周换瓶型以后").waitFor();
  await also.getByText("收回“我这台也有”").first().click();
  await also.getByRole("button", { name: "收回“我这台也有”" }).click();
  await page.getByText("已收回。").waitFor();
  await expect.poll(() => also.count()).toBe(0);
  expect(await db.problemConfirmation.count({ where: { problemId } })).toBe(0);

  await page.goto(`/e/${machine.code}`);
  await page.getByRole("link", { name: "报这台设备的难题" }).click();
  await isAt(page, "/problems/new");
  await expect.poll(() => page.locator("[name=equipmentType]").inputValue(), { timeout: 15_000 }).toBe("灌装机");
  await expect.poll(() => page.locator("[name=assetNumber]").inputValue()).toBe("GZ-03");
  expect(errors).toEqual([]);
  await context.close();
});

test("a stranger's camera leads through the sign-in to the card; another enterprise's people find nothing there", async () => {
  const { page, context } = await visit(null);
  await db.person.update({
    where: { id: world.engineer2.personId },
    data: { email: "scan@test.example", passwordHash: await hashPassword("correct horse battery") },
  });
  await page.goto(`/e/${machine.code}`);
  await isAt(page, "/login");
  expect(await page.content()).not.toContain("GZ-03");
  await page.locator("[name=identifier]").fill("scan@test.example");
  await page.locator("[name=password]").fill("correct horse battery");
  await page.getByRole("button", { name: "登录", exact: true }).click();
  await isAt(page, `/e/${machine.code}`);
  await page.getByRole("heading", { level: 1, name: "GZ-03 3 号灌装机" }).waitFor();
  await context.close();

  const foreign = await visit("toolsEngineer");
  const answers = [];
  for (const code of [machine.code, "7K3QF2M9XA"]) {
    const answer = await foreign.page.goto(`/e/${code}`);
    answers.push([answer?.status(), (await foreign.page.locator("main").innerText()).replaceAll(code, "CODE")]);
  }
  expect(answers[0]).toEqual(answers[1]);
  expect(answers[0]?.[0]).toBe(404);
  await foreign.page.goto("/");
  await foreign.page.getByRole("link", { name: "扫码" }).click();
  await foreign.page.getByText(`本企业的设备台账里没有“${machine.code}”`).waitFor();
  expect(new URL(foreign.page.url()).pathname).toBe("/scan");
  await foreign.context.close();
});

test("beside the machine of a posting form the label fills in what the register knows", async () => {
  const { page, errors, context } = await visit("engineer2");
  await page.goto("/problems/new");
  // The folded fields are filled in, too.
  await comeAlive(page, "[name=assetNumber]");
  await page.getByLabel("出了什么现象").fill("夜班又卡瓶");
  const main = page.locator("main");
  await main.getByRole("button", { name: "扫码" }).click();
  await expect.poll(() => page.locator("[name=equipmentType]").inputValue(), { timeout: 15_000 }).toBe("灌装机");
  await expect.poll(() => page.getByRole("dialog").count()).toBe(0);
  await expect.poll(() => page.locator("[name=assetNumber]").inputValue()).toBe("GZ-03");
  await expect.poll(() => page.locator("[name=equipmentModel]").inputValue()).toBe("GF-40");
  expect(await page.getByLabel("出了什么现象").inputValue()).toBe("夜班又卡瓶");
  expect(new URL(page.url()).pathname).toMatch(/^\/problems\//);
  expect(errors).toEqual([]);
  await context.close();
});

test("without a camera a photograph will do, of our labels only; typed it needs no script", async () => {
  const { page, errors, context } = await visit("finance", product.url.replace("127.0.0.1", "plant.test"));
  await page.goto("/scan");
  await page.getByText("当前地址不是 https").waitFor();
  const choose = async (picture: Buffer) => {
    await page.locator("input[type=file]").setInputFiles({ name: "code.png", mimeType: "image/png", buffer: picture });
  };
  await choose(Buffer.from("no picture"));
  await page.getByText("这个文件打不开").waitFor();
  await choose(await photoOfCode("https://u.wechat.test/e/7K3QF2M9XA"));
  await page.getByText("这是别处的地址（u.wechat.test）").waitFor();
  expect(new URL(page.url()).search).toBe("");
  await choose(await photoOfCode("gz—03"));
  await isAt(page, `/e/${machine.code}`);
  expect(errors).toEqual([]);
  await context.close();

  const plain = await browser.visitor(product.url, { phone: true, script: false });
  const [name = "", value = ""] = (await product.signIn(world.engineer.personId)).split(/=(.*)/s);
  await plain.context.addCookies([{ name, value: value.split(";")[0] ?? "", url: product.url }]);
  await plain.page.goto("/scan");
  await plain.page.getByLabel("标签上的码或设备编号").fill("gz 04");
  await plain.page.getByRole("button", { name: "打开" }).click();
  await isAt(plain.page, "/scan");
  await plain.page.getByText("本企业的设备台账里没有“gz 04”").waitFor();
  await plain.page.getByLabel("标签上的码或设备编号").fill("gz-0 3");
  await plain.page.getByRole("button", { name: "打开" }).click();
  await isAt(plain.page, `/e/${machine.code}`);
  await plain.context.close();
});
