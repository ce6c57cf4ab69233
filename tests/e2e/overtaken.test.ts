import { randomUUID } from "node:crypto";
import type { Page } from "playwright-core";
import { beforeAll, describe, expect, it } from "vitest";
import { awardPaths } from "#app/lib/award-paths.ts";
import { db } from "#app/lib/db.server.ts";
import { paths } from "#app/lib/paths.ts";
import { hide } from "#app/modules/awards/notice/protect.server.ts";
import { achievementRow, applicationRow, roundRow } from "#tests/support/award-rows.server.ts";
import { useBrowser } from "#tests/support/browser.server.ts";
import { comeAlive } from "#tests/support/come-alive.ts";
import * as awards from "#tests/support/factories.server.ts";
import { useInProcessProduct } from "#tests/support/in-process.server.ts";
import { makeOrganisation, makePerson, makeWorld, type World } from "#tests/support/people.server.ts";

const product = useInProcessProduct({ jobs: false });
const browser = useBrowser();
let world: World;

beforeAll(async () => {
  world = await makeWorld();
});

/** A page of the product as this person opens it; a service worker would bring scripts that are to come late. */
async function visit(personId: string, script = true) {
  const visitor = await browser.visitor(product.url, { script, worker: false });
  const [name = "", value = ""] = (await product.signIn(personId)).split("=");
  await visitor.context.addCookies([{ name, value, url: product.url }]);
  return visitor;
}
/** How often a text is to be seen. */
const seen = (page: Page, text: string) => page.getByText(text).filter({ visible: true }).count();
/** What a page does as soon as it can has been done. */
const settled = (page: Page) => page.evaluate(() => new Promise((done) => setTimeout(done)));
/** Where a page without script says it, if no form does. */
const withoutScript = (page: Page) => page.locator("header noscript > div");
const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent);

const mondayOf = async (organisationId: string) =>
  JSON.stringify(((await db.workCalendar.findUniqueOrThrow({ where: { organisationId } })).week as unknown[])[1]);

describe.each([
  ["with script", true],
  ["without script", false],
])("%s", (_, script) => {
  it("who was overtaken is told, keeps what was typed, and can send it after all", async () => {
    const calendar = paths.workCalendar(script ? world.enterprise : world.studio);
    const open = async () => {
      const { page } = await visit((await makePerson(["REVIEWER", world.enterprise])).id, script);
      await page.goto(calendar);
      return page;
    };
    const [first, second] = [await open(), await open()];
    const send = async (page: typeof first, monday: string) => {
      await page.getByLabel("周一").fill(monday);
      await page.getByRole("button", { name: "保存日历" }).click();
    };
    await send(first, "06:00-14:00");
    await first.getByRole("status").getByText("已保存").waitFor();
    const note = script && second.waitForEvent("requestfinished", (one) => /refused-note-[^/]*\.js/.test(one.url()));
    await send(second, "14:00-22:00");
    await second.getByRole("alert").waitFor();
    expect(await second.getByLabel("周一").inputValue()).toBe("14:00-22:00");
    expect(await mondayOf(calendar.split("/")[2] ?? "")).toBe("[[360,840]]");
    await second.locator('input[name="version"][value="1"]').waitFor({ state: "attached" });
    const why = "内容刚刚被别人更新";
    expect([await seen(second, why), await withoutScript(second).isVisible()]).toEqual([1, false]);
    if (script) {
      // Once more, with what says it elsewhere at hand: the form is still there, and says it alone.
      await note;
      await first.goto(calendar);
      await send(first, "07:00-15:00");
      await expect.poll(() => mondayOf(calendar.split("/")[2] ?? "")).toBe("[[420,900]]");
      await send(second, "14:00-22:00");
      await second.locator('input[name="version"][value="2"]').waitFor({ state: "attached" });
      await settled(second);
      expect(await seen(second, why)).toBe(1);
    }
    await second.getByRole("button", { name: "保存日历" }).click();
    await second.getByRole("status").getByText("已保存").waitFor();
    expect(await mondayOf(calendar.split("/")[2] ?? "")).toBe("[[840,1320]]");
  });
});

