import { describe, expect, it } from "vitest";
import { buildDocument, Reading } from "#search/documents.ts";
import { ask } from "#search/question.ts";
import { idf, ranker, termsOf } from "#search/ranking.ts";
import { simplify } from "#search/simplified.ts";
import { initialsOf, mayBeInitials, soundOf, syllablesOf } from "#search/sounds.ts";
import { toBag, tokenize } from "#search/tokenize.ts";
import { readVocabulary, STARTING_SYNONYMS, synonymsIn, synonymsOf } from "#search/vocabulary.ts";

describe("sounds", () => {
  it("reads pairs of characters in their words", () => {
    expect(soundOf("主轴")).toBe("zhu zhou");
    expect(soundOf("行程")).toBe("xing cheng");
    expect(soundOf("银行")).toBe("yin hang");
    for (const other of ["轴", "主轴承", "ab", "主a", "", "主，"]) expect(soundOf(other)).toBeNull();
    expect(initialsOf("zhu zhou")).toBe("zz");
  });

  it("cuts pinyin into syllables, and leaves other words alone", () => {
    expect(syllablesOf("zhuzhou")).toEqual(["zhu", "zhou"]);
    expect(syllablesOf("yixiang")).toEqual(["yi", "xiang"]);
    expect(syllablesOf("jiansuji")).toEqual(["jian", "su", "ji"]);
    for (const other of ["bearing", "zzyx", "plc", "", "al32", "Zhu"]) expect(syllablesOf(other)).toBeNull();
    expect(mayBeInitials("zzyx")).toBe(true);
    for (const other of ["zz", "vfd", "uvw", "zzyxzzyxz"]) expect(mayBeInitials(other)).toBe(false);
  });
});

it("reads traditional characters as simplified ones", () => {
  expect(simplify("主軸異響，軸承發熱；㑯")).toBe("主轴异响，轴承发热；㑔");
  expect(simplify("主轴 bearing 🔧")).toBe("主轴 bearing 🔧");
  expect(tokenize("主軸異響")).toEqual(tokenize("主轴异响"));
  expect(ask("主軸異響").pieces).toEqual(["主轴异响"]);
});

it("a layer has the words of its own lines, whatever the layers read before it have", () => {
  const made = (layer: "SUMMARY" | "DETAIL" | "CONFIDENTIAL", phenomenon: string, reading?: Reading) =>
    buildDocument(
      {
        problemId: "11111111-1111-4111-8111-111111111111",
        layer,
        readers: ["own:x"],
        scope: "",
        state: "SOLVED",
        category: "EQUIPMENT",
        industry: null,
        severity: "DEGRADED",
        equipmentType: "",
        allianceId: null,
        year: 2026,
        createdAt: new Date(0),
        numbers: ["N1"],
        title: "主轴异响",
        phenomenon,
        cause: "",
        action: "",
        other: "",
        files: "",
      },
      reading,
    );
  const layers = [
    made.bind(null, "SUMMARY", ""),
    made.bind(null, "DETAIL", "转速 3000 报 AL.32"),
    // Told in other words, as a reviewer may: less than the layer before, and then more than both.
    made.bind(null, "DETAIL", "高速时"),
    made.bind(null, "CONFIDENTIAL", "高速时\n预紧力 12 N1 GZ-93814"),
    made.bind(null, "SUMMARY", ""),
  ];
  const reading = new Reading();
  for (const make of layers) {
    const [alone, together] = [make(), make(reading)];
    expect({ ...together, lexemes: together.lexemes.sort() }).toEqual({ ...alone, lexemes: alone.lexemes.sort() });
    expect(new Set(together.lexemes).size).toBe(together.lexemes.length);
  }
  expect(made("SUMMARY", "", reading).lexemes).not.toContain("#gz93814");
});

describe("numbers with units", () => {
  it("are the same with and without a gap, and keep their decimals", () => {
    expect(tokenize("37.5Nm").stream).toEqual(["37.5", "nm"]);
    expect(tokenize("37.5 Nm").stream).toEqual(["37.5", "nm"]);
    expect(tokenize("380V").stream).toEqual(tokenize("380 V").stream);
    expect(tokenize("40-50psi").stream).toEqual(["40", "50", "psi"]);
    expect(tokenize("J538 SV0401 2.0T 3DES").stream).toEqual(["j538", "sv0401", "2.0", "t", "3des"]);
  });
});

describe("vocabulary", () => {
  it("starts from the built-in groups, and forgets those that were taken out", () => {
    expect(synonymsOf("spindle", readVocabulary())).toEqual(["主轴"]);
    expect(synonymsOf("spindle", readVocabulary({ synonyms: [["抱死", "咬死", "Seized"]] }))).toEqual([]);
    const vocabulary = readVocabulary({
      synonyms: [...STARTING_SYNONYMS, ["抱死", "咬死", "Seized"]],
      stopWords: ["師傅"],
    });
    expect(synonymsOf("seized", vocabulary)).toEqual(["抱死", "咬死"]);
    expect(ask("师傅 轴承", vocabulary).pieces).toEqual(["轴承"]);
  });

  it("takes Latin words as wholes", () => {
    const vocabulary = readVocabulary();
    expect(synonymsIn("the motor, overheating", vocabulary)).toEqual(expect.arrayContaining(["电机", "过热"]));
    expect(synonymsIn("motorway", vocabulary)).toEqual([]);
    expect(synonymsIn("输送带跑偏", vocabulary)).toContain("conveyor");
  });
});

describe("ranking", () => {
  const texts = ["盖板垫片更换", "blown head gasket on the left bank", "head bolts, then a gasket", "主轴轴承磨损"];
  const documents = texts.map((text) => {
    const tokens = tokenize(text);
    return { bag: toBag(tokens), length: tokens.stream.length };
  });
  const of = new Map<string, number>();
  for (const { bag } of documents)
    for (const token of new Set(bag.split(/\s/))) of.set(token, (of.get(token) ?? 0) + 1);
  const frequencies = { total: 4, averageLength: 6, of };
  const scores = (text: string) => {
    const question = ask(text);
    const { terms, characters } = termsOf(question, frequencies);
    const score = ranker(question, terms, characters, frequencies.averageLength);
    return documents.map((document) => score(document).score);
  };

  it("prefers words side by side, as they were asked for", () => {
    const [, beside = 0, apart = 0] = scores("blown the head gasket");
    expect(beside).toBeGreaterThan(apart);
    expect(apart).toBeGreaterThan(0);
  });

  it("gives nothing for nothing in common, and rare words more", () => {
    expect(scores("轴承")[0]).toBe(0);
    expect(scores("轴承")[3]).toBeGreaterThan(0);
    expect(idf(frequencies, 1)).toBeGreaterThan(idf(frequencies, 3));
    expect(scores("")).toEqual([0, 0, 0, 0]);
  });
});
