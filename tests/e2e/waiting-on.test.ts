import { addDays } from "date-fns/addDays";
import { addHours } from "date-fns/addHours";
import { subDays } from "date-fns/subDays";
import { beforeAll, expect, test } from "vitest";
import { db } from "#app/lib/db.server.ts";
import { addWorkingDays } from "#app/lib/working-time.ts";
import { calendarOf } from "#app/modules/alliances/work-calendar.server.ts";
import { acceptSolution } from "#app/modules/solving/accept-solution.server.ts";
import { sweepDueTimes } from "#app/modules/solving/sweep-due-times.server.ts";
import { sweepStillGood } from "#app/modules/solving/sweep-still-good.server.ts";
import { useBrowser } from "#tests/support/browser.server.ts";
import { actorOf, makeWorld, releasedProblem, versionOf, type World } from "#tests/support/factories.server.ts";
import { useInProcessProduct } from "#tests/support/in-process.server.ts";
import { awaitingAcceptance, stateOf, tackledProblem } from "#tests/support/solving.server.ts";

const product = useInProcessProduct();
const browser = useBrowser();
let world: World;
/** Everything began forty days ago. */
const BEGAN = subDays(new Date(), 40);
beforeAll(async () => {
  world = await makeWorld(BEGAN);
});

async function as({ personId }: { personId: string }, options: { script?: boolean; phone?: boolean } = {}) {
  const visitor = await browser.visitor(product.url, options);
  const [name = "", value = ""] = (await product.signIn(personId)).split("=");
  await visitor.context.addCookies([{ name, value, url: product.url }]);
  return visitor;
}

test("a team asks the poster on the phone, the clock stands, the poster answers from the list of what waits", async () => {
  const id = await tackledProblem(world, { title: "贴标机走偏" });
  const team = await as(world.craftsman, { phone: true });
  await team.page.goto(`/problems/${id}`);
  await team.page.getByRole("link", { name: "问发布方" }).click();
  await team.page.getByRole("button", { name: "提问，暂停计时" }).click();
  await team.page.getByRole("alert").waitFor();
  await team.page.getByLabel("想问什么").fill("哪天能停机两小时？");
  await team.page.getByRole("button", { name: "提问，暂停计时" }).click();
  await team.page.waitForURL(new RegExp(`/problems/${id}$`));
  await team.page.locator("main").getByText("计时暂停").waitFor();

  const poster = await as(world.engineer, { script: false });
  await poster.page.goto("/");
  await poster.page.getByText("攻关团队等您回答").waitFor();
  await poster.page
    .locator("main")
    .getByRole("link", { name: /贴标机走偏/ })
    .first()
    .click();
  await poster.page.getByRole("link", { name: "回答攻关团队" }).first().click();
  await poster.page.getByText("哪天能停机两小时？").waitFor();
  await poster.page.getByRole("textbox", { name: /^回答/ }).fill("周六上午可以。");
  await poster.page.getByRole("button", { name: "提交回答" }).click();
  await poster.page.waitForURL(new RegExp(`/problems/${id}$`));
  const happened = poster.page.getByRole("region", { name: "经过" });
  expect(await happened.innerText()).toMatch(
    /问发布方[\s\S]*哪天能停机两小时？[\s\S]*回答了攻关团队[\s\S]*周六上午可以。/,
  );
  expect([...team.errors.filter((one) => !/422/.test(one)), ...poster.errors]).toEqual([]);
});

test("a fix that came back is opened again by its poster, and its team goes on", async () => {
  const id = await tackledProblem(world, { title: "灌装机又卡瓶" });
  await awaitingAcceptance(world, id);
  await acceptSolution(world.engineer, { problemId: id, version: await versionOf(id), verdict: "FIXED" });
  await sweepStillGood(new Date());
  const poster = await as(world.engineer, { phone: true });
  await poster.page.goto("/");
  await poster.page
    .locator("main")
    .getByRole("link", { name: /灌装机又卡瓶/ })
    .first()
    .click();
  await poster.page.getByText("未确认").waitFor();
  await poster.page.getByRole("link", { name: "还好用吗？" }).first().click();
  await poster.page.getByRole("radio", { name: /又出现了/ }).check();
  await poster.page.getByRole("button", { name: "回答" }).click();
  await poster.page.getByRole("alert").waitFor();
  expect(await poster.page.getByRole("radio", { name: /又出现了/ }).isChecked()).toBe(true);
  await poster.page.getByLabel("说明").fill("昨天夜班卡了三次");
  await poster.page.getByRole("button", { name: "回答" }).click();
  await poster.page.waitForURL(new RegExp(`/problems/${id}$`));
  await poster.page.getByText("复发后失效").waitFor();

  const team = await as(world.craftsman);
  await team.page.goto(`/problems/${id}`);
  await team.page.getByRole("link", { name: "是否继续攻关" }).first().click();
  await team.page.getByRole("heading", { level: 1, name: "问题复发，是否继续" }).waitFor();
  await team.page.getByText("昨天夜班卡了三次").waitFor();
  await team.page.getByRole("button", { name: "继续攻关" }).click();
  await team.page.waitForURL(new RegExp(`/problems/${id}$`));
  expect(await stateOf(id)).toBe("IN_PROGRESS");
  expect([...poster.errors.filter((one) => !/422/.test(one)), ...team.errors]).toEqual([]);
});

test("the secretariat sees what is late and where time goes, and sets the limits of its alliance", async () => {
  const id = await releasedProblem(world, { title: "等了很久的难题" });
  for (const days of [3, 10, 20, 39]) await sweepDueTimes(addHours(addDays(BEGAN, days), 1));
  const { page, errors } = await as(world.secretariat);
  await page.goto("/");
  await page.getByRole("link", { name: "超期与卡点" }).first().click();
  await page.getByRole("heading", { level: 1, name: "超期与卡点" }).waitFor();
  const row = page.getByRole("row", { name: /等了很久的难题/ });
  expect(await row.innerText()).toMatch(/联盟分拣[\s\S]*已超时[\s\S]*(牵头单位|总工会)/);
  await page.getByRole("link", { name: /联盟秘书处/ }).click();
  await page.waitForURL(/ball=SECRETARIAT/);
  await row.waitFor();
  expect(await page.getByRole("table", { name: /每一步用的工作时间/ }).innerText()).toContain("联盟分拣");

  await page.getByRole("link", { name: "办理时限" }).first().click();
  await page.getByRole("group", { name: "联盟分拣" }).getByLabel("一般").fill("0");
  await page.getByRole("button", { name: "保存" }).click();
  await page
    .getByRole("alert")
    .getByText(/联盟分拣（一般）/)
    .waitFor();
  await page.getByRole("group", { name: "联盟分拣" }).getByLabel("一般").fill("4");
  await page.getByRole("button", { name: "保存" }).click();
  await page.waitForURL(new RegExp(`/organisations/${world.alliance}$`));
  const later = await releasedProblem({ ...world, reviewer: await actorOf(world.reviewer.personId) });
  const { dueAt, stateSince } = await db.problem.findUniqueOrThrow({ where: { id: later } });
  const standard = calendarOf({ timeZone: "Asia/Shanghai", week: null, publicHolidays: null, days: null });
  expect(dueAt).toEqual(addWorkingDays(standard, stateSince, 4));
  expect(errors.filter((one) => !/422/.test(one))).toEqual([]);
  await page.goto(`/problems/${id}`);
  expect(await page.getByRole("region", { name: "经过" }).innerText()).not.toContain("超期上报"); // its own people's only
});
