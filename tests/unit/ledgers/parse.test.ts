import { describe, expect, test } from "vitest";
import { firmKey, matchFirm, planFirms } from "#app/modules/ledgers/firm-names.ts";
import { findHeaderRow, guessMapping, guessUnit } from "#app/modules/ledgers/guess-columns.ts";
import { leftOutAs } from "#app/modules/ledgers/left-out.ts";
import { parseAmount } from "#app/modules/ledgers/parse-amount.ts";
import { parseDate } from "#app/modules/ledgers/parse-date.ts";
import { parseState } from "#app/modules/ledgers/parse-state.ts";
import { detectDelimiter } from "#app/modules/ledgers/read-csv.server.ts";
import { guessReading, stageRows } from "#app/modules/ledgers/stage.ts";
import { compareTotals } from "#app/modules/ledgers/totals.ts";

describe("dates", () => {
  test.each([
    [{ d: "2023-01-19" }, "2023-01-19", "excel"],
    [44945, "2023-01-19", "serial"],
    ["44945", "2023-01-19", "serial"],
    ["2023-1-9", "2023-01-09", "y-m-d"],
    ["2023/1/9", "2023-01-09", "y/m/d"],
    ["2023.11.28", "2023-11-28", "y.m.d"],
    ["２０２３年1月9日", "2023-01-09", "年月日"],
    ["20230109", "2023-01-09", "yyyymmdd"],
    ["2023年3月", "2023-03-01", "年月"],
    ["2023-01-09 14:30:00", "2023-01-09", "y-m-d"],
    ["25/12/2023", "2023-12-25", "d/m/y"],
    ["12/25/2023", "2023-12-25", "m/d/y"],
  ] as const)("%j is %s", (cell, day, spelling) => {
    expect(parseDate(cell)).toMatchObject({ day, spelling });
  });
  test.each(["", "/", "—", "无", "待定", null, undefined])("%j is no date", (cell) =>
    expect(parseDate(cell)).toBeNull(),
  );
  test.each(["2023-02-30", "2023-13-01", "去年冬天", "3/4/2023", "99999", "0001-01-01"])(
    "%j is reported, not guessed",
    (cell) => {
      expect(parseDate(cell)).toEqual({ unreadable: cell });
    },
  );
});

describe("amounts in fen", () => {
  test.each([
    [16.8, "wan", 16_800_000, "number"],
    [0.1 + 0.2, "wan", 300_000, "number"],
    ["16.8", "wan", 16_800_000, "number-as-text"],
    ["12万", "wan", 12_000_000, "with-unit"],
    ["12万", "yuan", 12_000_000, "with-unit"],
    ["12 万元", "yuan", 12_000_000, "with-unit"],
    ["约30", "wan", 30_000_000, "about"],
    ["30左右", "wan", 30_000_000, "about"],
    ["1,200元", "wan", 120_000, "with-unit"],
    ["￥1,200.50", "yuan", 120_050, "number-as-text"],
    ["-3", "wan", -3_000_000, "number-as-text"],
    [{ f: "SUM(A1:A2)", v: 2 }, "wan", 2_000_000, "number"],
  ] as const)("%j in %s", (cell, unit, fen, spelling) => {
    expect(parseAmount(cell, unit)).toEqual({ fen, spelling });
  });
  test.each(["/", "", "无", null])("%j is none", (cell) => expect(parseAmount(cell, "wan")).toBeNull());
  test.each(["10-20", "很多", "1e400", "99999999999999999999"])("%j is reported", (cell) =>
    expect(parseAmount(cell, "wan")).toHaveProperty("unreadable"),
  );
});

test("states: work under way has no lease here and stays unsolved", () => {
  const as = (text: string) => parseState(text).as;
  expect(["√", "已完成", "已解决", "解决"].map(as)).toEqual(Array(4).fill("solved"));
  expect([as("未解决"), as("攻关中"), as(""), as("看情况"), as("部分解决")]).toEqual([
    "unsolved",
    "in-progress",
    "empty",
    "unknown",
    "partly",
  ]);
  expect(parseState("攻关中").state).toBe("UNSOLVED");
});

describe("firms", () => {
  test("spaces and the legal form do not make another firm; 集团 and 厂 do", () => {
    expect(firmKey("渭滨机床集团公司 ")).toBe(firmKey("渭滨机床集团"));
    expect(firmKey("渭滨机床集团有限公司")).toBe(firmKey("渭滨机床集团"));
    expect(firmKey("陈仓酒业股份有限公司")).toBe(firmKey("陈仓酒业股份"));
    expect(firmKey("甲机床集团")).not.toBe(firmKey("甲机床"));
    expect(firmKey("甲机床厂")).not.toBe(firmKey("甲机床"));
    expect(firmKey("公司")).toBe("公司");
  });
  const known = [
    { id: "1", name: "西塬酒业集团股份有限公司", shortName: "西塬酒业", aliases: [] },
    { id: "2", name: "甲厂", shortName: "", aliases: ["老甲厂"] },
  ];
  test("a firm is found by full name, short name and spellings seen before", () => {
    for (const name of ["西塬酒业集团", "西塬酒业 ", "西塬酒业股份有限公司"])
      expect(matchFirm(name, known)?.id).toBe("1");
    expect(matchFirm("老甲厂", known)?.id).toBe("2");
    expect(matchFirm("乙厂", known)).toBeUndefined();
  });
  test("an enterprise's own ledger creates nobody; rows without a firm are its own", () => {
    const plan = planFirms(
      new Map([
        ["乙厂", 3],
        ["", 2],
      ]),
      { known, mayCreate: false, fallback: "甲厂" },
    );
    expect(plan.spellings).toEqual([
      { text: "乙厂", rows: 3, to: null },
      { text: "", rows: 2, to: "e:2" },
    ]);
    expect(plan.firms.map((firm) => firm.enterpriseId)).toEqual(["2"]);
  });
  test("firms that differ by 集团 only are pointed out, not merged", () => {
    const plan = planFirms(
      new Map([
        ["渭滨机床", 3],
        ["渭滨机床集团", 2],
      ]),
      { known: [], mayCreate: true, fallback: null },
    );
    expect(plan.firms).toHaveLength(2);
    expect(plan.alike).toHaveLength(1);
  });
});

