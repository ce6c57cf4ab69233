import ExcelJS from "exceljs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { breakLines } from "#app/lib/paper/break-lines.ts";
import { formFields, sheetFields, suggestionsFor } from "#app/modules/awards/dossier/fields.ts";
import { formValues } from "#app/modules/awards/dossier/field-values.ts";
import { fillForm, readForm } from "#app/modules/awards/dossier/fill-form.ts";
import { fillSummary, readSummary } from "#app/modules/awards/dossier/fill-summary.ts";
import {
  distinctNames,
  manifestJson,
  manifestOf,
  manifestText,
  safeName,
} from "#app/modules/awards/dossier/manifest.ts";
import { previewOf } from "#app/modules/awards/dossier/preview.ts";
import { sampleRecord } from "#app/modules/awards/dossier/sample-record.ts";
import { shippedForm } from "#app/modules/awards/dossier/shipped-form.ts";
import { shippedSummary } from "#app/modules/awards/dossier/shipped-summary.ts";
import { dossierFieldsWords } from "#app/words/dossier-fields.ts";
import { wordFile } from "#app/lib/word-file.server.ts";

const printed = {
  locale: "zh-CN",
  now: new Date("2026-11-21T02:00:00Z"),
  address: "https://jianglian.example/x",
} as const;

/** A Word template of these paragraphs. */
const formOf = async (...lines: string[]): Promise<Uint8Array> =>
  new Uint8Array(
    await wordFile({
      title: "模板",
      foot: "",
      language: "zh-CN",
      blocks: lines.map((text) => ({ kind: "text", text })),
    }),
  );
const wordsOf = (file: Uint8Array): string => previewOf("FORM", file).flat().join("\n");

describe("lines of a paper", () => {
  test("every sign is set once, in order, and no line is wider than the paper", () => {
    const signs = fc.constantFrom(..."瓶盖错位检测，。（）《》abc12 ,.-%");
    fc.assert(
      fc.property(fc.string({ unit: signs, maxLength: 200 }), fc.integer({ min: 3, max: 30 }), (text, width) => {
        const lines = breakLines(text, width, () => 1);
        expect(lines.join("").replaceAll(" ", "")).toBe(text.replaceAll(" ", ""));
        for (const line of lines) expect([...line].length).toBeLessThanOrEqual(width);
      }),
    );
  });
  test("no line begins with a comma, and words stay whole", () => {
    expect(breakLines("灌装线压盖，后偶有", 5, () => 1)).toEqual(["灌装线压", "盖，后偶有"]);
    expect(breakLines("a sensor raises alarm", 10, () => 1)).toEqual(["a sensor", "raises", "alarm"]);
  });
});

describe("fields of templates", () => {
  test("the templates that ship name only fields there are", async () => {
    const form = readForm(await shippedForm());
    expect(form.faults).toEqual([]);
    expect(form.fields.length).toBeGreaterThan(35);
    expect(form.fields.filter((name) => !formFields.has(name))).toEqual([]);
    const sheet = await readSummary(await shippedSummary());
    expect(sheet.rowFound).toBe(true);
    expect(sheet.fields.filter((name) => !sheetFields.has(name))).toEqual([]);
  });

  test("every field is explained", () => {
    const explained = Object.keys(dossierFieldsWords["zh-CN"].of);
    const keys = [...formFields].filter((name) => /^[A-Za-z/]+$/.test(name) && !name.endsWith("/position"));
    expect(keys.filter((key) => !explained.includes(key))).toEqual([]);
  });

  test("what was meant comes first", () => {
    expect(suggestionsFor("成果名字", formFields)[0]).toBe("成果名称");
    expect(suggestionsFor("完成人/名字", formFields)).toContain("完成人/姓名");
    expect(suggestionsFor("xyzzy qwert", formFields)).toEqual([]);
  });

  test("every field of the sample is filled, under both its names", () => {
    const values = formValues(sampleRecord, printed);
    const empty = [...formFields].filter((name) => !name.includes("/") && !(name in values));
    expect(empty).toEqual([]);
    expect(values["成果名称"]).toBe(values.title);
  });
});

