import { expect, it, test } from "vitest";
import { narrowedBy } from "#app/components/lists/narrowed.ts";

test.each([
  ["", false],
  ["sort=title&after=x", false],
  ["before=x", false],
  // Sent without script, each field is in the address.
  ["q=&year=&state=", false],
  ["state=REFUSED", true],
  ["q=+&year=2025", true],
  ["q=+主轴+&state=REFUSED", "主轴"],
])("a list at ?%s is narrowed: %j", (query, narrowed) => {
  expect(narrowedBy(new URLSearchParams(query))).toBe(narrowed);
});

it("is not narrowed by the tab it is on, where a list has tabs", () => {
  const onTab = new URLSearchParams("view=given");
  expect([narrowedBy(onTab), narrowedBy(onTab, ["view"])]).toEqual([true, false]);
});

it("says long words again without cutting a letter in two", () => {
  const said = narrowedBy(new URLSearchParams({ q: `${"a".repeat(39)}😀b` }));
  expect(said).toBe(`${"a".repeat(39)}😀`);
});
