import { beforeAll, expect, test } from "vitest";
import { db } from "#app/lib/db.server.ts";
import { indexProblems } from "#app/modules/knowledge/index-problems.server.ts";
import { reconcileSearch } from "#app/modules/knowledge/reconcile-search.server.ts";
import { violationsOn } from "#tests/support/accessibility.ts";
import { useBrowser } from "#tests/support/browser.server.ts";
import { makeWorld, publishedProblem, type World } from "#tests/support/factories.server.ts";
import { makeGate } from "#tests/support/gate.ts";
import { useInProcessProduct } from "#tests/support/in-process.server.ts";

const product = useInProcessProduct();
const browser = useBrowser();
let world: World;

beforeAll(async () => {
  world = await makeWorld();
  await publishedProblem(world, { title: "滚筒轴承跑外圈", equipmentType: "滚筒", category: "EQUIPMENT" });
  await publishedProblem(world, { title: "滚筒表面结垢", equipmentType: "滚筒", category: "QUALITY" });
  for (let n = 0; n < 22; n += 1) {
    const id = await publishedProblem(world, { title: `第 ${n} 号提升机皮带打滑`, equipmentType: "提升机" });
    await db.problem.update({ where: { id }, data: { postedAt: new Date(Date.UTC(2026, 0, n + 1)) } });
    await indexProblems([id]);
  }
  await reconcileSearch();
});

async function visit(options: { script?: boolean; phone?: boolean } = {}) {
  const visitor = await browser.visitor(product.url, options);
  const [name = "", value = ""] = (await product.signIn(world.toolsEngineer.personId)).split("=");
  await visitor.context.addCookies([{ name, value, url: product.url }]);
  const { page } = visitor;
  const asked: string[] = [];
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (url.pathname === "/search.data") asked.push(url.searchParams.get("q") ?? "");
  });
  const titles = () => page.getByRole("article").getByRole("heading").allInnerTexts();
  return { ...visitor, asked, titles, box: page.getByRole("searchbox") };
}

test("a run of keys is one question, the box keeps what is typed and the focus", async () => {
  const { page, box, asked, titles, errors } = await visit();
  await page.goto("/search");
  await box.pressSequentially("滚筒轴承跑外圈", { delay: 20 });
  await expect.poll(titles, { timeout: 10_000 }).toContain("滚筒轴承跑外圈");
  expect(asked.length).toBeLessThanOrEqual(2);
  expect(asked.at(-1)).toBe("滚筒轴承跑外圈");
  expect(await box.evaluate((element) => element === document.activeElement)).toBe(true);
  expect(await box.inputValue()).toBe("滚筒轴承跑外圈");
  expect(await page.title()).toContain("滚筒轴承跑外圈");
  expect(errors).toEqual([]);
});

test("a slow answer is overtaken by the next one and never comes back over it", async () => {
  const { page, box, titles, errors } = await visit();
  let held = 0;
  let released = 0;
  const gate = makeGate();
  await page.route("**/search.data?**", async (route) => {
    if (new URL(route.request().url()).searchParams.get("q") === "提升机") {
      held += 1;
      await gate.passed;
      await route.continue().catch(() => {});
      released += 1;
    } else await route.continue();
  });
  await page.goto("/search");
  await box.fill("提升机");
  await expect.poll(() => held, { timeout: 15_000 }).toBe(1);
  await box.fill("滚筒表面结垢");
  await expect.poll(async () => (await titles())[0], { timeout: 10_000 }).toBe("滚筒表面结垢");
  gate.open();
  await expect.poll(() => released, { timeout: 15_000 }).toBe(1);
  expect((await titles())[0]).toBe("滚筒表面结垢");
  expect(new URL(page.url()).searchParams.get("q")).toBe("滚筒表面结垢");
  expect(errors).toEqual([]);
});

test("a character being composed asks nothing; composed, it does", async () => {
  const { page, context, box, asked, titles } = await visit();
  await page.goto("/search");
  await box.fill("qwxzk");
  await expect.poll(() => asked, { timeout: 10_000 }).toEqual(["qwxzk"]);
  await page.clock.install();
  await box.fill("");
  await page.clock.runFor(1_000);
  await page.getByText("想找什么？").waitFor();
  asked.length = 0;
  const keyboard = await context.newCDPSession(page);
  await keyboard.send("Input.insertText", { text: "第" });
  for (const text of ["h", "ha", "hao", "hao ti"]) {
    await keyboard.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
    await page.clock.runFor(1_000);
  }
  expect(asked).toEqual([]);
  await keyboard.send("Input.insertText", { text: "号提升机" });
  await page.clock.runFor(1_000);
  await expect.poll(async () => (await titles()).length, { timeout: 10_000 }).toBe(20);
  expect(asked).toEqual(["第号提升机"]);
});

