import { createRequestHandler, type RequestHandler, type ServerBuild } from "@remix-run/node";

type Routes = ServerBuild["routes"];

/** The word an address or a route's path begins with: "problems" of /problems/1/log and of /problems.data. */
function firstWord(path: string): string {
  const [word = ""] = path.replace(/^\//, "").split("/", 1);
  return word.replace(/\.data$/, "").toLowerCase();
}

/** The routes one word leads to, with those that any address may lead to; a route nested in another goes with it. */
export function routesOfRoom(routes: Routes, word: string): Routes {
  const belongs = (id: string): boolean => {
    const route = routes[id];
    if (!route) return false;
    if (route.parentId && route.parentId !== "root") return belongs(route.parentId);
    const own = firstWord(route.path ?? "");
    return own === "" || own === word || /^[:*]/.test(own);
  };
  return Object.fromEntries(Object.entries(routes).filter(([id]) => belongs(id)));
}

/**
 * Answers requests as `createRequestHandler` does. The router looks through every route of the build several times a
 * request; with 170 of them that was a fifth of a page's time. Each first word of an address has a handler that knows
 * only the routes it may lead to; an address that begins otherwise goes to the one that knows all.
 */
export function createRoomsHandler(build: ServerBuild, mode: string): (path: string) => RequestHandler {
  const whole = createRequestHandler(build, mode);
  const words = new Set(Object.values(build.routes).map((route) => firstWord(route?.path ?? "")));
  const rooms = new Map<string, RequestHandler>();
  for (const word of words) {
    if (!/^\w/.test(word)) continue;
    const routes = routesOfRoom(build.routes, word);
    const listed = Object.entries(build.assets.routes).filter(([id]) => Object.hasOwn(routes, id));
    const assets = { ...build.assets, routes: Object.fromEntries(listed) };
    rooms.set(word, createRequestHandler({ ...build, routes, assets }, mode));
  }
  const roomOf = (path: string): RequestHandler => rooms.get(firstWord(path)) ?? whole;
  const manifest = manifestOfRooms(roomOf, whole);
  return (path) => (path === MANIFEST ? manifest : roomOf(path));
}

/** Where a page that is open asks which scripts the addresses it leads to have. */
export const MANIFEST = "/__manifest";

/** Addresses under one word are looked up in their room; all in one took longer than the page that asked. */
function manifestOfRooms(roomOf: (path: string) => RequestHandler, whole: RequestHandler): RequestHandler {
  return async (request, context) => {
    const address = new URL(request.url);
    const asked = Map.groupBy(address.searchParams.getAll("p"), firstWord);
    address.searchParams.delete("p");
    const answers = await Promise.all(
      [...asked].map(([word, paths]) => {
        const own = new URL(address);
        for (const path of paths) own.searchParams.append("p", path);
        return roomOf(word)(new Request(own, { headers: request.headers }), context);
      }),
    );
    const [first] = answers;
    // Nothing asked for, another build's page, or too much at once.
    if (!first || answers.some(({ status }) => status !== 200)) return whole(request, context);
    const found = await Promise.all(answers.map((answer) => answer.json()));
    return new Response(JSON.stringify(Object.assign({}, ...found)), { headers: first.headers });
  };
}
