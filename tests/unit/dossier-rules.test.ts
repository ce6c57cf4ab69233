import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import ExcelJS from "exceljs";
import fc from "fast-check";
import PizZip from "pizzip";
import { beforeEach, describe, expect, test } from "vitest";
import { breakLines } from "#app/lib/paper/break-lines.ts";
import { AWARD_SUBJECTS } from "#app/modules/awards/facts/catalogue.ts";
import { formFields, sheetFields, suggestionsFor } from "#app/modules/awards/dossier/fields.ts";
import { formValues, roundValues, rowValues } from "#app/modules/awards/dossier/field-values.ts";
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
import { sampleFor, sampleRecord } from "#app/modules/awards/dossier/sample-record.ts";
import { copiedFormula, grownFormula, plainSum } from "#app/modules/awards/dossier/sheet-ranges.ts";
import { shippedForm } from "#app/modules/awards/dossier/shipped-form.ts";
import { shippedSummary } from "#app/modules/awards/dossier/shipped-summary.ts";
import { writeZip, type ZipPart } from "#app/modules/awards/dossier/write-zip.server.ts";
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
    for (const subject of AWARD_SUBJECTS) {
      const form = readForm(await shippedForm(subject));
      expect(form.faults).toEqual([]);
      expect(form.fields.length).toBeGreaterThan(35);
      expect(form.fields.filter((name) => !formFields.has(name))).toEqual([]);
      // Tried with a sample of its own kind, whatever it is uploaded for.
      expect(sampleFor(form.fields, null).subject).toBe(subject);
    }
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
    const body = (near: string) => ({ part: "BODY", table: null, row: null, near });
    expect(readForm(await formOf("第一段 {年度}", "名单：{#完成人}{姓名}")).faults).toEqual([
      { code: "unclosed_loop", field: "完成人", place: body("名单：{#完成人}{姓名}") },
    ]);
    expect(readForm(await formOf("第一段", "名称 {成果名称")).faults).toEqual([
      { code: "unclosed_tag", field: "成果名称", place: body("名称 {成果名称") },
    ]);
    const [other] = readForm(await formOf("{#完成人}{姓名}{/完成单位}")).faults;
    expect(other).toMatchObject({ code: "closing_tag_does_not_match_opening_tag", field: "完成人 … 完成单位" });
    // In a table its row is told; of a field nobody knows too.
    const shipped = await shippedForm();
    const zip = new PizZip(shipped);
    const xml = zip.file("word/document.xml")?.asText() ?? "";
    zip.file("word/document.xml", xml.replace("{类别}", "{类型}"));
    expect(readForm(zip.generate({ type: "uint8array" })).places.类型).toEqual({
      ...body("{类型}"),
      table: 1,
      row: 2,
    });
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
      { 序号: "1", 主要内容: "短" },
      { 序号: "2", 主要内容: "用两只传感器的时间差判断瓶盖高低，粉尘和水雾不影响。\n".repeat(4) },
    ]);
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(Buffer.from(file) as never);
    const heights = [4, 5].map((row) => book.worksheets[0]?.getRow(row).height ?? 0);
    expect(heights[0]).toBeGreaterThan(12);
    expect(heights[1]).toBeGreaterThan(4 * (heights[0] ?? 0));
  });

  test("sums, filter and printed area grow with the rows; sums are there without calculating", async () => {
    const amounts = ["12.5", "0.345678", "", "1000.01"];
    const file = await fillSummary(
      await shippedSummary(),
      {},
      amounts.map((amount, n) => ({ 序号: String(n + 1), 成果名称: "2026", 经济效益万元: amount, 应用单位数: "2" })),
    );
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(Buffer.from(file) as never);
    const sheet = book.worksheets[0];
    expect(sheet?.getCell("I8").value).toEqual({ formula: "SUBTOTAL(109,I4:I7)", result: 1012.855678 });
    expect(sheet?.getCell("J8").value).toEqual({ formula: "SUBTOTAL(109,J4:J7)", result: 8 });
    // A name made of digits stays a name.
    expect([sheet?.getCell("C4").value, sheet?.getCell("I4").value]).toEqual(["2026", 12.5]);
    expect(sheet?.autoFilter).toBe("A3:O7");
    expect(sheet?.pageSetup.printArea).toBe("A1:O10");
    expect(sheet?.pageSetup.printTitlesRow).toBe("3:3");
    expect(sheet?.views[0]).toMatchObject({ state: "frozen", ySplit: 3 });
    expect(String(sheet?.getCell("A10").value)).toContain("填报人");
  });

  test("a template's own formulas follow the rows they speak of, texts and other sheets stay", () => {
    const grown = { at: 4, more: 9 };
    expect(grownFormula("SUM(I4:I4)/2+I5", grown)).toBe("SUM(I4:I13)/2+I14");
    expect(grownFormula('SUM($I$4:$I$4)&"I4:I4"', grown)).toBe('SUM($I$4:$I$13)&"I4:I4"');
    expect(grownFormula("SUM(B1:B3)+LOG10(A5)+'别的 表'!A5+表!A5", grown)).toBe(
      "SUM(B1:B3)+LOG10(A14)+'别的 表'!A5+表!A5",
    );
    expect(copiedFormula("I4*J4+$I4+I$4+I3", 4, 2)).toBe("I6*J6+$I6+I$4+I3");
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 }), fc.nat(2_000), (a, b, more) => {
        const [from, to] = [Math.min(a, b), Math.max(a, b)];
        const sum = plainSum(grownFormula(`SUM(C${from}:C${to})`, { at: 20, more }));
        const rows = (sum?.to ?? 0) - (sum?.from ?? 0) + 1;
        expect(rows).toBe(to - from + 1 + (from <= 20 && to >= 20 ? more : 0));
      }),
    );
  });

  test("two thousand rows, in both languages", async () => {
    const values = rowValues(sampleRecord, 1, printed);
    const rows = Array.from({ length: 2_000 }, (_, n) => ({ ...values, 序号: String(n + 1), position: String(n + 1) }));
    for (const locale of ["zh-CN", "en"] as const) {
      const template = await shippedSummary(locale);
      expect((await readSummary(template)).fields.filter((name) => !sheetFields.has(name))).toEqual([]);
      const book = new ExcelJS.Workbook();
      await book.xlsx.load(
        Buffer.from(await fillSummary(template, roundValues(sampleRecord.round, printed.now), rows)) as never,
      );
      const sheet = book.worksheets[0];
      expect(sheet?.getCell("A2003").value).toBe(2_000);
      expect(sheet?.getCell("I2004").value).toMatchObject({ result: 120_280 });
      expect(sheet?.autoFilter).toBe("A3:O2003");
    }
  }, 20_000);

  test("what was begun in a cell and not finished is told with its cell", async () => {
    const book = new ExcelJS.Workbook();
    const sheet = book.addWorksheet("名单");
    sheet.getCell("B2").value = "{成果名称}";
    sheet.getCell("C2").value = "{申报单位";
    sheet.getCell("D2").value = "｛年度｝";
    const reading = await readSummary(new Uint8Array(await book.xlsx.writeBuffer()));
    expect(reading.faults).toEqual([
      { code: "unclosed_tag", field: "申报单位", place: { sheet: "名单", cell: "C2", near: "{申报单位" } },
    ]);
    expect(reading.places.成果名称).toMatchObject({ cell: "B2" });
    expect(reading.wide).toEqual(["｛年度｝"]);
  });

  test("without applications the row is empty, not its fields", async () => {
    const sheet = previewOf("SUMMARY", await fillSummary(await shippedSummary(), {}, []));
    expect(sheet.flat().join("")).not.toMatch(/[{}]/);
  });
});

