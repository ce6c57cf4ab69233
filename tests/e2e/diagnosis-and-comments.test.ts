import { addDays } from "date-fns/addDays";
import sharp from "sharp";
import { beforeAll, expect, test } from "vitest";
import { localText } from "#app/lib/calendar.ts";
import { db } from "#app/lib/db.server.ts";
import { decidePermit } from "#app/modules/solving/decide-permit.server.ts";
import { useBrowser } from "#tests/support/browser.server.ts";
import { comeAlive } from "#tests/support/come-alive.ts";
import { makeWorld, publishedProblem, type World } from "#tests/support/factories.server.ts";
import { useInProcessProduct } from "#tests/support/in-process.server.ts";

const product = useInProcessProduct();
const browser = useBrowser();
let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

async function as({ personId }: { personId: string }, options: { script?: boolean; phone?: boolean } = {}) {
  const visitor = await browser.visitor(product.url, options);
  const [name = "", value = ""] = (await product.signIn(personId)).split("=");
  await visitor.context.addCookies([{ name, value, url: product.url }]);
  return visitor;
}

test("a joint diagnosis is called without script, answered on a phone, fixed, and spoken of in its room", async () => {
  const id = await publishedProblem(world, { title: "压盖机异响" });
  const poster = await as(world.engineer, { script: false });
  await poster.page.goto(`/problems/${id}/diagnosis`);
  await poster.page.getByLabel(new RegExp(world.leader.name)).check();
  await poster.page.getByLabel("要会诊什么").fill("一起听异响");
  // Looking for somebody else loses neither what was typed nor who was ticked.
  await poster.page.getByLabel("按姓名或工作室查找").fill(world.craftsman.name);
  await poster.page.getByRole("button", { name: "查找" }).click();
  await poster.page.getByLabel(new RegExp(world.craftsman.name)).waitFor();
  expect(await poster.page.getByLabel(new RegExp(world.leader.name)).isChecked()).toBe(true);
  expect(await poster.page.getByLabel("要会诊什么").inputValue()).toBe("一起听异响");
  expect(await poster.page.getByRole("alert").count()).toBe(0);
  await poster.page.getByLabel("视频", { exact: true }).check();
  await poster.page.getByLabel("会议链接").fill("http://meet.test/a");
  await poster.page.getByLabel("备选时间 1").fill(localText(addDays(new Date(), 1), "Asia/Shanghai"));
  await poster.page.getByRole("button", { name: "发出邀请" }).click();
  // Refused beside its field; nothing typed is lost.
  await poster.page.getByRole("alert").waitFor();
  expect(await poster.page.getByLabel("要会诊什么").inputValue()).toBe("一起听异响");
  expect(await poster.page.getByLabel(new RegExp(world.leader.name)).isChecked()).toBe(true);
  await poster.page.getByLabel("会议链接").fill("https://meet.test/a");
  await poster.page.getByRole("button", { name: "发出邀请" }).click();
  await poster.page.waitForURL(/\/diagnosis\/[0-9a-f-]{36}/);
  const room = new URL(poster.page.url()).pathname;

  const guest = await as(world.leader, { phone: true });
  // A room is its own problem's: under another's address there is nothing, to write either.
  const elsewhere = await publishedProblem(world, { title: "另一条" });
  const talk = `/problems/${elsewhere}/comments?room=${room.split("/").at(-1)}`;
  const headers = { Origin: product.url };
  const watch = { intent: "watch", watching: "yes" };
  expect((await guest.page.request.post(talk, { form: watch, headers })).status()).toBe(404);
  await guest.page.goto(room);
  await guest.page.getByText("答复“参加”并办妥单位同意后").waitFor();
  await guest.page.getByLabel("参加", { exact: true }).check();
  await guest.page.getByRole("button", { name: "答复" }).click();
  await guest.page.getByText("等单位同意").waitFor();
  const permit = await db.permit.findFirstOrThrow({ where: { problemId: id, kind: "DIAGNOSIS_CONSENT" } });
  await decidePermit(world.toolsReviewer, { permitId: permit.id, version: null, granted: true });

  await poster.page.goto(room);
  await poster.page.getByRole("radio").first().check();
  await poster.page.getByRole("button", { name: "定下来" }).click();
  await poster.page.getByText("时间已定", { exact: true }).first().waitFor();

  await guest.page.goto(room);
  expect(await guest.page.getByRole("link", { name: "进入会议" }).getAttribute("href")).toBe("https://meet.test/a");
  await guest.page.getByLabel("我的判断").fill("轴承缺油");
  await guest.page.getByLabel("我有不同意见").check();
  await guest.page.getByRole("button", { name: "写下意见" }).click();
  await guest.page.getByText("意见已记下。").waitFor();
  expect(await guest.page.getByRole("region", { name: "各人的意见" }).innerText()).toMatch(/轴承缺油/);
  expect([...guest.errors, ...poster.errors.filter((one) => !/422/.test(one))]).toEqual([]);
});

