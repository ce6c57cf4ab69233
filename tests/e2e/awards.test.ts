import { addDays } from "date-fns/addDays";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { db } from "#app/lib/db.server.ts";
import { awardPaths } from "#app/lib/award-paths.ts";
import { paths } from "#app/lib/paths.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { admitApplication } from "#app/modules/awards/applications/admit-application.server.ts";
import { changeStatement } from "#app/modules/awards/applications/change-application.server.ts";
import { loadApplication } from "#app/modules/awards/applications/queries.server.ts";
import { recommendApplication } from "#app/modules/awards/applications/recommend-application.server.ts";
import { submitApplication } from "#app/modules/awards/applications/submit-application.server.ts";
import { answerSeat } from "#app/modules/awards/panel/answer-seat.server.ts";
import { remindJudges } from "#app/modules/awards/panel/remind-judges.server.ts";
import { loadSheet } from "#app/modules/awards/panel/queries-judge.server.ts";
import { saveSheet } from "#app/modules/awards/scores/save-sheet.server.ts";
import { deliverPanelNotices } from "#app/modules/notifications/panel-notices.server.ts";
import {
  applicationVersion,
  confirmedBy,
  registeredAchievement,
  writtenApplication,
} from "#tests/support/award-life.server.ts";
import { revokedStudio } from "#tests/support/award-rows.server.ts";
import { useBrowser } from "#tests/support/browser.server.ts";
import { comeAlive } from "#tests/support/come-alive.ts";
import { word } from "#tests/support/documents.ts";
import { actorOf, makeEnterprise, makePerson, makeWorld, type World } from "#tests/support/factories.server.ts";
import { useInProcessProduct } from "#tests/support/in-process.server.ts";

const WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const product = useInProcessProduct();
const browser = useBrowser();

/** Somebody at a browser, signed in. */
async function visit(personId: string, { script = true, phone = false } = {}) {
  const { context, page, errors } = await browser.visitor(product.url, { script, phone });
  const [name = "", value = ""] = (await product.signIn(personId)).split("=");
  await context.addCookies([{ name, value, url: product.url }]);
  page.setDefaultTimeout(10_000);
  const press = (label: string) => page.getByRole("button", { name: label, exact: true }).first().click();
  /** A button that asks first. */
  const sure = async (label: string) => {
    await page.locator("summary", { hasText: label }).first().click();
    await press(label);
  };
  const said = (text: string) => page.getByRole("status").getByText(text).first().waitFor();
  return { page, errors, press, sure, said };
}

type AtBrowser = Awaited<ReturnType<typeof visit>>;

/** The officer adds a title, drafts a round of it and lays down its rules: two places of one grade. Returns the round. */
async function define({ page, press, said }: AtBrowser, now: Date): Promise<string> {
  await page.goto(awardPaths.newAwardTitle());
  await page.getByLabel("奖项名称").fill("职工创新成果奖");
  await page.getByLabel("依据文件").fill("总工发〔2026〕1 号");
  await page.locator('[name="grades"]').fill("一等奖");
  await press("添加");
  await said("奖项已添加");
  await page.goto(awardPaths.newAwardRound());
  await page.locator('[name="titleId"]').selectOption({ label: "职工创新成果奖" });
  await page.locator('[name="name"]').fill("评选");
  await press("建立草稿");
  await said("草稿已建立");
  const day = (days: number) => addDays(now, days).toISOString().slice(0, 10);
  const rules = {
    factsFrom: day(-800),
    factsUntil: day(300),
    opensOn: day(-1),
    countedCompleters: "3",
    minJudges: "2",
    "places[0].places": "两个",
  };
  for (const [name, value] of Object.entries(rules)) await page.locator(`[name="${name}"]`).fill(value);
  await page.getByLabel("不能在计入的完成人中").check();
  await press("保存");
  await page.getByRole("link", { name: /^一等奖：/ }).click();
  await page.locator('[name="places[0].places"]:focus').fill("2");
  await press("保存");
  await said("规则已保存");
  return new URL(page.url()).pathname.split("/").pop() ?? "";
}

/** People who may judge, and one who must not. */
async function prepare(world: World) {
  const house = await makeEnterprise({ parentId: world.federation });
  const judge = (name: string) => makePerson([["ENGINEER", house]], { name });
  const people = { chair: await judge("评委甲"), second: await judge("评委乙"), former: await judge("前同事") };
  // Worked with the applicants until half a year ago.
  await db.membership.create({
    data: {
      personId: people.former,
      organisationId: world.tools,
      role: "ENGINEER",
      startsAt: new Date("2020-01-01"),
      endsAt: new Date(Date.now() - 180 * 86_400_000),
    },
  });
  return people;
}

/**
 * A phone without script: from the achievement to an application with its texts and evidence. What is wrong is told beside
 * its field, and everything typed stays. Returns the application.
 */