test("what is pressed while an answer is on its way belongs to the newer question", async () => {
  const { page, box, titles } = await visit();
  await page.goto("/search?q=滚筒");
  await expect.poll(async () => (await titles()).length).toBe(2);
  await page.route("**/search.data?**", async (route) => {
    const { searchParams } = new URL(route.request().url());
    if (searchParams.get("q") === "滚筒表面" && !searchParams.has("category")) await new Promise(() => {});
    await route.continue().catch(() => {});
  });
  const slow = page.waitForRequest(
    (request) => request.url().includes(".data") && new URL(request.url()).searchParams.get("q") === "滚筒表面",
  );
  await box.fill("滚筒表面");
  await slow;
  await page.getByRole("link", { name: /^类别：质量/ }).click();
  await page.waitForURL((url) => url.searchParams.get("category") === "QUALITY");
  expect(new URL(page.url()).searchParams.get("q")).toBe("滚筒表面");
  expect(await box.inputValue()).toBe("滚筒表面");
});

test("back and forward bring question, filters and hits with them, and an address opens the same", async () => {
  const { page, context, box, titles, errors } = await visit();
  await page.goto("/search?q=滚筒");
  await page.getByRole("link", { name: /^类别：质量/ }).click();
  await expect.poll(titles).toEqual(["滚筒表面结垢"]);
  const narrowed = page.url();
  await page.getByRole("link", { name: "滚筒表面结垢" }).click();
  await page.getByRole("heading", { level: 1, name: "滚筒表面结垢" }).waitFor();
  await page.goBack();
  await expect.poll(titles).toEqual(["滚筒表面结垢"]);
  expect(await box.inputValue()).toBe("滚筒");
  await page.goBack();
  await expect.poll(async () => (await titles()).length).toBe(2);
  const another = await context.newPage();
  await another.goto(narrowed);
  expect(await another.getByRole("article").count()).toBe(1);
  expect(errors).toEqual([]);
});

test("filters go one by one or all at once, and one that makes no sense is not shown as chosen", async () => {
  const { page, titles } = await visit();
  await page.goto("/search?q=滚筒&category=QUALITY&equipmentType=滚筒&industry=%22x&year=abc");
  await expect.poll(titles).toEqual(["滚筒表面结垢"]);
  const chosen = page.getByRole("navigation", { name: "按条件缩小" }).locator("a[aria-current]");
  expect(await chosen.allInnerTexts()).toEqual(["滚筒", "质量"]);
  await page.getByRole("link", { name: "去掉筛选 类别：质量" }).click();
  await expect.poll(async () => (await titles()).length).toBe(2);
  expect(await chosen.allInnerTexts()).toEqual(["滚筒"]);
  await page.getByRole("link", { name: "清除筛选" }).click();
  await expect.poll(() => chosen.count()).toBe(0);
  expect(new URL(page.url()).searchParams.get("q")).toBe("滚筒");
});

test.each([[true], [false]])("sorted, and beyond the last page the last page; script: %s", async (script) => {
  const { page, titles } = await visit({ script, phone: true });
  await page.goto("/search?q=提升机皮带&page=40");
  expect(await page.getByRole("article").count()).toBe(2);
  await page.getByText("第 2 页，共 2 页").waitFor();
  expect(new URL(page.url()).searchParams.get("page")).toBe("2");
  await page.getByRole("link", { name: "最早", exact: true }).click();
  await expect.poll(async () => (await titles())[0]).toBe("第 0 号提升机皮带打滑");
  await page.getByRole("link", { name: "最新", exact: true }).click();
  await expect.poll(async () => (await titles())[0]).toBe("第 21 号提升机皮带打滑");
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
});

test("nothing found says so aloud, and the question goes along to the form of a new problem", async () => {
  const { page, errors } = await visit({ phone: true });
  await page.goto("/search?q=qwxzk");
  expect(await page.getByRole("main").getByRole("status").first().innerText()).toBe("没有找到“qwxzk”");
  expect(await violationsOn(page)).toEqual([]);
  await page.getByRole("link", { name: "发布这个难题" }).click();
  await page.waitForURL((url) => url.pathname === "/problems/new");
  await expect.poll(() => page.getByLabel("出了什么现象").inputValue(), { timeout: 10_000 }).toBe("qwxzk");
  await page.goto("/search?q=滚筒表面结了一层垢怎么也刮不下来");
  await page.getByText("最像的在前").waitFor();
  // Hits that are only alike leave the same way open.
  await page.goto("/search?q=滚筒+掉漆");
  await page.getByText("都不是？").waitFor();
  expect(await page.getByRole("link", { name: "发布这个难题" }).getAttribute("href")).toContain("/problems/new?q=");
  expect(errors).toEqual([]);
});
