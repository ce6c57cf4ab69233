import { expect, test } from "vitest";
import { libreOffice } from "#app/cli/find-libreoffice.ts";
import { drawCertificate } from "#app/modules/knowledge/replication/draw-certificate.server.ts";
import { textByLibreOffice } from "#tests/support/libreoffice.server.ts";

test("LibreOffice opens the certificate of an adoption, and shows Chinese text", async () => {
  const program = await libreOffice();
  if (!program) throw new Error("LibreOffice is not installed: apt-get install libreoffice-writer libreoffice-calc");
  const day = new Date("2026-11-01T00:00:00Z");
  const { file } = await drawCertificate(
    {
      year: 2026,
      serial: 3,
      unit: "西塬酒业集团",
      contact: "设备科 张工",
      title: "瓶盖错位检测",
      number: "26-7K3QF",
      fromOn: day,
      toOn: day,
      issuedAt: day,
      studio: { name: "白继善创新工作室", timeZone: "Asia/Shanghai" },
      verdict: "FIXED",
      measures: [{ name: "漏检率", unit: "%", before: 3.5, after: 0.1, period: "每月" }],
    },
    "zh-CN",
  );
  const text = await textByLibreOffice(program, file, "docx");
  for (const one of ["西塬酒业集团", "白继善创新工作室", "瓶盖错位检测", "设备科 张工", "漏检率（%）", "3.5", "已解决"])
    expect(text).toContain(one);
});
