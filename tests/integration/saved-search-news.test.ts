import { expect, it } from "vitest";
import { db } from "#app/lib/db.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { indexProblems } from "#app/modules/knowledge/index-problems.server.ts";
import { saveSearch } from "#app/modules/knowledge/save-search.server.ts";
import { loadInbox } from "#app/modules/notifications/inbox.server.ts";
import { newHits, tellSavedSearches } from "#app/modules/notifications/saved-search-news.server.ts";
import { useTestDatabase } from "#tests/support/database.server.ts";
import { actorOf, makeWorld, publishedProblem, submittedProblem, type World } from "#tests/support/factories.server.ts";

useTestDatabase();

const HOUR = 3_600_000;
/** Morning in Shanghai, some days ahead, so that hours pass within a day. */
const MORNING = Math.ceil(Date.now() / (24 * HOUR)) * 24 * HOUR + 2 * HOUR;
const at = (hours: number) => new Date(MORNING + hours * HOUR);

async function look(hours: number): Promise<void> {
  // What was written before this look.
  await db.searchDocument.updateMany({ data: { writtenAt: at(hours - 0.1) } });
  await tellSavedSearches(at(hours));
}

async function published(world: World, title: string): Promise<string> {
  const id = await publishedProblem(world, { title });
  await indexProblems([id]);
  return id;
}

const told = async (actor: Actor) =>
  (await loadInbox(await actorOf(actor.personId), { after: null, unread: false })).matters.flatMap((one) =>
    [one, ...one.earlier].map(({ count }) => [one.other?.title, count]),
  );

it("tells of new matches, one message a search and day, and of none that were there or that the person may not read", async () => {
  const world = await makeWorld();
  await published(world, "压盖机漏气 旧");
  const keep = (actor: Actor, name: string, q: string) =>
    saveSearch(actor, { name, query: new URLSearchParams({ q }).toString() });
  await keep(world.leader, "压盖机", "压盖机漏气");
  await keep(world.leader, "别的", "贴标机起泡");
  await keep(world.outsider, "压盖机", "压盖机漏气");
  await look(0);
  expect(await told(world.leader)).toEqual([]);

  await published(world, "压盖机漏气 甲");
  await published(world, "压盖机漏气 乙");
  const secret = await submittedProblem(world, { title: "压盖机漏气 未放行" });
  await indexProblems([secret]);
  await look(0.5);
  expect(await told(world.leader)).toEqual([]);
  await look(1.5);
  expect(await told(world.leader)).toEqual([["压盖机", 2]]);

  await published(world, "压盖机漏气 丙");
  await look(3);
  await look(5);
  expect(await told(world.leader)).toEqual([["压盖机", 2]]);
  await look(24);
  await look(26);
  expect((await told(world.leader)).sort()).toEqual([
    ["压盖机", 1],
    ["压盖机", 2],
  ]);
  expect(await told(world.outsider)).toEqual([]);
});

it("what only moved up, because something newer is closed to the reader, is no news", () => {
  const hit = (problemId: string, day: number) => ({ problemId, postedAt: new Date(2026, 0, day) });
  const known = { known: ["c", "b"], since: new Date(2026, 0, 2) };
  expect(newHits([hit("c", 3), hit("b", 2), hit("a", 1)], known)).toEqual([]);
  expect(newHits([hit("d", 4), hit("c", 3)], known).map((one) => one.problemId)).toEqual(["d"]);
  expect(newHits([hit("a", 1)], { known: [], since: null })).toHaveLength(1);
});
