import { describe, expect, it } from "vitest";
import { probesOf } from "#search/probes.ts";
import { ask } from "#search/question.ts";
import { expectedTogether, ranker, type Term, termsOf } from "#search/ranking.ts";
import { toBag, tokenize } from "#search/tokenize.ts";

const term = (token: string, documents: number, weight = 10 - Math.log10(documents)): Term => ({
  steps: [[token]],
  weight,
  documents,
});
const queries = (terms: Term[], total = 200_000) => probesOf(terms, total).map(({ query }) => query);

describe("probes", () => {
  it("ask for each rare term alone, the most telling first", () => {
    expect(queries([term("异响", 300), term("主轴", 40), term("轴承", 900)])).toEqual(["'主轴'", "'异响'", "'轴承'"]);
  });

  it("ask once for tokens of one word that stand in the same documents, and not for words that happen to be as frequent", () => {
    const probes = probesOf(
      [term("抽油", 7_000), term("油机", 7_000), term("/抽油机", 7_000), term("皮带", 700)],
      200_000,
    );
    expect(probes.map(({ query }) => query)).toEqual(["'抽油'", "'皮带'"]);
    expect(probes[0]?.weight).toBeGreaterThan(probes[1]?.weight ?? 0);
    expect(queries([term("抽油", 700), term("轴承", 700)])).toHaveLength(2);
    expect(queries([term("抽油", 3), term("油机", 3)])).toHaveLength(2);
  });

  it("ask for common words two together, within what one question may cost", () => {
    const common = ["甲乙", "丙丁", "戊己", "庚辛"].map((token, n) => term(token, 20_000 + n));
    const probes = probesOf([term("主轴", 100), ...common], 200_000);
    expect(probes[0]?.query).toBe("'主轴'");
    expect(probes.slice(1).every(({ query }) => query.includes("&"))).toBe(true);
    expect(probes.slice(1).length).toBeGreaterThan(0);
    const cost = probes.reduce((sum, { documents }) => sum + documents, 0);
    expect(cost).toBeLessThanOrEqual(8_000);
  });

  it("ask for a word however common where there is no other", () => {
    expect(queries([term("电机", 60_000)])).toEqual(["'电机'"]);
    expect(queries([])).toEqual([]);
  });
});

it("foresees how many documents have all words", () => {
  const of = new Map([
    ["主轴", 1_000],
    ["异响", 500],
    ["轴承", 20],
  ]);
  const expected = (text: string) => expectedTogether(ask(text), { total: 10_000, averageLength: 100, of });
  expect(expected("主轴")).toBe(1_000);
  expect(expected("主轴 异响")).toBe(200);
  expect(expected("主轴 轴承")).toBeLessThan(10);
  expect(expected("主轴 没有人写过的")).toBe(0);
});

it("counts of alternatives the one that was meant, and pieces spelled by sound as pieces", () => {
  const of = new Map([
    ["主轴", 5],
    ["", 100],
  ]);
  const frequencies = { total: 100, averageLength: 10, of };
  const question = ask("主轴 yixiang");
  const { terms, characters } = termsOf(question, frequencies);
  const spoken: Term = {
    steps: [["异响", "一箱"]],
    strengths: new Map([
      ["异响", 1],
      ["一箱", 0.3],
    ]),
    weight: 5,
    documents: 5,
    piece: "yixiang",
  };
  const score = ranker(question, [...terms, spoken], characters, 10);
  const of1 = (text: string) => {
    const tokens = tokenize(text);
    return score({ bag: toBag(tokens), length: 10 }).score;
  };
  expect(of1("主轴异响")).toBeGreaterThan(of1("主轴一箱"));
  expect(of1("主轴异响")).toBeGreaterThan(of1("主轴加工中心里面异响"));
  expect(of1("异响")).toBeGreaterThan(of1("一箱一箱"));
});
