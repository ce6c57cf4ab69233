import type { ActionFunction, LoaderFunction, ServerBuild } from "@remix-run/node";
import { inRequestScope } from "./request-scope.server.ts";
import { respondToError } from "./respond.server.ts";

type Handler = LoaderFunction | ActionFunction;

const guarded =
  (handler: Handler): Handler =>
  (args) =>
    inRequestScope(args.context, async () => {
      try {
        return await handler(args);
      } catch (error) {
        throw respondToError(error);
      }
    });

/**
 * The build with every loader and action guarded: refusals become responses in this one place, and all
 * of them share the memory of their request. Routes themselves catch nothing.
 */
export function guardRoutes(build: ServerBuild): ServerBuild {
  const routes = Object.entries(build.routes).map(([id, route]) => {
    if (!route) return [id, route];
    const { loader, action } = route.module;
    const module = { ...route.module };
    if (loader) module.loader = guarded(loader) as LoaderFunction;
    if (action) module.action = guarded(action) as ActionFunction;
    return [id, { ...route, module }];
  });
  return { ...build, routes: Object.fromEntries(routes) };
}
