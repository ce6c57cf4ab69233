import { createRequestHandler, type ServerBuild } from "@remix-run/node";
import { expect, test } from "vitest";
import { createRoomsHandler, MANIFEST, routesOfRoom } from "#app/lib/runtime/route-rooms.server.ts";

const route = (id: string, path?: string, parentId = "root") => ({ id, path, parentId, module: {} });
const routes = Object.fromEntries(
  [
    { id: "root", path: "", module: {} },
    route("home"),
    route("list", "problems"),
    route("one", "problems/:id"),
    route("layout", "Search"),
    route("nested", "saved", "layout"),
    route("pathless"),
    route("under the pathless", "problems/late", "pathless"),
    route("rest", "*"),
    route("like it", "problemsolving"),
  ].map((one) => [one.id, one]),
) as unknown as ServerBuild["routes"];

test.each([
  ["problems", ["root", "home", "list", "one", "pathless", "under the pathless", "rest"]],
  ["search", ["root", "home", "layout", "nested", "pathless", "under the pathless", "rest"]],
  ["nowhere", ["root", "home", "pathless", "under the pathless", "rest"]],
])("addresses under %s may lead to their own routes and those of any address", (word, ids) => {
  expect(Object.keys(routesOfRoom(routes, word))).toEqual(ids);
});

test("the manifest of many addresses is the same, put together from their rooms", async () => {
  const assets = {
    version: "1",
    routes: Object.fromEntries(Object.keys(routes).map((id) => [id, { id, module: `/assets/${id}.js` }])),
  };
  const build = {
    routes,
    assets,
    future: { v3_lazyRouteDiscovery: true },
    entry: { module: {} },
  } as unknown as ServerBuild;
  const [together, whole] = [
    createRoomsHandler(build, "production")(MANIFEST),
    createRequestHandler(build, "production"),
  ];
  const paths = ["/", "/problems/1/log", "/problems/late", "/search/saved", "/nowhere", "/problems", "no-slash"];
  for (const query of [
    `version=1&${paths.map((path) => `p=${encodeURIComponent(path)}`).join("&")}`,
    "version=2&p=/problems",
    "version=1",
  ]) {
    const ask = async (handler: typeof whole) => {
      const answer = await handler(new Request(`http://x.test${MANIFEST}?${query}`));
      const text = await answer.text();
      return [answer.status, [...answer.headers].sort(), answer.status === 200 ? JSON.parse(text) : text];
    };
    expect(await ask(together)).toEqual(await ask(whole));
  }
});
