import type { Page } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import { paths } from "#app/lib/paths.ts";
import { unsubscribeToken } from "#app/modules/notifications/unsubscribe-token.server.ts";
import { useBrowser } from "#tests/support/browser.server.ts";
import { makeWorld, submittedProblem, type World } from "#tests/support/factories.server.ts";
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

/** Opens a page and waits until it hears of news: its own count is told when the stream opens. */
async function listening(page: Page, path: string): Promise<Page> {
  const stream = page.waitForResponse((answer) => answer.url().endsWith(paths.events()));
  await page.goto(path);
  expect((await stream).headers()["content-type"]).toMatch(/^text\/event-stream/);
  return page;
}

const unread = (page: Page, n: number) =>
  page.getByRole("link", { name: new RegExp(`消息.*${n} 条未读消息`) }).waitFor();

test("what happens reaches every open page at once: the count, the inbox, and the ear", async () => {
  const { context, page, errors } = await as(world.reviewer.personId);
  const first = await listening(page, "/problems");
  const second = await listening(await context.newPage(), "/");
  await submittedProblem(world, { title: "灌装机卡瓶第一次" });
  await Promise.all([unread(first, 1), unread(second, 1)]);
  await first.getByRole("status").filter({ hasText: "有新消息，共 1 条未读" }).waitFor();

  await first.getByRole("link", { name: /^消息/ }).click();
  await first.getByText("灌装机卡瓶第一次").waitFor();
  await submittedProblem(world, { title: "灌装机卡瓶第二次" });
  await first.getByText("灌装机卡瓶第二次").waitFor();
  await unread(second, 2);
  await first.getByRole("button", { name: /灌装机卡瓶第一次/ }).click();
  await first.getByRole("heading", { level: 1, name: /灌装机卡瓶第一次/ }).waitFor();
  await unread(second, 1);
  expect(errors).toEqual([]);
});

test.each([[true], [false]])("people choose what calls them; script: %s", async (script) => {
  const { page, errors } = await as(world.reviewer2.personId, { script, phone: true });
  await page.goto("/inbox");
  await page.getByRole("link", { name: "消息设置" }).click();
  await page.getByRole("heading", { level: 1, name: "消息设置" }).waitFor();
  await page.getByRole("combobox", { name: "轮到我处理" }).selectOption({ label: "放进汇总" });
  await page.getByRole("combobox", { name: "从" }).selectOption("20:00");
  await page.getByRole("combobox", { name: "时区" }).selectOption("Asia/Urumqi");
  if (script) await page.getByRole("checkbox", { name: "新留言和攻关记录" }).uncheck();
  await page.getByRole("button", { name: "保存" }).click();
  await page.getByText("已保存。").waitFor();
  await page.reload();
  expect(await page.getByRole("combobox", { name: "轮到我处理" }).inputValue()).toBe("digest");
  expect(await page.getByRole("combobox", { name: "从" }).inputValue()).toBe("20");
  expect(await page.getByRole("checkbox", { name: "新留言和攻关记录" }).isChecked()).toBe(false);
  expect(errors).toEqual([]);
});

test("a mail's link ends mail in one press, without signing in", async () => {
  const { page, errors } = await browser.visitor(product.url, { phone: true });
  await page.goto(paths.unsubscribe(unsubscribeToken(world.reviewer.personId)));
  await page.getByRole("button", { name: "不再接收消息邮件" }).click();
  await page.getByText("已停止").waitFor();
  await page.getByRole("button", { name: "恢复接收" }).click();
  await page.getByText("现在会收到消息邮件。").waitFor();
  // A mail program presses by itself, without a cookie or a word on where it comes from.
  const answer = await fetch(product.url + paths.unsubscribe(unsubscribeToken(world.engineer.personId)), {
    method: "POST",
    body: new URLSearchParams({ "List-Unsubscribe": "One-Click" }),
  });
  expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining("已停止")]);
  await page.goto("/unsubscribe/nonsense");
  await page.getByText("这个链接不完整").waitFor();
  expect(errors).toEqual([]);
});
