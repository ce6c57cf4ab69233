import { expect, test } from "vitest";
import { db } from "#app/lib/db.server.ts";
import { verifyChains } from "#app/modules/events/verify-chain.server.ts";
import { confirmImport } from "#app/modules/ledgers/confirm-import.server.ts";
import { correctFirms } from "#app/modules/ledgers/correct-firms.server.ts";
import { correctReading } from "#app/modules/ledgers/correct-reading.server.ts";
import { discardImport } from "#app/modules/ledgers/discard-import.server.ts";
import { loadImportOrigin } from "#app/modules/ledgers/queries-origin.server.ts";
import { loadImport, loadImportRows, listImports } from "#app/modules/ledgers/queries.server.ts";
import { runImport } from "#app/modules/ledgers/run-import.server.ts";
import { planOf, readingOf } from "#app/modules/ledgers/stored.ts";
import { visibleTo } from "#app/modules/problems/visibility.server.ts";
import { makeWorld } from "#tests/support/factories.server.ts";
import { useTestDatabase } from "#tests/support/database.server.ts";
import { csvOf, importAll, importOf, makeWorkbook, plainRows, rowStates, upload } from "#tests/support/ledgers.ts";

const database = useTestDatabase();

const mixed = [
  [1, "甲一机械厂 ", "漏油", "三号泵漏油", "2023/1/5", "换垫片", "2023-02-01", "√", 16.8],
  [2, "甲一机械厂", "异响", "轴承异响", "2023年3月7日", "换轴承", new Date(Date.UTC(2023, 3, 1)), "已解决", "12万"],
  [3, "乙二酒业股份有限公司", "卡瓶", "星轮卡瓶", "2024.9.14", "", "", "攻关中", "约30"],
  [null, "小计", null, null, null, null, null, null, 50],
  [4, "乙二酒业", "标歪", "贴标歪斜", "哪天不记得", "调标站", "", "解决", "/"],
  ["合计", null, null, null, null, null, null, null, { formula: "SUM(I4:I7)", result: 99.5 }],
];

test("a secretariat's ledger: spellings merged into firms, firms created in the alliance, rows inside their enterprises", async () => {
  const world = await makeWorld();
  const id = await importAll(world.secretariat, world.alliance, await makeWorkbook(mixed));
  const run = await loadImport(world.secretariat, id);
  expect(run.counts).toMatchObject({ imported: 4, leftOut: 2, refused: 0 });
  expect(run.report.firms?.map((firm) => [firm.name, firm.imported])).toEqual(
    expect.arrayContaining([
      ["甲一机械厂", 2],
      [expect.stringContaining("乙二酒业"), 2],
    ]),
  );
  expect(run.totals).toMatchObject({ sumFen: 58_800_000, aboutRows: 1, textRows: 2 });
  expect(run.totals?.printed).toEqual([
    { row: 7, kind: "subtotal", printedFen: 50_000_000, rowsFen: 58_800_000 },
    { row: 9, kind: "total", printedFen: 99_500_000, rowsFen: 58_800_000, formula: "SUM(I4:I7)", missedRows: 1 },
  ]);

  const problems = await db.problem.findMany({
    where: { importRow: { importId: id } },
    orderBy: { importRow: { rowNumber: "asc" } },
    include: { solutions: true, acceptances: true, readers: true },
  });
  expect(problems.map((p) => [p.title, p.state, p.origin, p.releasedAt, p.publishedAt])).toEqual([
    ["漏油", "SOLVED", "IMPORTED", null, null],
    ["异响", "SOLVED", "IMPORTED", null, null],
    ["卡瓶", "UNSOLVED", "IMPORTED", null, null],
    ["标歪", "SOLVED", "IMPORTED", null, null],
  ]);
  expect(problems[0]?.postedAt?.toISOString()).toBe("2023-01-04T16:00:00.000Z");
  expect(problems[1]?.solvedAt?.toISOString()).toBe("2023-03-31T16:00:00.000Z");
  expect(problems.flatMap((p) => p.solutions.map((s) => [s.actions, s.state, s.acceptedAt]))).toEqual([
    ["换垫片", "SUBMITTED", null],
    ["换轴承", "SUBMITTED", null],
    ["调标站", "SUBMITTED", null],
  ]);
  expect(problems.flatMap((p) => p.acceptances)).toEqual([]);
  expect(problems.map((p) => p.impactFen)).toEqual([null, null, null, null]);
  // Not even the secretariat that brought them in reads them now.
  for (const actor of [world.secretariat, world.engineer, world.leader, world.officer]) {
    expect(await db.problem.count({ where: { AND: visibleTo(actor), importRow: { importId: id } } })).toBe(0);
  }
  const listed = await loadImportRows(world.secretariat, id, { state: "IMPORTED" }, 0);
  expect(JSON.stringify(listed)).not.toMatch(/漏油|卡瓶|约30|哪天不记得/);
  const members = await db.allianceMember.count({
    where: { allianceId: world.alliance, memberId: { in: problems.map((p) => p.enterpriseId) } },
  });
  expect(members).toBe(2);
  expect((await verifyChains(database.facts.secrets.chain)).findings).toEqual([]);
});

