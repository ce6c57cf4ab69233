import chromium from "@sparticuz/chromium";
import { type Browser, type BrowserContext, chromium as playwright, type Page } from "playwright-core";
import { afterAll, beforeAll } from "vitest";

export type Visitor = { context: BrowserContext; page: Page; errors: string[] };

const LEFT_OUT = [
  // In one process, every visitor's script would fetch with the first visitor's cookies.
  "--single-process",
  // A drawing of graphics in software that no page here needs, and that takes a fifth of the time.
  "--in-process-gpu",
  "--ignore-gpu-blocklist",
  "--use-gl=angle",
  "--use-angle=swiftshader",
  "--enable-unsafe-swiftshader",
];
const args = [
  ...chromium.args.filter((arg) => !LEFT_OUT.includes(arg)),
  "--disable-gpu",
  "--disable-software-rasterizer",
];

/** A real browser, from the packages; `more` are switches of its command line. */
export async function launchBrowser(more: string[] = []): Promise<Browser> {
  return playwright.launch({
    executablePath: await chromium.executablePath(),
    args: [...args, ...more],
    headless: true,
    // File names are Chinese, whatever language the machine speaks.
    env: { ...process.env, LANG: "C.UTF-8", LC_ALL: "C.UTF-8" } as Record<string, string>,
  });
}

/**
 * One browser for the test file; call it once, at the top. Every visitor has cookies and storage of its own. `more` is
 * asked when it starts.
 */
export function useBrowser(more: () => string[] = () => []) {
  let browser: Browser | undefined;
  beforeAll(async () => {
    browser = await launchBrowser(more());
  });
  afterAll(async () => {
    await browser?.close();
  });
  return {
    /**
     * @param base address of the product @param script false to visit with script switched off
     * @param worker false to visit without the service worker, which every visitor otherwise gets anew
     */
    async visitor(
      base: string,
      { script = true, phone = false, locale = "zh-CN", worker = true } = {},
    ): Promise<Visitor> {
      if (!browser) throw new Error("The browser is there from beforeAll on.");
      const context = await browser.newContext({
        baseURL: base,
        locale,
        javaScriptEnabled: script,
        ignoreHTTPSErrors: true,
        serviceWorkers: worker ? "allow" : "block",
        ...(phone ? { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true } : {}),
      });
      const page = await context.newPage();
      const errors: string[] = [];
      page.on("pageerror", (error) => errors.push(error.message));
      page.on("console", (message) => {
        if (message.type() === "error") errors.push(message.text());
      });
      return { context, page, errors };
    },
  };
}
