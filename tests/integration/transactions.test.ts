import { expect, test } from "vitest";
import { afterCommit, db, inTransaction } from "#app/lib/db.server.ts";
import { useTestDatabase } from "#tests/support/database.server.ts";

useTestDatabase();

/** Lets two meet at the same point. */
function meeting(): () => Promise<void> {
  let arrive: (() => void) | undefined;
  let there = 0;
  const both = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  return async () => {
    there += 1;
    if (there >= 2) arrive?.();
    await both;
  };
}

test("of two that block one another, both are carried out, once each", async () => {
  await db.setting.createMany({ data: ["left", "right"].map((key) => ({ key, value: 0 })) });
  const met = meeting();
  const runs = { one: 0, two: 0 };
  const add = (who: "one" | "two", order: string[]) =>
    inTransaction(async (tx) => {
      runs[who] += 1;
      for (const [n, key] of order.entries()) {
        await tx.$executeRaw`UPDATE "Setting" SET value = to_jsonb((value::text)::int + 1) WHERE key = ${key}`;
        if (n === 0) await met();
      }
      return who;
    });
  await expect(Promise.all([add("one", ["left", "right"]), add("two", ["right", "left"])])).resolves.toEqual([
    "one",
    "two",
  ]);
  // PostgreSQL ended one of them; it was begun again.
  expect(runs.one + runs.two).toBe(3);
  const rows = await db.setting.findMany({ where: { key: { in: ["left", "right"] } }, select: { value: true } });
  expect(rows).toEqual([{ value: 2 }, { value: 2 }]);
});

test("the same with the client's own queries", async () => {
  await db.setting.createMany({ data: ["up", "down"].map((key) => ({ key, value: "" })) });
  const met = meeting();
  const write = (order: string[]) =>
    inTransaction(async (tx) => {
      for (const [n, key] of order.entries()) {
        await tx.setting.update({ where: { key }, data: { value: order.join() } });
        if (n === 0) await met();
      }
    });
  await Promise.all([write(["up", "down"]), write(["down", "up"])]);
  const rows = await db.setting.findMany({ where: { key: { in: ["up", "down"] } }, select: { value: true } });
  expect(new Set(rows.map((row) => row.value)).size).toBe(1);
});

test("what was put off until the commit runs once, although the work was begun twice", async () => {
  await db.setting.createMany({ data: ["first", "second"].map((key) => ({ key, value: 0 })) });
  const met = meeting();
  const told: string[] = [];
  const write = (order: string[]) =>
    inTransaction(async (tx) => {
      afterCommit(() => void told.push(order.join()));
      for (const [n, key] of order.entries()) {
        await tx.setting.update({ where: { key }, data: { value: 1 } });
        if (n === 0) await met();
      }
    });
  await Promise.all([write(["first", "second"]), write(["second", "first"])]);
  expect(told.toSorted()).toEqual(["first,second", "second,first"]);
});
