import { text } from "node:stream/consumers";
import { parse } from "csv-parse/sync";
import ExcelJS from "exceljs";
import { expect, test } from "vitest";
import { db } from "#app/lib/db.server.ts";
import { exportCsv, exportXlsx } from "#app/modules/ledgers/export-ledger.server.ts";
import { releaseImported } from "#app/modules/ledgers/release-imported.server.ts";
import { safeCell } from "#app/modules/ledgers/sheet-cells.ts";
import { makeWorld } from "#tests/support/factories.server.ts";
import { useTestDatabase } from "#tests/support/database.server.ts";
import { importAll, makeWorkbook } from "#tests/support/ledgers.ts";

useTestDatabase();

test("the export says what its reader may read, and nothing in it becomes a formula", async () => {
  const world = await makeWorld();
  const rows = [
    [1, "", "=1+1", "现象甲", "2023-01-05", "@措施", "2023-02-05", "√", 5],
    [2, "", "只看摘要", "现象乙", "2023-01-06", "措施乙", "", "√", null],
    [3, "", "没放行的", "现象丙", "2023-01-07", "措施丙", "", "√", null],
  ];
  const id = await importAll(world.reviewer, world.brewery, await makeWorkbook(rows));
  const [a, b] = await db.problem.findMany({
    where: { importRow: { importId: id } },
    orderBy: { importRow: { rowNumber: "asc" } },
    select: { id: true },
  });
  const release = { enterpriseId: world.brewery, allianceId: world.alliance, filter: {} };
  await releaseImported(world.reviewer2, { ...release, layer: "DETAIL", anonymous: false, ids: [a?.id ?? ""] });
  await releaseImported(world.reviewer2, { ...release, layer: "SUMMARY", anonymous: true, ids: [b?.id ?? ""] });
  const { name } = await db.organisation.findUniqueOrThrow({ where: { id: world.brewery } });

  const own = await text(exportCsv(world.engineer));
  expect(own.startsWith("\ufeff")).toBe(true);
  for (const word of ["没放行的", "现象丙", "措施乙", name]) expect(own).toContain(word);
  const foreign: Record<string, string>[] = parse(await text(exportCsv(world.leader)), { columns: true, bom: true });
  expect(foreign.map((row) => [row.难题名称, row.报送单位, row.故障现象, row.解决措施])).toEqual([
    ["只看摘要", "匿名企业", "", ""],
    ["'=1+1", name, "现象甲", "'@措施"],
  ]);
  expect(await text(exportCsv(world.outsider))).not.toMatch(/现象[甲乙丙]|只看摘要/);

  const chunks: Uint8Array[] = [];
  for await (const chunk of exportXlsx(world.leader)) chunks.push(chunk as Uint8Array);
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(Buffer.concat(chunks) as unknown as ArrayBuffer);
  const sheet = workbook.worksheets[0];
  expect(sheet?.rowCount).toBe(3);
  expect(sheet?.getRow(3).getCell(3).value).toBe("=1+1");
  expect(sheet?.getRow(3).getCell(3).type).toBe(ExcelJS.ValueType.String);
});

test("cells that begin like a formula are kept text", () => {
  expect(["=A1", "+1", "-1", "@x", "\tx", "x=1", ""].map(safeCell)).toEqual([
    "'=A1",
    "'+1",
    "'-1",
    "'@x",
    "'\tx",
    "x=1",
    "",
  ]);
});
