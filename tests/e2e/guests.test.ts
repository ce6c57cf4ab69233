import { beforeAll, expect, test } from "vitest";
import { formatDate } from "#app/lib/format.ts";
import { paths } from "#app/lib/paths.ts";
import { useBrowser } from "#tests/support/browser.server.ts";
import { makeWorld, publishedProblem, type World } from "#tests/support/factories.server.ts";
import { useInProcessProduct } from "#tests/support/in-process.server.ts";

const product = useInProcessProduct({ jobs: false });
const browser = useBrowser();
let world: World;
let id: string;

beforeAll(async () => {
  world = await makeWorld();
  id = await publishedProblem(world, { parameters: "锁模压力 0.62 MPa" }, { agreementRequired: true });
});

const signedIn = async (personId: string, phone = false) => {
  const visitor = await browser.visitor(product.url, { phone });
  const [name = "", value = ""] = (await product.signIn(personId)).split("=");
  await visitor.context.addCookies([{ name, value, url: product.url }]);
  return visitor;
};

test("an expert is invited, signs, gives an opinion on a phone, and is out at once when taken back", async () => {
  const { page, errors } = await signedIn(world.reviewer.personId);
  await page.goto(paths.problemAction(id, "guests"));
  await page.getByLabel("姓名").fill("周教授");
  await page.getByLabel("邮箱或手机号").fill("zhou@outside.test");
  await page.locator("#invite").getByText("保密", { exact: true }).click();
  await page.getByLabel("最后一天").fill(formatDate(Date.now() - 86_400_000));
  await page.getByRole("button", { name: "生成邀请链接" }).click();
  await page.getByRole("alert").getByText("截止日期已经过去").waitFor();
  expect(await page.getByLabel("姓名").inputValue()).toBe("周教授");
  await page
    .getByLabel("最后一天")
    .last()
    .fill(formatDate(Date.now() + 3 * 86_400_000));
  await page.getByRole("button", { name: "生成邀请链接" }).click();
  const link = await page.getByText(/\/invitation\/[\w-]{43}/).innerText();

  const guest = await browser.visitor(product.url, { phone: true });
  await guest.page.goto(link);
  await guest.page.getByText("只看邀请您协助的那一项").waitFor();
  await guest.page.getByLabel(/^密码/).first().fill("long enough");
  await guest.page.getByLabel("再输一次密码").fill("long enough");
  await guest.page.getByRole("button", { name: "建立账号并接受" }).click();
  await guest.page.waitForURL((url) => url.pathname === paths.guest());
  await guest.page.getByRole("link", { name: /灌装机卡瓶/ }).click();
  await guest.page.getByText("您是外来专家").waitFor();
  expect(await guest.page.getByText("0.62 MPa").count()).toBe(0);

  await guest.page.getByRole("link", { name: "邀请与保密协议" }).click();
  await guest.page.getByRole("button", { name: "我同意并签署" }).click();
  await guest.page.getByRole("status").getByText("已签署").waitFor();
  await guest.page.goto(paths.problem(id));
  await guest.page.getByText("0.62 MPa").first().waitFor();

  await guest.page.goto(paths.problemAction(id, "log"));
  expect(await guest.page.getByText("临时措施").count()).toBe(0);
  await guest.page.getByLabel("内容").fill("先查星轮同步");
  await guest.page.getByRole("button", { name: "记下" }).click();
  await guest.page.getByRole("status").getByText("已记下").waitFor();
  for (const path of ["/problems", "/search", "/organisations", "/craftsmen", `/problems/${id}/guests`])
    expect((await guest.page.goto(path))?.status(), path).toBe(404);

  // Nothing leads a guest to what is closed to them.
  expect(await guest.page.locator("main").getByRole("link").count()).toBe(1);
  await guest.page.goto(paths.me());
  const links = await guest.page.locator("main a").evaluateAll((all) => all.map((one) => one.getAttribute("href")));
  for (const path of links) expect((await guest.page.request.get(path ?? "")).status(), path ?? "").toBe(200);

  await page.goto(paths.problemAction(id, "guests"));
  const row = page.getByRole("listitem").filter({ hasText: "周教授" });
  await row.getByText("可以查看").waitFor();
  await row.locator("summary").filter({ hasText: "立即收回" }).click();
  await row.getByRole("button", { name: "立即收回" }).click();
  await page.getByRole("status").getByText("已收回").waitFor();
  expect((await guest.page.goto(paths.problem(id)))?.status()).toBe(404);
  expect([...errors, ...guest.errors].filter((text) => !text.includes("422") && !text.includes("404"))).toEqual([]);
});
