import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type axe from "axe-core";
import type { BrowserContext, Page } from "playwright-core";

// Half the size, and every page parses them anew.
const RULES = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Brings the rules along with every page of a visitor; the policy of the page does not apply to them. */
export const bringRules = (context: BrowserContext): Promise<unknown> => context.addInitScript(RULES);

/** What breaks a rule of accessibility on the page as it stands now: the rule, and the first three places. */
export async function violationsOn(page: Page): Promise<string[]> {
  const there = await page.evaluate(() => "axe" in window);
  if (!there) await page.evaluate(RULES);
  return page.evaluate(async () => {
    const rules = (window as unknown as { axe: typeof axe }).axe;
    // Only what is wrong comes back: a page's passed checks are larger than the page.
    const { violations } = await rules.run(document, { resultTypes: ["violations"] });
    return violations.map(
      ({ id, nodes }) =>
        `${id} at ${nodes
          .slice(0, 3)
          .map(({ target }) => target.join(" "))
          .join(", ")}`,
    );
  });
}
