import type { BrowserContext, Page } from "playwright-core";
import { bringRules, violationsOn } from "./accessibility.ts";
import type { useBrowser } from "./browser.server.ts";
import { comeAlive } from "./come-alive.ts";

export type Watched = { context: BrowserContext; page: Page; errors: string[]; foreign: string[] };

type Look = { cookie?: string; locale: string; theme: string; phone: boolean; worker?: boolean };

/** A visitor with this session's cookie, whose complaints and requests are written down. */
export async function watch(
  browser: ReturnType<typeof useBrowser>,
  base: string,
  { cookie = "", locale, theme, phone, worker }: Look,
): Promise<Watched> {
  const { context, page, errors } = await browser.visitor(base, { locale, phone, worker });
  const [name = "", value = ""] = cookie.split("=");
  const given = [
    { name: "locale", value: locale },
    { name: "theme", value: theme },
    ...(name ? [{ name, value }] : []),
  ];
  await context.addCookies(given.map((cookie) => ({ ...cookie, url: base })));
  await bringRules(context);
  const foreign: string[] = [];
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (url.origin !== base && !["data:", "blob:"].includes(url.protocol)) foreign.push(request.url());
  });
  return { context, page, errors, foreign };
}

/**
 * Opens a page and looks for what no page may have: an accessibility violation, more or less than one title, sideways
 * scroll, another language or theme than asked for, a broken character, a complaint of a script or a policy, a request to
 * elsewhere.
 */
export async function inspectPage(
  { page, errors, foreign }: Watched,
  visit: { path: string; status: number },
  wanted: { locale: string; theme: string },
): Promise<string[]> {
  const where = visit.path;
  const answer = await page.goto(visit.path);
  // Interactive only once React has taken the page over.
  await comeAlive(page).catch((error: unknown) => {
    throw new Error(`${visit.path} does not come to life: ${errors.join("; ")}`, { cause: error });
  });
  const found: string[] = [];
  if (answer?.status() !== visit.status) found.push(`${where}: ${answer?.status()}`);
  const shown = await page.evaluate(() => ({
    lang: document.documentElement.lang,
    theme: document.documentElement.dataset.theme,
    titles: document.querySelectorAll("h1").length,
    wide: document.documentElement.scrollWidth > innerWidth,
    broken: document.documentElement.outerHTML.includes("\uFFFD"),
  }));
  if (shown.lang !== wanted.locale || shown.theme !== wanted.theme)
    found.push(`${where}: shown in ${shown.lang}, ${shown.theme}`);
  if (shown.titles !== 1) found.push(`${where}: ${shown.titles} h1`);
  if (shown.broken) found.push(`${where}: a broken character`);
  if (shown.wide) found.push(`${where}: wider than the screen`);
  found.push(...(await violationsOn(page)).map((text) => `${where}: ${text}`));
  // The browser's own complaint about an error page's status is no fault of the page.
  const said = errors.splice(0).filter((text) => !(visit.status >= 400 && text.includes(`status of ${visit.status}`)));
  found.push(...said.map((text) => `${where}: ${text}`), ...foreign.splice(0).map((url) => `${where} asked ${url}`));
  return found;
}
