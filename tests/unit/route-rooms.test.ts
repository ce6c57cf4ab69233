import type { ServerBuild } from "@remix-run/node";
import { expect, test } from "vitest";
import { routesOfRoom } from "#app/lib/runtime/route-rooms.server.ts";

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
