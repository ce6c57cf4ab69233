import { beforeAll, describe, expect, it } from "vitest";
import { db } from "#app/lib/db.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { closeMonths } from "#app/modules/figures/close-months.server.ts";
import { factsAsOf, followRecords, rebuildFacts } from "#app/modules/figures/keep-facts.server.ts";
import { makeMonthlyReports, makeReport } from "#app/modules/figures/make-report.server.ts";
import type { Measure } from "#app/modules/figures/measures.ts";
import { loadDashboard } from "#app/modules/figures/queries-dashboard.server.ts";
import { loadFigureList, wholeFigureList } from "#app/modules/figures/queries-list.server.ts";
import { listReports, loadReport } from "#app/modules/figures/queries-reports.server.ts";
import { targetsSchema } from "#app/modules/figures/schema.ts";
import { loadTargets, setTargets } from "#app/modules/figures/set-targets.server.ts";
import { verifyFigures } from "#app/modules/figures/verify-figures.server.ts";
import { figuresWorkbook } from "#app/modules/figures/workbook.server.ts";
import { postProblem } from "#app/modules/problems/post-problem.server.ts";
import { withdrawProblem } from "#app/modules/problems/withdraw-problem.server.ts";
import { useTestDatabase } from "#tests/support/database.server.ts";
import { addProblem, APRIL, at, type Branch, makeBranch, YEAR } from "#tests/support/figures-branch.server.ts";
import {
  makeActor,
  makeWorld,
  next,
  publishedProblem,
  someProblem,
  versionOf,
  type World,
} from "#tests/support/factories.server.ts";
import { refusal } from "#tests/support/solving.server.ts";

useTestDatabase();

/** Two of each of five houses in each month of the quarter, one solved and one open; one more is nobody's to know. */
async function fill(branch: Branch): Promise<string[]> {
  const ids: string[] = [];
  for (const month of [1, 2, 3])
    for (const house of [0, 1, 2, 3, 4]) {
      ids.push(await addProblem(branch, house, { month, ended: "SOLVED" }));
      await addProblem(branch, house, { month });
    }
  await addProblem(branch, 4, { month: 2, anonymous: true });
  return ids;
}

const figure = async (actor: Actor, scope: string | null, measure: Measure, period = YEAR) => {
  const { figures } = await loadDashboard(actor, { scope, period });
  return figures.find((one) => one.measure === measure);
};
const counts = async (actor: Actor, scope: string | null, period = YEAR) => {
  const { figures } = await loadDashboard(actor, { scope, period });
  return Object.fromEntries(figures.map((one) => [one.measure, one.count]));
};

