import type { Page } from "playwright-core";
import sharp from "sharp";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { db } from "#app/lib/db.server.ts";
import { registerAsset } from "#app/modules/equipment/register-asset.server.ts";
import { useBrowser } from "#tests/support/browser.server.ts";
import { comeAlive } from "#tests/support/come-alive.ts";
import { actorOf, makePerson, makeWorld, next, type World } from "#tests/support/factories.server.ts";
import { useInProcessProduct } from "#tests/support/in-process.server.ts";
import { until } from "#tests/support/until.ts";

const product = useInProcessProduct();
// A microphone of the browser's own, which beeps, and leave to use it.
const browser = useBrowser(() => ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]);
let world: World;
let author: string;
let machine: { number: string; code: string };
const photo = async (shade: string) => ({
  name: `${shade}.jpg`,
  mimeType: "image/jpeg",
  buffer: await sharp({ create: { width: 320, height: 240, channels: 3, background: shade } })
    .jpeg()
    .toBuffer(),
});

beforeAll(async () => {
  world = await makeWorld();
});
beforeEach(async () => {
  author = await makePerson([["ENGINEER", world.brewery]]);
  const number = `GZ-${next()}`;
  const facts = {
    number,
    name: "3 号灌装机",
    type: "灌装机",
    model: "GF-40",
    maker: "华岭重机",
    line: "一线",
    site: "",
  };
  const { code } = await registerAsset(await actorOf(author), facts);
  machine = { number, code };
});

async function visit(personId = author) {
  const visitor = await browser.visitor(product.url, { phone: true });
  await sign(visitor.page, personId);
  return visitor;
}
async function sign(page: Page, personId: string) {
  const [name = "", value = ""] = (await product.signIn(personId)).split("=");
  await page.context().addCookies([{ name, value, url: product.url }]);
}
const problems = () =>
  db.problem.findMany({
    where: { authorId: author },
    select: { id: true, state: true, title: true, phenomenon: true, assetNumber: true, severity: true },
  });
const whatHappens = (page: Page) => page.getByLabel("出了什么现象");
const submit = (page: Page) => page.getByRole("button", { name: "提交审核" });

/** Counts what a hand does, across pages: presses, and keys that are not the text itself. */
async function countHands(page: Page) {
  await page.addInitScript(() => {
    const add = () => sessionStorage.setItem("hands", String(Number(sessionStorage.getItem("hands") ?? 0) + 1));
    for (const type of ["pointerdown", "keydown"])
      window.addEventListener(type, (event) => event.isTrusted && add(), { capture: true });
  });
  return () => page.evaluate(() => Number(sessionStorage.getItem("hands") ?? 0));
}

test.each([
  ["its label", async (page: Page) => void (await page.getByRole("link", { name: "报这台设备的难题" }).first().tap())],
  [
    "home",
    async (page: Page) => {
      await page.getByRole("navigation", { name: "底部导航" }).getByRole("link", { name: "发布" }).tap();
      await page.getByRole("button", { name: machine.number }).tap();
    },
  ],
])("from %s to the receipt: a machine, some words, a photo, few presses", async (from, begin) => {
  const { page, errors } = await visit();
  const hands = await countHands(page);
  await page.goto(from === "home" ? "/" : `/e/${machine.code}`);
  await begin(page);
  await expect.poll(() => page.getByLabel("哪台设备").inputValue(), { timeout: 10_000 }).toBe("灌装机");
  await whatHappens(page).tap();
  await page.keyboard.insertText("星轮处卡瓶，报警 E-217");
  const choosing = page.waitForEvent("filechooser");
  await page.getByText("拍照", { exact: true }).tap();
  await (await choosing).setFiles(await photo("teal"));
  await page.getByRole("img", { name: "teal.jpg" }).waitFor();
  await submit(page).tap();
  await page
    .getByText(/已提交|已收到|编号/)
    .first()
    .waitFor();
  // Pages in between start the count anew nowhere: it is kept for the tab.
  expect(await hands()).toBeLessThanOrEqual(25);
  expect(await hands()).toBeGreaterThanOrEqual(4);
  await until("it is in review with its machine and photo", async () => {
    const [row, ...more] = await problems();
    const photos = await db.attachment.count({ where: { problemId: row?.id ?? null, kind: "PHOTO" } });
    return (
      more.length === 0 && row?.state === "ENTERPRISE_REVIEW" && row.assetNumber === machine.number && photos === 1
    );
  });
  expect((await problems())[0]).toMatchObject({ title: "星轮处卡瓶", severity: "DEGRADED" });
  expect(errors).toEqual([]);
});

