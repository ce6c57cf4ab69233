import { expect, it } from "vitest";
import { db } from "#app/lib/db.server.ts";
import { savedSearches } from "#app/modules/knowledge/queries-saved.server.ts";
import {
  MOST_SAVED,
  openSavedSearch,
  removeSavedSearch,
  renameSavedSearch,
  saveSearch,
} from "#app/modules/knowledge/save-search.server.ts";
import { parseSearch, searchQuery } from "#app/modules/knowledge/schema.ts";
import { useTestDatabase } from "#tests/support/database.server.ts";
import { actorOf, makeWorld } from "#tests/support/factories.server.ts";
import { refusal } from "#tests/support/solving.server.ts";

useTestDatabase();

it("keeps question, filters and order, as the address has them, for the person alone", async () => {
  const world = await makeWorld();
  const query = "q=主轴+异响&page=3&year=2026&category=QUALITY&category=EQUIPMENT&sort=newest&other=1";
  const { id, query: kept } = await saveSearch(world.engineer, { name: "主轴", query });
  expect((await openSavedSearch(world.engineer, id)).query).toBe(kept);
  expect([...new URLSearchParams(kept)]).toEqual([
    ["q", "主轴 异响"],
    ["category", "EQUIPMENT"],
    ["category", "QUALITY"],
    ["year", "2026"],
    ["sort", "newest"],
  ]);
  expect(searchQuery(parseSearch(new URLSearchParams(kept)))).toBe(kept);
  expect((await savedSearches(world.engineer)).searches).toMatchObject([{ id, name: "主轴", text: "主轴 异响" }]);

  const other = world.engineer2;
  expect((await savedSearches(other)).searches).toEqual([]);
  expect(await refusal(openSavedSearch(other, id))).toBe("not_found");
  expect(await refusal(renameSavedSearch(other, { id, name: "我的" }))).toBe("not_found");
  await removeSavedSearch(other, id);
  await renameSavedSearch(world.engineer, { id, name: "主轴响" });
  expect((await savedSearches(world.engineer)).searches).toMatchObject([{ name: "主轴响" }]);
  await removeSavedSearch(world.engineer, id);
  expect((await savedSearches(world.engineer)).searches).toEqual([]);
});

it("remembers when the person last looked", async () => {
  const world = await makeWorld();
  const { id } = await saveSearch(world.engineer, { name: "卡瓶", query: "q=卡瓶" });
  const later = await actorOf(world.engineer.personId, new Date(Date.now() + 3_600_000));
  await openSavedSearch(later, id);
  expect((await db.savedSearch.findUniqueOrThrow({ where: { id } })).seenAt).toEqual(later.now);
});

it("refuses nothing, a name twice, and more than anybody keeps in view", async () => {
  const world = await makeWorld();
  const save = (name: string, query = "q=卡瓶") => saveSearch(world.engineer, { name, query });
  expect(await refusal(save("空", "q=++&page=2&sort=newest"))).toBe("search-empty");
  await save("一");
  expect(await refusal(save("一"))).toBe("search-name-taken");
  await saveSearch(world.engineer2, { name: "一", query: "q=卡瓶" });
  const { id } = await save("二");
  expect(await refusal(renameSavedSearch(world.engineer, { id, name: "一" }))).toBe("search-name-taken");
  const rest = Array.from({ length: MOST_SAVED + 3 }, (_, n) =>
    save(`其余 ${n}`).then(
      () => true,
      () => false,
    ),
  );
  expect((await Promise.all(rest)).filter(Boolean).length).toBe(MOST_SAVED - 2);
  expect(await refusal(save("再来"))).toBe("searches-too-many");
});
