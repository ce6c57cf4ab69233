import { beforeAll } from "vitest";
import { pendingJobs } from "#app/lib/jobs.server.ts";
import type { InProcess } from "#tests/support/in-process.server.ts";
import { until } from "#tests/support/until.ts";
import { buildWorld, type World } from "./build.ts";
import { Spy } from "./spy.ts";
import { playImports } from "./stories-import.ts";
import { playPeople } from "./stories-people.ts";
import { playAnswers, playPosting } from "./stories-posting.ts";
import { playSolving } from "./stories-solving.ts";

export type Canary = { readonly world: World; readonly spies: Spy[] };

/** The canary world in the product's database before the first test, and everybody of it signed in. */
export function useWorld(product: InProcess): Canary {
  const made: { world?: World } = {};
  const spies: Spy[] = [];
  beforeAll(async () => {
    const world = await buildWorld([playPosting, playSolving, playAnswers, playImports, playPeople]);
    for (const key of world.cast.keys) {
      spies.push(new Spy(product.url, key, world.cast.knower(key), await product.signIn(world.cast.idOf(key))));
    }
    spies.push(new Spy(product.url, "nobody", null, ""));
    await until("the jobs are done", async () => (await pendingJobs()) === 0);
    made.world = world;
  });
  return {
    get world() {
      if (!made.world) throw new Error("The world is there from beforeAll on.");
      return made.world;
    },
    spies,
  };
}

/**
 * Where the page at an address gets its data when script turns the pages.
 * @param route asks for what this route alone loads, without the frame around every page
 */
export function dataOf(path: string, route?: string): string {
  const data = path === "/" ? "/_root.data" : path.replace(/(\?|$)/, ".data$1");
  if (!route) return data;
  return `${data}${data.includes("?") ? "&" : "?"}_routes=${encodeURIComponent(route)}`;
}
