import { beforeAll, describe, expect, test } from "vitest";
import { pendingJobs } from "#app/lib/jobs.server.ts";
import { until } from "#tests/support/until.ts";
import { useInProcessProduct } from "#tests/support/in-process.server.ts";
import { buildWorld, type World } from "./world/build.ts";
import { wordMaker } from "./world/marks.ts";
import { type Address, ROUTES } from "./world/routes.ts";
import { Judge, Spy } from "./world/spy.ts";
import { playImports } from "./world/stories-import.ts";
import { playAnswers, playPosting } from "./world/stories-posting.ts";
import { playSolving } from "./world/stories-solving.ts";

const product = useInProcessProduct({ search: "meilisearch" });
let world: World;
const spies: Spy[] = [];

beforeAll(async () => {
  world = await buildWorld([playPosting, playSolving, playAnswers, playImports]);
  for (const key of world.cast.keys) {
    spies.push(new Spy(product.url, key, world.cast.knower(key), await product.signIn(world.cast.idOf(key))));
  }
  spies.push(new Spy(product.url, "nobody", null, ""));
  await until("the jobs are done", async () => (await pendingJobs()) === 0);
});

/** Layout routes have no address of their own. */
const routesOfTheBuild = () =>
  Object.values(product.build.routes).flatMap((route) =>
    route && route.id !== "root" ? [{ id: route.id, module: route.module }] : [],
  );

const dataOf = (path: string): string => (path === "/" ? "/_root.data" : path.replace(/(\?|$)/, ".data$1"));

