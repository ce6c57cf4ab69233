import { beforeAll, describe, expect, test } from "vitest";
import { paths } from "#app/lib/paths.ts";
import { db, inTransaction } from "#app/lib/db.server.ts";
import { issueReset } from "#app/modules/accounts/reset-password.server.ts";
import { invitePerson } from "#app/modules/accounts/invite-person.server.ts";
import { useBrowser } from "#tests/support/browser.server.ts";
import { inspectPage, watch, type Watched } from "#tests/support/inspect-page.ts";
import { useInProcessProduct } from "#tests/support/in-process.server.ts";
import type { Address } from "../security/world/addresses.ts";
import { buildWorld, type World } from "../security/world/build.ts";
import type { Story } from "../security/world/marks.ts";
import { ROUTES } from "../security/world/routes.ts";
import { dataOf } from "../security/world/use-world.ts";
import { playImports } from "../security/world/stories-import.ts";
import { playPeople } from "../security/world/stories-people.ts";
import { playAnswers, playPosting } from "../security/world/stories-posting.ts";
import { playSolving } from "../security/world/stories-solving.ts";
import { testPageQueries } from "./page-queries.ts";

// Workers would ask the database beside the pages whose statements are counted.
const product = useInProcessProduct({ jobs: false });
const browser = useBrowser();
let world: World;
const cookies = new Map<string, string>();

/** People try to open a page; the first who may shows it. */
const CANDIDATES = [
  "author",
  "reviewer",
  "secretariatA",
  "toolsLeader",
  "toolsCraftsman",
  "toolsReviewer",
  "admin",
  "officerA",
  "expertUnsigned",
  "nobody",
];
type Visit = { route: string; path: string; as: string; status: number };
/** Never seen in a world like this one: the first needs an empty database (its test is setup.test.ts), the other a development server. */
const ELSEWHERE = ["routes/setup", "routes/dev.ui"];
const visits: Visit[] = [];

/** By the page's data alone, which is quicker than the page. */
const statusOf = async (route: string, path: string, as: string): Promise<number> => {
  const cookie = cookies.get(as);
  const answer = await fetch(product.url + dataOf(path, route), {
    redirect: "manual",
    headers: cookie ? { cookie } : {},
  });
  await answer.body?.cancel();
  return answer.status;
};

beforeAll(async () => {
  world = await buildWorld([playPosting, playSolving, playAnswers, playImports, playPeople]);
  for (const key of CANDIDATES) if (key !== "nobody") cookies.set(key, await product.signIn(world.cast.idOf(key)));
  for (const [route, { addresses, status = 200 }] of Object.entries(ROUTES)) {
    if (!product.build.routes[route]?.module.default) continue;
    const found = await firstOpen(route, addresses(world), status);
    if (found) visits.push(found);
  }
  // One in each state, by each side.
  const looked = new Set<string>();
  for (const { id, state } of await db.problem.findMany({ select: { id: true, state: true } })) {
    const path = `/problems/${id}`;
    for (const as of ["author", "toolsLeader"]) {
      if (looked.has(state + as) || (await statusOf("routes/problems.$id._index", path, as)) !== 200) continue;
      looked.add(state + as);
      visits.push({ route: "routes/problems.$id._index", path, as, status: 200 });
    }
  }
  const now = new Date();
  const { token } = await invitePerson(await world.cast.as("reviewer", now), {
    organisationId: world.cast.ids.brewery,
    role: "ENGINEER",
  });
  const reset = await inTransaction((tx) => issueReset(tx, world.cast.idOf("author"), null, now));
  visits.push(
    { route: "routes/invitation.$token", path: paths.invitation(token), as: "nobody", status: 200 },
    { route: "routes/reset-password.$token", path: paths.resetPassword(reset), as: "nobody", status: 200 },
  );
  // What a guest finds, with an agreement to sign.
  visits.push({ route: "routes/guest", path: paths.guest(), as: "expertUnsigned", status: 200 });
  visits.push({ route: "root", path: "/problems/01890000-0000-7000-8000-000000000000", as: "author", status: 404 });
});

/** Whoever could open the last page is likely to open the next; a problem that had one is likely to have another. */
const candidates = [...CANDIDATES];
const shown: (Story | undefined)[] = [];

async function firstOpen(route: string, addresses: Address[], status: number): Promise<Visit | null> {
  const likely = addresses.toSorted((a, b) => shown.lastIndexOf(b.story) - shown.lastIndexOf(a.story));
  for (const { path, story } of likely) {
    for (const as of candidates) {
      // The problem is closed to them: that its pages are, too, the canary proves.
      if (as !== "nobody" && story?.depth(world.cast.knower(as)) === 0) continue;
      if ((await statusOf(route, path, as)) !== status) continue;
      if (story) shown.push(story);
      candidates.splice(candidates.indexOf(as), 1);
      candidates.unshift(as);
      return { route, path, as, status };
    }
  }
  return null;
}

const oneOfEach = (all: readonly Visit[]): Visit[] => [
  ...new Map([...all].reverse().map((visit) => [visit.route, visit])).values(),
];

// What a problem's page shows in each state is looked at once, every page in both looks.
describe.each([
  { locale: "zh-CN", theme: "light", phone: true, everyState: true },
  { locale: "en", theme: "dark", phone: false, everyState: false },
])("every page, $locale, $theme", ({ locale, theme, phone, everyState }) => {
  test("has no accessibility violation, script error, policy violation or foreign request", async () => {
    await db.person.updateMany({ data: { locale, theme } });
    const contexts = new Map<string, Watched>();
    const problems: string[] = [];
    for (const visit of everyState ? visits : oneOfEach(visits)) {
      const watched =
        contexts.get(visit.as) ??
        (await watch(browser, product.url, { cookie: cookies.get(visit.as), locale, theme, phone, worker: false }));
      contexts.set(visit.as, watched);
      const found = await inspectPage(watched, visit, { locale, theme });
      problems.push(...found.map((text) => `${visit.as} ${text}`));
    }
    for (const { context } of contexts.values()) await context.close();
    expect(problems).toEqual([]);
  });
});

// Last: the source's modules answer here, not those of the build.
testPageQueries(() => world);

test("every page of the build was visited", () => {
  const pages = Object.values(product.build.routes).flatMap((route) =>
    route?.module.default && route.id !== "root" ? [route.id] : [],
  );
  const visited = new Set(visits.map((visit) => visit.route));
  expect(pages.filter((route) => !visited.has(route) && !ELSEWHERE.includes(route))).toEqual([]);
});
