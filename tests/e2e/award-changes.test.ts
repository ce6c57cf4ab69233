import { addDays } from "date-fns/addDays";
import { describe, expect, it } from "vitest";
import { db } from "#app/lib/db.server.ts";
import { awardPaths } from "#app/lib/award-paths.ts";
import { registeredAchievement } from "#tests/support/award-life.server.ts";
import { admittedApplication, countedRecords, draftRound, putRound } from "#tests/support/award-panel.server.ts";
import { solvedProblem } from "#tests/support/benefits.server.ts";
import { useBrowser } from "#tests/support/browser.server.ts";
import { makePerson, makeWorld } from "#tests/support/factories.server.ts";
import { useInProcessProduct } from "#tests/support/in-process.server.ts";

const product = useInProcessProduct({ jobs: false });
const browser = useBrowser();

/** A round under notice with two changed applications: a corrected benefit, and a fault accepted again after the round's days. */
async function changedRound() {
  const world = await makeWorld();
  const roundId = await draftRound(world);
  const by = { enterpriseId: world.tools, byId: world.craftsman.personId };
  const propose = async (achievement: string) => {
    const id = await admittedApplication(roundId, achievement, by, "counted");
    await db.awardApplication.update({ where: { id }, data: { state: "PROPOSED", grade: "一等奖" } });
    return id;
  };
  const rich = await registeredAchievement(world, [world.craftsman]);
  await countedRecords(world, rich, { yuan: 1_200_000 });
  const problemId = await solvedProblem(world);
  await db.acceptance.updateMany({ where: { problemId }, data: { at: addDays(new Date(), -1) } });
  const fixed = await registeredAchievement(world, [world.craftsman], { problemIds: [problemId] });
  const [one, other] = [await propose(rich), await propose(fixed)];
  await db.benefit.updateMany({
    where: { achievement: { achievementId: rich } },
    data: { state: "CORRECTED", holds: false },
  });
  await db.acceptance.updateMany({ where: { problemId }, data: { at: addDays(new Date(), 3) } });
  await putRound(roundId, "REVIEW");
  await db.awardRound.update({ where: { id: roundId }, data: { state: "NOTICE", panelClosedAt: new Date() } });
  return { world, roundId, one, other };
}

/** An officer's page of the scores with the form that gives one application another grade. */
async function grading(personId: string, roundId: string, id: string, script: boolean) {
  const { context, page, errors } = await browser.visitor(product.url, { script });
  const [name = "", value = ""] = (await product.signIn(personId)).split("=");
  await context.addCookies([{ name, value, url: product.url }]);
  page.setDefaultTimeout(10_000);
  await page.goto(`${awardPaths.awardScores(roundId)}?change=${id}`);
  const form = page.locator("form#grade");
  const save = () => form.getByRole("button", { name: "保存等次" }).click();
  const say = async (grade: string, reason: string) => {
    await form.locator('[name="grade"]').selectOption(grade);
    await form.locator('[name="reason"]').fill(reason);
    await save();
  };
  const saved = () => page.getByRole("status").getByText("等次已保存").waitFor();
  return { page, errors, form, say, save, saved };
}

