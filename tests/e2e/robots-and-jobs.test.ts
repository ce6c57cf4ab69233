import { beforeAll, expect, test } from "vitest";
import { db, inTransaction } from "#app/lib/db.server.ts";
import { enqueue, nudgeWorkers } from "#app/lib/jobs.server.ts";
import { useBrowser, type Visitor } from "#tests/support/browser.server.ts";
import { says, useChatService } from "#tests/support/chat-service.server.ts";
import {
  makeActor,
  makeOrganisation,
  makeWorld,
  publishedProblem,
  type World,
} from "#tests/support/factories.server.ts";
import { useInProcessProduct } from "#tests/support/in-process.server.ts";
import { until } from "#tests/support/until.ts";

const product = useInProcessProduct();
const browser = useBrowser();
const service = useChatService();
const SHOTS = process.env.SHOTS_DIR;
let world: World;
let adminId: string;
beforeAll(async () => {
  adminId = (await makeActor([["ADMIN", await makeOrganisation("PLATFORM")]])).personId;
  world = await makeWorld();
  // Where the alliance is, it is day: at night nothing would be sent.
  const hour = new Date().getUTCHours();
  const timeZone = hour >= 23 || hour < 13 ? "Asia/Shanghai" : "America/New_York";
  await db.organisation.update({ where: { id: world.alliance }, data: { timeZone } });
});

async function visit(path: string, personId: string, options: Parameters<typeof browser.visitor>[1] = {}) {
  await db.person.update({ where: { id: personId }, data: { locale: options.locale ?? "zh-CN" } });
  const visitor = await browser.visitor(product.url, options);
  const [name = "", value = ""] = (await product.signIn(personId)).split("=");
  await visitor.context.addCookies([{ name, value, url: product.url }]);
  await visitor.page.goto(path);
  return visitor;
}
const shoot = async ({ page }: Visitor, name: string) => {
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name}.png`, fullPage: true });
};

test("an administrator allows a server, the secretariat sets up a robot there, and the group hears of a problem", async () => {
  const base = `http://127.0.0.1:${service.port}/robots/`;
  const desk = await visit("/admin/robot-hosts", adminId, { locale: "en" });
  await desk.page.getByLabel("Beginning of the address").fill(base);
  await desk.page.getByLabel("May lie in the internal network").check({ force: true });
  await desk.page.getByRole("button", { name: "Allow", exact: true }).click();
  await desk.page.getByText("The address is allowed.").waitFor();
  await shoot(desk, "hosts-desktop-en");

  // On a phone, and without script: the forms are plain forms.
  const phone = await visit(`/organisations/${world.alliance}`, world.secretariat.personId, {
    phone: true,
    script: false,
  });
  await phone.page.getByRole("link", { name: "群机器人" }).click();
  await shoot(phone, "robots-empty-phone-zh");
  await phone.page.getByLabel("名称").fill("秘书处群");
  await phone.page.getByLabel("企业微信").check({ force: true });
  await phone.page.getByLabel("机器人地址").fill("https://10.0.0.9/robots/send");
  await phone.page.getByRole("button", { name: "添加机器人" }).click();
  await phone.page.getByText("只能用企业微信、钉钉、飞书的官方地址").first().waitFor();
  await shoot(phone, "robots-refused-phone-zh");
  await phone.page.getByLabel("机器人地址").fill(`${base}send?key=73febdcb-1b38-4d1b-a994-790f21fc8d30`);
  await phone.page.getByRole("button", { name: "添加机器人" }).click();
  await phone.page.getByRole("heading", { level: 1, name: "秘书处群" }).waitFor();
  expect(await phone.page.content()).not.toContain("73febdcb");
  service.answers(says(200, '{"errcode":93000,"errmsg":"invalid webhook url"}'));
  await phone.page.getByRole("button", { name: "发测试消息" }).click();
  await phone.page.getByText("机器人已被移除或停用，请重新添加（代码 93000）").first().waitFor();
  service.answers();
  await phone.page.getByRole("button", { name: "发测试消息" }).click();
  await phone.page.getByText("测试消息已发出").waitFor();
  await shoot(phone, "robot-phone-zh");
  service.taken();

  const id = await publishedProblem(world);
  await until("the group has the message", () => service.received.length === 1);
  const { number } = await db.problem.findUniqueOrThrow({ where: { id } });
  expect(service.taken()[0]?.text.split("\n")[0]).toBe(`匠联：新发榜 ${number}（已发榜）`);

  const wide = await visit(`/organisations/${world.alliance}/robots`, world.secretariat.personId, { locale: "en" });
  await shoot(wide, "robots-desktop-en");
  await wide.page.getByRole("link", { name: "秘书处群" }).click();
  await wide.page.getByRole("heading", { level: 1, name: "秘书处群" }).waitFor();
  await shoot(wide, "robot-desktop-en");
  await wide.page.locator("summary").filter({ hasText: "Delete the robot" }).click();
  await wide.page.getByRole("button", { name: "Delete the robot" }).click();
  await wide.page.getByText("The robot has been deleted.").waitFor();
  expect(await db.robot.count({ where: { organisationId: world.alliance } })).toBe(0);
  expect([...desk.errors, ...wide.errors]).toEqual([]);
  for (const one of [desk, phone, wide]) await one.context.close();
});

test("jobs that were given up alarm administrators, who start them again or discard them for a reason", async () => {
  await inTransaction(async (tx) => {
    for (const eventId of ["no-number", "none-either"]) await enqueue(tx, "notices", { eventId });
  });
  await until("both are given up", async () => {
    await db.$executeRaw`UPDATE "jobs"."job" SET "start_after" = now() - interval '1 second' WHERE "state" = 'retry'`;
    nudgeWorkers("notices");
    return (await db.$queryRaw<unknown[]>`SELECT 1 FROM "jobs"."job" WHERE "name" = 'dead.notices'`).length === 2;
  });
  const phone = await visit("/", adminId, { phone: true });
  await phone.page.getByText("有 2 项后台任务没有做成").waitFor();
  await shoot(phone, "home-admin-phone-zh");
  await phone.page.getByRole("link", { name: "去处理" }).click();
  await phone.page.getByRole("heading", { level: 1, name: "后台任务" }).waitFor();
  await shoot(phone, "jobs-phone-zh");
  await phone.page.getByRole("button", { name: "重新开始" }).first().click();
  await phone.page.getByText("1 项已重新开始。").waitFor();
  const desk = await visit("/admin/jobs?queue=notices", adminId, { locale: "en" });
  await shoot(desk, "jobs-desktop-en");
  await desk.page.locator("summary").filter({ hasText: "Discard" }).last().click();
  await desk.page.getByRole("button", { name: "Discard", exact: true }).last().click();
  await desk.page.getByText("Please fill this in").first().waitFor();
  await desk.page
    .getByLabel(/^Reason/)
    .last()
    .fill("A test of the page");
  await desk.page.getByRole("button", { name: "Discard", exact: true }).last().click();
  await desk.page.getByText("1 discarded.").waitFor();
  const events = await db.event.findMany({
    where: { type: { startsWith: "installation.jobs" } },
    orderBy: { id: "asc" },
    select: { type: true, reason: true },
  });
  expect(events).toEqual([
    { type: "installation.jobs-restarted", reason: "" },
    { type: "installation.jobs-discarded", reason: "A test of the page" },
  ]);
  for (const one of [phone, desk]) await one.context.close();
});
