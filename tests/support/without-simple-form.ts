import type { Page } from "playwright-core";

/** Waits until the page's script has put its own choice of files in the place of the simple form's. */
export async function withoutSimpleForm(page: Page): Promise<void> {
  await page.locator('form input[type="file"][name="files"]').waitFor({ state: "detached" });
}