test("a reviewer's own ledger: other firms' rows stay out, its people read the rows and the ledger's claim", async () => {
  const world = await makeWorld();
  const { name } = await db.organisation.findUniqueOrThrow({ where: { id: world.brewery } });
  const rows = [
    ...plainRows(3, `${name}有限公司`),
    [9, "别家机床", "别家的", "别家的事", "", "", "", "", null],
    [10, name, "带效益", "有效益", "2023-01-01", "修", "", "√", 7.5],
  ];
  const id = await importAll(world.reviewer, world.brewery, await makeWorkbook(rows));
  expect(await rowStates(id)).toEqual({ IMPORTED: 4, REFUSED: 1 });
  expect(await db.problem.count({ where: { AND: visibleTo(world.engineer), origin: "IMPORTED" } })).toBe(4);
  const { id: problemId } = await db.problem.findFirstOrThrow({
    where: { title: "带效益", importRow: { importId: id } },
  });
  expect(await loadImportOrigin(world.engineer, problemId)).toMatchObject({
    file: { name: "台账.xlsx", row: 8, benefitFen: 7_500_000, status: "√" },
  });
  await expect(loadImportOrigin(world.leader, problemId)).rejects.toMatchObject({ code: "not_found" });
  const refused = await loadImportRows(world.reviewer, id, { issue: "firm-left-out" }, 0);
  expect(refused.rows.map((row) => row.rowNumber)).toEqual([7]);
});

test("repeating a file brings nothing in; rows added to it come in alone; the same text under another number is kept", async () => {
  const world = await makeWorld();
  const rows = plainRows(5, "").map((row) => [...row]);
  rows.push([6, "", "难题1", "1 号机异响", "2023-01-05", "更换轴承", "2023-02-05", "√", null]);
  // Without a number, alike rows are told apart by their order.
  rows.push(
    [null as unknown as string, "", "无号", "无号", "", "", "", "", null],
    [null as unknown as string, "", "无号", "无号", "", "", "", "", null],
  );
  const first = await importAll(world.reviewer, world.brewery, await makeWorkbook(rows));
  expect(await rowStates(first)).toEqual({ IMPORTED: 8 });
  expect(
    await rowStates(await importAll(world.reviewer, world.brewery, await makeWorkbook(rows), "另一个名字.xlsx")),
  ).toEqual({ REPEATED: 8 });
  // Solved meanwhile: still the same row.
  const longer = [
    ...rows.map((row, n) => (n === 0 ? row.map((cell, c) => (c === 5 ? "又换了一次" : cell)) : row)),
    ...plainRows(2, "", 100),
    [null as unknown as string, "", "无号", "无号", "", "", "", "", null],
  ];
  const third = await importAll(world.reviewer, world.brewery, await makeWorkbook(longer));
  expect(await rowStates(third)).toEqual({ REPEATED: 8, IMPORTED: 3 });
  expect(await db.problem.count({ where: { enterpriseId: world.brewery, origin: "IMPORTED" } })).toBe(11);
});

test("columns, heading row, unit and firms can be corrected before anything is written", async () => {
  const world = await makeWorld();
  const bytes = csvOf([
    ["某某台账", "", ""],
    ["甲列", "乙列", "丙列"],
    ["漏油", "丙厂", "3"],
    ["异响", "丁厂", "4"],
  ]);
  const id = await upload(world.secretariat, world.alliance, bytes, "a.csv");
  let run = await importOf(id);
  expect(await db.problem.count({ where: { origin: "IMPORTED", title: "漏油", importRow: { importId: id } } })).toBe(0);
  const input = { id, version: run.version, sheet: "", headerRow: 2, unit: "wan" as const };
  await expect(correctReading(world.secretariat, { ...input, columns: ["title", "title", ""] })).rejects.toMatchObject({
    messageKey: "import_field_twice",
    details: { field: "columns[1]" },
  });
  await expect(correctReading(world.secretariat, { ...input, columns: ["nonsense"] })).rejects.toMatchObject({
    code: "invalid",
  });
  expect(readingOf(run.mapping)).toMatchObject({ headerRow: 2, mapping: {} });
  await correctReading(world.secretariat, { ...input, columns: ["title", "enterprise", "benefit"] });
  run = await importOf(id);
  await expect(correctReading(world.secretariat, { ...input, columns: [] })).rejects.toMatchObject({
    code: "conflict",
  });
  const plan = planOf(run.firms);
  expect(plan.spellings.map((s) => s.text).sort()).toEqual(["丁厂", "丙厂"]);
  await expect(
    correctFirms(world.secretariat, { id, version: run.version, to: [`e:${world.outside}`, ""], names: [] }),
  ).rejects.toMatchObject({ code: "invalid" });
  const to = plan.spellings.map((s) => (s.text === "丙厂" ? `e:${world.tools}` : "n:丁厂"));
  await correctFirms(world.secretariat, {
    id,
    version: run.version,
    to,
    names: plan.firms.map((f) => (f.name === "丁厂" ? "丁字机械厂" : f.name)),
  });
  run = await importOf(id);
  await confirmImport(world.secretariat, { id, version: run.version });
  await runImport(id, () => new Date());
  const done = await db.problem.findMany({
    where: { importRow: { importId: id } },
    select: { title: true, enterprise: { select: { name: true, id: true } } },
  });
  expect(done.find((p) => p.title === "漏油")?.enterprise.id).toBe(world.tools);
  expect(done.find((p) => p.title === "异响")?.enterprise.name).toBe("丁字机械厂");
  // The spelling was learned: the next ledger finds the firm by itself.
  expect(await db.enterprise.findUnique({ where: { organisationId: world.tools }, select: { aliases: true } })).toEqual(
    { aliases: ["丙厂"] },
  );
});

