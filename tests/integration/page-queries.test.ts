import type { LoaderFunctionArgs } from "@remix-run/node";
import { beforeAll, describe, expect, test } from "vitest";
import { inRequestScope } from "#app/lib/http/request-scope.server.ts";
import { getActor } from "#app/modules/accounts/current-actor.server.ts";
import { openSession } from "#app/modules/accounts/session.server.ts";
import { loader as home } from "#app/routes/_index.tsx";
import { loader as inbox } from "#app/routes/inbox.tsx";
import { loader as problem } from "#app/routes/problems.$id._index/route.tsx";
import { loader as problems } from "#app/routes/problems._index.tsx";
import { loader as search } from "#app/routes/search/route.tsx";
import { queriesOf } from "#tests/support/count-queries.server.ts";
import { useTestDatabase } from "#tests/support/database.server.ts";
import { makeWorld, type World } from "#tests/support/factories.server.ts";
import { tackledProblem } from "#tests/support/solving.server.ts";

useTestDatabase();
let world: World;
let id: string;
beforeAll(async () => {
  world = await makeWorld();
  id = await tackledProblem(world);
});

type Loader = (args: LoaderFunctionArgs) => Promise<unknown>;

/**
 * Statements of one page's own loader. Left out, because every page has them: who is signed in (three statements, once
 * per request) and the frame around the page (one, in root.tsx).
 */
async function statements(loader: Loader, path: string, params: Record<string, string> = {}): Promise<string[]> {
  const url = `http://localhost${path}`;
  const cookie = await openSession(new Request(url), world.engineer.personId, { now: new Date() });
  const request = new Request(url, { headers: { cookie: cookie.split(";")[0] ?? "" } });
  const context = {};
  return inRequestScope(context, async () => {
    await getActor(request);
    return queriesOf(() => loader({ request, params, context } as LoaderFunctionArgs));
  });
}

const MOST = 6;
/**
 * The page of a problem shows what several modules know of it, each asked for itself and most at the same time: the
 * problem, the reader's relations, photos, messages marked as read, events with the names in them (two), proposals,
 * the solving with the names in it, and for the discussion the reader's access, comments, watching and who takes part.
 * One more when the reader may not know the poster. This keeps it from growing.
 */
const MOST_OF_A_PROBLEM = 14;

describe("a page asks the database few times", () => {
  test.each<[string, Loader, () => string, number]>([
    ["home", home, () => "/", MOST],
    ["the list of problems", problems, () => "/problems", MOST],
    ["the search", search, () => "/search?q=%E5%8D%A1%E7%93%B6", MOST],
    ["the inbox", inbox, () => "/inbox", MOST],
    ["a problem", problem, () => `/problems/${id}`, MOST_OF_A_PROBLEM],
  ])("%s", async (_name, loader, path, most) => {
    const asked = await statements(loader, path(), { id });
    expect(asked.length, "the counter sees statements").toBeGreaterThan(0);
    expect(asked.length, asked.map((text) => text.replace(/\s+/g, " ").slice(0, 260)).join("\n")).toBeLessThanOrEqual(
      most,
    );
  });
});
