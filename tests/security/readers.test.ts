import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { db } from "#app/lib/db.server.ts";
import { loadActor } from "#app/modules/accounts/load-actor.server.ts";
import { layerRank } from "#app/modules/problems/access.ts";
import {
  accessOf,
  accessSelect,
  posterKnownTo,
  refreshReaders,
  visibleTo,
} from "#app/modules/problems/visibility.server.ts";
import { useTestDatabase } from "#tests/support/database.server.ts";
import { depthOf, knowsPoster } from "./scope.ts";
import { knowerOf, matterOf, randomWorld, type RandomWorld, writeWorld } from "./world/random-world.ts";

useTestDatabase();

const NOW = new Date("2026-03-02T08:00:00Z");

test("who reads which problem up to which layer agrees with the domain in random worlds", async () => {
  let pairs = 0;
  let readable = 0;
  await fc.assert(
    fc.asyncProperty(randomWorld, async (drawn: RandomWorld) => {
      const world = await writeWorld(drawn, NOW, randomUUID);
      for (const id of world.problemIds) await refreshReaders(db, id);
      for (const [p, personId] of world.personIds.entries()) {
        const actor = await loadActor(personId, NOW);
        const knower = knowerOf(drawn, world, p);
        const rows = await db.problem.findMany({
          where: { AND: [visibleTo(actor), { id: { in: world.problemIds } }] },
          select: { id: true, ...accessSelect(actor) },
        });
        const known = await db.problem.findMany({
          where: { AND: [visibleTo(actor), posterKnownTo(actor), { id: { in: world.problemIds } }] },
          select: { id: true },
        });
        for (const [n, id] of world.problemIds.entries()) {
          const matter = matterOf(drawn, world, n);
          const wanted = depthOf(knower, matter, NOW);
          const row = rows.find((one) => one.id === id);
          const access = row ? accessOf(actor, row) : null;
          const named = wanted > 0 && knowsPoster(knower, matter);
          const found = { depth: layerRank(access?.layer ?? null), named: access?.knowsPoster ?? false };
          expect({ p, n, ...found, namedInSql: known.some((one) => one.id === id) }).toEqual({
            p,
            n,
            depth: wanted,
            named,
            namedInSql: named,
          });
          pairs += 1;
          if (wanted > 0) readable += 1;
        }
      }
    }),
    { numRuns: 40, seed: 20260302 },
  );
  // Worlds in which nobody reads anything would prove nothing.
  expect(pairs).toBeGreaterThan(1_000);
  expect(readable / pairs).toBeGreaterThan(0.1);
});
