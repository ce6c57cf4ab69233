import { addMinutes } from "date-fns/addMinutes";
import { expect, it } from "vitest";
import { localText } from "#app/lib/calendar.ts";
import { db } from "#app/lib/db.server.ts";
import { paths } from "#app/lib/paths.ts";
import { useBrowser } from "#tests/support/browser.server.ts";
import { makeWorld, publishedProblem } from "#tests/support/factories.server.ts";
import { useInProcessProduct } from "#tests/support/in-process.server.ts";
import { picture } from "#tests/support/pictures.ts";

const product = useInProcessProduct();
const browser = useBrowser();

/** Somebody at a browser, signed in. */
async function visit(personId: string, { script = true, phone = true } = {}) {
  const { context, page, errors } = await browser.visitor(product.url, { script, phone });
  const [name = "", value = ""] = (await product.signIn(personId)).split("=");
  await context.addCookies([{ name, value, url: product.url }]);
  return { page, errors, said: (text: string) => page.getByRole("status").getByText(text).first().waitFor() };
}

it("from the plan to the news text: invited, answered, signed in by the code at the gate without script, advised", async () => {
  const world = await makeWorld();
  await publishedProblem(world, { title: "瓶盖歪斜，检测机漏报" });
  const desk = await visit(world.secretariat.personId, { phone: false });
  const phone = await visit(world.craftsman.personId, { script: false });
  const { page } = desk;

  await page.goto(paths.activities());
  await page.getByRole("link", { name: "新建活动" }).click();
  await page.getByText("还没有承办过").first().waitFor();
  await page.getByLabel("主题").fill("啤酒包装在线检测");
  await page.getByLabel("开始时间").fill(localText(addMinutes(new Date(), -20), "Asia/Shanghai"));
  await page.getByLabel("结束时间").fill(localText(addMinutes(new Date(), 180), "Asia/Shanghai"));
  await page.getByLabel("承办单位").selectOption(world.brewery);
  await page.getByLabel("地点").fill("灌装二车间");
  await page.getByRole("button", { name: "存为草稿" }).click();
  await desk.said("草稿已保存");
  const activity = new URL(page.url()).pathname;

  await page.getByRole("link", { name: "选难题" }).click();
  await page.getByRole("searchbox").fill("瓶盖");
  await page.waitForURL(/q=/);
  await page.getByRole("button", { name: /^列入/ }).click();
  await desk.said("已列入活动");
  await page.goto(paths.activityAction(activity.split("/")[2] ?? "", "experts"));
  await page.getByRole("searchbox").fill(world.craftsman.name);
  await page.getByRole("button", { name: /^邀请/ }).click();
  await desk.said(`已邀请${world.craftsman.name}`);

  await page.goto(activity);
  await page.getByText("发布活动").first().click();
  await page.getByLabel("本平台第一次的序号").fill("3");
  await page.getByRole("button", { name: "发布活动" }).click();
  await desk.said("第 3 次技术协作攻关活动");

  await phone.page.goto("/");
  await phone.page.getByText("邀请您参加，请答复").waitFor();
  await phone.page.getByRole("link", { name: /^去答复/ }).click();
  await phone.page.getByRole("radio", { name: "我参加" }).check();
  await phone.page.getByRole("button", { name: "送出答复" }).click();
  await phone.said("答复已送出");

  await page.goto(`${activity}/code`);
  const address = await page.getByText(/\/sign-in\?code=/).innerText();
  await phone.page.goto(address.trim());
  await phone.page.getByRole("button", { name: "确认签到" }).click();
  await phone.said("签到成功");
  await phone.page.getByText("您已签到").waitFor();
  await page.reload();
  await page.getByText("已签到 1 人").waitFor();

  await page.goto(`${activity}/attendance`);
  await page.getByLabel("姓名，单位").fill("老张，秦川机床\n老李，西凤酒厂");
  await page.getByRole("button", { name: "加入名单" }).click();
  await desk.said("已加入 2 人");

  await page.goto(`${activity}/advice`);
  await page.getByLabel("建议内容").fill("加装传感器，发现歪盖立即报警");
  await page.getByLabel("谁提的").fill("张师傅");
  await page.getByLabel("谁来落实").selectOption(world.engineer.personId);
  await page.getByRole("button", { name: "记下建议" }).click();
  // An owner without a day is refused beside the field, and nothing typed is lost.
  await page.getByRole("alert").getByText("落实期限").waitFor();
  expect(await page.getByLabel("建议内容").inputValue()).toContain("加装传感器");
  await page.getByLabel("落实期限").fill(localText(addMinutes(new Date(), 3 * 1440), "Asia/Shanghai").slice(0, 10));
  await page.getByRole("button", { name: "记下建议" }).click();
  await desk.said("建议已记下");

  // Photos go as soon as they are chosen, and only photos.
  await page.goto(`${activity}/photos`);
  await page.locator("input[name=photos]").waitFor({ state: "detached" });
  await page.getByLabel("选择文件").setInputFiles([
    { name: "现场.jpg", mimeType: "image/jpeg", buffer: await picture("jpeg") },
    { name: "名单.txt", mimeType: "text/plain", buffer: Buffer.from("甲乙") },
  ]);
  await page.getByRole("img", { name: "照片 1" }).waitFor();
  expect(await db.attachment.count({ where: { ownerKind: "activity" } })).toBe(1);

  await page.goto(activity);
  await page.getByText("确认已举行").first().click();
  await page.getByRole("button", { name: "确认已举行" }).click();
  await desk.said("已保存");
  await page.getByRole("link", { name: "写新闻稿" }).click();
  const news = page.getByLabel("中文稿");
  expect(await news.inputValue()).toContain("第 3 次技术协作攻关活动");
  expect(await news.inputValue()).toContain("“瓶盖歪斜，检测机漏报”");
  await news.fill(`${await news.inputValue()}\n\n（供稿：秘书处）`);
  await page.getByRole("button", { name: "保存新闻稿" }).click();
  await desk.said("新闻稿已保存");
  await phone.page.goto(activity);
  await phone.page.getByText("（供稿：秘书处）").waitFor();

  await page.goto(paths.activityYear());
  expect(await page.getByRole("link", { name: "技术协作攻关活动：3 人次，查看签到" }).innerText()).toBe("3");
  expect(await db.activityAttendance.count({ where: { via: "SCREEN" } })).toBe(1);
  expect([...desk.errors, ...phone.errors].filter((text) => !text.includes("422"))).toEqual([]);
});