describe("the archive", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "jianglian-archive-"));
    return () => rm(folder, { recursive: true });
  });
  const at = printed.now;
  const opened = (text: string, path = "b.pdf"): ZipPart => ({
    path,
    open: async () => Readable.from([Buffer.from(text)]),
  });

  test("holds its parts in order, whatever they come from, and says its own hash", async () => {
    await writeFile(join(folder, "one"), "eins");
    const parts: ZipPart[] = [
      { path: "a.docx", file: join(folder, "one") },
      opened("zwei"),
      { path: "c.json", bytes: Buffer.from("drei") },
      opened("vier", "d.txt"),
    ];
    const target = join(folder, "whole.zip");
    const made = await writeZip(target, parts, { at });
    const bytes = await readFile(target);
    expect(made).toEqual({ size: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex") });
    const zip = new PizZip(bytes);
    expect(Object.keys(zip.files)).toEqual(parts.map((one) => one.path));
    expect(parts.map((one) => zip.file(one.path)?.asText())).toEqual(["eins", "zwei", "drei", "vier"]);
  });

  test("stopped, or with a part that cannot be read, nothing is left", async () => {
    const stopped = new AbortController();
    const endless: ZipPart = {
      path: "endless.bin",
      open: async () =>
        new Readable({
          read() {
            this.push(Buffer.alloc(1_000));
            stopped.abort(new Error("nobody wants it"));
          },
        }),
    };
    const gone: ZipPart = { path: "gone.pdf", open: () => Promise.reject(new Error("a file is gone")) };
    const breaks: ZipPart = {
      path: "breaks.pdf",
      open: async () =>
        new Readable({
          read() {
            this.destroy(new Error("it broke off"));
          },
        }),
    };
    const write = (part: ZipPart, signal?: AbortSignal) =>
      writeZip(join(folder, "whole.zip"), [opened("x"), part, opened("y", "y")], { at, stopped: signal });
    await expect(write(endless, stopped.signal)).rejects.toThrow("nobody wants it");
    await expect(write(gone)).rejects.toThrow("a file is gone");
    await expect(write(breaks)).rejects.toThrow("it broke off");
    await expect(write({ path: "none.docx", file: join(folder, "none") })).rejects.toThrow("ENOENT");
    expect(await readdir(folder)).toEqual([]);
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
