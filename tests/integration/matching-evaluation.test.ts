import { beforeAll, expect, test } from "vitest";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { useTestDatabase } from "#tests/support/database.server.ts";
import { evaluateMatching, type Evaluation } from "#tests/support/matching/evaluate.server.ts";
import { evaluationWorld } from "#tests/support/matching/evaluation-world.server.ts";

useTestDatabase();
const now = new Date("2026-11-20T03:00:00Z");
let secretariat: Actor;
let found: Evaluation;

beforeAll(async () => {
  const cast = await evaluationWorld(now);
  secretariat = await cast.as("secretariat", now);
  found = await evaluateMatching(secretariat);
}, 240_000);

test("of at least 60 craftsmen the actual solver is among the first five for 70 % of the hidden problems", () => {
  expect(found.problems).toBeGreaterThan(280);
  expect(found.craftsmen).toBeGreaterThanOrEqual(60);
  expect(found.matching, JSON.stringify(found, null, 1)).toBeGreaterThanOrEqual(0.7);
});

test("specialities alone and chance are beaten by 20 points", () => {
  expect(found.matching - found.specialitiesOnly).toBeGreaterThanOrEqual(0.2);
  expect(found.matching - found.random).toBeGreaterThanOrEqual(0.2);
});