test("a firm that exists outside the alliance is not doubled", async () => {
  const world = await makeWorld();
  const { name } = await db.organisation.findUniqueOrThrow({ where: { id: world.outside } });
  const id = await upload(world.secretariat, world.alliance, await makeWorkbook(plainRows(2, name)));
  await expect(confirmImport(world.secretariat, { id, version: (await importOf(id)).version })).rejects.toMatchObject({
    messageKey: "import_firm_exists",
  });
  expect(await db.organisation.count({ where: { name } })).toBe(1);
});

test("somebody else's import is not there; who may not import may not upload", async () => {
  const world = await makeWorld();
  const bytes = await makeWorkbook(plainRows(2, ""));
  const id = await upload(world.reviewer, world.brewery, bytes);
  const { version } = await importOf(id);
  for (const actor of [world.toolsReviewer, world.secretariat, world.engineer, world.outsideSecretariat]) {
    await expect(loadImport(actor, id)).rejects.toMatchObject({ code: "not_found" });
    await expect(loadImportRows(actor, id, {}, 0)).rejects.toMatchObject({ code: "not_found" });
    await expect(confirmImport(actor, { id, version })).rejects.toMatchObject({ code: "not_found" });
    await expect(discardImport(actor, { id })).rejects.toMatchObject({ code: "not_found" });
    expect((await listImports(actor, null)).imports.map((one) => one.id)).not.toContain(id);
  }
  await expect(upload(world.engineer, world.brewery, bytes)).rejects.toMatchObject({ code: "forbidden" });
  await expect(upload(world.reviewer, world.tools, bytes)).rejects.toMatchObject({ code: "forbidden" });
  await expect(upload(world.reviewer, world.alliance, bytes)).rejects.toMatchObject({ code: "forbidden" });
  await discardImport(world.reviewer, { id });
  expect(await db.importRow.count({ where: { importId: id } })).toBe(0);
});

test("confirming twice is one import; a run that died goes on where it was", async () => {
  const world = await makeWorld();
  const id = await upload(world.reviewer, world.brewery, await makeWorkbook(plainRows(450, "")));
  const { version } = await importOf(id);
  const both = await Promise.allSettled([
    confirmImport(world.reviewer, { id, version }),
    confirmImport(world.reviewer, { id, version }),
  ]);
  expect(both.filter((one) => one.status === "fulfilled")).toHaveLength(1);
  const died = new Error("killed");
  await expect(
    runImport(
      id,
      () => new Date(),
      () => {
        throw died;
      },
    ),
  ).rejects.toBe(died);
  expect(await db.problem.count({ where: { importRow: { importId: id } } })).toBe(200);
  expect(await importOf(id)).toMatchObject({ state: "RUNNING", rowsDone: 200, rowsTotal: 450 });
  // Two workers at once: neither doubles.
  await Promise.all([runImport(id, () => new Date()), runImport(id, () => new Date())]);
  expect(await db.problem.count({ where: { importRow: { importId: id } } })).toBe(450);
  expect(await importOf(id)).toMatchObject({ state: "DONE", rowsDone: 450 });
  const events = await db.event.findMany({
    where: { subjectKind: "import", subjectId: id },
    orderBy: { id: "asc" },
    select: { type: true },
  });
  expect(events.map((event) => event.type)).toEqual([
    "import.uploaded",
    "import.confirmed",
    "import.rows-imported",
    "import.rows-imported",
    "import.rows-imported",
    "import.finished",
  ]);
  expect((await verifyChains(database.facts.secrets.chain)).findings).toEqual([]);
});