test("a machine chosen before the folded fields have come brings all it brings, also when the form is sent first", async () => {
  for (const early of [true, false]) {
    const { page } = await visit();
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route(/rest-fields-[^/]*\.js/, async (route) => {
      await held;
      await route.continue();
    });
    await page.goto("/");
    // Without script the link would bring the form as HTML, its folded fields with it.
    await comeAlive(page);
    await page.getByRole("navigation", { name: "底部导航" }).getByRole("link", { name: "发布" }).tap();
    await page.getByRole("button", { name: machine.number }).tap();
    const number = page.locator("main [name=assetNumber]");
    expect(await number.getAttribute("type")).toBe("hidden");
    expect(await number.inputValue()).toBe(machine.number);
    await whatHappens(page).fill(`卡瓶 ${early}`);
    if (!early) {
      release();
      await page.locator("main input[name=assetNumber]:not([type=hidden])").waitFor({ state: "attached" });
      await expect.poll(() => number.inputValue()).toBe(machine.number);
    }
    await submit(page).tap();
    const sent = async () => (await problems()).find((one) => one.phenomenon === `卡瓶 ${early}`);
    await until("it is in review", async () => (await sent())?.state === "ENTERPRISE_REVIEW");
    expect((await sent())?.assetNumber).toBe(machine.number);
    release();
  }
});

test("a photo chosen and a title typed before the script of their fields has come survive a refusal and a correction", async () => {
  const { page, errors } = await visit();
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(/(photo-picker|voice-note|rest-fields)-[^/]*\.js/, async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(`/problems/new?equipment=${machine.code}`);
  await page
    .locator('main input[type="file"][name="photos"]')
    .first()
    .setInputFiles(await photo("olive"));
  const title = page.locator("[name=title]");
  await page.locator("main details", { has: title }).locator("summary").tap();
  await title.fill("灌装机卡瓶");
  const box = await title.elementHandle();
  const refused = page.waitForResponse(
    (answer) => answer.url().endsWith("/api/outbox/posts") && answer.status() === 422,
  );
  await submit(page).tap();
  await refused;
  // What is wrong is said at once; what is not alive yet is left alone until it is.
  await page.getByRole("alert").first().waitFor();
  release();
  await page.getByRole("img", { name: "olive.jpg" }).waitFor();
  // The very box that was typed in, not another drawn in its place.
  expect(await box?.evaluate((one: HTMLInputElement) => [one.isConnected, one.value])).toEqual([true, "灌装机卡瓶"]);
  await whatHappens(page).fill("卡瓶，改正后再交");
  await submit(page).tap();
  await until("it is in review with its photo", async () => {
    const [row] = await problems();
    const photos = await db.attachment.count({ where: { problemId: row?.id ?? null, kind: "PHOTO" } });
    return row?.state === "ENTERPRISE_REVIEW" && row.title === "灌装机卡瓶" && photos === 1;
  });
  expect(errors.filter((one) => !/status of 422/.test(one))).toEqual([]);
});

test("another machine takes the place of the one before, and a type written over it lets it go", async () => {
  const other = { number: `AA-${next()}`, name: "", type: "贴标机", model: "", maker: "", line: "一线", site: "" };
  await registerAsset(await actorOf(author), other);
  const { page } = await visit();
  const boxes = ["equipmentType", "assetNumber", "equipmentModel", "line"];
  const facts = () => Promise.all(boxes.map((name) => page.locator(`main [name=${name}]`).inputValue()));
  await page.goto(`/problems/new?equipment=${machine.code}`);
  const chip = page.getByRole("button", { name: other.number });
  await chip.tap();
  expect(await facts()).toEqual(["贴标机", other.number, "", "一线"]);
  expect(await chip.getAttribute("aria-pressed")).toBe("true");
  await page.getByLabel("哪台设备").fill("空压机");
  expect(await facts()).toEqual(["空压机", "", "", ""]);
});

test("what is asked first can be hit with a glove, and nothing reaches over the side", async () => {
  const { page } = await visit();
  await page.goto("/problems/new");
  await page.getByRole("button", { name: "说一段" }).waitFor();
  const small = await page.locator("main form").evaluate((form) =>
    [...form.querySelectorAll("button, summary, label:has(input), input:not([type=hidden]):not(.sr-only), textarea")]
      .filter((one) => one.getClientRects().length > 0 && !one.closest("details:not([open]) > :not(summary)"))
      // A box inside its label is hit with the label.
      .filter((one) => !(one instanceof HTMLInputElement && one.closest("label")))
      .filter((one) => one.getBoundingClientRect().height < 48)
      .map((one) => one.outerHTML.slice(0, 120)),
  );
  expect(small).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
});

test("photos add up from several goes, can be taken out again, and what is no photo is named", async () => {
  const { page, errors } = await visit();
  await page.goto("/problems/new");
  const box = page.getByLabel("照片");
  await box.setInputFiles([await photo("teal")]);
  await page.getByText("拍照", { exact: true }).waitFor();
  await box.setInputFiles([await photo("navy"), await photo("olive")]);
  await page.getByText(/^3 张，共 \d+ KB$/).waitFor();
  await page.getByRole("button", { name: "移除 navy.jpg" }).tap();
  await page.getByText(/^2 张，共/).waitFor();
  await box.setInputFiles([{ name: "a.txt", mimeType: "text/plain", buffer: Buffer.from("no photo") }]);
  await page.getByText("a.txt 不是照片，没有加上").waitFor();
  // A screenshot from the clipboard, while writing.
  await whatHappens(page).evaluate((target) => {
    const data = new DataTransfer();
    data.items.add(new File(["screenshot"], "截图.png", { type: "image/png" }));
    target.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  });
  await page.getByText(/^3 张，共/).waitFor();
  const names = await box.evaluate((input: HTMLInputElement) => [...(input.files ?? [])].map((file) => file.name));
  expect(names).toEqual(["teal.jpg", "olive.jpg", "截图.png"]);
  expect(errors).toEqual([]);
});

test("a voice note is enough: recorded, heard, sent, and typed out by a colleague", async () => {
  const { page, errors } = await visit();
  await page.goto(`/problems/new?equipment=${machine.code}`);
  await page.getByRole("button", { name: "说一段" }).tap();
  await expect.poll(() => page.getByRole("timer").innerText(), { timeout: 15_000 }).toBe("0:02");
  await page.getByRole("button", { name: "说完了" }).tap();
  const player = page.getByLabel("语音 1", { exact: true });
  await player.waitFor();
  const seconds = () => player.evaluate((one: HTMLAudioElement) => Math.round(one.duration));
  await expect.poll(seconds, { timeout: 10_000 }).toBeGreaterThanOrEqual(2);
  // Held this time: letting go ends it.
  await page.getByRole("button", { name: "说一段" }).hover();
  await page.mouse.down();
  await expect.poll(() => page.getByRole("timer").innerText(), { timeout: 15_000 }).toBe("0:01");
  await page.mouse.up();
  await page.getByRole("button", { name: "删除语音 2" }).tap();
  await expect.poll(() => page.getByRole("button", { name: /^删除语音/ }).count()).toBe(1);
  await submit(page).tap();
  await until("it is in review with its voice note", async () => {
    const [row] = await problems();
    const kept = await db.attachment.findMany({
      where: { problemId: row?.id ?? null },
      select: { kind: true, mime: true },
    });
    return row?.state === "ENTERPRISE_REVIEW" && kept.length === 1 && kept[0]?.kind === "AUDIO";
  });
  const [row] = await problems();
  expect(row).toMatchObject({ title: "灌装机：语音说明", phenomenon: "" });

  const colleague = await visit(world.reviewer.personId);
  await colleague.page.goto(`/problems/${row?.id}`);
  await colleague.page.getByRole("link", { name: /打成文字/ }).tap();
  await colleague.page.getByLabel("文字").fill("星轮那里响，一响就卡");
  await colleague.page.getByRole("button", { name: "打成文字" }).tap();
  await colleague.page.getByText("星轮那里响，一响就卡").waitFor();
  expect([...errors, ...colleague.errors]).toEqual([]);
});

test("where there is no microphone, the page says why and takes a recording instead", async () => {
  const refused = await visit();
  await refused.page.goto("/problems/new");
  await refused.page.evaluate(() => {
    navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException("no", "NotAllowedError"));
  });
  await refused.page.getByRole("button", { name: "说一段" }).tap();
  await refused.page.getByText(/没有使用麦克风的权限/).waitFor();
  await refused.page.getByText("选择录音文件", { exact: true }).waitFor();

  const plain = await visit();
  // Over http from another machine; the browser here is on this one.
  await plain.page.addInitScript(() => Object.defineProperty(window, "isSecureContext", { value: false }));
  await plain.page.goto("/problems/new");
  await plain.page.getByText(/当前是 http 地址/).waitFor();
  expect(await plain.page.getByRole("button", { name: "说一段" }).count()).toBe(0);
});