describe("the canary world", () => {
  test("every text in it is a word of its own", () => {
    const words = world.stories.flatMap((story) => story.marks.map((mark) => mark.word));
    expect(new Set(words).size).toBe(words.length);
    expect(words.length).toBeGreaterThan(700);
  });

  test("every route of the build has an entry in the route table, and no entry is left over", () => {
    const routes = routesOfTheBuild().map((route) => route.id);
    expect(routes.sort()).toEqual(Object.keys(ROUTES).sort());
  });

  test("a photo opens for whoever reads its layer, and for nobody else", async () => {
    const wrong: string[] = [];
    let opened = 0;
    for (const spy of spies) {
      for (const story of world.stories) {
        for (const { id, depth } of story.files) {
          for (const size of ["screen", "thumb"]) {
            const { status } = await spy.ask(`/files/${id}?size=${size}`);
            const may = story.depth(spy.who) >= depth;
            if (may) opened += 1;
            if ((status === 200) !== may) wrong.push(`${spy.key}, ${story.name}, layer ${depth}: ${status}`);
          }
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(opened).toBeGreaterThan(20);
  });

  test("a problem's page holds, for each reader, every word of the reader's layers and none beyond", async () => {
    const judge = new Judge(world);
    const missing: string[] = [];
    let shown = 0;
    await Promise.all(
      spies.map(async (spy) => {
        for (const story of world.stories) {
          const path = `/problems/${story.id}`;
          const depth = story.depth(spy.who);
          const page = await spy.ask(depth === 0 ? dataOf(path) : path);
          judge.judge(spy, "GET", path, page, { story });
          const sees = page.status === 200;
          if (sees !== depth > 0 && spy.who) missing.push(`${spy.key}, ${story.name}: ${page.status}`);
          for (const mark of story.marks) {
            if (depth === 0 || !mark.shownTo.includes(depth) || !mark.may(spy.who, path)) continue;
            shown += 1;
            if (!page.words.has(mark.word)) missing.push(`${spy.key} does not find "${mark.label}"`);
          }
        }
      }),
    );
    expect([...judge.leaks]).toEqual([]);
    expect(missing).toEqual([]);
    expect(shown).toBeGreaterThan(4_000);
  });

  test("no answer of any route to anybody holds a word out of scope", async () => {
    const judge = new Judge(world);
    for (const { id, module } of routesOfTheBuild()) {
      const addresses = ROUTES[id]?.addresses(world) ?? [];
      await Promise.all(
        spies.map(async (spy, turn) => {
          for (const address of shareOf(addresses, turn)) await tryAll(judge, spy, address, id, module);
        }),
      );
    }
    expect([...judge.leaks]).toEqual([]);
    expect(judge.answers).toBeGreaterThan(5_000);
  });
});

/** Of many addresses everybody asks for some, different ones each, so that each is asked for by several. */
const shareOf = (addresses: Address[], turn: number): Address[] =>
  addresses.length <= 12 ? addresses : addresses.filter((_, n) => (n + turn) % Math.ceil(addresses.length / 8) === 0);

type Module = ReturnType<typeof routesOfTheBuild>[number]["module"];

async function tryAll(judge: Judge, spy: Spy, address: Address, id: string, module: Module): Promise<void> {
  const { path, story, names } = address;
  const about = { story, namesAllowed: names };
  const page = Boolean(module.default);
  if (page || module.loader) judge.judge(spy, "GET", path, await spy.ask(path), about);
  if (page && module.loader) judge.judge(spy, "GET", dataOf(path), await spy.ask(dataOf(path)), about);
  const post = ROUTES[id]?.post;
  if (!module.action || !post) return;
  judge.judge(spy, "POST", path, await spy.ask(path, { method: "POST", body: post }), about);
  if (page) judge.judge(spy, "POST", dataOf(path), await spy.ask(dataOf(path), { method: "POST", body: post }), about);
}

describe("lists and search", () => {
  test("the list of problems names exactly those somebody reads", async () => {
    const wrong: string[] = [];
    for (const spy of spies.filter((one) => one.who)) {
      const listed = await everyProblemListed(spy);
      for (const story of world.stories) {
        if (listed.has(story.id) !== story.depth(spy.who) > 0)
          wrong.push(`${spy.key}, ${story.name}: ${listed.has(story.id)}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  test("asking for a word out of scope is answered like asking for one that is nowhere", async () => {
    const foreign = wordMaker(99);
    const told: string[] = [];
    let asked = 0;
    const marks = world.stories.flatMap((story) => story.marks.map((mark) => ({ mark, story })));
    await Promise.all(
      spies.map(async (spy, turn) => {
        const nonsense = foreign();
        const places = ["/search?q=", "/problems?q=", "/problems?equipment="];
        const empty = new Map<string, string>();
        for (const place of places) empty.set(place, answerTo(await spy.ask(dataOf(place + nonsense)), nonsense));
        for (const [n, { mark }] of marks.entries()) {
          if ((n + turn) % 37 !== 0 || mark.may(spy.who, "/search")) continue;
          for (const place of places) {
            asked += 1;
            const answer = answerTo(await spy.ask(dataOf(place + mark.word)), mark.word);
            if (answer !== empty.get(place)) told.push(`${spy.key} ${place} tells of "${mark.label}"`);
          }
        }
      }),
    );
    expect(told).toEqual([]);
    expect(asked).toBeGreaterThan(800);
  });

  test("asking for a word in scope finds its problem", async () => {
    const wanted = ["title", "phenomenon", "tried", "parameters", "rootCause", "actions", "log, observation"];
    const missing: string[] = [];
    let found = 0;
    for (const [turn, spy] of spies.entries()) {
      const marks = world.stories.flatMap((story) =>
        story.marks
          .filter((mark) => wanted.some((one) => mark.label === `${story.name}: ${one}`))
          .map((mark) => ({ mark, story })),
      );
      for (const [n, { mark, story }] of marks.entries()) {
        if ((n + turn) % 9 !== 0 || !mark.may(spy.who, "/search") || story.matter.draft) continue;
        const answer = await spy.ask(`/search?q=${mark.word}`);
        if (answer.text.includes(`/problems/${story.id}`)) found += 1;
        else missing.push(`${spy.key} does not find "${mark.label}"`);
      }
    }
    expect(missing).toEqual([]);
    expect(found).toBeGreaterThan(100);
  });
});

/** An answer's body without what differs from one request to the next. */
const answerTo = ({ status, text }: { status: number; text: string }, word: string): string => {
  const body = text.slice(text.indexOf("\n\n")).replaceAll(word, "WORD");
  // Which engine answered is no secret, and may change while the other is busy.
  return `${status} ${body
    .replace(/"(meilisearch|postgres)"/g, "ENGINE")
    .replace(/\b1[789]\d{11}\b/g, "NOW")
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "NOW")}`;
};

async function everyProblemListed(spy: Spy): Promise<Set<string>> {
  const ids = new Set<string>();
  let path: string | undefined = "/problems?sort=created";
  for (let page = 0; path && page < 20; page += 1) {
    const { text } = await spy.ask(path);
    for (const [, id = ""] of text.matchAll(/href="\/problems\/([0-9a-f-]{36})/g)) ids.add(id);
    path = /href="(\/problems\?[^"]*after=[^"]*)"/.exec(text)?.[1]?.replaceAll("&amp;", "&");
  }
  return ids;
}
