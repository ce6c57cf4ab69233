import type { World } from "./build.ts";
import type { Story } from "./marks.ts";

export type Address = {
  path: string;
  story?: Story;
  /** Other bodies' names are this page's business, also of those who post anonymously somewhere. */
  names?: boolean;
};

export type Entry = {
  /** Every concrete address worth asking for. */
  addresses: (world: World) => Address[];
  /** What a wrong form posts; null where the route takes none, or where any form at all changes the asking session. */
  post?: Record<string, string> | null;
  /** What the page answers to whoever may see it, when that is not 200. */
  status?: number;
};

export const NOWHERE = "01890000-0000-7000-8000-000000000000";
export const one =
  (...paths: string[]) =>
  (): Address[] =>
    paths.map((path) => ({ path }));
export const named =
  (...paths: string[]) =>
  (): Address[] =>
    paths.map((path) => ({ path, names: true }));
export const stories =
  (path: (id: string) => string, names = false) =>
  (world: World): Address[] =>
    world.stories.map((story) => ({ path: path(story.id), story, names }));

/** A wrong version: refused everywhere, and nothing happens. */
export const WRONG = { version: "987654", intent: "nonsense" };