test("a comment with a file and a name from the list; the reply, the earlier wording and the list of what is watched", async () => {
  const id = await publishedProblem(world, { title: "输送带跑偏" });
  await db.person.update({ where: { id: world.craftsman.personId }, data: { name: "司马长风" } });
  const writer = await as(world.engineer);
  const { page } = writer;
  await page.goto(`/problems/${id}`);
  const picture = await sharp({ create: { width: 80, height: 60, channels: 3, background: "teal" } })
    .jpeg()
    .toBuffer();
  const talk = page.getByRole("region", { name: "讨论" });
  // Names are offered by script.
  await comeAlive(page, "textarea[name=body]");
  await talk.getByRole("textbox", { name: /留言/ }).pressSequentially("请看张紧轮 @司马");
  await page.getByRole("option", { name: /司马长风/ }).waitFor();
  await page.keyboard.press("Enter");
  expect(await talk.getByRole("textbox", { name: /留言/ }).inputValue()).toBe("请看张紧轮 @司马长风 ");
  await talk.locator("input[type=file]").setInputFiles({ name: "张紧轮.jpg", mimeType: "image/jpeg", buffer: picture });
  await talk.getByText("已上传").or(talk.getByText("已传好")).first().waitFor();
  await talk.getByRole("button", { name: "发表" }).click();
  await talk.getByRole("link", { name: /张紧轮/ }).waitFor();
  expect(await db.mention.count({ where: { personId: world.craftsman.personId } })).toBe(1);
  await talk.getByRole("link", { name: "修改", exact: true }).click();
  await page.getByRole("button", { name: "保存" }).waitFor();
  await page.getByRole("textbox", { name: /留言/ }).fill("请看张紧轮和托辊");
  await page.getByRole("button", { name: "保存" }).click();
  await page.getByRole("link", { name: "改过 1 次" }).click();
  await expect.poll(() => page.locator("main").innerText()).toMatch(/请看张紧轮 @司马长风[\s\S]*请看张紧轮和托辊/);

  const reader = await as(world.leader, { script: false });
  await reader.page.goto(`/problems/${id}`);
  await reader.page.getByRole("link", { name: new RegExp(`回复 ${world.engineer.name}`) }).click();
  await reader.page.getByRole("textbox", { name: /留言/ }).fill("看过了，是托辊");
  await reader.page
    .locator("input[type=file]")
    .setInputFiles({ name: "托辊.jpg", mimeType: "image/jpeg", buffer: picture });
  await reader.page.getByRole("button", { name: "发表" }).click();
  await reader.page.waitForURL(/#c-/);
  await reader.page.getByText("看过了，是托辊").waitFor();
  await reader.page.goto("/me/watching");
  await reader.page.getByRole("link", { name: "输送带跑偏" }).waitFor();
  await reader.page.getByRole("button", { name: /取消关注/ }).click();
  await reader.page.getByText("还没有关注任何内容").waitFor();
  expect([...writer.errors, ...reader.errors]).toEqual([]);
});
