import ExcelJS from "exceljs";
import { beforeEach, expect, it } from "vitest";
import { db } from "#app/lib/db.server.ts";
import { registerAsset } from "#app/modules/equipment/register-asset.server.ts";
import {
  confirmAssetList,
  discardAssetList,
  giveUpOldAssetLists,
  loadAssetList,
  mapAssetColumns,
  uploadAssetList,
} from "#app/modules/ledgers/import-assets.server.ts";
import { loadLedgerFile } from "#app/modules/ledgers/ledger-file.server.ts";
import { useTestDatabase } from "#tests/support/database.server.ts";
import { makeWorld, type World } from "#tests/support/factories.server.ts";
import { refusal } from "#tests/support/solving.server.ts";

useTestDatabase();
let world: World;
beforeEach(async () => {
  world = await makeWorld();
});

const HEADINGS = ["序号", "设备编号", "设备名称", "规格型号", "制造厂家", "所在车间"];
const ROWS = [
  [1, "GZ-01", "灌装机", "GF-40", "华岭", "包装一车间"],
  [2, "GZ-02", "贴标机", "TB-9", "华岭", "包装一车间"],
  [3, "ｇz-01 ", "灌装机", "GF-40", "华岭", "包装二车间"],
  [4, "", "没有编号的", "", "", ""],
  [5, "GZ-03", "压盖机", "YG-2", "", "包装二车间"],
];

async function workbook(rows: unknown[][] = ROWS, headings = HEADINGS): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet("设备台账");
  sheet.addRow(["包装车间设备台账"]);
  sheet.addRow(headings);
  for (const row of rows) sheet.addRow(row);
  return Buffer.from(await book.xlsx.writeBuffer());
}
const upload = async (bytes: Buffer, fileName = "设备.xlsx", actor = world.engineer) =>
  uploadAssetList(actor, { fileName, bytes });
const numbers = async () =>
  (
    await db.asset.findMany({
      where: { enterpriseId: world.brewery },
      orderBy: { numberKey: "asc" },
      select: { number: true },
    })
  ).map((row) => row.number);

it("shows what a list would do, does that, and doubles nothing when it comes again", async () => {
  const { id: known } = await registerAsset(world.engineer, {
    number: "gz-02",
    name: "",
    type: "贴标设备",
    model: "",
    maker: "老厂家",
    line: "二线",
    site: "",
  });
  const id = await upload(await workbook());
  const { preview, version } = await loadAssetList(world.reviewer, id);
  expect(preview?.columns.map((one) => one.field)).toEqual(["", "number", "name", "model", "maker", "site"]);
  expect(preview?.counts).toEqual({ new: 2, changed: 1, same: 0, refused: 2 });
  expect(preview?.rows.filter((row) => row.refused).map((row) => [row.rowNumber, row.refused])).toEqual([
    [5, "twice"],
    [6, "no-number"],
  ]);
  expect(await numbers()).toEqual(["gz-02"]);
  expect(await confirmAssetList(world.engineer, { id, version })).toEqual({ created: 2, changed: 1 });
  expect(await refusal(confirmAssetList(world.engineer, { id, version }))).toBe("asset-list-done");
  expect(await numbers()).toEqual(["GZ-01", "GZ-02", "GZ-03"]);
  // What the list says nothing of stays; a machine without a type is named by what it is.
  expect(await db.asset.findUniqueOrThrow({ where: { id: known } })).toMatchObject({
    type: "贴标设备",
    line: "二线",
    maker: "华岭",
    model: "TB-9",
  });
  const again = await upload(await workbook());
  const second = await loadAssetList(world.engineer, again);
  expect(second.preview?.counts).toEqual({ new: 0, changed: 0, same: 3, refused: 2 });
  expect(await confirmAssetList(world.engineer, { id: again, version: 0 })).toEqual({ created: 0, changed: 0 });
  expect(await db.asset.findFirstOrThrow({ where: { numberKey: "GZ-03" } })).toMatchObject({ type: "压盖机" });
});

