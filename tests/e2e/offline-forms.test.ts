import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { db } from "#app/lib/db.server.ts";
import type { Locale } from "#app/lib/i18n.ts";
import { paths } from "#app/lib/paths.ts";
import { addCommentFiles } from "#app/modules/discussion/add-comment-files.server.ts";
import { problemDiscussion } from "#app/modules/problems/discussion-subject.server.ts";
import { useBrowser } from "#tests/support/browser.server.ts";
import { actorOf, draftedProblem, makePerson, makeWorld, type World } from "#tests/support/factories.server.ts";
import { type FaultyProxy, startFaultyProxy } from "#tests/support/faulty-proxy.server.ts";
import { useInProcessProduct } from "#tests/support/in-process.server.ts";

const product = useInProcessProduct({ jobs: false });
const browser = useBrowser();
let world: World;
let proxy: FaultyProxy;

beforeAll(async () => {
  world = await makeWorld();
  proxy = await startFaultyProxy(product.url);
});
afterAll(() => proxy.stop());

/** The page of a problem, with its comment form, as its author sees it. */
async function discuss({ locale, phone }: { locale: Locale; phone: boolean }) {
  const personId = await makePerson([["ENGINEER", world.brewery]]);
  await db.person.update({ where: { id: personId }, data: { locale } });
  const problemId = await draftedProblem(world, {}, await actorOf(personId));
  const visitor = await browser.visitor(proxy.url, { phone });
  const [name = "", value = ""] = (await product.signIn(personId)).split("=");
  await visitor.context.addCookies([{ name, value, url: proxy.url }]);
  await visitor.page.goto(paths.problem(problemId));
  await visitor.page.waitForLoadState("networkidle");
  const said = () => db.comment.findMany({ where: { subjectId: problemId }, select: { body: true } });
  return { ...visitor, said, address: visitor.page.url(), personId, problemId };
}

function cut(): void {
  proxy.weather = "none";
  proxy.cut();
}
const answerOf = (page: Page, text: string) => page.getByRole("status").getByText(text);

test("a comment pressed without signal stays typed, and is sent when it is pressed again with signal", async () => {
  const { context, page, said, address } = await discuss({ locale: "zh-CN", phone: true });
  const box = page.getByLabel("留言", { exact: true });
  const button = page.getByRole("button", { name: "发表" });
  cut();
  await context.setOffline(true);
  await box.fill("星轮间隙要再量一次");
  await button.click();
  await answerOf(page, "没有信号，没有发出去").waitFor();
  expect(await box.inputValue()).toBe("星轮间隙要再量一次");
  expect(page.url()).toBe(address);
  proxy.weather = "fair";
  await context.setOffline(false);
  await answerOf(page, "有信号了，请再按一次").waitFor();
  await button.click();
  await answerOf(page, "已发表").waitFor();
  expect(await said()).toEqual([{ body: "星轮间隙要再量一次" }]);
});

test("a comment survives a network that only seems to be there, and a lost answer does not double it", async () => {
  const { context, page, said, address } = await discuss({ locale: "en", phone: false });
  const box = page.getByLabel("Comment", { exact: true });
  const button = page.getByRole("button", { name: "Post", exact: true });
  const unsent = answerOf(page, "No signal: this was not sent");
  // Not even the script of the page the form leads to can be had.
  cut();
  await box.fill("Measure the star wheel again");
  await button.click();
  await unsent.waitFor();
  proxy.weather = "fair";
  // The form is sent and stored, but the answer does not come back.
  let lost = 0;
  await context.route("**/comments.data", async (route) => {
    await route.fetch();
    lost += 1;
    await route.abort("connectionreset");
  });
  await button.click();
  await expect.poll(() => lost).toBe(1);
  await unsent.waitFor();
  expect(await box.inputValue()).toBe("Measure the star wheel again");
  expect(page.url()).toBe(address);
  await context.unroute("**/comments.data");
  await button.click();
  await answerOf(page, "Posted").waitFor();
  expect(await said()).toEqual([{ body: "Measure the star wheel again" }]);
});

test("a comment pressed after the session ended stays typed, and is sent once somebody is signed in again", async () => {
  const { context, page, said, address } = await discuss({ locale: "zh-CN", phone: true });
  const box = page.getByLabel("留言", { exact: true });
  const cookies = await context.cookies();
  await context.clearCookies();
  await box.fill("轴承间隙也要量");
  await page.getByRole("button", { name: "发表" }).click();
  await answerOf(page, "登录已过期，没有发出去").waitFor();
  expect(await page.getByRole("link", { name: "另开一页登录" }).getAttribute("target")).toBe("_blank");
  expect([await box.inputValue(), page.url()]).toEqual(["轴承间隙也要量", address]);
  await context.addCookies(cookies);
  await page.getByRole("button", { name: "发表" }).click();
  await answerOf(page, "已发表").waitFor();
  expect(await said()).toEqual([{ body: "轴承间隙也要量" }]);
});

test("what one person typed is not sent by another, who has signed in since; it waits for its writer", async () => {
  const { context, page, said, address } = await discuss({ locale: "zh-CN", phone: true });
  const box = page.getByLabel("留言", { exact: true });
  const cookies = await context.cookies();
  const other = await makePerson([["ENGINEER", world.brewery]]);
  const [name = "", value = ""] = (await product.signIn(other)).split("=");
  await context.addCookies([{ name, value, url: proxy.url }]);
  await box.fill("甲写的：再量一次");
  await page.getByRole("button", { name: "发表" }).click();
  await answerOf(page, "现在登录的是另一个人，没有发出去").waitFor();
  expect([await box.inputValue(), page.url(), await said()]).toEqual(["甲写的：再量一次", address, []]);
  await context.addCookies(cookies);
  await page.getByRole("button", { name: "发表" }).click();
  await answerOf(page, "已发表").waitFor();
  expect(await said()).toEqual([{ body: "甲写的：再量一次" }]);
});

test("a file taken out of a comment after the session ended stays, and the page says why", async () => {
  const { context, page, personId, problemId } = await discuss({ locale: "zh-CN", phone: true });
  const files = [new File(["%PDF-1.4\n%%EOF"], "间隙.pdf", { type: "application/pdf" })];
  await addCommentFiles(await actorOf(personId), problemDiscussion, {
    subjectId: problemId,
    clientId: crypto.randomUUID(),
    files,
  });
  await page.reload();
  await page.waitForLoadState("networkidle");
  const drop = page.getByRole("button", { name: "去掉 间隙.pdf" });
  const cookies = await context.cookies();
  await context.clearCookies();
  await drop.click();
  await answerOf(page, "登录已过期，没有发出去").waitFor();
  await context.addCookies(cookies);
  await drop.click();
  await expect.poll(() => drop.count()).toBe(0);
  expect(await answerOf(page, "登录已过期").isVisible()).toBe(false);
});
