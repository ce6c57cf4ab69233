import { expect, it } from "vitest";
import { db } from "#app/lib/db.server.ts";
import { paths } from "#app/lib/paths.ts";
import { enterBenefit } from "#app/modules/achievements/benefit/enter-benefit.server.ts";
import { stateFigures } from "#app/modules/achievements/benefit/state-figures.server.ts";
import { shareBenefit } from "#app/modules/achievements/benefit/share-benefit.server.ts";
import { entry, figures, later, sharesOf, solvedProblem } from "#tests/support/benefits.server.ts";
import { useBrowser } from "#tests/support/browser.server.ts";
import { word } from "#tests/support/documents.ts";
import { makeWorld } from "#tests/support/factories.server.ts";
import { useInProcessProduct } from "#tests/support/in-process.server.ts";

const product = useInProcessProduct();
const browser = useBrowser();

/** Somebody at a browser, signed in. */
async function visit(personId: string, { script = true, phone = true } = {}) {
  const { context, page, errors } = await browser.visitor(product.url, { script, phone });
  const [name = "", value = ""] = (await product.signIn(personId)).split("=");
  await context.addCookies([{ name, value, url: product.url }]);
  return { page, errors, said: (text: string) => page.getByRole("status").getByText(text).first().waitFor() };
}

it("a benefit is submitted, certified in part and its shares confirmed; an achievement is made of the fix and registered", async () => {
  const world = await makeWorld();
  const fixId = await solvedProblem(world);
  // Days that are over: what the trials of this world would leave of a year.
  await db.trial.updateMany({ where: { problemId: fixId }, data: { startedOn: new Date("2025-01-01") } });
  const engineer = later(world.engineer);
  const { id } = await enterBenefit(engineer, entry(fixId, { fromOn: "2025-01-01", toOn: "2025-01-31" }));
  await stateFigures(engineer, id, figures(0, "ACTUAL", "200"));
  await shareBenefit(engineer, id, { version: 1, lines: sharesOf(world) });

  const asker = await visit(world.engineer.personId, { phone: false });
  await asker.page.goto(paths.benefit(id));
  await asker.page.getByLabel("选择文件").setInputFiles({
    name: "停机记录.docx",
    mimeType: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    buffer: Buffer.from(word("停机记录")),
  });
  await asker.page.getByRole("button", { name: "上传" }).click();
  await asker.said("已上传");
  await asker.page.getByRole("button", { name: "提交财务认定" }).click();
  await asker.said("已提交，等财务认定");

  const finance = await visit(world.finance.personId, { phone: false });
  await finance.page.goto("/");
  await finance.page
    .getByRole("link", { name: /认定效益/ })
    .first()
    .click();
  // The same on another page, left open: what it can still be pressed for is over by then.
  const late = await finance.page.context().newPage();
  await late.goto(paths.benefit(id));
  await late.getByRole("radio", { name: "全部认定" }).check();
  await finance.page.getByRole("radio", { name: "部分认定" }).check();
  await finance.page.getByLabel("认定金额").fill("9000");
  await finance.page.getByRole("textbox", { name: /^原因/ }).fill("按实际排产折算");
  // Enter in a field asks nothing and does nothing.
  await finance.page.getByLabel("认定金额").press("Enter");
  await finance.page.locator("summary", { hasText: "提交结论" }).click();
  await finance.page.getByRole("button", { name: "提交结论" }).click();
  await finance.said("已认定，数字已锁定");
  await late.locator("summary", { hasText: "提交结论" }).click();
  await late.getByRole("button", { name: "提交结论" }).click();
  await late.locator('[role="alert"]:focus').waitFor();
  // The page read anew has no such form any more.
  await expect.poll(() => late.getByRole("radio").count()).toBe(0);
  await late.close();

  // On a phone, with gloves, without script.
  const solver = await visit(world.craftsman.personId, { script: false });
  const { page } = solver;
  await page.goto(paths.benefit(id));
  await page.getByText("部分认定").first().waitFor();
  expect(await page.getByText("9,000").count()).toBe(0);
  await page.getByRole("button", { name: "确认", exact: true }).click();
  await solver.said("已记下");

  await page.goto(paths.problem(fixId));
  await page.getByRole("link", { name: "填写成果" }).click();
  await page.getByRole("button", { name: "开始填写" }).click();
  await solver.said("已建好");
  await page.getByLabel("成果简介").fill("星轮与链条不同步，重新对正并加装传感器。");
  await page.getByRole("button", { name: "保存" }).click();
  await solver.said("已保存");
  const achievement = new URL(page.url()).pathname;
  await page.getByText("10 万元以下").first().waitFor();
  await page.getByRole("link", { name: "填写内容" }).click();
  await page.getByLabel("创新点").fill("用凸轮编码器代替人工对正。");
  await page.getByRole("button", { name: "保存" }).click();
  await page.getByRole("link", { name: "填写份额" }).click();
  await page.getByLabel("主要贡献").first().fill("查清原因，定出办法。");
  await page.getByRole("button", { name: "保存，请各人确认" }).click();
  await page.getByRole("button", { name: "确认", exact: true }).click();
  await solver.said("已记下");
  await page.getByRole("link", { name: "提交登记" }).click();
  await page.getByText("没有找到相似的以往成果").waitFor();
  await page.getByRole("button", { name: "提交", exact: true }).click();
  await solver.said("已提交，等单位登记");

  const reviewer = await visit(world.toolsReviewer.personId, { phone: false });
  await reviewer.page.goto(achievement);
  await reviewer.page.getByRole("radio", { name: "登记", exact: true }).check();
  await reviewer.page.getByRole("button", { name: "提交结论" }).click();
  await reviewer.said("已登记");
  await reviewer.page.getByText("可用于报奖").first().waitFor();
  expect([asker, finance, solver, reviewer].flatMap((one) => one.errors)).toEqual([]);
});
