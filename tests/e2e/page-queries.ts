import type { LoaderFunctionArgs } from "@remix-run/node";
import { matchRoutes } from "@remix-run/react";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DomainError } from "#app/lib/errors.ts";
import { inRequestScope } from "#app/lib/http/request-scope.server.ts";
import { startJobs, stopJobs } from "#app/lib/jobs.server.ts";
import { getActor } from "#app/modules/accounts/current-actor.server.ts";
import { openSession } from "#app/modules/accounts/session.server.ts";
import { registerPolicies, registerWork } from "#app/worker/register.server.ts";
import { queriesOf } from "#tests/support/count-queries.server.ts";
import type { World } from "../security/world/build.ts";
import { ROUTES } from "../security/world/routes.ts";

const READERS = ["author", "reviewer", "secretariatA", "toolsLeader", "toolsCraftsman", "admin", "officerA"];
const cookies = new Map<string, string>();

/** Statements that the loader of a page may send to the database. */
const MOST = 6;

/**
 * Pages over it, each with its number and why. Nothing but what is written here may be over it, and nothing may be
 * written here that is not.
 */
const MORE: Record<string, { most: number; why: string }> = {
  "routes/problems.$id._index": {
    most: 7,
    why: "one more for a problem that was merged, answered, imported, or whose acceptance waits on the reader's side",
  },
  "routes/awards.dossiers.$id.form": {
    most: 18,
    why: "a file, made before the admission from everything an application rests on: one for each kind of record",
  },
  "routes/awards.dossiers.$id.paper": { most: 16, why: "as the form" },
  "routes/awards.applications.$id._index": {
    most: 7,
    why: "one more for an officer who sees that flags hold it up: which of them are of the own branch",
  },
  "routes/audit.rounds.$id._index": {
    most: 11,
    why: "five for the round, six that write down who read it: a transaction with its event",
  },
  "routes/audit.rounds.$id.applications.$applicationId": {
    most: 13,
    why: "seven for an application and everything it rests on, as frozen and as it is, six that write down who read it",
  },
  "routes/problems.$id.edit": {
    most: 10,
    why: "four for the draft with its files and recordings, six for what the form offers: places, types, machines",
  },
  "routes/problems.$id.preview": {
    most: 9,
    why: "four for the draft, five for the search for past fixes: reader, counts and sounds of words not known lately, candidates, hits",
  },
};

type Module = { loader?: (args: LoaderFunctionArgs) => unknown };
const modules = import.meta.glob<Module>(["/app/routes/*.{ts,tsx}", "/app/routes/*/route.tsx"]);
const idOf = (file: string): string => file.replace(/^\/app\//, "").replace(/(\/route)?\.tsx?$/, "");

/** What Remix makes of a route file's name. */
const patternOf = (id: string): string =>
  `/${id
    .slice("routes/".length)
    .split(/\.(?![^[]*\])/)
    .filter((part) => part !== "_index")
    .map((part) => part.replace(/_$/, "").replace("[.]", ".").replace(/^\$$/, "*").replace(/^\$/, ":"))
    .join("/")}`;

type Asked = { path: string; as: string; statements: string[] };

/**
 * Statements of one page's own loader. Left out, because every page has them: who is signed in (two statements, once
 * per request) and the frame around the page (one, in root.tsx). Null when the page is not open to this reader.
 */
async function ask(id: string, loader: NonNullable<Module["loader"]>, path: string, as: string): Promise<Asked | null> {
  const url = new URL(`http://localhost${path}`);
  const request = new Request(url, { headers: { cookie: cookies.get(as) ?? "" } });
  const params = matchRoutes([{ path: patternOf(id) }], url.pathname)?.[0]?.params ?? {};
  const context = {};
  let open = true;
  const statements = await inRequestScope(context, async () => {
    await getActor(request);
    return queriesOf(async () => {
      try {
        await loader({ request, params, context } as LoaderFunctionArgs);
      } catch (error) {
        // Closed to this reader, or leading elsewhere; anything else is a fault, and would hide the page from the count.
        const answer =
          error instanceof Response || error instanceof DomainError || Object.hasOwn(Object(error), "init");
        if (!answer) throw error;
        open = false;
      }
    });
  });
  // The product beside asks whether the database is there, and its queues how long they are.
  const beside = (text: string) => text === "SELECT 1" || text.includes(`"queuedCount"`);
  return open ? { path, as, statements: statements.filter((text) => !beside(text)) } : null;
}

/**
 * The asking with the most statements, of every address to those it is open to; where there are many, each is asked by
 * a few, and by half of them where a page is known to need more.
 */
async function worst(world: World, id: string, loader: NonNullable<Module["loader"]>): Promise<Asked | null> {
  let found: Asked | null = null;
  const addresses = ROUTES[id]?.addresses(world) ?? [];
  for (const [a, { path }] of addresses.entries())
    for (const [r, as] of READERS.entries()) {
      if (addresses.length > 20 && (a + r) % (MORE[id] ? 2 : 4) > 0) continue;
      const asked = await ask(id, loader, path, as);
      if (asked && asked.statements.length > (found?.statements.length ?? -1)) found = asked;
    }
  return found;
}

/** No page sends the database more statements than it may, counted at the loaders of the source. */
export function testPageQueries(world: () => World): void {
  describe("a page asks the database few times, whoever opens it in whatever state its subject is", () => {
    beforeAll(async () => {
      registerPolicies();
      // Pages of administrators count queues.
      registerWork();
      await startJobs({ work: false });
      for (const key of READERS) {
        const now = new Date();
        const cookie = await openSession(new Request("http://localhost/"), world().cast.idOf(key), { now });
        cookies.set(key, cookie.split(";")[0] ?? "");
      }
    }, 300_000);
    afterAll(stopJobs);

    test.each(Object.entries(modules).map(([file, load]) => [idOf(file), load] as const))("%s", async (id, load) => {
      const { loader } = await load();
      expect(ROUTES, "the route table of the canary").toHaveProperty([id]);
      const found = loader ? await worst(world(), id, loader) : null;
      if (!found) return;
      const { statements, path, as } = found;
      const list = statements.map((text) => text.replace(/\s+/g, " ").slice(0, 200)).join("\n");
      const { most, why } = MORE[id] ?? { most: MOST, why: "" };
      expect(statements.length, `${as} ${path} ${why}\n${list}`).toBeLessThanOrEqual(most);
      if (MORE[id]) expect(statements.length, `${id} keeps to ${MOST}: strike it out`).toBeGreaterThan(MOST);
    });

    test("the counter sees statements, and addresses reach their pages", async () => {
      const story = world().stories.find((one) => one.name === "withdrawn after publication");
      const { loader } = (await modules["/app/routes/problems.$id._index/route.tsx"]?.()) ?? {};
      const asked = loader && (await ask("routes/problems.$id._index", loader, `/problems/${story?.id}`, "author"));
      expect(asked?.statements.length).toBeGreaterThan(3);
      const { loader: jobs } = (await modules["/app/routes/admin.jobs/route.tsx"]?.()) ?? {};
      const own = jobs && (await ask("routes/admin.jobs", jobs, "/admin/jobs", "admin"));
      expect(own?.statements.length).toBeGreaterThan(2);
    });
  });
}