test("what a crash or a lost signal left unsaved comes back to its writer only", async () => {
  const { page, errors } = await visit();
  await page.route("**/problems/draft", (route) => route.abort());
  await page.goto("/problems/new");
  await comeAlive(page, "[name=alarmCode]");
  await whatHappens(page).fill("空压机一加载就跳");
  await page.getByText("设备与位置").tap();
  await page.getByLabel("报警代码").fill("E-09");
  await page.reload();
  await page.getByText(/已恢复 .* 没写完的内容/).waitFor();
  expect(await whatHappens(page).inputValue()).toBe("空压机一加载就跳");
  expect(await page.locator("[name=alarmCode]").inputValue()).toBe("E-09");

  // The tablet goes to a colleague.
  await sign(page, world.engineer2.personId);
  await page.goto("/problems/new");
  await page.getByText("设备与位置").waitFor();
  await page.getByRole("button", { name: "说一段" }).waitFor();
  expect(await whatHappens(page).inputValue()).toBe("");
  expect(await page.content()).not.toContain("空压机一加载就跳");

  await sign(page, author);
  await page.goto("/problems/new");
  await page.getByRole("button", { name: "不要，重新写" }).tap();
  expect(await whatHappens(page).inputValue()).toBe("");
  await page.reload();
  await page.getByRole("button", { name: "说一段" }).waitFor();
  expect(await whatHappens(page).inputValue()).toBe("");
  // A page still open under the name before is refused (409) when it asks for what it may keep.
  expect(errors.filter((one) => !/ERR_FAILED|409/.test(one))).toEqual([]);
});
