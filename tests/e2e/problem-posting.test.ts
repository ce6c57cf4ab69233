import sharp from "sharp";
import { beforeAll, describe, expect, test } from "vitest";
import { db } from "#app/lib/db.server.ts";
import { paths } from "#app/lib/paths.ts";
import { frameworkOf, scriptsOf } from "#tests/bench/scripts.ts";
import { useBrowser } from "#tests/support/browser.server.ts";
import { comeAlive } from "#tests/support/come-alive.ts";
import { draftedProblem, makeActor, makeWorld, type World } from "#tests/support/factories.server.ts";
import { useInProcessProduct } from "#tests/support/in-process.server.ts";
import { until } from "#tests/support/until.ts";

const product = useInProcessProduct();
const browser = useBrowser();
let world: World;
let photo: Buffer;
beforeAll(async () => {
  world = await makeWorld();
  photo = await sharp({ create: { width: 200, height: 100, channels: 3, background: "teal" } })
    .jpeg()
    .toBuffer();
});

async function as(personId: string, options: { script?: boolean; phone?: boolean } = {}) {
  const visitor = await browser.visitor(product.url, options);
  const [name = "", value = ""] = (await product.signIn(personId)).split("=");
  await visitor.context.addCookies([{ name, value, url: product.url }]);
  return visitor;
}

test("the posting page's own script is at most 25 KB, compressed, above the framework's", async () => {
  const cookie = await product.signIn(world.engineer.personId);
  const { kilobytes } = await scriptsOf(product.url, "/problems/new", cookie);
  const framework = await frameworkOf(product.url, cookie);
  expect(kilobytes).toBeGreaterThan(framework.kilobytes);
  expect(kilobytes - framework.kilobytes).toBeLessThanOrEqual(25);
});

describe.each([
  ["with script", true],
  ["without script", false],
])("posting %s", (_name, script) => {
  test("from the machine to the alliance, keeping what was typed when something is missing", async () => {
    const { page, errors } = await as(world.engineer.personId, { script, phone: true });
    const phenomenon = `贴标机走到一半标就歪 ${script}，停机报警 AL.32`;
    await page.goto("/problems/new");
    await page.getByLabel("出了什么现象").fill(phenomenon);
    await page.getByLabel("照片").setInputFiles({ name: "标.jpg", mimeType: "image/jpeg", buffer: photo });
    await page.getByRole("button", { name: "提交审核" }).click();
    await page.getByRole("alert").waitFor();
    expect(await page.getByRole("alert").innerText()).toContain("哪台设备");
    expect(await page.getByLabel("出了什么现象").inputValue()).toBe(phenomenon);
    await page.getByLabel("哪台设备").fill("贴标机");
    await page.getByRole("radio", { name: /质量问题/ }).check();
    await page.getByLabel("照片").setInputFiles({ name: "标.jpg", mimeType: "image/jpeg", buffer: photo });
    await page.getByRole("button", { name: "提交审核" }).click();
    // With script the receipt comes first, and the photo follows.
    if (script) await page.getByRole("link", { name: "看难题" }).click();
    await page.getByRole("heading", { level: 1, name: `贴标机走到一半标就歪 ${script}` }).waitFor();
    expect(errors.filter((one) => !/422/.test(one))).toEqual([]);
    const rows = await db.problem.findMany({ where: { phenomenon }, select: { id: true, state: true, title: true } });
    expect(rows).toEqual([
      { id: expect.any(String), state: "ENTERPRISE_REVIEW", title: `贴标机走到一半标就歪 ${script}` },
    ]);
    const id = rows[0]?.id ?? "";
    await until("the photo is there", async () => (await db.attachment.count({ where: { problemId: id } })) === 1);

    const review = await as(world.reviewer.personId, { script });
    await review.page.goto("/");
    await review.page.getByRole("link", { name: new RegExp(`去审核.*${script}`) }).click();
    await review.page.getByRole("heading", { level: 1, name: "企业审核" }).waitFor();
    const row = review.page.locator("li", { has: review.page.getByRole("heading", { name: "现象", exact: true }) });
    await row.getByText("改写给外单位看").click();
    await row.getByRole("textbox").fill("放行后的说法");
    if (!script) await review.page.getByRole("button", { name: "刷新预览" }).click();
    const preview = review.page.getByRole("region", { name: "外单位看到的样子" });
    await preview.getByText("放行后的说法").waitFor();
    expect(await preview.innerText()).not.toContain("AL.32");
    await review.page.getByRole("button", { name: "审核通过" }).click();
    await review.page.waitForURL((url) => url.pathname === "/");
    expect(review.errors).toEqual([]);

    const triage = await as(world.secretariat.personId, { script });
    await triage.page.goto(`/problems/${id}/triage`);
    expect(await triage.page.content()).not.toContain("AL.32");
    await triage.page.getByRole("button", { name: "发榜" }).click();
    await triage.page.waitForURL((url) => url.pathname === `/problems/${id}`);

    const ally = await as(world.toolsEngineer.personId, { script, phone: true });
    await ally.page.goto("/problems?q=贴标机走到一半");
    await ally.page.getByRole("link", { name: new RegExp(`贴标机走到一半标就歪 ${script}`) }).click();
    await ally.page.getByText("放行后的说法").waitFor();
    expect(await ally.page.content()).not.toContain("AL.32");
    expect(
      await ally.page
        .getByRole("img", { name: "照片 1" })
        .evaluate((image: HTMLImageElement) => image.naturalWidth || image.decode().then(() => image.naturalWidth)),
    ).toBe(320);

    const stranger = await as(world.outsider.personId, { script });
    expect((await stranger.page.goto(`/problems/${id}`))?.status()).toBe(404);
  });
});

