import { parseWithZod } from "@conform-to/zod/v4";
import fc from "fast-check";
import { beforeAll, describe, expect, it, test } from "vitest";
import { z } from "zod";
import { installFormMessages } from "#app/lib/form-messages.ts";
import { plainNumber } from "#app/lib/typed-number.ts";
import { idField, line, numberField, wholeField } from "#app/modules/accounts/schema.ts";
import { yuanField } from "#app/modules/problems/schema.ts";

beforeAll(installFormMessages);

test.each([
  ["0", "0"],
  ["1,200", "1200"],
  ["1,234,567.80", "1234567.80"],
  ["1,0000", "10000"],
  ["12 000", "12000"],
  ["１２３．５", "123.5"],
  ["１，２００", "1200"],
  [" 3.5　", "3.5"],
  ["−5", "-5"],
  ["1,2", null],
  ["1,2万", null],
  ["12,5.5", null],
  ["1\t2", null],
  ["1\n2", null],
  ["1,20000", null],
  ["1e5", null],
  ["0x1F", null],
  ["12 元", null],
  [".5", null],
  ["", null],
])("%j reads as %j", (typed, read) => {
  expect(plainNumber(typed)).toBe(read);
});

test("whatever is read is the number that was written, with every way of setting thousands apart", () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), fc.constantFrom(",", "，", " ", "　"), (number, mark) => {
      const set = String(number).replace(/\B(?=(\d{3})+$)/g, mark);
      expect(plainNumber(set)).toBe(String(number));
    }),
  );
});

describe("Fields of a form", () => {
  const schema = z.object({
    days: wholeField(1, 30),
    loss: numberField(0, 1e12).nullable().default(null),
    cap: wholeField(1, 9).optional(),
    yuan: yuanField,
    studio: idField,
    name: line(20).default(""),
  });
  const sent = (fields: Record<string, string>) => {
    const form = new FormData();
    const whole = { days: "3", yuan: "", studio: "01890000-0000-7000-8000-000000000001", ...fields };
    for (const [name, value] of Object.entries(whole)) form.append(name, value);
    return parseWithZod(form, { schema });
  };
  const wrong = (name: string, value: string) => sent({ [name]: value }).reply().error?.[name];

  it("take numbers as people type them", () => {
    const found = sent({ days: "１２", loss: "1,200.5", yuan: "1,0000" });
    expect(found.status === "success" && found.value).toMatchObject({ days: 12, loss: 1200.5, yuan: 10_000 });
    const empty = sent({ loss: "", cap: "" });
    expect(empty.status === "success" && empty.value).toMatchObject({ loss: null, yuan: null });
  });

  it.each([
    ["days", "", "required"],
    ["days", "三天", "not_a_number"],
    ["days", "0", "too_small|min=1"],
    ["days", "99999999999999999999999", "too_big|max=30"],
    ["days", "1.5", "not_an_integer"],
    ["yuan", "99999999999999999999999", "too_big|max=100000000"],
    ["yuan", "-5", "too_small|min=0"],
    ["yuan", "1,2", "not_a_number"],
    ["studio", "", "choose_one"],
    ["studio", "x", "bad_choice"],
  ])("%s of %j say %s, once", (name, value, message) => {
    expect(wrong(name, value)).toEqual([message]);
  });

  it("take a pasted cell as one line", () => {
    const found = sent({ name: "王工\t一车间\n" });
    expect(found.status === "success" && found.value.name).toBe("王工 一车间");
  });
});