describe.each([
  ["with script", true],
  ["without script", false],
])("%s", (_, script) => {
  it("who says later what a change means keeps what was typed, reads the colleague's word beside it, and loses nothing", async () => {
    const { world, roundId, one, other } = await changedRound();
    const open = async (personId: string) => {
      const { context, page, errors } = await browser.visitor(product.url, { script });
      const [name = "", value = ""] = (await product.signIn(personId)).split("=");
      await context.addCookies([{ name, value, url: product.url }]);
      page.setDefaultTimeout(10_000);
      await page.goto(awardPaths.awardChanges(roundId));
      const form = (id: string) => page.locator(`form#settle-${id}`);
      const say = async (id: string, outcome: string, reason: string) => {
        await form(id).locator('[name="outcome"]').selectOption(outcome);
        await form(id).locator('[name="reason"]').fill(reason);
        await form(id).getByRole("button", { name: "保存处理" }).click();
      };
      const saved = () => page.getByRole("status").getByText("处理已保存").waitFor();
      return { page, errors, form, say, saved };
    };
    const colleagueId = await makePerson([["UNION_OFFICER", world.federation]], { name: "乙干部" });
    const [mine, theirs] = [await open(world.officer.personId), await open(colleagueId)];
    await mine.page.getByText("已解决，但不再计入").waitFor();
    expect(
      await mine.page.locator("span", { has: mine.page.locator("svg"), hasText: "待说明" }).count(),
    ).toBeGreaterThan(1);
    expect(await mine.form(one).locator('[aria-required="true"]').count()).toBe(2);

    await theirs.say(one, "=", "更正后仍为最高");
    await theirs.saved();
    await theirs.page.getByText("保留。更正后仍为最高").waitFor();
    await mine.say(one, "-", "不再突出");
    const form = mine.form(one);
    await form.getByRole("alert").waitFor();
    await form.getByText("现在记录里的内容").first().waitFor();
    expect(await form.locator('[name="outcome"]').inputValue()).toBe("-");
    expect(await form.locator('[name="reason"]').inputValue()).toBe("不再突出");
    expect(await form.getByRole("status").allInnerTexts()).toEqual([
      expect.stringMatching(/乙干部[^]*保留（一等奖）/),
      expect.stringMatching(/乙干部[^]*更正后仍为最高/),
    ]);
    // The other application's form is as it was.
    expect(await mine.form(other).locator('[name="reason"]').inputValue()).toBe("");
    expect(await mine.page.getByRole("alert").count()).toBe(1);

    // Their reason is taken over; the outcome that was chosen stays.
    await form.getByRole("button", { name: "换成这个" }).nth(1).click();
    await expect.poll(() => form.locator('[name="reason"]').inputValue(), { timeout: 10_000 }).toBe("更正后仍为最高");
    expect(await form.locator('[name="outcome"]').inputValue()).toBe("-");
    await form.getByRole("button", { name: "保存处理" }).click();
    await mine.saved();
    await expect.poll(() => form.count(), { timeout: 10_000 }).toBe(0);

    // Taken out meanwhile, it is not on the page any more; what was typed for it is.
    await theirs.page.getByText("重新处理").click();
    await theirs.say(one, "=", "再次核实，仍为最高");
    await theirs.page.getByText("您刚才填的，没有存上").waitFor();
    await theirs.page.getByRole("alert").waitFor();
    await theirs.page.getByText("再次核实，仍为最高").waitFor();
    expect(await theirs.form(one).count()).toBe(0);
    expect(await db.event.count({ where: { type: "award.changes-settled", subjectId: one } })).toBe(2);
    expect([...mine.errors, ...theirs.errors].filter((text) => !text.includes("409"))).toEqual([]);
  });

  it("who grades later keeps what was typed and reads the colleague's grade beside it, on the page that has its tab", async () => {
    const { world, roundId, one } = await changedRound();
    await db.awardApplication.updateMany({ where: { roundId }, data: { state: "ADMITTED", grade: "" } });
    await db.awardRound.update({ where: { id: roundId }, data: { state: "PANEL" } });
    const score = { total: 900, rank: 1, sheets: 2, spread: 0, detail: [], hash: "0".repeat(64) };
    await db.applicationScore.create({ data: { applicationId: one, ...score } });
    const colleagueId = await makePerson([["UNION_OFFICER", world.federation]], { name: "乙干部" });
    const open = (personId: string) => grading(personId, roundId, one, script);
    const [mine, theirs] = [await open(world.officer.personId), await open(colleagueId)];
    expect(await mine.page.locator('nav a[aria-current="page"]', { hasText: "评审结果" }).count()).toBe(1);
    await theirs.say("二等奖", "安全意义大");
    await theirs.saved();
    await mine.say("-", "不突出");
    await mine.form.getByText("现在记录里的内容").first().waitFor();
    expect(await mine.form.locator('[name="grade"]').inputValue()).toBe("-");
    expect(await mine.form.locator('[name="reason"]').inputValue()).toBe("不突出");
    expect(await mine.form.getByRole("status").allInnerTexts()).toEqual([
      expect.stringContaining("二等奖"),
      expect.stringContaining("安全意义大"),
    ]);
    await mine.save();
    await mine.saved();
    expect(await db.awardApplication.findUnique({ where: { id: one } })).toMatchObject({ gradeReason: "不突出" });
    expect([...mine.errors, ...theirs.errors].filter((text) => !text.includes("409"))).toEqual([]);
  });
});
