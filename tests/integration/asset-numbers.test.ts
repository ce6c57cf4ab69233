import fc from "fast-check";
import { expect, it } from "vitest";
import { db } from "#app/lib/db.server.ts";
import { numberKeyOf } from "#app/modules/equipment/rules.ts";
import { useTestDatabase } from "#tests/support/database.server.ts";

useTestDatabase();

/** What people, keyboards and word processors put into a number. */
const sign = fc.oneof(
  fc.constantFrom(..."abzABZ019-—–‐‑‒―−─－﹣﹘ \t\u00a0\u3000\u200b\u00ad\ufeff\u2003ＣＸ０３ａ｜号机#＃/．.①Ⅳéßя㎜"),
  fc.string({ minLength: 1, maxLength: 1 }),
);
const number = fc.array(sign, { maxLength: 20 }).map((signs) => signs.join("").replaceAll("\u0000", ""));

const keysInTheDatabase = async (numbers: string[]): Promise<string[]> => {
  const rows = await db.$queryRaw<{ key: string }[]>`
    SELECT asset_number_key(number) AS "key" FROM unnest(${numbers}::text[]) WITH ORDINALITY AS t(number, place) ORDER BY place`;
  return rows.map((row) => row.key);
};

it("the database and the product agree which machine a number means", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(number, { minLength: 1, maxLength: 60 }), async (numbers) => {
      expect(await keysInTheDatabase(numbers)).toEqual(numbers.map(numberKeyOf));
    }),
    { numRuns: 60 },
  );
});

it("spelling makes no other machine, a different sign does", () => {
  for (const same of ["cx-03", "ＣＸ－０３", " CX — 03", "cx‐03", "CX−03\u200b", "cx–\u300003"])
    expect(numberKeyOf(same)).toBe("CX-03");
  expect(new Set(["CX-03", "CX03", "CX-0-3", "CX-30", "CY-03"].map(numberKeyOf)).size).toBe(5);
});

it("a key is the key of itself", () => {
  expect(fc.check(fc.property(number, (one) => numberKeyOf(numberKeyOf(one)) === numberKeyOf(one))).failed).toBe(false);
});
