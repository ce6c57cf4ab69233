import { beforeAll, describe, expect, it } from "vitest";
import { db } from "#app/lib/db.server.ts";
import { paths } from "#app/lib/paths.ts";
import { useBrowser } from "#tests/support/browser.server.ts";
import { useInProcessProduct } from "#tests/support/in-process.server.ts";
import { makePerson, makeWorld, type World } from "#tests/support/people.server.ts";

const product = useInProcessProduct({ jobs: false });
const browser = useBrowser();
let world: World;

beforeAll(async () => {
  world = await makeWorld();
});

const mondayOf = async (organisationId: string) =>
  JSON.stringify(((await db.workCalendar.findUniqueOrThrow({ where: { organisationId } })).week as unknown[])[1]);

describe.each([
  ["with script", true],
  ["without script", false],
])("%s", (_, script) => {
  it("who was overtaken is told, keeps what was typed, and can send it after all", async () => {
    const calendar = paths.workCalendar(script ? world.enterprise : world.studio);
    const open = async () => {
      const { id } = await makePerson(["REVIEWER", world.enterprise]);
      const { context, page } = await browser.visitor(product.url, { script });
      const [name = "", value = ""] = (await product.signIn(id)).split("=");
      await context.addCookies([{ name, value, url: product.url }]);
      await page.goto(calendar);
      return page;
    };
    const [first, second] = [await open(), await open()];
    const send = async (page: typeof first, monday: string) => {
      await page.getByLabel("周一").fill(monday);
      await page.getByRole("button", { name: "保存日历" }).click();
    };
    await send(first, "06:00-14:00");
    await first.getByRole("status").getByText("已保存").waitFor();
    await send(second, "14:00-22:00");
    await second.getByRole("alert").waitFor();
    expect(await second.getByLabel("周一").inputValue()).toBe("14:00-22:00");
    expect(await mondayOf(calendar.split("/")[2] ?? "")).toBe("[[360,840]]");
    await second.locator('input[name="version"][value="1"]').waitFor({ state: "attached" });
    await second.getByRole("button", { name: "保存日历" }).click();
    await second.getByRole("status").getByText("已保存").waitFor();
    expect(await mondayOf(calendar.split("/")[2] ?? "")).toBe("[[840,1320]]");
  });
});
