import axe from "axe-core";
import type { BrowserContext, Page } from "playwright-core";

/** Brings the rules along with every page of a visitor; the policy of the page does not apply to them. */
export const bringRules = (context: BrowserContext): Promise<unknown> => context.addInitScript(axe.source);

/** What breaks a rule of accessibility on the page as it stands now: the rule, and the first three places. */
export async function violationsOn(page: Page): Promise<string[]> {
  const there = await page.evaluate(() => "axe" in window);
  if (!there) await page.evaluate(axe.source);
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
