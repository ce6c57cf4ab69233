import AxeBuilder from "@axe-core/playwright";
import type { BrowserContext, Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { db } from "#app/lib/db.server.ts";
import { useBrowser } from "#tests/support/browser.server.ts";
import { useInProcessProduct } from "#tests/support/in-process.server.ts";
import { buildWorld, type World } from "../security/world/build.ts";
import { ROUTES } from "../security/world/routes.ts";
import { playImports } from "../security/world/stories-import.ts";
import { playAnswers, playPosting } from "../security/world/stories-posting.ts";
import { playSolving } from "../security/world/stories-solving.ts";

const product = useInProcessProduct();
const browser = useBrowser();
let world: World;
const cookies = new Map<string, string>();

/** In this order people try to open a page; the first who may shows it. */
const CANDIDATES = [
  "author",
  "reviewer",
  "secretariatA",
  "toolsLeader",
  "toolsCraftsman",
  "toolsReviewer",
  "admin",
  "officerA",
  "nobody",
];
type Visit = { route: string; path: string; as: string; status: number };
const visits: Visit[] = [];

const statusOf = async (path: string, as: string): Promise<number> => {
  const cookie = cookies.get(as);
  const answer = await fetch(product.url + path, { redirect: "manual", headers: cookie ? { cookie } : {} });
  await answer.body?.cancel();
  return answer.status;
};

beforeAll(async () => {
  world = await buildWorld([playPosting, playSolving, playAnswers, playImports]);
  for (const key of CANDIDATES) if (key !== "nobody") cookies.set(key, await product.signIn(world.cast.idOf(key)));
  for (const [route, { addresses, status = 200 }] of Object.entries(ROUTES)) {
    if (!product.build.routes[route]?.module.default) continue;
    const found = await firstOpen(
      route,
      addresses(world).map((address) => address.path),
      status,
    );
    if (found) visits.push(found);
  }
  for (const story of world.stories) {
    for (const as of ["author", "toolsLeader"]) {
      const path = `/problems/${story.id}`;
      if ((await statusOf(path, as)) === 200)
        visits.push({ route: "routes/problems.$id._index", path, as, status: 200 });
    }
  }
  visits.push({ route: "root", path: "/problems/01890000-0000-7000-8000-000000000000", as: "author", status: 404 });
});

async function firstOpen(route: string, paths: string[], status: number): Promise<Visit | null> {
  for (const as of CANDIDATES) {
    for (const path of paths) {
      if ((await statusOf(path, as)) === status) return { route, path, as, status };
    }
  }
  return null;
}

describe.each([
  { locale: "zh-CN", theme: "light", phone: true },
  { locale: "en", theme: "dark", phone: false },
])("every page, $locale, $theme", ({ locale, theme, phone }) => {
  test("has no accessibility violation, script error, policy violation or foreign request", async () => {
    await db.person.updateMany({ data: { locale, theme } });
    const contexts = new Map<string, Watched>();
    const problems: string[] = [];
    for (const visit of visits) {
      const watched = contexts.get(visit.as) ?? (await watch(visit.as, { locale, theme, phone }));
      contexts.set(visit.as, watched);
      problems.push(...(await inspect(watched, visit, { locale, theme })));
    }
    for (const { context } of contexts.values()) await context.close();
    expect(problems).toEqual([]);
  });
});

test("every page of the build was visited", () => {
  const pages = Object.values(product.build.routes).flatMap((route) =>
    route?.module.default && route.id !== "root" ? [route.id] : [],
  );
  const visited = new Set(visits.map((visit) => visit.route));
  expect(pages.filter((route) => !visited.has(route))).toEqual([]);
});

type Watched = { context: BrowserContext; page: Page; errors: string[]; foreign: string[] };

async function watch(
  as: string,
  { locale, theme, phone }: { locale: string; theme: string; phone: boolean },
): Promise<Watched> {
  const { context, page, errors } = await browser.visitor(product.url, { locale, phone });
  const [name = "", value = ""] = (cookies.get(as) ?? "").split("=");
  const given = [
    { name: "locale", value: locale },
    { name: "theme", value: theme },
    ...(name ? [{ name, value }] : []),
  ];
  await context.addCookies(given.map((cookie) => ({ ...cookie, url: product.url })));
  const foreign: string[] = [];
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (url.origin !== product.url && !["data:", "blob:"].includes(url.protocol)) foreign.push(request.url());
  });
  return { context, page, errors, foreign };
}

async function inspect(
  { page, errors, foreign }: Watched,
  visit: Visit,
  wanted: { locale: string; theme: string },
): Promise<string[]> {
  const where = `${visit.as} ${visit.path}`;
  const answer = await page.goto(visit.path);
  // Interactive only once React has taken the page over.
  await page.waitForFunction(() =>
    Object.keys(document.querySelector("h1") ?? {}).some((key) => key.startsWith("__reactFiber")),
  );
  const found: string[] = [];
  if (answer?.status() !== visit.status) found.push(`${where}: ${answer?.status()}`);
  const shown = await page.evaluate(() => ({
    lang: document.documentElement.lang,
    theme: document.documentElement.dataset.theme,
    titles: document.querySelectorAll("h1").length,
    wide: document.documentElement.scrollWidth > innerWidth,
  }));
  if (shown.lang !== wanted.locale || shown.theme !== wanted.theme)
    found.push(`${where}: shown in ${shown.lang}, ${shown.theme}`);
  if (shown.titles !== 1) found.push(`${where}: ${shown.titles} h1`);
  if (shown.wide) found.push(`${where}: wider than the screen`);
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  found.push(
    ...violations.map(
      (one) =>
        `${where}: ${one.id} at ${one.nodes
          .map((node) => node.target.join(" "))
          .slice(0, 3)
          .join(", ")}`,
    ),
  );
  // The browser's own complaint about an error page's status is no fault of the page.
  const said = errors.splice(0).filter((text) => !(visit.status >= 400 && text.includes(`status of ${visit.status}`)));
  found.push(...said.map((text) => `${where}: ${text}`), ...foreign.splice(0).map((url) => `${where} asked ${url}`));
  return found;
}
