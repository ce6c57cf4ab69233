import type { ActionFunction, LoaderFunction, ServerBuild } from "@remix-run/node";
import { type Explain, explainAnswer } from "./explain-errors.server.ts";
import { inRequestScope } from "./request-scope.server.ts";
import { respondToError } from "./respond.server.ts";

type Handler = LoaderFunction | ActionFunction;

const guarded =
  (handler: Handler, explain: Explain, acts: boolean): Handler =>
  (args) =>
    inRequestScope(args.context, async () => {
      try {
        const answer = await handler(args);
        return (acts ? await explainAnswer(answer, () => explain(args.request)) : answer) as Awaited<
          ReturnType<Handler>
        >;
      } catch (error) {
        throw await respondToError(error, () => explain(args.request));
      }
    });

/** The business exports it from the server's entry. */
const explainOf = (build: ServerBuild): Explain => (build.entry.module as unknown as { explain: Explain }).explain;

/**
 * The build with every loader and action guarded: refusals become responses in this one place, and all
 * of them share the memory of their request, and what they say of errors is in the reader's words. Routes catch nothing.
 */
export function guardRoutes(build: ServerBuild): ServerBuild {
  const explain = explainOf(build);
  const routes = Object.entries(build.routes).map(([id, route]) => {
    if (!route) return [id, route];
    const { loader, action } = route.module;
    const module = { ...route.module };
    if (loader) module.loader = guarded(loader, explain, false) as LoaderFunction;
    if (action) module.action = guarded(action, explain, true) as ActionFunction;
    return [id, { ...route, module }];
  });
  return { ...build, routes: Object.fromEntries(routes) };
}