test("what is typed before the script has come stays, in a new form and in a draft", async () => {
  const author = await makeActor([["ENGINEER", world.brewery]]);
  const id = await draftedProblem(world, { phenomenon: "主轴响" }, author);
  for (const path of [paths.newProblem(), paths.editProblem(id)]) {
    const { page } = await as(author.personId, { phone: true });
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route(/\/assets\/[^/]*\.js/, (route) => held.then(() => route.continue()));
    await page.goto(path, { waitUntil: "commit" });
    await page.getByLabel("出了什么现象").fill("主轴响，到三千转更响");
    release();
    await comeAlive(page, "[name=title]");
    expect(await page.getByLabel("出了什么现象").inputValue()).toBe("主轴响，到三千转更响");
  }
});

test("a form saves itself while somebody types, into one draft", async () => {
  const { page, errors } = await as(world.engineer2.personId, { phone: true });
  await page.goto("/problems/new");
  // From then on it hears each key.
  await comeAlive(page, "[name=title]");
  await page.getByLabel("出了什么现象").fill("主轴响");
  await page.getByText(/^已保存 \d\d:\d\d$/).waitFor();
  await page.getByLabel("哪台设备").fill("磨床");
  await until("the draft follows what is typed", async () => {
    const drafts = await db.problem.findMany({
      where: { authorId: world.engineer2.personId },
      select: { equipmentType: true, state: true },
    });
    return drafts.length === 1 && drafts[0]?.equipmentType === "磨床" && drafts[0].state === "DRAFT";
  });
  // Left and found again from home.
  await page.goto("/");
  await page.getByRole("link", { name: /继续写/ }).click();
  expect(await page.getByLabel("出了什么现象").inputValue()).toBe("主轴响");
  await comeAlive(page, "[name=title]");
  await page.getByLabel("出了什么现象").fill("主轴响，到三千转更响");
  await page.getByText(/^已保存 \d\d:\d\d$/).waitFor();
  await page.getByRole("radio", { name: /降速运行/ }).check();
  await page.getByRole("button", { name: "提交审核" }).click();
  await page.getByRole("link", { name: "看难题" }).click();
  await page.getByRole("heading", { level: 1, name: "主轴响" }).waitFor();
  expect(
    await db.problem.findMany({
      where: { authorId: world.engineer2.personId },
      select: { phenomenon: true, state: true },
    }),
  ).toEqual([{ phenomenon: "主轴响，到三千转更响", state: "ENTERPRISE_REVIEW" }]);
  expect(errors).toEqual([]);
});
