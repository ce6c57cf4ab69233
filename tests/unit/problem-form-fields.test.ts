import { expect, test } from "vitest";
import { FIRST_FIELDS, REST_FIELDS } from "#app/components/problems/form-fields.ts";
import { draftSchema, submitSchema } from "#app/modules/problems/schema.ts";
import { problemFactsWords } from "#app/words/problem-facts.ts";

const IDENTITY = ["clientId", "authorId", "enterpriseId", "version"];
const fields = [...FIRST_FIELDS, ...Object.values(REST_FIELDS).flat()];
const names = fields.map((field) => field.name as string);

test("screen and paper ask for exactly what the server takes, each once", () => {
  const taken = Object.keys(draftSchema.shape).filter((name) => !IDENTITY.includes(name));
  expect([...names].sort()).toEqual(taken.sort());
});

test("marked as required is what cannot be left out, and nothing else", () => {
  const errors =
    submitSchema(false).safeParse({ clientId: "7b9c4f7e-6a52-4b0c-9d0c-2f1f6f0e8a11" }).error?.issues ?? [];
  const missing = errors.map((issue) => issue.path.join("."));
  expect(
    fields
      .filter((field) => "required" in field && field.required)
      .map((field) => field.name as string)
      .sort(),
  ).toEqual(missing.sort());
  // With the photo or the words that go along these are the three things asked.
  expect(missing).toHaveLength(2);
});

test.each(["zh-CN", "en"] as const)("every choice has a name, %s", (locale) => {
  const w = problemFactsWords[locale];
  for (const field of Object.values(REST_FIELDS).flat()) {
    if (field.kind !== "choice") continue;
    const group = { category: w.categories, ipOwner: w.ipOwners, secrecyLevel: w.secrecyLevels }[field.name];
    expect(Object.keys(group).sort()).toEqual([...field.options].sort());
  }
});
