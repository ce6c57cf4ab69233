import { describe, expect, test } from "vitest";
import { AWARD_SUBJECTS } from "#app/modules/awards/facts/catalogue.ts";
import { draw } from "#app/modules/awards/dossier/draw.ts";
import { roundValues, rowValues } from "#app/modules/awards/dossier/field-values.ts";
import { sampleRecord, sampleRecords } from "#app/modules/awards/dossier/sample-record.ts";
import { shippedForm } from "#app/modules/awards/dossier/shipped-form.ts";
import { shippedSummary } from "#app/modules/awards/dossier/shipped-summary.ts";
import { libreOffice } from "#app/cli/find-libreoffice.ts";
import { textByLibreOffice } from "#tests/support/libreoffice.server.ts";

const printed = {
  locale: "zh-CN",
  now: new Date("2026-11-21T02:00:00Z"),
  address: "https://jianglian.example/x",
} as const;
const record = sampleRecord;
const EXPECTED = {
  ACHIEVEMENT: ["示例机床有限公司", "张建国", "用两只普通光电传感器的时间差", "来源难题"],
  STUDIO: ["5 年", "技师（二级）", "第 3 次技术协作攻关活动", "陈晓", "39,120.50 元", "县总工会意见"],
  PERSON: ["28 年", "第 2 名 银奖", "压盖机压头快换工装", "申报人承诺"],
};

/** The file as LibreOffice reads it. */
async function opened(file: Promise<unknown>, ending: "docx" | "xlsx" | "pdf"): Promise<string> {
  const program = await libreOffice();
  if (!program) throw new Error("LibreOffice is not installed: apt-get install libreoffice-writer libreoffice-calc");
  return textByLibreOffice(program, (await file) as Uint8Array, ending);
}

describe("LibreOffice opens what is exported, and shows Chinese text", () => {
  test.each(AWARD_SUBJECTS)("the form of %s, filled in from the template that ships", async (subject) => {
    const template = await shippedForm(subject);
    const one = sampleRecords[subject];
    const text = await opened(draw({ kind: "form", template, record: one, printed }), "docx");
    for (const told of [one.title, ...EXPECTED[subject], "601,400 元", "停机时间 = 92 小时（设备台账）"])
      expect(text).toContain(told);
    expect(text).not.toMatch(/[{}]/);
    const bare = { ...one, benefits: [], awards: [], works: [], patents: [], adopters: [] };
    const empty = await opened(draw({ kind: "form", template, record: bare, printed }), "docx");
    expect(empty.match(/^无$/gm)?.length).toBeGreaterThanOrEqual(5);
  });

  test("the summary sheet, with a row for each application and sums", async () => {
    const template = await shippedSummary();
    const records = [record, { ...record, id: "second", title: "酒糟烘干机热风回收改造" }];
    const text = await opened(
      draw({
        kind: "summary",
        template,
        head: roundValues(record.round, printed.now),
        rows: records.map((one, n) => rowValues(one, n + 1, printed)),
      }),
      "xlsx",
    );
    for (const one of [record.title, "张建国", "60.14", "120.28", "酒糟烘干机热风回收改造", "共 2 项", "填报人"])
      expect(text).toContain(one);
  });

  test.each(["STUDIO", "PERSON"] as const)("the printed paper of %s", async (subject) => {
    const text = await opened(draw({ kind: "paper", record: sampleRecords[subject], printed }), "pdf");
    for (const one of [sampleRecords[subject].title, ...EXPECTED[subject], "601,400 元"]) expect(text).toContain(one);
  });

  test("the printed paper", async () => {
    const text = await opened(draw({ kind: "paper", record, printed }), "pdf");
    for (const one of [record.title, "601,400 元", "职工创新成果奖申报书", "工会"]) expect(text).toContain(one);
  });
});
