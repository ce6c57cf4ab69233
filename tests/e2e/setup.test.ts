import { expect, test } from "vitest";
import { db } from "#app/lib/db.server.ts";
import { paths } from "#app/lib/paths.ts";
import { createSetupCode } from "#app/modules/accounts/set-up.server.ts";
import { verifyChains } from "#app/modules/events/verify-chain.server.ts";
import { runtimeFacts } from "#app/lib/runtime/facts.server.ts";
import { useBrowser } from "#tests/support/browser.server.ts";
import { useInProcessProduct } from "#tests/support/in-process.server.ts";
import { inspectPage, watch } from "#tests/support/inspect-page.ts";

const product = useInProcessProduct({ jobs: false });
const browser = useBrowser();

test("an empty installation is set up once, by whoever holds the code", async () => {
  const code = await createSetupCode();
  for (const look of [
    { locale: "zh-CN", theme: "light", phone: true },
    { locale: "en", theme: "dark", phone: false },
  ]) {
    const watched = await watch(browser, product.url, look);
    expect(await inspectPage(watched, { path: paths.setup(), status: 200 }, look)).toEqual([]);
    await watched.context.close();
  }

  const { page } = await browser.visitor(product.url, { script: false });
  const fill = (name: string, value: string) => page.locator(`input[name="${name}"]`).fill(value);
  await page.goto(paths.setup());
  await fill("code", "AAAA-BBBB-CCCC-DDDD");
  await fill("platformName", "匠联平台");
  await fill("federationName", "某市总工会");
  await fill("name", "李管理");
  await fill("email", "admin@setup.test");
  await fill("password", "long enough");
  await fill("repeat", "long enough");
  await page.getByRole("main").getByRole("button").first().click();
  await page.locator('input[name="code"][aria-invalid="true"]').waitFor();
  expect(await page.locator('input[name="federationName"]').inputValue()).toBe("某市总工会");
  expect(await db.person.count()).toBe(0);

  await fill("code", code.toLowerCase());
  await fill("password", "long enough");
  await fill("repeat", "long enough");
  await page.getByRole("main").getByRole("button").first().click();
  await page.waitForURL((url) => url.pathname === paths.organisations());
  expect(await page.getByRole("main").innerText()).toContain("某市总工会");
  expect(await db.person.findMany({ select: { name: true, email: true } })).toEqual([
    { name: "李管理", email: "admin@setup.test" },
  ]);
  expect((await verifyChains(runtimeFacts().secrets.chain)).findings).toEqual([]);

  await page.goto(paths.setup());
  expect(new URL(page.url()).pathname).not.toBe(paths.setup());
});