describe("published figures", () => {
  let branch: Branch;
  let solved: string[];
  beforeAll(async () => {
    branch = await makeBranch();
    solved = await fill(branch);
    await rebuildFacts(APRIL);
    await closeMonths(APRIL);
  }, 60_000);

  it("are there for the union and the alliance, a month at a time, with times in working days", async () => {
    expect(await counts(branch.officer, branch.federation)).toMatchObject({
      posted: 31,
      solved: 15,
      taken: 15,
      unsolved: 0,
    });
    expect(await counts(branch.secretariat, null)).toMatchObject({ posted: 31, solved: 15 });
    expect(await counts(branch.officer, branch.federation, { from: "2026-02", to: "2026-02" })).toMatchObject({
      posted: 11,
      solved: 5,
    });
    const one = await figure(branch.officer, null, "solved");
    // From the 10th to the 20th, by a five-day week.
    expect(one?.median).toBeGreaterThan(4);
    expect(one?.median).toBeLessThan(9);
    expect(one?.missing).toEqual([]);
  });

  it("leave out a county of two enterprises, and say which months are missing", async () => {
    expect(await figure(branch.countyOfficer, null, "posted")).toMatchObject({
      count: null,
      missing: [{ from: "2026-01", to: "2026-03" }],
    });
    expect(await figure(branch.officer, branch.county, "solved")).toMatchObject({ count: null });
    // Nobody's contribution is nothing to hide.
    expect(await figure(branch.countyOfficer, null, "adopted")).toMatchObject({ count: 0 });
    expect(
      (await loadFigureList(branch.officer, { scope: branch.county, measure: "posted", period: YEAR, after: null }))
        .rows,
    ).toEqual([]);
  });

  it("of an own house are live, whole, and nobody else's", async () => {
    expect(await counts(branch.engineer, null)).toMatchObject({ posted: 6, solved: 3, served: 1 });
    expect(await counts(branch.leader, null)).toMatchObject({ solved: 15 });
    for (const other of [branch.houses[1], branch.federation, branch.alliance])
      expect(await refusal(loadDashboard(branch.engineer, { scope: other ?? "", period: YEAR }))).toBe("not_found");
    expect(await refusal(loadDashboard(branch.countyOfficer, { scope: branch.federation, period: YEAR }))).toBe(
      "not_found",
    );
  });

  it("list title, organisation and state to an officer and no way in; the unnamed stays unnamed", async () => {
    const first = await loadFigureList(branch.officer, {
      scope: branch.federation,
      measure: "posted",
      period: YEAR,
      after: null,
    });
    expect(first.rows).toHaveLength(30);
    const posted = { scope: branch.federation, measure: "posted" as const, period: YEAR, after: null };
    const { rows, cut } = await wholeFigureList(branch.officer, posted);
    expect([rows.length, cut]).toEqual([31, false]);
    expect(await wholeFigureList(branch.officer, posted, 30)).toMatchObject({ rows: rows.slice(0, 30), cut: true });
    expect(rows.every((row) => row.page === null && row.title !== null)).toBe(true);
    expect(rows.filter((row) => row.organisation === null)).toHaveLength(1);
    const own = await loadFigureList(branch.engineer, { scope: null, measure: "solved", period: YEAR, after: null });
    expect(own.rows.map((row) => row.page?.id).toSorted()).toEqual(solved.filter((_, n) => n % 5 === 0).toSorted());
  });

  it("draw who helped whom, without the unnamed", async () => {
    const { network } = await loadDashboard(branch.officer, { scope: branch.federation, period: YEAR });
    expect(network.map((tie) => [tie.fromId, tie.count])).toEqual(branch.houses.map(() => [branch.helper, 3]));
  });

  it("come out as a workbook that says the same", async () => {
    const view = await loadDashboard(branch.officer, { scope: branch.federation, period: YEAR });
    const ExcelJS = (await import("exceljs")).default;
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load((await figuresWorkbook(view, "zh-CN")).buffer as ArrayBuffer);
    const values = workbook.worksheets[0]?.getSheetValues().map((row) => (row as unknown[])?.slice(1, 3));
    expect(values).toContainEqual(["提交联盟的难题", 31]);
    expect(workbook.worksheets.length).toBeGreaterThan(2);
  });

  it("are the same rows when dropped and derived anew, and when they follow the records", async () => {
    const dump = async () =>
      JSON.stringify(
        await db.$queryRaw`SELECT row_to_json(f)::text AS "row" FROM "FigureFact" f ORDER BY f."measure", f."subject"`,
      );
    const before = await dump();
    await db.figureFact.deleteMany({});
    await rebuildFacts(APRIL);
    expect(await dump()).toBe(before);
    await followRecords(APRIL);
    expect(await dump()).toBe(before);
    expect(await factsAsOf()).toEqual(APRIL);
  });

  it("are closed once, and then nobody's code can change them", async () => {
    expect(await closeMonths(APRIL)).toBe(0);
    await expect(db.figureCell.updateMany({ data: { count: 99 } })).rejects.toThrow("cannot be changed");
    await expect(db.figureCounted.deleteMany({})).rejects.toThrow("cannot be changed");
    await expect(db.figureClosing.deleteMany({})).rejects.toThrow("cannot be changed");
  });
});

describe("what is asked without a name", () => {
  let branch: Branch;
  beforeAll(async () => {
    branch = await makeBranch();
    const [first, second, third, fourth, fifth] = branch.houses as [string, string, string, string, string];
    for (const houses of [
      [first, second],
      [third, fourth],
      [fifth, branch.helper],
    ]) {
      const { id: groupId } = await db.enterpriseGroup.create({ data: { name: `集团${next()}` } });
      await db.enterprise.updateMany({ where: { organisationId: { in: houses } }, data: { groupId } });
    }
    const adopt = (fixId: string, enterpriseId: string, affiliate: boolean) =>
      db.reuse.create({
        data: {
          fixId,
          enterpriseId,
          affiliate,
          byId: branch.engineer.personId,
          at: at(1, 22),
          state: "ACCEPTED",
          verdict: "FIXED",
          decidedById: branch.engineer.personId,
          decidedAt: at(1, 25),
        },
      });
    const hidden = await addProblem(branch, 0, { month: 1, ended: "SOLVED", anonymous: true });
    const fixes: string[] = [];
    for (const house of [1, 2, 3, 4]) fixes.push(await addProblem(branch, house, { month: 1, ended: "SOLVED" }));
    await addProblem(branch, 0, { month: 3, ended: "SOLVED" });
    // Adopters of the poster's group, and one of the solver's.
    await adopt(hidden, second, true);
    await adopt(fixes[1] ?? "", fourth, true);
    await adopt(fixes[2] ?? "", fifth, true);
    await adopt(hidden, third, false);
    await adopt(fixes[0] ?? "", third, false);
    await adopt(fixes[0] ?? "", fifth, false);
    await adopt(fixes[1] ?? "", second, false);
    await rebuildFacts(APRIL);
    await closeMonths(APRIL);
  }, 60_000);

  it("is not told by the lists of who adopted it, nor by what adopter and solver count live", async () => {
    const list = async (actor: Actor, scope: string | null, measure: Measure) =>
      (await wholeFigureList(actor, { scope, measure, period: YEAR, after: null })).rows;
    for (const [measure, rows] of [
      ["adoptedAffiliate", 3],
      ["adopted", 4],
    ] as const) {
      const shown = await list(branch.officer, branch.federation, measure);
      expect(shown.map((row) => [row.title === null, row.organisation === null]).toSorted(), measure).toEqual([
        ...Array.from({ length: rows - 1 }, () => [false, false]),
        [true, true],
      ]);
    }
    // Who knows the poster no more than they do reads an adopter like any other; of the solver's group is no secret.
    expect(await counts(branch.leader, null)).toMatchObject({ adopted: 5, adoptedAffiliate: 2 });
    expect(await list(branch.leader, null, "adopted")).toHaveLength(5);
    const ofGroup = await makeActor([["ENGINEER", branch.houses[1] ?? ""]], { now: APRIL });
    expect(await counts(ofGroup, null)).toMatchObject({ adopted: 2, adoptedAffiliate: 0 });
  });

  it("is not told by an enterprise that was served, unless by what all may read of that very time", async () => {
    const served = await wholeFigureList(branch.officer, {
      scope: branch.federation,
      measure: "served",
      period: { from: "2026-01", to: "2026-01" },
      after: null,
    });
    expect(served.rows.filter((row) => row.organisation === null)).toHaveLength(1);
    expect(served.rows).toHaveLength(5);
  });
});

