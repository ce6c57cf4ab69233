import { beforeAll, expect, test } from "vitest";
import { db } from "#app/lib/db.server.ts";
import { useBrowser } from "#tests/support/browser.server.ts";
import { makeWorld, type World } from "#tests/support/factories.server.ts";
import { useInProcessProduct } from "#tests/support/in-process.server.ts";

const product = useInProcessProduct();
const browser = useBrowser();
const SHOTS = process.env.SHOTS_DIR;
let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

async function visit(path: string, personId: string, options: { script?: boolean; phone?: boolean; locale?: string }) {
  const visitor = await browser.visitor(product.url, options);
  const [name = "", value = ""] = (await product.signIn(personId)).split("=");
  await visitor.context.addCookies([{ name, value, url: product.url }]);
  await visitor.page.goto(path);
  return visitor;
}

test("an enterprise switches its watermark on by itself", async () => {
  await db.enterprise.update({ where: { organisationId: world.brewery }, data: { watermark: false } });
  const { page } = await visit(`/organisations/${world.brewery}/edit`, world.reviewer.personId, {});
  await page.getByLabel("保密图片和 PDF 加水印").check({ force: true });
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/watermark-setting.png`, fullPage: true });
  await page.getByRole("button", { name: "保存" }).click();
  await page.waitForURL(`**/organisations/${world.brewery}`);
  const { watermark } = await db.enterprise.findUniqueOrThrow({ where: { organisationId: world.brewery } });
  expect(watermark).toBe(true);
  const event = await db.event.findFirstOrThrow({ where: { type: "organisation.changed", subjectId: world.brewery } });
  expect(event.payload).toMatchObject({ watermark: true });
});
