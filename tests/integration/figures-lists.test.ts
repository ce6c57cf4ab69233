import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { db } from "#app/lib/db.server.ts";
import { closeMonths } from "#app/modules/figures/close-months.server.ts";
import { rebuildFacts } from "#app/modules/figures/keep-facts.server.ts";
import { makeMonthlyReports } from "#app/modules/figures/make-report.server.ts";
import type { Measure } from "#app/modules/figures/measures.ts";
import { loadDashboard } from "#app/modules/figures/queries-dashboard.server.ts";
import { loadFigureList, wholeFigureList } from "#app/modules/figures/queries-list.server.ts";
import { listAdoptions } from "#app/modules/knowledge/replication/queries.server.ts";
import { queriesOf } from "#tests/support/count-queries.server.ts";
import { useTestDatabase } from "#tests/support/database.server.ts";
import { makeActor, makeAlliance, next } from "#tests/support/factories.server.ts";
import { addProblem, APRIL, at, type Branch, makeBranch, YEAR } from "#tests/support/figures-branch.server.ts";

useTestDatabase();

const ADOPTED = ["adopted", "adoptedAffiliate", "adoptedInternal"] as const satisfies readonly Measure[];

/** What a house or studio counts of adoptions, each number with how many rows its list has. */
async function adoptionFigures(actor: Branch["leader"]) {
  const { figures } = await loadDashboard(actor, { scope: null, period: YEAR });
  const found: Record<string, number | null> = {};
  for (const measure of ADOPTED) {
    const { rows, total } = await loadFigureList(actor, { scope: null, measure, period: YEAR, after: null });
    found[measure] = figures.find((one) => one.measure === measure)?.count ?? null;
    expect([measure, rows.length, total]).toEqual([measure, found[measure], found[measure]]);
  }
  return found;
}

/** The same by the marks that the list of adoptions shows. */
async function adoptionMarks(actor: Branch["leader"], given: boolean) {
  const { rows } = await listAdoptions(actor, { given }, { size: 50 });
  const of = (test: (row: (typeof rows)[number]) => boolean) => rows.filter(test).length;
  return {
    adopted: of((row) => !row.affiliate && !row.internal),
    adoptedAffiliate: of((row) => row.affiliate),
    adoptedInternal: of((row) => row.internal),
  };
}

describe("an adopter's mark", () => {
  it("is in a figure what it is in the list of adoptions, and stays what it was when it was accepted", async () => {
    const branch = await makeBranch();
    const [poster, second, third, fourth, fifth] = branch.houses as [string, string, string, string, string];
    const group = async (houses: string[]) => {
      const { id: groupId } = await db.enterpriseGroup.create({ data: { name: `集团${next()}` } });
      await db.enterprise.updateMany({ where: { organisationId: { in: houses } }, data: { groupId } });
    };
    await group([poster, second]);
    await group([fifth, branch.helper]);
    const hidden = await addProblem(branch, 0, { month: 1, ended: "SOLVED", anonymous: true });
    const open = await addProblem(branch, 2, { month: 1, ended: "SOLVED" });
    await db.problemReader.createMany({
      data: [hidden, open].map((problemId) => ({
        problemId,
        key: `alliance:${branch.alliance}`,
        layer: "DETAIL" as const,
        via: "AUDIENCE",
      })),
    });
    const adopt = (fixId: string, enterpriseId: string, mark: "affiliate" | "internal" | null = null) =>
      db.reuse.create({
        data: {
          fixId,
          enterpriseId,
          affiliate: mark === "affiliate",
          internal: mark === "internal",
          byId: branch.engineer.personId,
          at: at(1, 22),
          state: "ACCEPTED",
          verdict: "FIXED",
          decidedById: branch.engineer.personId,
          decidedAt: at(1, 25),
        },
      });
    // Of a fix whose poster has no name: the poster's affiliate, the solver's affiliate and house, and a stranger.
    await adopt(hidden, second, "affiliate");
    await adopt(hidden, fifth, "affiliate");
    await adopt(hidden, branch.helper, "internal");
    await adopt(hidden, fourth);
    // Of one that all know.
    await adopt(open, fifth, "affiliate");
    await adopt(open, branch.helper, "internal");
    await adopt(open, fourth);
    await rebuildFacts(APRIL);

    const engineerOf = (house: string) => makeActor([["ENGINEER", house]], { now: APRIL });
    const readers = [
      { actor: branch.leader, given: true, figures: { adopted: 5, adoptedAffiliate: 1, adoptedInternal: 1 } },
      {
        actor: await engineerOf(second),
        given: false,
        figures: { adopted: 1, adoptedAffiliate: 0, adoptedInternal: 0 },
      },
      {
        actor: await engineerOf(fifth),
        given: false,
        figures: { adopted: 1, adoptedAffiliate: 1, adoptedInternal: 0 },
      },
      {
        actor: await engineerOf(branch.helper),
        given: false,
        figures: { adopted: 1, adoptedAffiliate: 0, adoptedInternal: 1 },
      },
    ];
    const asExpected = async () => {
      for (const { actor, given, figures } of readers) {
        expect(await adoptionFigures(actor)).toEqual(figures);
        expect(await adoptionMarks(actor, given)).toEqual(figures);
      }
    };
    await asExpected();
    // Groups of later say nothing of earlier adoptions.
    await db.enterprise.updateMany({ where: { organisationId: { in: [fifth, poster] } }, data: { groupId: null } });
    await group([third, fourth, branch.helper]);
    await rebuildFacts(APRIL);
    await asExpected();
  });
});

