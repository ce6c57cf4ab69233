import { data } from "@remix-run/node";
import { expect, test } from "vitest";
import { explainAnswer } from "#app/lib/http/explain-errors.server.ts";
import { errorText } from "#app/words/error-text.ts";

const say = async () => (message: string, values?: Record<string, string | number>) => errorText("en", message, values);
const tooLong = errorText("en", "too_long|max=60");

test("what is wrong with a form is said in words; what was typed stays as it was", async () => {
  expect(tooLong).toContain("60");
  const result = {
    status: "error",
    initialValue: { title: "required" },
    error: { title: ["too_long|max=60"], x: null },
  };
  expect(await explainAnswer(data({ result, other: 1 }, { status: 422 }), say)).toMatchObject({
    type: "DataWithResponseInit",
    data: { result: { initialValue: { title: "required" }, error: { title: [tooLong], x: null } }, other: 1 },
    init: { status: 422 },
  });
});

test("plain errors by field are said too, and a sentence stays a sentence", async () => {
  expect(await explainAnswer({ errors: { photos: ["too_long|max=60", "Already a sentence."] } }, say)).toEqual({
    errors: { photos: [tooLong, "Already a sentence."] },
  });
});

test("other answers pass as they are", async () => {
  const redirect = new Response(null, { status: 302 });
  for (const answer of [null, undefined, "text", redirect, { preview: ["too_long|max=60"] }])
    expect(await explainAnswer(answer, say)).toBe(answer);
});
