import { deflateRawSync } from "node:zlib";
import { expect, test } from "vitest";
import { db } from "#app/lib/db.server.ts";
import { readLedgerFile } from "#app/modules/ledgers/read-file.server.ts";
import { makeWorld } from "#tests/support/factories.server.ts";
import { useTestDatabase } from "#tests/support/database.server.ts";
import { importAll, makeWorkbook, plainRows, rowStates } from "#tests/support/ledgers.ts";

useTestDatabase();

/** A zip of one entry whose claimed size is a lie. */
function zipOf(name: string, body: Buffer, claimed: number): Buffer {
  const packed = deflateRawSync(body);
  const head = (signature: number, size: number) => {
    const header = Buffer.alloc(size);
    header.writeUInt32LE(signature, 0);
    return header;
  };
  const local = head(0x04034b50, 30);
  local.writeUInt16LE(8, 8);
  local.writeUInt32LE(packed.length, 18);
  local.writeUInt32LE(claimed, 22);
  local.writeUInt16LE(name.length, 26);
  const central = head(0x02014b50, 46);
  central.writeUInt16LE(8, 10);
  central.writeUInt32LE(packed.length, 20);
  central.writeUInt32LE(claimed, 24);
  central.writeUInt16LE(name.length, 28);
  const end = head(0x06054b50, 22);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(46 + name.length, 12);
  end.writeUInt32LE(30 + name.length + packed.length, 16);
  return Buffer.concat([local, Buffer.from(name), packed, central, Buffer.from(name), end]);
}

const refusal = (bytes: Buffer, name = "a.xlsx") =>
  readLedgerFile(bytes, name).then(
    () => "read",
    (error: { messageKey?: string; details?: { field?: string } }) => `${error.details?.field}: ${error.messageKey}`,
  );

test("files that are no ledgers get a clear answer", async () => {
  expect(await refusal(Buffer.alloc(0))).toBe("file: import_empty_file");
  expect(await refusal(Buffer.from("  \n\n"), "a.csv")).toBe("file: import_empty_file");
  expect(await refusal(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 1]), "a.csv")).toBe("file: import_not_a_table");
  expect(await refusal(Buffer.from("一句话，不是表"), "a.csv")).toBe("file: import_not_a_table");
  expect(await refusal(Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1]), "a.xls")).toBe("file: import_old_excel");
  expect(await refusal(Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1]), "a.xlsx")).toBe("file: import_protected");
  expect(await refusal(Buffer.from("PK\u0003\u0004 cut off"))).toBe("file: import_broken_file");
  expect(await refusal(zipOf("word/document.xml", Buffer.from("<w/>"), 4))).toBe("file: import_broken_file");
  expect(await refusal((await makeWorkbook(plainRows(3, "甲"))).subarray(0, 3000))).toBe("file: import_broken_file");
});

test("bombs are refused before they are unpacked", async () => {
  expect(await refusal(zipOf("xl/worksheets/sheet1.xml", Buffer.alloc(200 * 1024 * 1024, 0x20), 10))).toBe(
    "file: import_too_much",
  );
  const cells = Buffer.from(`<row>${"<c r='A1'/>".repeat(1_100_000)}</row>`);
  expect(await refusal(zipOf("xl/worksheets/sheet1.xml", cells, cells.length))).toBe("file: import_too_much");
});

test("a row of 100,000 columns, and a quote that never ends", async () => {
  expect(await refusal(Buffer.from(`a,b\n${"x,".repeat(100_000)}\n`), "a.csv")).toBe("file: import_too_much");
  expect(await refusal(Buffer.from(`难题,措施\n"${"没完没了\n".repeat(400_000)}`), "a.csv")).toMatch(
    /import_(too_much|broken_file)/,
  );
});

test("CSV in GB18030, with semicolons, with and without a mark, reads the same", async () => {
  const gb = Buffer.from([
    0xc4, 0xd1, 0xcc, 0xe2, 0x3b, 0xb4, 0xeb, 0xca, 0xa9, 0x0a, 0xc2, 0xa9, 0xd3, 0xcd, 0x3b, 0xbb, 0xbb, 0xb5, 0xe6,
  ]);
  expect(await readLedgerFile(gb, "a.csv")).toMatchObject({
    encoding: "GB18030",
    delimiter: ";",
    sheets: [
      {
        rows: [
          ["难题", "措施"],
          ["漏油", "换垫"],
        ],
      },
    ],
  });
  const plain = await readLedgerFile(Buffer.from("难题,措施\n漏油,换垫"), "a.csv");
  const marked = await readLedgerFile(Buffer.from("\ufeff难题,措施\r\n漏油,换垫\r\n"), "a.csv");
  expect(marked.sheets[0]?.rows).toEqual(plain.sheets[0]?.rows);
});

test("odd cells come in whole or are reported: formulas as text, NUL, half characters, double headings, long texts", async () => {
  const world = await makeWorld();
  const rows = [
    [1, "", '=HYPERLINK("http://x")', "@SUM(1)", "", "+cmd|' /C calc'!A0", "", "√", null],
    [2, "", "表情".repeat(60) + "😀", "现象\u0000有空字符", "", "措", "", "√", null],
    [3, "", "长文", "长".repeat(10_000), "", "措", "", "√", null],
  ];
  const headings = ["序号", "单位", "难题名称", "故障现象", "报送日期", "解决措施", "完成时间", "状态", "难题名称"];
  const id = await importAll(world.reviewer, world.brewery, await makeWorkbook(rows, headings));
  expect(await rowStates(id)).toEqual({ IMPORTED: 3 });
  const problems = await db.problem.findMany({
    where: { importRow: { importId: id } },
    orderBy: { importRow: { rowNumber: "asc" } },
    select: { title: true, phenomenon: true, importRow: { select: { issues: true, raw: true } } },
  });
  expect(problems[0]?.title).toBe('=HYPERLINK("http://x")');
  expect(problems[1]?.title).toHaveLength(80);
  expect(problems[2]?.phenomenon).toHaveLength(4000);
  expect(problems[2]?.importRow?.issues).toEqual([{ code: "cut", field: "phenomenon", max: 4000 }]);
  expect(JSON.stringify(problems[2]?.importRow?.raw)).toContain("长".repeat(10_000));
});
