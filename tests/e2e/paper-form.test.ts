import { beforeAll, expect, test } from "vitest";
import { FIRST_FIELDS, REST_FIELDS } from "#app/components/problems/form-fields.ts";
import { db } from "#app/lib/db.server.ts";
import { registerAsset } from "#app/modules/equipment/register-asset.server.ts";
import { useBrowser } from "#tests/support/browser.server.ts";
import { actorOf, makeWorld, type World } from "#tests/support/factories.server.ts";
import { useInProcessProduct } from "#tests/support/in-process.server.ts";

const product = useInProcessProduct();
const browser = useBrowser();
let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

async function visit(personId: string) {
  const visitor = await browser.visitor(product.url);
  const [name = "", value = ""] = (await product.signIn(personId)).split("=");
  await visitor.context.addCookies([{ name, value, url: product.url }]);
  return visitor;
}

test.each(["zh-CN", "en"])(
  "the paper form has the fields of the form on screen, on two A4 pages, %s",
  async (locale) => {
    await db.person.update({ where: { id: world.reviewer.personId }, data: { locale } });
    const facts = {
      number: `GZ-9${locale}`,
      name: "",
      type: "灌装机",
      model: "GF-40",
      maker: "",
      line: "一线",
      site: "",
    };
    const { code } = await registerAsset(await actorOf(world.reviewer.personId), facts);
    const { page, errors } = await visit(world.reviewer.personId);
    await page.goto("/problems/new");
    const asked = await page
      .locator("main form :is(input:not([type=hidden], [type=file]), textarea, select)[name]")
      .evaluateAll((boxes) => [...new Set(boxes.map((box) => box.getAttribute("name")))]);
    await page.goto(`/problems/paper?equipment=${code}`);
    const printed = await page
      .locator("[data-field]")
      .evaluateAll((fields) => fields.map((field) => field.getAttribute("data-field")).filter(Boolean));
    // Who it is entered for is the writer's name on paper.
    expect(printed.sort()).toEqual(asked.filter((name) => name !== "authorId").sort());
    expect(printed).toHaveLength([...FIRST_FIELDS, ...Object.values(REST_FIELDS).flat()].length);
    expect(await page.locator("[data-field=assetNumber]").innerText()).toContain(facts.number);
    expect(await page.getByText(`/problems/new?equipment=${code}`).count()).toBe(1);
    const pdf = (await page.pdf({ format: "A4" })).toString("latin1");
    expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(2);

    // What is folded on the machine's page is printed with it, but for forms.
    await page.goto(`/e/${code}`);
    const history = page.locator("details > div > ol").getByText(world.reviewer.name);
    expect(await history.isVisible()).toBe(false);
    await page.emulateMedia({ media: "print" });
    expect(await history.isVisible()).toBe(true);
    expect(errors).toEqual([]);

    // Another enterprise's label says nothing.
    const stranger = await visit(world.outsider.personId);
    await stranger.page.goto(`/problems/paper?equipment=${code}`);
    expect(await stranger.page.content()).not.toContain(facts.number);
  },
);

test("what was written on paper is entered for its writer, and says so wherever it shows", async () => {
  await db.person.update({ where: { id: world.reviewer.personId }, data: { locale: "zh-CN" } });
  const { page } = await visit(world.reviewer.personId);
  await page.goto("/problems/new");
  await page.getByLabel("替谁填写").selectOption(world.engineer.personId);
  await page.getByLabel("哪台设备").fill("洗瓶机");
  await page.getByLabel("出了什么现象").fill("碱液温度上不去");
  await page.getByRole("button", { name: "存草稿" }).click();
  await page.getByText(/草稿已保存/).waitFor();
  const row = await db.problem.findFirstOrThrow({
    where: { phenomenon: "碱液温度上不去" },
    select: { id: true, authorId: true, enteredById: true },
  });
  expect(row).toMatchObject({ authorId: world.engineer.personId, enteredById: world.reviewer.personId });
  const writer = await visit(world.engineer.personId);
  await writer.page.goto(`/problems/${row.id}`);
  const people = writer.page.getByRole("region", { name: "发布与归属" });
  expect(await people.innerText()).toContain(world.reviewer.name);
  expect(await writer.page.getByRole("region", { name: "经过" }).innerText()).toContain(`代 ${world.engineer.name}`);
});
