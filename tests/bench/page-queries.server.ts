import { pathToFileURL } from "node:url";
import type { LoaderFunctionArgs, ServerBuild } from "@remix-run/node";
import { inRequestScope } from "#app/lib/http/request-scope.server.ts";
import { type RuntimeFacts, setRuntimeFacts } from "#app/lib/runtime/facts.server.ts";
import { serverBuild } from "#app/lib/runtime/product-build.server.ts";
import { getActor } from "#app/modules/accounts/current-actor.server.ts";
import { queriesOf } from "#tests/support/count-queries.server.ts";

type Page = { route: string; path: string; params?: Record<string, string> };

/**
 * Statements that the loaders of the built pages send to the database in use; without those of every page alike: the
 * session's, and the frame's.
 */
export async function queriesPerPage(facts: RuntimeFacts, cookie: string, pages: Record<string, Page>) {
  setRuntimeFacts(facts);
  const build = (await import(pathToFileURL(serverBuild).href)) as ServerBuild;
  const counts: Record<string, number> = {};
  for (const [name, { route, path, params = {} }] of Object.entries(pages)) {
    const loader = build.routes[route]?.module.loader;
    if (!loader) throw new Error(`the build has no page ${route}`);
    const request = new Request(`http://localhost${path}`, { headers: { cookie } });
    const context = {};
    const seen = await inRequestScope(context, async () => {
      await getActor(request);
      return queriesOf(async () => loader({ request, params, context } as LoaderFunctionArgs));
    });
    counts[name] = seen.length;
  }
  return counts;
}
