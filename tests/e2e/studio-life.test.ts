import { beforeAll, expect, test } from "vitest";
import { db } from "#app/lib/db.server.ts";
import { paths } from "#app/lib/paths.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { useBrowser } from "#tests/support/browser.server.ts";
import { word } from "#tests/support/documents.ts";
import { makeActor, makeWorld, type World } from "#tests/support/factories.server.ts";
import { useInProcessProduct } from "#tests/support/in-process.server.ts";

const product = useInProcessProduct({ jobs: false });
const browser = useBrowser();
let world: World;
let member: Actor;

beforeAll(async () => {
  world = await makeWorld();
  member = await makeActor([["CRAFTSMAN", world.toolsStudio]], { name: "林小满" });
  await db.organisation.update({ where: { id: world.tools }, data: { parentId: world.federation } });
  await db.organisation.update({ where: { id: world.toolsStudio }, data: { name: "机床工作室" } });
});

const as = async (actor: Actor, { phone = false, script = true } = {}) => {
  const visitor = await browser.visitor(product.url, { phone, script });
  const [name = "", value = ""] = (await product.signIn(actor.personId)).split("=");
  await visitor.context.addCookies([{ name, value, url: product.url }]);
  return visitor;
};
const file = (name: string) => ({
  name: `${name}.docx`,
  mimeType: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  buffer: Buffer.from(word(name)),
});
const life = () => paths.studioLife(world.toolsStudio);

test("a studio is named, filed on a phone and confirmed; money, a promotion, a competition and a title beside it", async () => {
  const officer = await as(world.officer);
  const leader = await as(world.leader, { phone: true });
  const reviewer = await as(world.toolsReviewer, { script: false });

  await officer.page.goto(life());
  await officer.page.getByRole("link", { name: "作决定", exact: true }).click();
  await officer.page.getByRole("button", { name: "命名" }).click();
  await officer.page.getByRole("alert").getByText("请填写此项").first().waitFor();
  await officer.page.getByLabel("文号").fill("岐工发〔2026〕18 号");
  await officer.page.locator("input[type=file]").setInputFiles(file("命名文件"));
  await officer.page.getByRole("button", { name: "命名" }).click();
  await officer.page.getByRole("status").getByText("决定已记录").waitFor();
  await officer.page.getByRole("link", { name: "命名文件.docx" }).waitFor();

  await officer.page.goto(paths.studioStep(world.toolsStudio, "funds"));
  await officer.page.getByText("登记到位经费").click();
  await officer.page.getByLabel("金额").fill("5,000");
  await officer.page.getByLabel("拨款单位").fill("市总工会");
  await officer.page.getByRole("button", { name: "登记", exact: true }).click();
  await officer.page.getByRole("status").getByText("已登记").waitFor();
  await leader.page.goto(paths.studioStep(world.toolsStudio, "funds"));
  await leader.page.getByText("登记支出").click();
  await leader.page.getByLabel("金额").fill("6000");
  await leader.page.getByLabel("用途").fill("买量具");
  await leader.page.getByRole("button", { name: "登记", exact: true }).click();
  await leader.page.getByRole("alert").getByText("支出超过了已到位的经费").waitFor();
  expect(await leader.page.getByLabel("用途").inputValue()).toBe("买量具");
  await leader.page.getByLabel("备注").fill("先垫付");
  await leader.page.getByRole("button", { name: "登记", exact: true }).click();
  await leader.page.getByText("超支", { exact: true }).first().waitFor();

  await leader.page.goto(paths.studioStep(world.toolsStudio, "promotions"));
  await leader.page.getByText("登记晋升").click();
  await leader.page.getByLabel(/^成员/).selectOption({ label: "林小满" });
  await leader.page.getByLabel("原等级").selectOption("SENIOR");
  await leader.page.getByLabel("新等级").selectOption("TECHNICIAN");
  await leader.page.getByLabel("发证单位").fill("市人社局");
  await leader.page.locator("input[type=file]").setInputFiles(file("技师证书"));
  await leader.page.getByRole("button", { name: "登记", exact: true }).click();
  await leader.page.getByText("等待确认").waitFor();
  await reviewer.page.goto(paths.home());
  await reviewer.page.getByRole("link", { name: /^去确认/ }).click();
  await reviewer.page.getByRole("button", { name: /^确认/ }).click();
  await reviewer.page
    .getByText(/已确认/)
    .first()
    .waitFor();

  await leader.page.goto(life());
  await leader.page.getByRole("button", { name: /复核材料/ }).click();
  await leader.page.getByRole("heading", { name: /年复核/ }).waitFor();
  await leader.page.locator("input[type=file]").setInputFiles(file("年度总结"));
  await leader.page.getByRole("button", { name: "上传" }).click();
  await leader.page.getByRole("link", { name: "年度总结.docx" }).waitFor();
  await leader.page.getByLabel("年度总结").fill("攻关三项");
  await leader.page.getByRole("button", { name: "提交复核" }).click();
  await leader.page.getByRole("alert").getByText("请填写此项").first().waitFor();
  await leader.page.getByLabel("下一步打算").fill("再带两名徒弟");
  await leader.page.getByRole("button", { name: "提交复核" }).click();
  await leader.page.getByText("等工会决定").first().waitFor();

  await officer.page.goto(paths.home());
  await officer.page.getByRole("link", { name: /^作决定/ }).click();
  await officer.page.getByRole("link", { name: "作决定", exact: true }).click();
  await officer.page.getByLabel("文号").fill("岐工发〔2026〕30 号");
  await officer.page.getByLabel("理由").fill("材料齐全");
  await officer.page.getByRole("button", { name: "复核合格" }).click();
  await officer.page.getByRole("status").getByText("决定已记录").waitFor();
  expect((await db.studio.findUniqueOrThrow({ where: { organisationId: world.toolsStudio } })).state).toBe("CONFIRMED");

  // Without script.
  await reviewer.page.goto(paths.newCompetition());
  await reviewer.page.getByLabel("竞赛名称").fill("岐川市职工技能大赛");
  await reviewer.page.getByLabel("主办单位").fill("市总工会");
  await reviewer.page.getByRole("button", { name: "登记", exact: true }).click();
  await reviewer.page.getByLabel("选手").selectOption({ label: "林小满" });
  await reviewer.page.getByLabel("项目").fill("数控车工");
  await reviewer.page.getByLabel("奖牌").selectOption("GOLD");
  await reviewer.page.getByRole("button", { name: "登记", exact: true }).click();
  await reviewer.page.goto(paths.craftsman(member.personId));
  await reviewer.page.getByText("金奖").waitFor();

  await officer.page.goto(paths.enterpriseTags());
  await officer.page.getByLabel(/^称号/).fill("示范企业");
  await officer.page.getByRole("button", { name: "新建" }).click();
  await officer.page.getByLabel(/^企业/).selectOption(world.tools);
  await officer.page.getByLabel("文号").fill("岐工发〔2026〕1 号");
  await officer.page.getByRole("button", { name: "授予企业" }).click();
  await officer.page.getByRole("status").getByText("已授予").waitFor();
  await leader.page.goto(paths.organisation(world.tools));
  await leader.page.getByText("示范企业").waitFor();
  expect([...officer.errors, ...leader.errors].filter((text) => !text.includes("422"))).toEqual([]);
});
