import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { containing, likeLiteral } from "#app/lib/containing.ts";

test("what is typed is looked for letter by letter", () => {
  expect(containing("灌装 100%_\\")).toEqual({ contains: "灌装 100\\%\\_\\\\", mode: "insensitive" });
  expect(likeLiteral("AL.32")).toBe("AL.32");
});

test("no search hands what was typed to LIKE as it is", () => {
  const root = join(import.meta.dirname, "../../app");
  const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((name) => /\.tsx?$/.test(name));
  const byHand = files.flatMap((name) =>
    [...readFileSync(join(root, name), "utf8").matchAll(/\b(?:string_)?contains: (?!likeLiteral\()[^,}\n]*/g)].map(
      ([found]) => `${name}: ${found}`,
    ),
  );
  expect(byHand.filter((one) => !one.startsWith("lib/containing.ts"))).toEqual([]);
});
