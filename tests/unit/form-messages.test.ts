import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { installFormMessages } from "#app/lib/form-messages.ts";
import { errorText } from "#app/words/error-text.ts";

beforeAll(installFormMessages);

const messageOf = (schema: z.ZodType, value: unknown) => schema.safeParse(value).error?.issues[0]?.message;

describe("schemas without messages of their own", () => {
  it.each([
    [z.string(), undefined, "required"],
    [z.string().min(1), "", "required"],
    [z.string().min(6), "abc", "too_short|min=6"],
    [z.string().max(3), "abcd", "too_long|max=3"],
    [z.number(), "x", "not_a_number"],
    [z.int(), 1.5, "not_an_integer"],
    [z.number().max(9), 10, "too_big|max=9"],
    [z.number().positive(), 0, "too_small|min=0"],
    [z.array(z.string()).max(1), ["a", "b"], "too_many|max=1"],
    [z.enum(["A", "B"]), "C", "bad_choice"],
    [z.enum(["A", "B"]), undefined, "choose_one"],
    [z.email(), "nobody", "bad_email"],
    [z.iso.date(), "20.11.2026", "bad_date"],
    [z.date(), "x", "bad_date"],
  ])("answer with keys: %#", (schema, value, key) => {
    expect(messageOf(schema, value)).toBe(key);
  });

  it("keep a message that was given", () => {
    expect(messageOf(z.string({ error: "solver_required" }), undefined)).toBe("solver_required");
  });
});

describe("errorText", () => {
  it("fills the values packed into a key", () => {
    expect(errorText("zh-CN", "too_long|max=60")).toBe("最多 60 个字");
    expect(errorText("en", "too_long|max=60")).toBe("At most 60 characters");
  });
  it("takes values beside the key", () => {
    expect(errorText("zh-CN", "file_too_big", { max: 20 })).toBe("单个文件不能超过 20 MB");
  });
  it("shows text that is no key as it is, also names every object has", () => {
    expect(errorText("zh-CN", "瓶盖|歪斜")).toBe("瓶盖|歪斜");
    expect(errorText("en", "constructor")).toBe("constructor");
  });
});
