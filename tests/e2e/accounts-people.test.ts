import { beforeAll, describe, expect, it } from "vitest";
import { db } from "#app/lib/db.server.ts";
import { paths } from "#app/lib/paths.ts";
import { useBrowser } from "#tests/support/browser.server.ts";
import { useInProcessProduct } from "#tests/support/in-process.server.ts";
import { makePerson, makeWorld, type MadePerson, PASSWORD, type World } from "#tests/support/people.server.ts";

const product = useInProcessProduct({ jobs: false });
const browser = useBrowser();
let world: World;
let reviewer: MadePerson;
let admin: MadePerson;

beforeAll(async () => {
  world = await makeWorld();
  reviewer = await makePerson(["REVIEWER", world.enterprise], ["CRAFTSMAN", world.studio]);
  admin = await makePerson(["ADMIN", world.platform]);
});

/** Somebody at a browser, signed in by the form. */
async function signedIn(person: { email: string }, script: boolean, password = PASSWORD) {
  const { page, errors } = await browser.visitor(product.url, { script, phone: true });
  await page.goto("/login");
  await page.getByLabel("邮箱或手机号").fill(person.email);
  await page.getByLabel("密码", { exact: false }).fill(password);
  await page.getByRole("main").getByRole("button", { name: "登录" }).click();
  await page.waitForURL((url) => url.pathname === "/");
  return { page, errors };
}

describe.each([
  ["with script", true],
  ["without script", false],
])("%s", (_, script) => {
  it("an invitation makes an account; ending the role shuts the door at once", async () => {
    const { page, errors } = await signedIn(reviewer, script);
    await page.goto(paths.organisationMembers(world.enterprise));
    await page.getByText("邀请人员").click();
    await page.getByLabel("身份").first().selectOption("ENGINEER");
    const name = script ? "张小满" : "赵大寒";
    await page.getByLabel("被邀请人").fill(name);
    await page.getByRole("button", { name: "生成邀请链接" }).click();
    const link = await page.getByText(/\/invitation\/[\w-]{43}/).innerText();
    await page.getByRole("listitem").filter({ hasText: name }).getByRole("button", { name: "撤销" }).waitFor();

    const guest = await browser.visitor(product.url, { script, phone: true });
    await guest.page.goto(link);
    const email = `zhang-${script}@test.example`;
    await guest.page.getByLabel("邮箱").fill(email);
    await guest.page.getByLabel(/^密码/).first().fill("long enough");
    await guest.page.getByLabel("再输一次密码").fill("something else");
    await guest.page.getByRole("button", { name: "建立账号并接受" }).click();
    await guest.page.getByRole("alert").getByText("两次填写的密码不一致").waitFor();
    expect(await guest.page.getByLabel("邮箱").inputValue()).toBe(email);
    expect(await guest.page.getByLabel("姓名").inputValue()).toBe(name);
    await guest.page.getByLabel(/^密码/).first().fill("long enough");
    await guest.page.getByLabel("再输一次密码").fill("long enough");
    await guest.page.getByRole("button", { name: "建立账号并接受" }).click();
    await guest.page.getByRole("status").getByText("已加入").waitFor();
    const members = paths.organisationMembers(world.enterprise);
    expect((await guest.page.goto(members))?.status()).toBe(200);

    await page.goto(members);
    const row = page.getByRole("listitem").filter({ hasText: name });
    await row.getByText("结束任职").first().click();
    await row.getByRole("button", { name: "结束任职" }).click();
    await page.getByRole("status").getByText("任职已结束").waitFor();
    expect((await guest.page.goto(members))?.status()).toBe(404);
    expect(await db.membership.count({ where: { person: { email }, endsAt: null } })).toBe(0);
    expect([...errors, ...guest.errors].filter((text) => !text.includes("422") && !text.includes("404"))).toEqual([]);
  });

  it("an administrator's link sets a first password; language, view and device are one's own", async () => {
    const { page } = await signedIn(admin, script);
    await page.goto("/admin/people");
    await page.getByText("新建账号").click();
    await page.getByRole("textbox", { name: "姓名" }).fill("李春分");
    const email = `li-${script}@test.example`;
    await page.getByRole("textbox", { name: "邮箱" }).fill(email);
    await page.getByRole("button", { name: "建立账号" }).click();
    const link = await page.getByText(/\/reset-password\/[\w-]{43}/).innerText();

    const visitor = await browser.visitor(product.url, { script });
    await visitor.page.goto(link);
    await visitor.page.getByLabel(/^新密码/).fill("my very own");
    await visitor.page.getByLabel("再输一次密码").fill("my very own");
    await visitor.page.getByRole("button", { name: "保存新密码" }).click();
    await visitor.page.getByText("密码已更新").waitFor();
    expect((await visitor.page.goto(link))?.status()).toBe(404);

    const mine = (await signedIn({ email }, script, "my very own")).page;
    await mine.goto("/me");
    await mine.getByText("语言 · 外观").click();
    await mine.getByRole("button", { name: "English" }).first().click();
    await mine.getByRole("heading", { name: "My account" }).waitFor();
    await mine.goto("/me/sessions");
    expect(await mine.getByText("this device").count()).toBe(1);

    const both = (await signedIn(reviewer, script)).page;
    await both.goto("/me");
    await both.locator("summary", { hasText: "切换单位" }).first().click();
    await both.locator(`button[value="${world.studio}"]`).first().click();
    await both.getByRole("status").getByText("已切换到").waitFor();
    expect(
      await db.session.count({ where: { personId: reviewer.id, currentOrganisationId: world.studio } }),
    ).toBeGreaterThan(0);
  });
});
