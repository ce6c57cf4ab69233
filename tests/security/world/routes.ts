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
};

const NOWHERE = "01890000-0000-7000-8000-000000000000";
const one =
  (...paths: string[]) =>
  (): Address[] =>
    paths.map((path) => ({ path }));
const named =
  (...paths: string[]) =>
  (): Address[] =>
    paths.map((path) => ({ path, names: true }));
const stories =
  (path: (id: string) => string, names = false) =>
  (world: World): Address[] =>
    world.stories.map((story) => ({ path: path(story.id), story, names }));

/** A wrong version: refused everywhere, and nothing happens. */
const WRONG = { version: "987654", intent: "nonsense" };

/** How to ask for each route of the build's manifest. One that is missing here fails the test. */
export const ROUTES: Record<string, Entry> = {
  "routes/$": { addresses: one("/no-such-page", "/problems/not-an-id/x/y"), post: WRONG },
  "routes/dev.ui": { addresses: one("/dev/ui") },
  "routes/login": { addresses: one("/login"), post: { identifier: "author@world.test", password: "wrong" } },
  "routes/logout": { addresses: one("/logout"), post: null },
  "routes/setup": { addresses: one("/setup"), post: WRONG },
  "routes/forgot-password": { addresses: one("/forgot-password"), post: WRONG },
  "routes/reset-password.$token": { addresses: one("/reset-password/nonsense"), post: WRONG },
  "routes/invitation.$token": { addresses: one("/invitation/nonsense"), post: WRONG },
  "routes/me._index": { addresses: one("/me"), post: WRONG },
  "routes/me.deputies": { addresses: one("/me/deputies"), post: WRONG },
  "routes/me.sessions": { addresses: one("/me/sessions"), post: WRONG },
  "routes/me.organisation": { addresses: one("/me/organisation"), post: WRONG },
  "routes/me.locale": { addresses: one("/me/locale"), post: WRONG },
  "routes/me.theme": { addresses: one("/me/theme"), post: WRONG },
  "routes/files.$id": {
    addresses: (world) => [
      ...world.stories.flatMap((story) => story.files.map((file) => ({ path: `/files/${file.id}`, story }))),
      { path: `/files/${NOWHERE}` },
    ],
  },
  "routes/problems.$id": { addresses: stories((id) => `/problems/${id}`), post: WRONG },
};

export { named, one, stories, WRONG };