describe("a report", () => {
  it("keeps its numbers when a record changes, and says which differ; where nothing changed it says nothing", async () => {
    const branch = await makeBranch();
    const solved = await fill(branch);
    await rebuildFacts(APRIL);
    await closeMonths(APRIL);
    const honest = await makeReport(branch.officer, branch.federation, "2026-01");
    const id = await makeReport(branch.officer, branch.federation, "2026-03");
    // Reopened after it was printed.
    await db.problem.update({ where: { id: solved.at(-1) }, data: { state: "IN_PROGRESS", solvedAt: null } });
    await rebuildFacts(APRIL);

    const { content, changed, sound, report } = await loadReport(branch.officer, id);
    expect(content.figures.find((one) => one.measure === "solved")?.count).toBe(5);
    expect(changed).toEqual(["solved"]);
    expect(sound).toBe(true);
    expect(report.chains).toBeGreaterThan(0);
    expect((await loadReport(branch.officer, honest)).changed).toEqual([]);
    expect(await counts(branch.officer, null)).toMatchObject({ solved: 15 });
    // What comes round again is not counted again.
    await db.problem.update({ where: { id: solved.at(-1) }, data: { state: "SOLVED", solvedAt: at(4, 1) } });
    await rebuildFacts(at(5, 2));
    await closeMonths(at(5, 2));
    expect(await counts(branch.officer, null)).toMatchObject({ solved: 15 });
  });

  it("is made of closed months only, by officers of the branch, and by the clock once", async () => {
    const branch = await makeBranch();
    await fill(branch);
    await rebuildFacts(APRIL);
    await closeMonths(at(2, 1));
    await makeMonthlyReports(at(2, 1));
    // Nothing ran for two months: each has its report all the same.
    await closeMonths(APRIL);
    expect(await refusal(makeReport(branch.officer, branch.federation, "2026-04"))).toBe("figures_not_closed");
    for (const actor of [branch.secretariat, branch.engineer, branch.countyOfficer])
      expect(await refusal(makeReport(actor, branch.federation, "2026-03"))).toBe("forbidden");
    expect(await makeMonthlyReports(APRIL)).toBeGreaterThan(0);
    expect(await makeMonthlyReports(APRIL)).toBe(0);
    const { rows } = await listReports(branch.officer, branch.federation, {});
    expect(rows.map((row) => [row.period, row.byName]).toSorted()).toEqual([
      ["2026-01", ""],
      ["2026-02", ""],
      ["2026-03", ""],
    ]);
    expect(await refusal(loadReport(branch.engineer, rows[0]?.id ?? ""))).toBe("not_found");
  });

  it("and a closed month changed behind the product's back are found; untouched ones raise nothing", async () => {
    const branch = await makeBranch();
    await fill(branch);
    await rebuildFacts(APRIL);
    await closeMonths(APRIL);
    const id = await makeReport(branch.officer, branch.federation, "2026");
    const mine = async () =>
      (await verifyFigures()).findings
        .filter((one) => one.organisationId === branch.federation)
        .map(({ what, period, kind }) => [what, period, kind]);
    expect(await mine()).toEqual([]);
    await db.$transaction(async (tx) => {
      await tx.$executeRaw`SET LOCAL session_replication_role = replica`;
      await tx.$executeRaw`UPDATE "FigureSnapshot" SET "content" = replace("content", '"count":31', '"count":41') WHERE "id" = ${id}::uuid`;
      await tx.$executeRaw`UPDATE "FigureCell" c SET "count" = c."count" + 1 FROM "FigureBlock" b
        WHERE b."id" = c."blockId" AND b."rootId" = ${branch.federation}::uuid AND b."measure" = 'solved' AND b."toMonth" = '2026-02'`;
    });
    expect(await mine()).toEqual([
      ["closing", "2026-02", "changed"],
      ["report", "2026", "changed"],
    ]);
    expect((await loadReport(branch.officer, id)).sound).toBe(false);
  });
});