/** What somebody presses is gone with the first press: the page of an objection that nobody handles yet. */
describe("of two officers who take one objection the later one reads why not, once", () => {
  const why = "这件异议已有同事在处理";
  let around: awards.World;
  beforeAll(async () => {
    around = await awards.makeWorld();
  });

  /** The second officer's page, opened by `open`, after the first one took the objection. */
  async function overtaken(open: (page: Page, address: string) => Promise<unknown>, script = true) {
    const roundId = await roundRow(around);
    const applicationId = await applicationRow(around, roundId, { achievementId: await achievementRow(around, []) });
    await db.awardRound.update({ where: { id: roundId }, data: { state: "NOTICE" } });
    const [id, officer] = [randomUUID(), ["UNION_OFFICER", around.federation] as const];
    const sealed = hide("一位职工", id);
    const objector = { name: sealed, contact: sealed, text: sealed, at: new Date() };
    await db.objection.create({ data: { id, clientId: randomUUID(), applicationId, ...objector } });
    const first = await visit(await awards.makePerson([[...officer]]), false);
    const second = await visit(await awards.makePerson([[...officer]]), script);
    await open(second.page, awardPaths.objection(id));
    await first.page.goto(awardPaths.objection(id));
    await take(first.page).click();
    await first.page.getByText("已由您经办").first().waitFor();
    return second;
  }
  const take = (page: Page) => page.getByRole("button", { name: "由我经办" });
  const complaints = (errors: string[]) => errors.filter((text) => !/ 409 /.test(text));

  it.each([
    ["at once", false],
    ["when the script for it comes late", true],
  ])("%s", async (_, late) => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { page, errors } = await overtaken(async (one, address) => {
      if (late) await one.route(/refused-note-[^/]*\.js/, (route) => held.then(() => route.continue()));
      await one.goto(address);
      await comeAlive(one);
    });
    await take(page).click();
    await expect.poll(() => take(page).count()).toBe(0);
    release();
    await page.getByRole("alert").getByText(why).waitFor();
    expect(await seen(page, why)).toBe(1);
    await expect.poll(() => focused(page)).toContain(why);
    expect(await page.title()).toMatch(/^错误：[^错\u2060]+$/);
    expect(complaints(errors)).toEqual([]);
  });

  it("when no script had come before the press", async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { page, errors } = await overtaken(async (one, address) => {
      await one.route(/\/assets\/[^/]*\.js/, (route) => held.then(() => route.continue()).catch(() => undefined));
      await one.goto(address, { waitUntil: "commit" });
    });
    const answered = page.waitForResponse((one) => one.request().method() === "POST");
    await take(page).click({ noWaitAfter: true });
    expect((await answered).status()).toBe(409);
    release();
    await page.getByRole("alert").getByText(why).waitFor();
    expect(await seen(page, why)).toBe(1);
    expect(await page.title()).toMatch(/^错误：[^错\u2060]+$/);
    expect(complaints(errors)).toEqual([]);
  });

  it("without script", async () => {
    const { page } = await overtaken((one, address) => one.goto(address), false);
    await take(page).click();
    await withoutScript(page).waitFor();
    expect(await withoutScript(page).textContent()).toContain(why);
    expect(await take(page).count()).toBe(0);
  });
});

it("a print says by the organisation's clock when it was printed, not when the page was opened", async () => {
  const enterprise = await makeOrganisation("ENTERPRISE");
  await db.organisation.update({ where: { id: enterprise }, data: { timeZone: "Asia/Urumqi" } });
  const { page } = await visit((await makePerson(["REVIEWER", enterprise])).id);
  await page.goto(paths.problems());
  // What says so comes once the page works.
  const print = () =>
    page.evaluate(
      (later) => {
        const { now } = Date;
        Date.now = () => later;
        dispatchEvent(new Event("beforeprint"));
        Date.now = now;
        return document.querySelector(".paper-head")?.textContent;
      },
      Date.UTC(2099, 0, 2, 3, 4),
    );
  await expect.poll(print, { timeout: 15_000 }).toMatch(/ · 打印时间 2099-01-02 09:04$/);
});
