import { expect, test } from "vitest";
import { readForm } from "#app/lib/http/form.server.ts";

const posted = (entries: [string, string][]) =>
  new Request("http://own.test/login", { method: "POST", body: new URLSearchParams(entries) });

test.each([
  ["a list's place far out", [["a[99999999]", "1"]]],
  ["the last place a list can have", [["measures[4294967294].name", "x"]]],
  ["a name that reaches into every object", [["__proto__[x]", "1"]]],
  ["the same by another way", [["a.constructor.prototype.x", "1"]]],
  ["a name that is a book", [["x".repeat(300), "1"]]],
  ["lists in lists in lists", [["a[0][0][0][0][0][0][0]", "1"]]],
  ["more fields than any form has", Array.from({ length: 2_501 }, () => ["a", "1"] as [string, string])],
] satisfies [string, [string, string][]][])(
  "a form with %s is refused before it is understood",
  async (_name, entries) => {
    await expect(readForm(posted(entries))).rejects.toMatchObject({ code: "bad_request" });
  },
);

test("an ordinary form comes through, without control characters", async () => {
  const form = await readForm(
    posted([
      ["measures[11].name", "停\u0000机\u001b"],
      ["to[499]", "甲厂"],
      ["text", "一\n二"],
    ]),
  );
  expect([...form]).toEqual([
    ["measures[11].name", "停机"],
    ["to[499]", "甲厂"],
    ["text", "一\n二"],
  ]);
});

test("what is no form is refused", async () => {
  const request = new Request("http://own.test/", {
    method: "POST",
    body: "{",
    headers: { "content-type": "application/json" },
  });
  await expect(readForm(request)).rejects.toMatchObject({ code: "bad_request" });
});

test("a field of nothing but blanks is empty, so that one that need not be filled in is not asked for", async () => {
  const form = await readForm(
    posted([
      ["note", " 　\n"],
      ["text", " 甲 "],
    ]),
  );
  expect([...form]).toEqual([
    ["note", ""],
    ["text", " 甲 "],
  ]);
});
