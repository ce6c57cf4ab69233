import { describe, expect, test } from "vitest";
import { draw } from "#app/modules/awards/dossier/draw.ts";
import { roundValues, rowValues } from "#app/modules/awards/dossier/field-values.ts";
import { sampleRecord } from "#app/modules/awards/dossier/sample-record.ts";
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
const EXPECTED = [record.title, "示例机床有限公司", "张建国", "601,400 元"];

/** The file as LibreOffice reads it. */
async function opened(file: Promise<unknown>, ending: "docx" | "xlsx" | "pdf"): Promise<string> {
  const program = await libreOffice();
  if (!program) throw new Error("LibreOffice is not installed: apt-get install libreoffice-writer libreoffice-calc");
  return textByLibreOffice(program, (await file) as Uint8Array, ending);
}

describe("LibreOffice opens what is exported, and shows Chinese text", () => {
  test("the form, filled in from the template that ships", async () => {
    const template = await shippedForm();
    const text = await opened(draw({ kind: "form", template, record, printed }), "docx");
    for (const one of [...EXPECTED, "用两只普通光电传感器的时间差", "停机时间 = 92 小时（设备台账）"])
      expect(text).toContain(one);
    expect(text).not.toMatch(/[{}]/);
  });

  test("the summary sheet, with a row for each application", async () => {
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
    for (const one of [...EXPECTED, "酒糟烘干机热风回收改造", "共 2 项", "填报人"]) expect(text).toContain(one);
  });

  test("the printed paper", async () => {
    const text = await opened(draw({ kind: "paper", record, printed }), "pdf");
    for (const one of [...EXPECTED, "职工创新成果奖申报书", "工会"]) expect(text).toContain(one);
  });
});