it("reads CSV as offices write it, and columns as a person says", async () => {
  const csv = "代号;机器;级别\r\nA1;车床;甲\r\nA2;铣床;乙\r\n";
  const id = await upload(Buffer.from(csv), "liste.csv");
  expect(await refusal(mapAssetColumns(world.engineer, { id, version: 0, columns: ["", "type", ""] }))).toBe(
    "asset-list-no-number",
  );
  expect(await refusal(mapAssetColumns(world.engineer, { id, version: 0, columns: ["number", "number", ""] }))).toBe(
    "import_field_twice",
  );
  expect(await refusal(mapAssetColumns(world.engineer, { id, version: 0, columns: ["number", "", ""] }))).toBe(
    "asset-list-no-type",
  );
  await mapAssetColumns(world.engineer, { id, version: 0, columns: ["number", "type", "line"] });
  expect(await refusal(confirmAssetList(world.engineer, { id, version: 0 }))).toBe("conflict");
  expect(await confirmAssetList(world.engineer, { id, version: 1 })).toEqual({ created: 2, changed: 0 });
  expect(await db.asset.findFirstOrThrow({ where: { numberKey: "A2" } })).toMatchObject({ type: "铣床", line: "乙" });
});

it("is for those who keep the register; to others a list is not there", async () => {
  const bytes = await workbook();
  for (const actor of [world.finance, world.breweryLeader, world.secretariat, world.officer])
    expect(await refusal(upload(bytes, "a.xlsx", actor))).toBe("may-not-keep-register");
  expect(await refusal(uploadAssetList(world.engineer, { enterpriseId: world.tools, fileName: "a.xlsx", bytes }))).toBe(
    "may-not-keep-register",
  );
  const id = await upload(bytes);
  for (const actor of [world.finance, world.toolsEngineer, world.outsider, world.secretariat]) {
    expect(await refusal(loadAssetList(actor, id))).toBe("not_found");
    expect(await refusal(confirmAssetList(actor, { id, version: 0 }))).toBe("not_found");
    expect(await refusal(discardAssetList(actor, id))).toBe("not_found");
  }
  await discardAssetList(world.reviewer, id);
  expect((await loadAssetList(world.engineer, id)).preview).toBeNull();
  expect(await refusal(confirmAssetList(world.engineer, { id, version: 1 }))).toBe("asset-list-done");
  expect(await numbers()).toEqual([]);
});

it.each([
  ["nothing", Buffer.from(""), "import_empty_file"],
  ["a picture", Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 0, 0, 1]), "import_not_a_table"],
  ["headings alone", Buffer.from("设备编号,设备名称\r\n"), "import_no_rows"],
])("refuses %s", async (_name, bytes, why) => {
  expect(await refusal(upload(bytes, "a.csv"))).toBe(why);
});

it("reads a list that a Chinese Windows saved as CSV, and changes nothing the second time", async () => {
  // "设备编号,设备名称,产线" and two rows, in GB18030.
  const head = "c9e8b1b8b1e0bac52cc9e8b1b8c3fbb3c62cb2facf df0d0a".replaceAll(" ", "");
  const rows = "475a2d30312cb9e0d7b0bbfa2cd2bbcfdf0d0a475a2d30322ccbdcb7e2bbfa2cb6fecfdf0d0a";
  const bytes = Buffer.from(head + rows, "hex");
  const id = await upload(bytes, "设备.csv");
  expect((await loadAssetList(world.engineer, id)).preview?.counts).toEqual({
    new: 2,
    changed: 0,
    same: 0,
    refused: 0,
  });
  expect(await confirmAssetList(world.engineer, { id, version: 0 })).toEqual({ created: 2, changed: 0 });
  expect(await db.asset.findFirstOrThrow({ where: { enterpriseId: world.brewery, numberKey: "GZ-01" } })).toMatchObject(
    {
      name: "灌装机",
      line: "一线",
    },
  );
  const again = await upload(bytes, "设备.csv");
  expect((await loadAssetList(world.engineer, again)).preview?.counts).toEqual({
    new: 0,
    changed: 0,
    same: 2,
    refused: 0,
  });
});

it("gives up lists that nobody took over for a month, with their files, and no others", async () => {
  const old = await upload(await workbook());
  const young = await upload(await workbook());
  const taken = await upload(await workbook());
  await confirmAssetList(world.engineer, { id: taken, version: 0 });
  const DAY = 86_400_000;
  const now = new Date();
  await db.assetImport.updateMany({
    where: { id: { in: [old, taken] } },
    data: { createdAt: new Date(now.getTime() - 31 * DAY) },
  });
  expect(await giveUpOldAssetLists(now)).toBe(1);
  expect(await giveUpOldAssetLists(now)).toBe(0);
  expect((await loadAssetList(world.engineer, old)).state).toBe("DISCARDED");
  expect(await refusal(loadLedgerFile(old))).toBe("import_file_gone");
  expect((await loadAssetList(world.engineer, young)).preview).not.toBeNull();
  expect((await loadAssetList(world.engineer, taken)).state).toBe("DONE");
});
