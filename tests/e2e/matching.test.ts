import { beforeAll, expect, test } from "vitest";
import { db } from "#app/lib/db.server.ts";
import { paths } from "#app/lib/paths.ts";
import { reconcileSearch } from "#app/modules/knowledge/reconcile-search.server.ts";
import { acceptSolution } from "#app/modules/solving/accept-solution.server.ts";
import { useBrowser } from "#tests/support/browser.server.ts";
import { makeWorld, publishedProblem, type World } from "#tests/support/factories.server.ts";
import { useInProcessProduct } from "#tests/support/in-process.server.ts";
import { awaitingAcceptance, tackledProblem } from "#tests/support/solving.server.ts";

const product = useInProcessProduct();
const browser = useBrowser();
let world: World;
const title = "灌装机星轮卡瓶";

beforeAll(async () => {
  world = await makeWorld();
  await db.craftsmanProfile.create({
    data: { personId: world.craftsman.personId, specialities: ["灌装机星轮"], honourTier: "MUNICIPAL" },
  });
  const solved = await tackledProblem(world, {
    title,
    equipmentModel: "GZ-32",
    phenomenon: "三号灌装机星轮处卡瓶，每班七八次，停机后有碎玻璃。",
  });
  await awaitingAcceptance(world, solved);
  await acceptSolution(world.engineer, { problemId: solved, version: null, verdict: "FIXED" });
});

const visit = async (personId: string, script: boolean) => {
  const visitor = await browser.visitor(product.url, { script, phone: true });
  const [name = "", value = ""] = (await product.signIn(personId)).split("=");
  await visitor.context.addCookies([{ name, value, url: product.url }]);
  return visitor;
};

test.each([
  ["with script", true],
  ["without script", false],
])("%s: the secretariat sees who could solve it and why, and assigns at a tap", async (_, script) => {
  const id = await publishedProblem(world, {
    title: `五号灌装机星轮卡瓶${script ? "" : "，又来了"}`,
    equipmentModel: "GZ 32",
    phenomenon: "五号灌装机星轮处老卡瓶，停下来全是碎玻璃。",
  });
  await reconcileSearch();

  const craftsman = await visit(world.craftsman.personId, script);
  await craftsman.page.goto(paths.home());
  const fits = craftsman.page.getByRole("region", { name: "适合您的难题" });
  await fits.getByText("对您的专长：灌装机星轮").first().waitFor();
  await fits.getByRole("link", { name: "全部适合您的" }).click();
  await craftsman.page.waitForURL(`**${paths.problemsForMe()}`);
  await craftsman.page.getByText("您解决过相似的").first().waitFor();
  expect(craftsman.errors).toEqual([]);

  const { page, errors } = await visit(world.secretariat.personId, script);
  await page.goto(paths.problem(id));
  await page.getByRole("link", { name: "推荐师傅" }).click();
  await page.getByRole("heading", { level: 1, name: "推荐师傅和工作室" }).waitFor();
  const people = page.getByRole("region", { name: "可以请的师傅" });
  await people.getByText("解决过 1 个相似案例，其中 1 个同型号").waitFor();
  await people.getByText("不同企业").first().waitFor();
  await people.getByRole("link", { name: title, exact: true }).waitFor();
  await people.getByRole("link", { name: new RegExp(`^派单\\s*${world.craftsman.name}$`) }).click();
  const chosen = page.getByRole("radio", { name: new RegExp(world.craftsman.name) });
  expect(await chosen.isChecked()).toBe(true);
  await page.getByRole("button", { name: "派单" }).click();
  await page.waitForURL(`**${paths.problem(id)}`);
  expect(await db.assignment.findFirst({ where: { problemId: id }, select: { craftsmanId: true } })).toEqual({
    craftsmanId: world.craftsman.personId,
  });
  expect(errors).toEqual([]);
});
