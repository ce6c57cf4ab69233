import { beforeAll, expect, test } from "vitest";
import { reconcileSearch } from "#app/modules/knowledge/reconcile-search.server.ts";
import { pumpSettled } from "#app/modules/knowledge/search-service.server.ts";
import { violationsOn } from "#tests/support/accessibility.ts";
import { useBrowser, type Visitor } from "#tests/support/browser.server.ts";
import { makeWorld, publishedProblem, type World } from "#tests/support/factories.server.ts";
import { useInProcessProduct } from "#tests/support/in-process.server.ts";

const product = useInProcessProduct({ search: "meilisearch" });
const browser = useBrowser();
let world: World;
let cookie: string;

beforeAll(async () => {
  world = await makeWorld();
  await publishedProblem(world, {
    title: "主轴高速异响",
    phenomenon: "三千转以上尖叫，报警 SV0401",
    equipmentType: "加工中心",
  });
  await publishedProblem(world, {
    title: "主轴拉刀无力",
    phenomenon: "换刀时掉刀",
    equipmentType: "数控车床",
    category: "QUALITY",
  });
  for (let n = 0; n < 24; n += 1)
    await publishedProblem(world, { title: `第 ${n} 号输送带跑偏`, equipmentType: "输送带" });
  await reconcileSearch();
  await pumpSettled();
  cookie = await product.signIn(world.toolsEngineer.personId);
}, 180_000);

async function visit(options: { script?: boolean; phone?: boolean } = {}): Promise<Visitor> {
  const visitor = await browser.visitor(product.url, options);
  const [name = "", value = ""] = cookie.split(/=(.*)/s);
  await visitor.context.addCookies([{ name, value: value.split(";")[0] ?? "", url: product.url }]);
  return visitor;
}

test("answers while one types, narrows by a chip, and keeps the address", async () => {
  const { page, errors } = await visit();
  await page.goto("/search");
  await page.getByRole("searchbox").pressSequentially("主轴", { delay: 30 });
  await page.getByRole("link", { name: "主轴高速异响" }).waitFor();
  await expect.poll(() => new URL(page.url()).searchParams.get("q")).toBe("主轴");
  await expect.poll(() => page.locator("mark").first().textContent(), { timeout: 10_000 }).toBe("主轴");
  await page.getByRole("link", { name: /^类别：质量/ }).click();
  await expect.poll(() => page.locator("article").count(), { timeout: 10_000 }).toBe(1);
  expect(new URL(page.url()).searchParams.get("category")).toBe("QUALITY");
  expect(await page.getByRole("searchbox").inputValue()).toBe("主轴");
  await page.goBack();
  await expect.poll(() => page.locator("article").count(), { timeout: 10_000 }).toBeGreaterThan(1);
  expect(await violationsOn(page)).toEqual([]);
  expect(errors).toEqual([]);
});

test("says which hits are only related, and keeps a search under a name", async () => {
  const { page, errors } = await visit();
  await page.goto("/search?q=主轴+异响");
  await page.getByRole("link", { name: "主轴高速异响" }).waitFor();
  const related = page.getByRole("article").filter({ hasText: "主轴拉刀无力" });
  await related.getByText("相关", { exact: true }).waitFor();
  expect(
    await page.getByRole("article").filter({ hasText: "主轴高速异响" }).getByText("相关", { exact: true }).count(),
  ).toBe(0);
  await page.getByRole("button", { name: "存下这个搜索" }).click();
  await page.getByRole("textbox", { name: "名字" }).fill("");
  const dialog = page.getByRole("dialog", { name: "给这个搜索起个名字" });
  await dialog.getByRole("button", { name: "保存" }).click();
  await dialog.getByRole("alert").getByText("请填写此项").waitFor();
  await page.getByRole("textbox", { name: "名字" }).fill("主轴的毛病");
  await dialog.getByRole("button", { name: "保存" }).click();
  await page.getByText("已存为“主轴的毛病”。").waitFor();
  await expect.poll(() => page.getByRole("dialog").count()).toBe(0);
  await page.goto("/search");
  await page.getByRole("link", { name: "主轴的毛病" }).click();
  await page.getByRole("link", { name: "主轴高速异响" }).waitFor();
  expect(new URL(page.url()).searchParams.get("q")).toBe("主轴 异响");
  expect(errors.filter((one) => !/422/.test(one))).toEqual([]);
});

test("saved searches are renamed and deleted without script", async () => {
  const { page } = await visit({ script: false, phone: true });
  await page.goto("/search?q=输送带");
  await page.getByText("存下这个搜索").click();
  await page.getByLabel("名字").fill("跑偏");
  await page.getByRole("button", { name: "保存" }).click();
  await page.goto("/search/saved");
  const row = page.getByRole("listitem").filter({ hasText: "跑偏" });
  await row.getByText("改名").click();
  await row.getByLabel("名字").fill("输送带跑偏");
  await row.getByRole("button", { name: "保存" }).click();
  await page.getByRole("link", { name: "输送带跑偏", exact: true }).waitFor();
  await row.locator("summary", { hasText: "删除" }).click();
  await row.getByRole("button", { name: "删除" }).click();
  await expect.poll(() => page.getByRole("link", { name: "输送带跑偏", exact: true }).count()).toBe(0);
});

test("works without script, on a phone, page by page", async () => {
  const { page } = await visit({ script: false, phone: true });
  await page.goto("/search");
  await page.getByRole("searchbox").fill("输送带跑偏");
  await page.getByRole("searchbox").press("Enter");
  await expect.poll(() => page.locator("article").count(), { timeout: 10_000 }).toBe(20);
  await page.getByRole("link", { name: "下一页" }).click();
  await expect.poll(() => page.locator("article").count(), { timeout: 10_000 }).toBe(4);
  await page.goto("/search?q=的&category=QUALITY");
  expect(await page.locator("h1").textContent()).toBe("搜索");
});

test.each([
  ["broken escapes", "/search?q=%00%ff%ud83d"],
  ["wrong and repeated parameters", "/search?q=a&q=b&page=99999999999999999999&year=x&alliance=%27"],
  ["a very long question", `/search?q=${"%E8%BD%B4".repeat(900)}`],
  ["a filter's own language", "/search?equipmentType=%22%5D%20OR%20readers%20EXISTS&q=-x"],
])("answers %s", async (_name, path) => {
  const answer = await fetch(product.url + path, { headers: { cookie } });
  expect(answer.status).toBe(200);
  await answer.text();
});