describe("an enterprise that was served", () => {
  /** The names an alliance's own list of January shows, null for each that is not told. */
  const namesIn = async ({ secretariat, alliance }: Branch) => {
    const period = { from: "2026-01", to: "2026-01" };
    const { rows } = await wholeFigureList(secretariat, { scope: alliance, measure: "served", period, after: null });
    return rows.map((row) => row.organisation);
  };
  const visit = (branch: Branch, allianceId: string, hostId: string | undefined, day: number) =>
    db.activity.create({
      data: {
        allianceId,
        hostId: hostId ?? null,
        kind: "SERVICE_VISIT",
        state: "HELD",
        topic: "上门服务",
        startsAt: at(1, day),
        heldAt: at(1, day),
        createdAt: at(1, day),
        createdById: branch.secretariat.personId,
        clientId: randomUUID(),
      },
    });

  it("is not told in one alliance by what only another reads", async () => {
    const branch = await makeBranch();
    const [house = "", second] = branch.houses;
    const other = await makeAlliance([house, branch.helper], { federationId: branch.federation });
    for (const n of [0, 1, 2, 3, 4]) await addProblem(branch, n, { month: 1, ended: "SOLVED", anonymous: n < 2 });
    await visit(branch, branch.alliance, second, 25);
    await visit(branch, other, house, 25);
    await rebuildFacts(APRIL);
    await closeMonths(APRIL);
    const names = await namesIn(branch);
    expect([names.length, names.filter((name) => name === null)]).toEqual([5, [null]]);

    // One that was there before, and came on record after the month was closed.
    await visit(branch, other, house, 5);
    await rebuildFacts(APRIL);
    expect(await namesIn(branch)).toEqual(names);
  });
});

describe("what is read of a long list and of many reports", () => {
  it("asks who reads, and how many there are, once for all pages of a workbook", async () => {
    const branch = await makeBranch();
    for (const house of [0, 1, 2, 3, 4])
      for (const month of [1, 2, 3]) await addProblem(branch, house, { month, ended: "SOLVED" });
    await rebuildFacts(APRIL);
    await closeMonths(APRIL);
    for (const [actor, scope, all] of [
      [branch.officer, branch.federation, 15],
      [branch.engineer, null, 3],
    ] as const) {
      const asked = { scope, measure: "solved" as const, period: YEAR, after: null };
      const whole = await wholeFigureList(actor, asked);
      expect([whole.rows.length, whole.total]).toEqual([all, all]);
      let inSteps: typeof whole | undefined;
      const sent = await queriesOf(async () => {
        inSteps = await wholeFigureList(actor, asked, undefined, 2);
      });
      expect(inSteps).toEqual(whole);
      expect(sent.filter((sql) => sql.includes("WITH RECURSIVE below"))).toHaveLength(1);
      expect(sent.filter((sql) => sql.includes('AS "total"'))).toHaveLength(1);
      expect(sent.filter((sql) => sql.includes("ORDER BY r."))).toHaveLength(Math.ceil(all / 2));
    }

    // Federation and county, three months: which reports there are is asked at once.
    await makeMonthlyReports(APRIL);
    let made = -1;
    const sent = await queriesOf(async () => {
      made = await makeMonthlyReports(APRIL);
    });
    expect(made).toBe(0);
    expect(sent).toHaveLength(2);
  });
});