describe("filling a form", () => {
  test("fields, lists and line breaks arrive; unknown fields stay empty", async () => {
    const template = await formOf(
      "{成果名称}",
      "{#完成人}{序号} {姓名}（{单位}，{份额}）{/完成人}",
      "[{没有这个}]",
      "{创新点}",
    );
    const text = wordsOf(fillForm(template, formValues(sampleRecord, printed)));
    expect(text).toContain("啤酒灌装线瓶盖错位在线检测装置");
    expect(text).toContain("2 李敏（示例啤酒有限公司，25%）");
    expect(text).toContain("[]");
    expect(text).toContain("报警按压头编号累计");
    expect(text).not.toMatch(/[{}]/);
  });

  test("nothing a template says is run or finds more than the fields", async () => {
    const template = await formOf(
      "<{constructor}>",
      "<{__proto__}>",
      "<{title.constructor.constructor('return process')()}>",
      "<{#people}{toString}{/people}>",
    );
    const text = wordsOf(fillForm(template, formValues(sampleRecord, printed)));
    expect(text).toBe("<>\n<>\n<>\n<>");
  });

  test("text that looks like a field or like XML stays text", async () => {
    const record = { ...sampleRecord, title: "{年度} <w:t>&amp;\u0007" };
    const text = wordsOf(fillForm(await formOf("{成果名称}"), formValues(record, printed)));
    expect(text).toBe("{年度} <w:t>&amp;");
  });

  test("faults are named with their field, wide braces are seen", async () => {
    expect(readForm(await formOf("{#完成人}{姓名}")).faults).toEqual([{ code: "unclosed_loop", field: "完成人" }]);
    expect(readForm(await formOf("{成果名称")).faults[0]?.code).toBe("unclosed_tag");
    expect(readForm(await formOf("｛成果名称｝")).wide).toEqual(["｛成果名称｝"]);
    expect(readForm(Buffer.from("no zip at all")).faults).toHaveLength(1);
  });
});

describe("filling a summary sheet", () => {
  const rows = Array.from({ length: 3 }, (_, n) => ({ 序号: String(n + 1), 成果名称: `=1+${n}`, 应用单位数: "2" }));

  test("one row for each application, what stood below moves down", async () => {
    const sheet = previewOf(
      "SUMMARY",
      await fillSummary(await shippedSummary(), { 评选名称: "2026 年评选", 主办单位: "市总" }, rows),
    );
    expect(sheet[0]?.[0]).toBe("2026 年评选申报汇总表");
    expect(sheet[1]?.[0]).toContain("共 3 项");
    expect(sheet.slice(3, 6).map((row) => row.slice(0, 2))).toEqual([
      ["1", "=1+0"],
      ["2", "=1+1"],
      ["3", "=1+2"],
    ]);
    expect(sheet.at(-1)?.[0]).toContain("填报人");
  });

  test("rows are as high as their longest text", async () => {
    const file = await fillSummary(await shippedSummary(), {}, [
      { 序号: "1", 创新点: "短" },
      { 序号: "2", 创新点: "用两只传感器的时间差判断瓶盖高低，粉尘和水雾不影响。\n".repeat(4) },
    ]);
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(Buffer.from(file) as never);
    const heights = [4, 5].map((row) => book.worksheets[0]?.getRow(row).height ?? 0);
    expect(heights[0]).toBeGreaterThan(12);
    expect(heights[1]).toBeGreaterThan(4 * (heights[0] ?? 0));
  });

  test("without applications the row is empty, not its fields", async () => {
    const sheet = previewOf("SUMMARY", await fillSummary(await shippedSummary(), {}, []));
    expect(sheet.flat().join("")).not.toMatch(/[{}]/);
  });
});

describe("manifest", () => {
  const files = [{ path: "申报表.docx", size: 3, sha256: "a".repeat(64) }];
  const heads = [
    { organisationId: "in", seq: 4, hash: "b".repeat(64) },
    { organisationId: "out", seq: 9, hash: "c".repeat(64) },
  ];
  const manifest = manifestOf({ ...sampleRecord, chains: ["in"] }, files, heads, printed.now);

  test("the same dossier is the same bytes; chains of others are left out", () => {
    expect(manifestJson(manifest)).toBe(manifestJson({ ...manifest }));
    expect(manifest.heads.map((head) => head.organisationId)).toEqual(["in"]);
    expect(manifest.application.factsHash).toBe(sampleRecord.factsHash);
  });
  test("people read hashes as sha256sum does", () => {
    const text = manifestText(manifest, "Asia/Shanghai", "zh-CN");
    expect(text).toContain(`${"a".repeat(64)}  申报表.docx`);
    expect(text).toContain("2026-11-21 10:00");
  });
  test("names are safe and distinct", () => {
    expect(safeName("../a\\b:c*\u0000?.")).toBe("a b c");
    expect(safeName("…")).toBe("…");
    expect(safeName("/")).toBe("_");
    expect(distinctNames(["a.pdf", "A.pdf", "a.pdf"])).toEqual(["a.pdf", "A (2).pdf", "a (3).pdf"]);
  });
});
