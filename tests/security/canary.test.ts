import { beforeAll, describe, expect, test } from "vitest";
import { useInProcessProduct } from "#tests/support/in-process.server.ts";
import { buildWorld, type World } from "./world/build.ts";
import { ROUTES } from "./world/routes.ts";
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
});

/** Layout routes have no address of their own. */
const routesOfTheBuild = () =>
  Object.values(product.build.routes).flatMap((route) =>
    route && route.id !== "root" ? [{ id: route.id, module: route.module }] : [],
  );

describe("the canary world", () => {
  test("every text in it is a word of its own", () => {
    const words = world.stories.flatMap((story) => story.marks.map((mark) => mark.word));
    expect(new Set(words).size).toBe(words.length);
    expect(words.length).toBeGreaterThan(700);
  });

  test("every route of the build has an entry in the route table, and no entry is left over", () => {
    expect(
      routesOfTheBuild()
        .map((route) => route.id)
        .sort(),
    ).toEqual(Object.keys(ROUTES).sort());
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

  test("no answer to anybody holds a word out of scope", async () => {
    const judge = new Judge(world);
    for (const { id, module } of routesOfTheBuild()) {
      const entry = ROUTES[id];
      if (!entry) continue;
      const addresses = entry.addresses(world);
      await Promise.all(
        spies.map(async (spy, turn) => {
          for (const [n, address] of addresses.entries()) {
            // The problem's own page is asked for in full; of its steps everybody asks for a share, different ones each.
            const share = addresses.length > 20 && id !== "routes/problems.$id" && id !== "routes/files.$id";
            if (share && (n + turn) % 4 !== 0) continue;
            const about = { story: address.story, namesAllowed: address.names };
            if (module.default || module.loader) {
              if (!share || (n + turn) % 8 === 0)
                judge.judge(spy, "GET", address.path, await spy.ask(address.path), about);
              if (module.default && module.loader) {
                const data = address.path === "/" ? "/_root.data" : address.path.replace(/(\?|$)/, ".data$1");
                judge.judge(spy, "GET", data, await spy.ask(data), about);
              }
            }
            if (module.action && entry.post) {
              const answer = await spy.ask(address.path, { method: "POST", body: entry.post });
              judge.judge(spy, "POST", address.path, answer, about);
            }
          }
        }),
      );
    }
    expect([...judge.leaks]).toEqual([]);
  });
});
