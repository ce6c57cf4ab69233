import { readFile } from "node:fs/promises";
import { beforeAll, expect, test } from "vitest";
import { formatDate } from "#app/lib/format.ts";
import { paths } from "#app/lib/paths.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { useBrowser } from "#tests/support/browser.server.ts";
import { wordText } from "#tests/support/documents.ts";
import { makeActor, makeWorld, type World } from "#tests/support/factories.server.ts";
import { useInProcessProduct } from "#tests/support/in-process.server.ts";

const product = useInProcessProduct({ jobs: false });
const browser = useBrowser();
let world: World;
let master: Actor;
let apprentice: Actor;

beforeAll(async () => {
  world = await makeWorld();
  master = await makeActor([["CRAFTSMAN", world.toolsStudio]], { name: "高建国" });
  apprentice = await makeActor([["CRAFTSMAN", world.toolsStudio]], { name: "林小满" });
});

const as = async (actor: Actor, phone = false) => {
  const visitor = await browser.visitor(product.url, { phone });
  const [name = "", value = ""] = (await product.signIn(actor.personId)).split("=");
  await visitor.context.addCookies([{ name, value, url: product.url }]);
  return visitor;
};

test("from the agreement over a month's note to the graduation, each by the one whose turn it is", async () => {
  const leader = await as(world.leader);
  await leader.page.goto(paths.newMentorship());
  await leader.page.getByLabel("师傅").selectOption({ label: "高建国" });
  await leader.page.getByLabel("徒弟", { exact: true }).selectOption({ label: "林小满" });
  await leader.page.getByLabel("工种或专业").fill("钳工");
  const month = formatDate(Date.now()).slice(0, 7);
  await leader.page.getByLabel("开始日期").fill(`${month}-01`);
  await leader.page.getByLabel("结束日期").fill(`${month}-01`);
  await leader.page.getByLabel("培养目标").fill("1. 会刮研\n2、会看装配图");
  await leader.page.getByRole("button", { name: "登记，请双方签字" }).click();
  await leader.page.getByRole("alert").getByText("结束日期要在开始日期之后").waitFor();
  const [year = "", rest = ""] = [month.slice(0, 4), month.slice(5)];
  await leader.page.getByLabel("结束日期").fill(`${Number(year) + 1}-${rest}-01`);
  await leader.page.getByRole("button", { name: "登记，请双方签字" }).click();
  await leader.page.getByRole("heading", { name: "高建国 带 林小满" }).waitFor();
  const address = new URL(leader.page.url()).pathname;
  await leader.page.getByText("会刮研").waitFor();
  expect(await leader.page.getByText("1. 会刮研").count()).toBe(0);
  expect(await leader.page.getByRole("button", { name: "我同意并签字" }).count()).toBe(0);

  const teaching = await as(master, true);
  const learning = await as(apprentice, true);
  for (const { page } of [teaching, learning]) {
    await page.goto(address);
    await page.getByRole("button", { name: "我同意并签字" }).click();
    await page.getByRole("status").getByText("已签字").waitFor();
  }
  await learning.page
    .getByRole("link", { name: `写 ${month} 小结` })
    .first()
    .click();
  await learning.page.getByLabel(/这个月学了什么/).fill("学会了平面刮研，研点还不匀");
  await learning.page.getByRole("button", { name: "交给师傅" }).click();
  await learning.page.getByText("等师傅签").waitFor();

  await teaching.page.goto(address);
  await teaching.page.getByRole("link", { name: "去签字" }).click();
  await teaching.page.getByRole("button", { name: "退回修改" }).click();
  await teaching.page.getByRole("alert").getByText("请写明原因").waitFor();
  await teaching.page.getByLabel("师傅的话").fill("进步明显");
  await teaching.page.getByRole("button", { name: "签字认可" }).click();
  await teaching.page.getByText("师傅已签").waitFor();

  await learning.page.goto(`${address}/close`);
  await learning.page.getByLabel("结业小结").fill("两条都做到了");
  await learning.page.getByRole("button", { name: "保存小结" }).click();
  await learning.page.getByRole("status").getByText("结业小结已保存").waitFor();
  await teaching.page.goto(`${address}/close`);
  await teaching.page.getByRole("textbox", { name: "师傅评语" }).fill("可以顶岗");
  await teaching.page.getByLabel("出师后等级").selectOption("SENIOR");
  await teaching.page.getByRole("button", { name: "提交企业确认" }).click();
  await teaching.page.getByText("待确认出师").waitFor();

  const reviewer = await as(world.toolsReviewer);
  await reviewer.page.goto(paths.mentorships());
  await reviewer.page.getByText("等您处理").waitFor();
  await reviewer.page.getByRole("link", { name: "高建国 带 林小满" }).click();
  await reviewer.page.getByRole("link", { name: "确认出师" }).click();
  await reviewer.page.getByRole("button", { name: "确认出师" }).click();
  await reviewer.page.getByText("已出师").first().waitFor();
  const [download] = await Promise.all([
    reviewer.page.waitForEvent("download"),
    reviewer.page.getByRole("link", { name: "下载培养记录（Word）" }).click(),
  ]);
  expect(download.suggestedFilename()).toBe("名师带徒培养记录-高建国-林小满.docx");
  const words = wordText(await readFile(await download.path()));
  for (const part of ["平面刮研", "进步明显", "可以顶岗", "高级工（三级）"]) expect(words).toContain(part);
  const errors = [leader, teaching, learning, reviewer].flatMap((one) => one.errors);
  expect(errors.filter((text) => !text.includes("422"))).toEqual([]);
});