describe("a rate", () => {
  const rateOf = async (actor: Actor) => (await loadDashboard(actor, { scope: null, period: yearOfTest() })).rate;
  const yearOfTest = () => ({ from: `${new Date().getUTCFullYear()}-01`, to: `${new Date().getUTCFullYear() + 1}-12` });
  let world: World;
  let ids: string[];
  beforeAll(async () => {
    world = await makeWorld();
    ids = [await publishedProblem(world), await publishedProblem(world)];
    await db.problem.update({ where: { id: ids[0] }, data: { state: "SOLVED", solvedAt: new Date() } });
  });

  it("is not lifted by withdrawing or merging what failed", async () => {
    await rebuildFacts(new Date());
    expect(await rateOf(world.engineer)).toBe(100);
    await withdrawProblem(world.engineer, {
      id: ids[1] ?? "",
      version: await versionOf(ids[1] ?? ""),
      reason: "没有人会修",
    });
    await followRecords(new Date());
    expect(await rateOf(world.engineer)).toBe(50);
    const merged = await publishedProblem(world);
    await db.problem.update({ where: { id: merged }, data: { state: "MERGED", mergedIntoId: ids[0] } });
    await rebuildFacts(new Date());
    expect(await rateOf(world.engineer)).toBe(33);
    // Sent back to a draft after everybody had seen it, it loses the dates of its release, not its place.
    const published = await publishedProblem(world);
    await db.problem.update({
      where: { id: published },
      data: { state: "DRAFT", releasedAt: null, publishedAt: null, allianceId: null },
    });
    await db.event.create({
      data: {
        organisationId: world.brewery,
        seq: 1_000_000,
        type: "problem.returned",
        subjectKind: "problem",
        subjectId: published,
        at: new Date(),
        prevHash: "",
        hash: "",
      },
    });
    await rebuildFacts(new Date());
    expect(await rateOf(world.engineer)).toBe(25);
  });

  it("does not fall for what never left the house", async () => {
    const before = await rateOf(world.engineer);
    await postProblem(world.engineer, someProblem());
    await rebuildFacts(new Date());
    expect(await rateOf(world.engineer)).toBe(before);
  });
});

describe("targets", () => {
  it("are set by the union's own officer, on the record, and stand beside what was reached", async () => {
    const branch = await makeBranch();
    const input = (version: number, studios: string) =>
      targetsSchema.parse({ version: String(version), year: "2026", studios, trained: "1,000" });
    await setTargets(branch.officer, branch.federation, input(0, "20"));
    await db.studio.update({
      where: { organisationId: branch.studio },
      data: { designatedOn: new Date("2026-02-01") },
    });
    const { targets } = await loadDashboard(branch.officer, { scope: branch.federation, period: YEAR });
    expect(targets).toContainEqual({ measure: "studios", value: 20, actual: 1, partly: false });
    expect(targets).toContainEqual({ measure: "trained", value: 1000, actual: null, partly: false });
    expect(await refusal(setTargets(branch.officer, branch.federation, input(0, "1")))).toBe("conflict");
    expect(await refusal(setTargets(branch.countyOfficer, branch.federation, input(2, "1")))).toBe("forbidden");
    expect((await loadTargets(branch.officer, null, 2026)).values.studios).toBe("20");
    // What somebody took out meanwhile is not put back by who has not seen it.
    const seen = (await loadTargets(branch.officer, null, 2026)).version;
    await setTargets(branch.officer, branch.federation, input(seen, ""));
    expect((await loadTargets(branch.officer, null, 2026)).values.studios).toBe("");
    const { targets: left } = await loadDashboard(branch.officer, { scope: branch.federation, period: YEAR });
    expect(left).toContainEqual({ measure: "studios", value: null, actual: 1, partly: false });
    expect(await refusal(setTargets(branch.officer, branch.federation, input(seen, "20")))).toBe("conflict");
    expect(await db.event.count({ where: { type: "figures.target-set", organisationId: branch.federation } })).toBe(2);
  });
});
