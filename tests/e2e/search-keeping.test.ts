import type { Page } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import { db } from "#app/lib/db.server.ts";
import { useBrowser } from "#tests/support/browser.server.ts";
import { makeActor, makeEnterprise, makeWorld, type World } from "#tests/support/factories.server.ts";
import { useInProcessProduct } from "#tests/support/in-process.server.ts";

const product = useInProcessProduct();
const browser = useBrowser();
let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

async function as(personId: string, options: { script?: boolean; phone?: boolean } = {}) {
  const visitor = await browser.visitor(product.url, options);
  const [name = "", value = ""] = (await product.signIn(personId)).split("=");
  await visitor.context.addCookies([{ name, value, url: product.url }]);
  return visitor;
}

test("what three enterprises look for in vain reaches the secretariat, whoever types on does not count", async () => {
  const third = await makeEnterprise();
  await db.allianceMember.create({ data: { allianceId: world.alliance, memberId: third, joinedAt: new Date(0) } });
  const people = [world.engineer, world.toolsEngineer, await makeActor([["ENGINEER", third]])];
  for (const [n, { personId }] of people.entries()) {
    const { page } = await as(personId, { script: n > 0 });
    if (n === 0) {
      await page.goto("/search?q=蒸汽锤");
      continue;
    }
    await page.goto("/search");
    const noted = page.waitForResponse((answer) => answer.url().endsWith("/search/sought"), { timeout: 15_000 });
    await page.getByRole("searchbox").pressSequentially("蒸汽锤", { delay: 250 });
    expect((await noted).status()).toBe(204);
  }
  const { page, errors } = await as(world.secretariat.personId, { phone: true });
  await page.goto("/search");
  await page.getByRole("link", { name: "常搜不到" }).click();
  await page.getByRole("heading", { name: "蒸汽锤", exact: true }).waitFor();
  // Half a word on the way to the whole is nobody's question.
  expect(await page.getByRole("heading", { level: 3 }).allInnerTexts()).toEqual(["蒸汽锤"]);
  await page.getByText("有多少家在找：3–4 家").waitFor();
  await page.getByRole("link", { name: "补同义词" }).click();
  await page.getByRole("heading", { level: 1, name: "同义词表" }).waitFor();
  expect(await page.getByRole("textbox", { name: "这一组的词" }).first().inputValue()).toBe("蒸汽锤");
  await page.goto("/search/in-vain");
  await page.locator("summary", { hasText: "已处理" }).click();
  await page.getByRole("button", { name: "已处理" }).click();
  await page.getByText("已从列表去掉。").waitFor();
  await page.getByText("现在没有").waitFor();
  expect(errors).toEqual([]);
});

test.each([[true], [false]])(
  "of two who change the same group the second sees the list as it is now; script: %s",
  async (script) => {
    const word = script ? "破拱锤" : "振打器";
    const { page: first } = await as(world.secretariat.personId, { script });
    await first.goto("/search/vocabulary");
    await first.getByRole("textbox", { name: "这一组的词" }).first().fill(`${word}、${word}甲`);
    await first.getByRole("button", { name: "加一组" }).click();
    const rowOf = (page: Page, words: string) => page.getByRole("listitem").filter({ hasText: words }).first();
    await rowOf(first, `${word}、${word}甲`).waitFor();
    const { page: second } = await as(world.outsideSecretariat.personId, { script });
    await second.goto("/search/vocabulary");
    const change = async (page: Page, words: string) => {
      const row = rowOf(page, `${word}、${word}甲`);
      await row.locator("summary").first().click();
      await row.getByRole("textbox").fill(words);
      await row.getByRole("button", { name: "保存" }).click();
    };
    await change(first, `${word}、${word}乙`);
    await rowOf(first, `${word}、${word}乙`).waitFor();
    await change(second, `${word}、${word}丙`);
    await second.getByText("这一组刚被别人改过或删掉了").waitFor();
    await second.getByText(`您写的是：${word}、${word}丙`).waitFor();
    await rowOf(second, `${word}、${word}乙`).waitFor();
    expect(await rowOf(second, `${word}、${word}乙`).count()).toBe(1);
    // Another group is nobody's obstacle: what was typed before the list changed is kept.
    await second.getByRole("textbox", { name: "这一组的词" }).first().fill(`${word}丁、${word}戊`);
    await second.getByRole("button", { name: "加一组" }).click();
    await rowOf(second, `${word}丁、${word}戊`).waitFor();
  },
);

test.each([[true], [false]])("the synonyms are kept by hand and as a file; script: %s", async (script) => {
  const { page, errors } = await as(world.secretariat.personId, { script });
  const word = script ? "星轮" : "拨叉";
  await page.goto("/search/vocabulary");
  const box = page.getByRole("textbox", { name: "这一组的词" }).first();
  await box.fill(`${word}、主轴`);
  await page.getByRole("button", { name: "加一组" }).click();
  await page
    .getByRole("alert")
    .getByText(/“主轴”在第 \d+ 组里已经有了/)
    .waitFor();
  await box.fill(`${word}、${word}甲`);
  await page.getByRole("button", { name: "加一组" }).click();
  const row = page
    .getByRole("listitem")
    .filter({ hasText: `${word}、${word}甲` })
    .first();
  await row.waitFor();
  const csv = await page.request.get("/search/vocabulary.csv");
  expect(csv.headers()["content-disposition"]).toContain("synonyms.csv");
  const text = await csv.text();
  expect(text).toContain(`${word},${word}甲\r\n`);

  const upload = async (content: string) => {
    await page
      .getByLabel("CSV 文件")
      .setInputFiles({ name: "synonyms.csv", mimeType: "text/csv", buffer: Buffer.from(content) });
    const button = page.getByRole("button", { name: "上传并替换" });
    // With script the question stays open after a refusal.
    if (!(await button.isVisible())) await page.locator("summary", { hasText: "上传并替换" }).click();
    await button.click();
  };
  await upload("只有一个词\r\n");
  await page.getByRole("alert").getByText("第 1 组只有一个词，至少要两个。").waitFor();
  await upload(text.replace(`${word},${word}甲`, `${word},${word}乙`));
  await page.getByText("已换成文件里的内容：新增 1 组，去掉 1 组。").waitFor();
  await page
    .getByRole("listitem")
    .filter({ hasText: `${word}、${word}乙` })
    .first()
    .waitFor();
  expect(errors.filter((one) => !/422/.test(one))).toEqual([]);
});