async function apply({ page, press, said }: AtBrowser, achievementId: string, colleague: Actor): Promise<string> {
  await page.goto(paths.achievement(achievementId));
  await page.getByRole("link", { name: "申报", exact: true }).last().click();
  await page.locator('[name="roundId"]').selectOption("");
  await press("开始申报");
  await page.locator("#application-roundId-error", { hasText: "请选择一项" }).waitFor();
  expect(await page.title()).toMatch(/^错误：/);
  expect(await page.evaluate(() => document.activeElement?.getAttribute("role"))).toBe("alert");
  await page.locator('[name="roundId"]').selectOption({ index: 1 });
  await press("开始申报");
  await said("草稿已建立");
  await press("上传");
  await page.locator("#files-error").waitFor();
  await page
    .locator('[name="files"]')
    .setInputFiles({ name: "证明.docx", mimeType: WORD_TYPE, buffer: Buffer.from(word("验收证明")) });
  await press("上传");
  await said("文件已上传");
  await page.getByRole("link", { name: "填写申报" }).first().click();
  await page.waitForURL("**/edit");
  const texts = page.getByRole("textbox");
  const shown = page.getByRole("checkbox");
  const count = await texts.count();
  for (let n = 0; n < count; n += 1) {
    await texts.nth(n).fill(n === 1 ? "长".repeat(2_001) : `见材料，第 ${n + 1} 项。`);
    if (n > 0) await shown.nth(n).check();
  }
  await press("保存");
  await page.locator("#said-1-text-error").waitFor();
  expect(await page.locator('[aria-invalid="true"]').count()).toBe(1);
  expect(await page.getByRole("alert").getByRole("link").getAttribute("href")).toBe("#said-1-text");
  expect([await texts.nth(0).inputValue(), (await texts.nth(1).inputValue()).length]).toEqual([
    "见材料，第 1 项。",
    2_001,
  ]);
  expect([await shown.nth(0).isChecked(), await shown.nth(1).isChecked()]).toEqual([false, true]);
  await texts.nth(1).fill("见材料，第 2 项。");
  await shown.nth(0).check();
  // A colleague saves first: the other's text stands beside what was typed, and is taken over where it is the better one.
  const id = new URL(page.url()).pathname.split("/").at(-2) ?? "";
  const { criteria } = await loadApplication(colleague, id);
  await changeStatement(colleague, id, {
    version: await applicationVersion(id),
    said: criteria.map(({ key }, n) => ({ key, text: `同事写的，第 ${n} 项。`, files: [] })),
  });
  await press("保存");
  await page.getByText(`现在记录里的内容 · ${colleague.name}`).first().waitFor();
  const theirs = await page.locator('input[name="now:said[0].text"]').getAttribute("value");
  expect(theirs).toMatch(/^同事写的/);
  await press("换成这个");
  expect([await texts.nth(0).inputValue(), await texts.nth(1).inputValue()]).toEqual([theirs, "见材料，第 2 项。"]);
  await press("保存");
  await said("申报已保存");
  return new URL(page.url()).pathname.split("/").pop() ?? "";
}

async function score(page: Page, points: string) {
  const boxes = page.getByRole("textbox", { name: /^得分/ });
  for (let n = 0; n < (await boxes.count()); n += 1) await boxes.nth(n).fill(points);
}