describe("the sheet", () => {
  const rows = [
    ["难题台账", { m: "难题台账" }, { m: "难题台账" }, null, null, null],
    ["填报单位：秘书处   单位：万元", null, null, null, null, null],
    ["序号", "报送\n单位", "难题名称", "解决措施", "状态", "经济效益"],
    [1, "甲厂", "漏油", "换垫片", "√", 10],
    [2, "甲厂", "异响", "", "未解决", "约5"],
    ["", "小计", "", "", "", 10],
    [3, "乙厂", "卡瓶", "调星轮", "已解决", "2万"],
    [null, null, null, null, null, null],
    ["合计", "", "", "", "", { f: "SUM(F4:F5)", v: 99 }],
    ["制表人：某某", null, null, null, null, null],
  ];
  const sheet = { name: "台账", hidden: false, rows };
  test("headings are found below the titles and across line breaks", () => {
    expect(findHeaderRow(rows)).toBe(2);
    const reading = guessReading(sheet);
    expect(reading.mapping).toEqual({
      0: "ident",
      1: "enterprise",
      2: "title",
      3: "solution",
      4: "status",
      5: "benefit",
    });
    expect(reading.unit).toBe("wan");
  });
  test("sums, notes and blank rows stay out and are accounted for", () => {
    const staged = stageRows(sheet, guessReading(sheet), "2026-01-01");
    expect(staged.rows.map((row) => row.state)).toEqual([
      "READY",
      "WARNED",
      "SUBTOTAL",
      "READY",
      "SUBTOTAL",
      "SUBTOTAL",
    ]);
    expect(staged.blankRows).toBe(1);
    expect(staged.totals).toMatchObject({ sumFen: 17_000_000, aboutFen: 5_000_000, textRows: 2 });
    expect(staged.totals.printed).toEqual([
      { row: 6, kind: "subtotal", printedFen: 10_000_000, rowsFen: 15_000_000 },
      { row: 9, kind: "total", printedFen: 99_000_000, rowsFen: 17_000_000, formula: "SUM(F4:F5)", missedRows: 1 },
    ]);
  });
  test("a row that tells a problem is one, even when it is called 合计", () => {
    const mapping = guessMapping(["序号", "难题名称", "故障现象", "解决措施"]);
    expect(leftOutAs([1, "合计电表不准", "走字偏快", "更换"], mapping, [])).toBeNull();
    expect(leftOutAs(["合计", null, null, null], mapping, [])).toBe("total");
  });
  test("an amount over merged rows counts once", () => {
    const merged = {
      name: "",
      hidden: false,
      rows: [
        ["难题名称", "效益(元)"],
        ["甲", 5],
        ["乙", { m: 5 }],
      ],
    };
    const staged = stageRows(merged, guessReading(merged), "2026-01-01");
    expect(staged.totals.sumFen).toBe(500);
    expect(staged.rows[1]?.issues.map((issue) => issue.code)).toContain("amount-in-merged-cell");
  });
  test("the same text under another number is another row; the same row twice is told apart by its place", () => {
    const csv = {
      name: "",
      hidden: false,
      rows: [
        ["IDENT", "PROBLEM", "ACTION"],
        ["1", "LEAK", "FIXED"],
        ["2", "LEAK", "FIXED"],
        ["1", "LEAK", "FIXED"],
      ],
    };
    const staged = stageRows(csv, guessReading(csv), "2026-01-01");
    const [a, b, c] = staged.rows.map((row) => row.fingerprint);
    expect(a).not.toBe(b);
    expect(a).toBe(c);
  });
  test("texts too long are cut and said so; nothing is cut silently", () => {
    const long = {
      name: "",
      hidden: false,
      rows: [
        ["难题名称", "故障现象"],
        ["长".repeat(200), "x".repeat(10_000)],
      ],
    };
    const [row] = stageRows(long, guessReading(long), "2026-01-01").rows;
    expect(row?.state).toBe("WARNED");
    expect(row?.issues).toEqual([
      { code: "cut", field: "title", max: 80 },
      { code: "cut", field: "phenomenon", max: 4000 },
    ]);
  });
});

test("units come from the heading, else from the note above, else yuan", () => {
  expect(guessUnit("经济效益（万元）", [])).toBe("wan");
  expect(guessUnit("经济效益", ["填报日期：…  单位：万元"])).toBe("wan");
  expect(guessUnit("经济效益（元）", ["单位：万元"])).toBe("yuan");
  expect(guessUnit("效益", ["填报单位：联盟"])).toBe("yuan");
});

test("delimiters", () => {
  expect(detectDelimiter('a;b;c\n"1;2";3;4')).toBe(";");
  expect(detectDelimiter("a\tb\n1,5\t2")).toBe("\t");
  expect(detectDelimiter("a,b\n1,2")).toBe(",");
});

test("missing sums are not compared", () => {
  expect(compareTotals([], [{ rowNumber: 3, kind: "total", cell: "见附表" }], "wan", true).printed).toEqual([]);
});