it("one round from its definition to its decision: a conflict is blocked, an objection upheld", async () => {
  const world = await makeWorld();
  const judges = await prepare(world);
  const officer = await visit(world.officer.personId);
  const { page } = officer;
  const roundId = await define(officer, world.officer.now);

  // The officer seats the panel and opens the round.
  for (const [name, chair] of [
    ["评委甲", true],
    ["评委乙", false],
    ["前同事", false],
  ] as const) {
    await page.goto(awardPaths.awardPanel(roundId, { q: name }));
    if (chair) await page.getByLabel("任组长").first().check();
    await page
      .getByRole("button", { name: /^加入评审组/ })
      .first()
      .click();
    await officer.said("已加入评审组");
  }
  await page.goto(awardPaths.awardRound(roundId));
  await officer.sure("开放申报");
  await officer.said("评选已开放");

  // Two applications: one goes through the browser, of the other only what differs.
  const applicant = await visit(world.craftsman.personId, { phone: true, script: false });
  const id = await apply(applicant, await registeredAchievement(world), world.toolsEngineer);
  const other = await writtenApplication(
    world,
    roundId,
    await registeredAchievement(world, [world.toolsEngineer, world.craftsman]),
  );
  const contributor = await visit(world.toolsEngineer.personId, { phone: true });
  await contributor.page.goto(awardPaths.application(id));
  await contributor.press("我确认申报内容");
  await contributor.said("已确认");
  await applicant.page.goto(awardPaths.application(id));
  await applicant.press("我确认申报内容");
  await applicant.said("已确认");
  await applicant.press("提交申报");
  await applicant.said("申报已提交");
  await confirmedBy(other, world.craftsman, world.toolsEngineer);
  await submitApplication(world.craftsman, other, await applicationVersion(other));
  const reviewer = await visit(world.toolsReviewer.personId);
  await reviewer.page.goto(awardPaths.application(id));
  await reviewer.page.getByLabel("推荐意见").fill("同意推荐。");
  await reviewer.press("推荐");
  await reviewer.said("已推荐");
  await recommendApplication(world.toolsReviewer, other, {
    version: await applicationVersion(other),
    opinion: "同意推荐。",
  });
  await page.goto(awardPaths.application(id));
  await officer.sure("进入评审");
  await officer.said("已进入评审");
  await admitApplication(world.officer, other, await applicationVersion(other));
  await page.goto(awardPaths.awardRound(roundId));
  await officer.sure("截止申报");
  await officer.said("申报已截止");
  // Found by name among all; its way so far is told to whom it concerns.
  await page.goto(awardPaths.awardApplications(roundId, { q: "没有这一项" }));
  await page.getByText("没有找到“没有这一项”").first().waitFor();
  await page.goto(awardPaths.awardApplications(roundId, { q: "护栏改造" }));
  expect(await page.getByRole("link", { name: /护栏改造/ }).count()).toBe(2);

  // The chair takes the seat on a phone, without script; the panel begins.
  const chair = await visit(judges.chair, { phone: true, script: false });
  await chair.page.goto("/");
  await chair.page
    .getByRole("link", { name: /答复评委席位/ })
    .first()
    .click();
  await chair.press("接受席位");
  await chair.said("已接受席位");
  for (const personId of [judges.second, judges.former]) {
    const seat = await db.panelSeat.findFirstOrThrow({ where: { roundId, personId } });
    await answerSeat(await actorOf(personId), seat.id, true);
  }
  await page.goto(awardPaths.awardPanel(roundId));
  await officer.press("开始评审");
  await officer.said("评审已开始");

  // Before the last day those with sheets left hear of it, once; who stands back from everything does not.
  const { panelUntil } = await db.awardRound.findUniqueOrThrow({ where: { id: roundId } });
  for (const days of [-4, -2, -1]) await remindJudges(addDays(panelUntil, days));
  const [soon, ...more] = await db.event.findMany({ where: { subjectId: roundId, type: "round.closing-soon" } });
  expect(more).toEqual([]);
  await deliverPanelNotices(soon?.id ?? 0n, addDays(panelUntil, -2));
  const told = await db.notice.findMany({ where: { eventId: soon?.id }, select: { personId: true } });
  expect(new Set(told.map((one) => one.personId))).toEqual(new Set([judges.chair, judges.second]));

  // A conflict is blocked: nothing in the list, nothing at the address.
  const former = await visit(judges.former);
  await former.page.goto(awardPaths.judgeRound(roundId));
  await former.page.getByText("没有交给您的申报").waitFor();
  expect((await former.page.goto(awardPaths.scoreSheet(id)))?.status()).toBe(404);
  expect(await former.page.getByText("护栏改造").count()).toBe(0);

  // Two judges score, each blind to the other.
  await chair.page.goto(awardPaths.scoreSheet(id));
  await chair.page.getByText("见材料").first().waitFor();
  await score(chair.page, "11");
  await chair.press("提交评分");
  await chair.page.getByText("只能在 0～10 分之间").first().waitFor();
  await score(chair.page, "8.5");
  // Enter keeps a sheet; it never hands it in.
  await chair.page.getByRole("textbox", { name: /^得分/ }).first().press("Enter");
  await chair.said("草稿已保存");
  await chair.press("提交评分");
  await chair.said("评分已提交");
  const second = await visit(judges.second);
  await second.page.goto(awardPaths.scoreSheet(id));
  await comeAlive(second.page);
  expect(await second.page.getByText("8.5").count()).toBe(0);
  // The other tab kept a draft first: its marks stand beside, one is taken over and typed anew.
  const judge = await actorOf(judges.second);
  const { asked: marks } = await loadSheet(judge, id);
  const draft = marks.map(({ key }) => ({ key, points: "6", remark: "" }));
  await saveSheet(judge, id, { version: 0, submit: false, scores: draft });
  await score(second.page, "8");
  await second.press("提交评分");
  await second.page.getByText("现在记录里的内容 · 您在另一处填的").first().waitFor();
  const box = second.page.getByRole("textbox", { name: /^得分/ }).first();
  expect(await box.inputValue()).toBe("8");
  // What was refused is still only here: whoever leaves is asked first.
  const asked = second.page.waitForEvent("dialog").then((dialog) => dialog.dismiss());
  await second.page.getByRole("link", { name: "评选", exact: true }).first().click();
  await asked;
  expect(new URL(second.page.url()).pathname).toBe(awardPaths.scoreSheet(id));
  await second.press("换成这个");
  expect(await box.inputValue()).toBe("6");
  await score(second.page, "8");
  // As is whoever typed since.
  const again = second.page.waitForEvent("dialog").then((dialog) => dialog.dismiss());
  await second.page.getByRole("link", { name: "评选", exact: true }).first().click();
  await again;
  expect(new URL(second.page.url()).pathname).toBe(awardPaths.scoreSheet(id));
  await second.press("提交评分");
  await second.said("评分已提交");
  for (const personId of [judges.chair, judges.second]) {
    const actor = await actorOf(personId);
    const { asked } = await loadSheet(actor, other);
    const scores = asked.map(({ key }) => ({ key, points: "7", remark: "" }));
    await saveSheet(actor, other, { version: 0, submit: true, scores });
  }

  // The panel closes; every point leads to what it rests on; the proposal is put up.
  await applicant.page.goto(awardPaths.application(id));
  await applicant.page.locator("summary", { hasText: "经过" }).click();
  const way = applicant.page.getByRole("list", { name: "经过" });
  await way.getByRole("listitem").last().getByText("进入评审").waitFor();
  expect(await way.getByText(/评委|评分/).count()).toBe(0);
  await page.goto(awardPaths.awardPanel(roundId));
  await officer.sure("结束评审并计分");
  await officer.said("评审已结束，分数已计算");
  await page.getByText("41.25").first().waitFor();
  await page
    .getByRole("link", { name: /护栏改造/ })
    .first()
    .click();
  await page.getByText("评委平均").first().waitFor();
  await page.goBack();
  await officer.sure("发布公示");
  await officer.said("公示已发布");

  // An objection by name, read by its handler alone, is upheld.
  const objector = await visit(world.outsider.personId, { phone: true });
  await objector.page.goto(awardPaths.objectTo(roundId, other));
  await objector.page.getByLabel("姓名").fill("赵不平");
  await objector.page.getByLabel("联系方式").fill("13800009999");
  await objector.page.getByLabel("异议内容").fill("不是他们做的。");
  await objector.press("提交异议");
  await objector.said("异议已提交");
  await applicant.page.goto(awardPaths.awardNotice(roundId));
  expect(await applicant.page.getByText("赵不平").count()).toBe(0);
  await page.goto("/");
  await page
    .getByRole("link", { name: /处理异议/ })
    .first()
    .click();
  expect(await page.getByText("赵不平").count()).toBe(0);
  await officer.press("由我经办");
  await page.getByText("赵不平").waitFor();
  await page.getByLabel("异议成立，撤出公示").check();
  await page.getByLabel("答复和理由").fill("经核实，成果已由他人申报。");
  await officer.press("答复");
  await officer.said("异议已答复");

  // The notice is over; what is left is awarded.
  await page.goto(awardPaths.awardNotice(roundId));
  await officer.sure("作出决定");
  await page.getByText("公示期还没有结束").first().waitFor();
  await db.awardRound.update({ where: { id: roundId }, data: { noticeUntil: new Date(Date.now() - 1_000) } });
  // Its studio has lost its name meanwhile: whether that touches the award a person says first.
  await revokedStudio(world);
  await page.goto(awardPaths.awardNotice(roundId));
  await officer.sure("作出决定");
  await page.getByText("所依据的记录有变化").first().waitFor();
  await page.getByRole("link", { name: "查看进入评审后的变化" }).click();
  await page.getByText("进入评审后已摘牌").waitFor();
  await page.locator('[name="outcome"]').selectOption({ label: "保留（一等奖）" });
  await officer.press("保存处理");
  await page.getByText("请填写").first().waitFor();
  await page.getByLabel("理由").fill("因一年没有活动摘牌，与这项成果无关。");
  await officer.press("保存处理");
  await officer.said("处理已保存");
  await page.goto(awardPaths.awardNotice(roundId));
  await page.getByText("有变化，都已说明").waitFor();
  await officer.sure("作出决定");
  await officer.said("已作出决定");
  await applicant.page.goto(awardPaths.award(id));
  await applicant.page
    .getByText(/〔\d{4}〕001号/)
    .first()
    .waitFor();
  expect((await applicant.page.request.get(awardPaths.awardCertificate(id))).status()).toBe(200);
  expect((await applicant.page.goto(awardPaths.award(other)))?.status()).toBe(404);
  // The browser writes down what was refused, and nothing else.
  for (const one of [officer, contributor, reviewer, second, objector])
    expect(one.errors.filter((text) => !/ 4(09|22) /.test(text))).toEqual([]);
});
