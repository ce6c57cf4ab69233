import ExcelJS from "exceljs";
import { beforeAll, describe, expect, it } from "vitest";
import { db } from "#app/lib/db.server.ts";
import type { Actor, Role } from "#app/modules/accounts/actor.ts";
import { openSession } from "#app/modules/accounts/session.server.ts";
import { closeMonths } from "#app/modules/figures/close-months.server.ts";
import { rebuildFacts } from "#app/modules/figures/keep-facts.server.ts";
import { makeReport } from "#app/modules/figures/make-report.server.ts";
import { isMoney, type Listed, type Measure, MEASURES } from "#app/modules/figures/measures.ts";
import { periodQuery, type Period } from "#app/modules/figures/periods.ts";
import { scopeKey } from "#app/modules/figures/policy.ts";
import { BALL_WITH, type ProblemState } from "#app/modules/problems/lifecycle.ts";
import { PERIODS } from "#app/modules/solving/late.ts";
import { loader as dashboard } from "#app/routes/figures._index.tsx";
import { loader as file } from "#app/routes/figures.export.ts";
import { loader as list } from "#app/routes/figures.list.tsx";
import { loader as report } from "#app/routes/figures.reports.$id.tsx";
import { loader as late } from "#app/routes/late/route.tsx";
import { useTestDatabase } from "#tests/support/database.server.ts";
import { makeActor } from "#tests/support/factories.server.ts";
import {
  fill,
  fillActivities,
  fillMoney,
  makeWorld,
  MONTHS,
  NOW,
  type World,
  YEAR,
} from "#tests/support/figures-world.server.ts";
import { attack, type Seen } from "#tests/support/solve-hidden.ts";

useTestDatabase();

const COUNTED = ["posted", "solved", "unsolved", "certified", "stepTriage", "stepWork"] as const;

/** A page's data as it is sent to this person. */
async function ask<Data>(
  loader: (args: never) => Promise<Data>,
  actor: Actor,
  path: string,
  params: Record<string, string> = {},
): Promise<Data> {
  const request = new Request(`http://localhost${path}`, { headers: { Cookie: await cookieOf(actor) } });
  return loader({ request, params, context: {} } as never);
}
const cookies = new Map<string, string>();
async function cookieOf({ personId }: Actor): Promise<string> {
  const known = cookies.get(personId);
  if (known) return known;
  const header = await openSession(new Request("http://localhost/"), personId, { now: new Date() });
  const cookie = header.split(";")[0] ?? "";
  cookies.set(personId, cookie);
  return cookie;
}
const addressOf = (scope: string, period: Period, more: Record<string, string> = {}) =>
  `?${new URLSearchParams({ scope, ...periodQuery(period), ...more })}`;

/** All pages of the list behind a number. */
async function walk(actor: Actor, scope: string, measure: string, period: Period) {
  const rows: Awaited<ReturnType<typeof list>>["rows"] = [];
  let total = -1;
  for (let after: string | null = ""; after !== null; ) {
    const more: Record<string, string> = after ? { measure, after } : { measure };
    const page: Awaited<ReturnType<typeof list>> = await ask(
      list,
      actor,
      `/figures/list${addressOf(scope, period, more)}`,
    );
    rows.push(...page.rows);
    ({ total, after } = page);
  }
  return { rows, total };
}

/** All months, quarters, the year, and every range that begins or ends with the year. */
const RANGES: Period[] = [
  ...MONTHS.map((month) => ({ from: month, to: month })),
  ...MONTHS.map((month) => ({ from: MONTHS[0] ?? "", to: month })),
  ...MONTHS.map((month) => ({ from: month, to: MONTHS[11] ?? "" })),
  ...[0, 3, 6, 9].map((n) => ({ from: MONTHS[n] ?? "", to: MONTHS[n + 2] ?? "" })),
  { from: MONTHS[1] ?? "", to: MONTHS[7] ?? "" },
  { from: MONTHS[4] ?? "", to: MONTHS[9] ?? "" },
];

type Truth = { facts: { subject: string; enterpriseId: string; value: bigint }[]; indexOf: Map<string, number> };
type Sight = Record<(typeof COUNTED)[number], Seen[]>;
const noSight = (): Sight => Object.fromEntries(COUNTED.map((one) => [one, [] as Seen[]])) as Sight;
const isCounted = (measure: string): measure is (typeof COUNTED)[number] => COUNTED.some((one) => one === measure);

describe("whoever reads all there is to read", () => {
  let world: World;
  let sight: Sight;
  let truth: Map<string, Truth>;

  /** What a shown number is of, by the rule and the blocks that were closed; its value is checked against what is shown. */
  const factsIn = async (scope: World["scopes"][number], measure: Measure, period: Period) => {
    const blocks = await db.figureBlock.findMany({
      where: {
        measure,
        fromMonth: { gte: period.from },
        toMonth: { lte: period.to },
        cells: { some: { scopeId: scope.id } },
      },
      select: { counted: true },
    });
    return blocks
      .flatMap((block) => block.counted)
      .filter((fact) =>
        scope.kind === "ALLIANCE" && fact.allianceId !== null
          ? fact.allianceId === scope.id
          : scope.houses.includes(fact.enterpriseId),
      );
  };
  type Shown = { measure: Measure; count: number | null; fen: string | null };
  const take = async (scope: World["scopes"][number], period: Period, figures: readonly Shown[]) => {
    for (const { measure, count, fen } of figures) {
      if (!isCounted(measure) || count === null) continue;
      const facts = await factsIn(scope, measure, period);
      expect(facts.length, `${measure} of ${scope.kind} in ${period.from}–${period.to}`).toBe(count);
      const sum = facts.reduce((all, fact) => all + (isMoney(measure) ? fact.value : 1n), 0n);
      if (isMoney(measure)) expect(fen).toBe(sum.toString());
      const { indexOf } = truth.get(measure) as Truth;
      sight[measure].push({ facts: new Set(facts.map((fact) => indexOf.get(fact.subject) as number)), sum });
    }
  };
  const readEverything = async (ranges: readonly Period[]) => {
    for (const officer of world.officers)
      for (const scope of world.scopes) {
        if (officer !== world.officers[0] && !officer.standings.some((one) => one.organisationId === scope.id))
          continue;
        for (const period of ranges) {
          const { figures } = await ask(dashboard, officer, `/figures${addressOf(scope.id, period)}`);
          await take(scope, period, figures as Shown[]);
        }
      }
  };
  const houseOf = (measure: string) => (fact: number) => {
    const id = truth.get(measure)?.facts[fact]?.enterpriseId ?? "";
    return id === world.houses[2] ? (world.houses[1] ?? "") : id;
  };
  const readers = () => [null, ...world.houses.filter((_, n) => n !== 2)];
  const distinct = (seen: readonly Seen[]) => [
    ...new Map(seen.map((one) => [[...one.facts].sort((a, b) => a - b).join(), one])).values(),
  ];

  beforeAll(async () => {
    world = await makeWorld();
    await fill(world);
    await fillActivities(world);
    await rebuildFacts(NOW);
    await fillMoney(world);
    sight = noSight();
    truth = new Map();
    for (const measure of COUNTED) {
      const facts = await db.figureFact.findMany({ where: { measure }, orderBy: { subject: "asc" } });
      truth.set(measure, { facts, indexOf: new Map(facts.map((fact, n) => [fact.subject, n])) });
    }
    // Read as the year goes on: what was asked earlier is remembered.
    for (const month of [2, 5, 8, 12]) {
      await closeMonths(new Date(Date.UTC(YEAR, month, 2)));
      await readEverything(month === 12 ? RANGES : RANGES.filter((_, n) => n % 3 === month % 3));
    }
  }, 120_000);

  it("finds numbers, and none that speaks of fewer than three houses, whoever they are, over filters, dates and times", () => {
    for (const measure of COUNTED) {
      const seen = distinct(sight[measure]).filter((one) => one.facts.size > 0);
      expect(seen.length, measure).toBeGreaterThan(3);
      const count = truth.get(measure)?.facts.length ?? 0;
      for (const reader of readers()) expect(attack(seen, houseOf(measure), count, reader)).toEqual([]);
    }
  });

  it("learns nothing more from reports and from the dashboard as a workbook", async () => {
    const [officer] = world.officers as [Actor];
    const before = distinct(sight.posted).length;
    for (const scope of world.scopes)
      for (const period of [`${YEAR}`, MONTHS[2] ?? "", MONTHS[6] ?? ""]) {
        const id = await makeReport(officer, scope.id, period).catch(() => null);
        if (!id) continue;
        const { content } = await ask(report, officer, `/figures/reports/${id}`, { id });
        await take(scope, content.period, content.figures as Shown[]);
      }
    expect(distinct(sight.posted)).toHaveLength(before);
    for (const scope of world.scopes) {
      const period = { from: MONTHS[0] ?? "", to: MONTHS[11] ?? "" };
      const { figures } = await ask(dashboard, officer, `/figures${addressOf(scope.id, period)}`);
      const response = await ask(file, officer, `/figures/export${addressOf(scope.id, period)}`);
      const workbook = new ExcelJS.Workbook();
      await workbook.xlsx.load(await response.arrayBuffer());
      const rows = workbook.worksheets[0]?.getSheetValues().slice(4, 4 + MEASURES.length) ?? [];
      const numbers = rows.map((row) => (row as ExcelJS.CellValue[])[2]);
      expect(numbers).toEqual(
        figures.map(({ count, missing }) => (count === null || (count === 0 && missing.length > 0) ? "不显示" : count)),
      );
    }
  }, 60_000);

  it("finds behind a number as many rows as it says, behind a hidden one none, and the unnamed nowhere by name", async () => {
    const [officer] = world.officers as [Actor];
    const unnamed = new Set(
      (await db.problem.findMany({ where: { anonymous: true }, select: { title: true } })).map((row) => row.title),
    );
    let hidden = 0;
    for (const scope of world.scopes)
      for (const period of [RANGES[11], RANGES[23], RANGES[27]] as Period[]) {
        const { figures } = await ask(dashboard, officer, `/figures${addressOf(scope.id, period)}`);
        for (const { measure, count } of figures) {
          if (!isCounted(measure)) continue;
          const { rows } = await walk(officer, scope.id, measure, period);
          if (count === null) hidden += 1;
          expect(new Set(rows.map((row) => row.key)).size).toBe(count ?? 0);
          expect(rows).toHaveLength(count ?? 0);
          expect(rows.filter((row) => unnamed.has(row.title ?? "") && row.organisation !== null)).toEqual([]);
        }
      }
    expect(hidden).toBeGreaterThan(3);
  }, 60_000);

  it("finds behind each number of each page exactly what it says, whoever reads", async () => {
    const whole = RANGES[23] as Period;
    const make = (role: Role, id = "") => makeActor([[role, id]], { now: NOW });
    const readers = [
      ...world.officers,
      await make("SECRETARIAT", world.alliances[0]),
      await make("ENGINEER", world.houses[3]),
      await make("FINANCE", world.houses[0]),
      await make("STUDIO_LEADER", world.studio),
    ];
    await db.studio.updateMany({ data: { designatedOn: new Date(`${YEAR}-03-01`) } });
    await db.alliance.updateMany({ data: { formedOn: new Date(`${YEAR}-04-01`) } });
    const looked = new Map<string, number>();
    for (const reader of readers) {
      const { scopes } = await ask(dashboard, reader, "/figures");
      for (const scope of scopes) {
        const key = scopeKey(scope);
        const view = await ask(dashboard, reader, `/figures${addressOf(key, whole)}`);
        const numbers: [Listed, number | null, Period][] = [
          ...view.figures.map(({ measure, count }): [Listed, number | null, Period] => [measure, count, whole]),
          ...(["sessions", "attendances", "people"] as const).flatMap((one): [Listed, number, Period][] =>
            view.activities ? [[one, view.activities[one], whole]] : [],
          ),
          ...view.targets.map(({ measure, actual }): [Listed, number | null, Period] => [measure, actual, whole]),
          ...view.trend.flatMap(({ measure, bars }) =>
            bars.map(({ from, to, value }): [Listed, number, Period] => [measure, value, { from, to }]),
          ),
        ];
        for (const [measure, count, period] of numbers) {
          const { rows, total } = await walk(reader, key, measure, period);
          const name = `${scope.kind} ${measure} ${period.from}`;
          expect(total, name).toBe(count ?? 0);
          expect(
            rows.reduce((sum, row) => sum + row.times, 0),
            name,
          ).toBe(count ?? 0);
          expect(new Set(rows.map((row) => row.key)).size, name).toBe(rows.length);
          if (count) looked.set(scope.kind, (looked.get(scope.kind) ?? 0) + 1);
        }
        const certified = view.figures.find((one) => one.measure === "certified");
        if (certified?.fen && scope.kind === "enterprise") {
          const { rows } = await walk(reader, key, "certified", whole);
          expect(rows.reduce((sum, row) => sum + BigInt(row.fen ?? 0), 0n).toString()).toBe(certified.fen);
        }
      }
    }
    expect(Object.fromEntries(looked)).toMatchObject({
      union: expect.any(Number),
      alliance: expect.any(Number),
      secretariat: expect.any(Number),
      enterprise: expect.any(Number),
      studio: expect.any(Number),
    });
  }, 60_000);

  it("hides nothing of an own house from it, nor of its problems from an alliance's secretariat", async () => {
    const whole = RANGES[23] as Period;
    const secretariat = await makeActor([["SECRETARIAT", world.alliances[0] ?? ""]], { now: NOW });
    const live = await ask(dashboard, secretariat, `/figures${addressOf(`live:${world.alliances[0]}`, whole)}`);
    const posted = await db.problem.count({ where: { allianceId: world.alliances[0] } });
    expect(live.figures.find((one) => one.measure === "posted")).toMatchObject({ count: posted, missing: [] });
    expect(live.figures.map((one) => one.measure)).not.toContain("certified");
    const engineer = await makeActor([["ENGINEER", world.houses[0] ?? ""]], { now: NOW });
    const own = await ask(dashboard, engineer, `/figures${addressOf(world.houses[0] ?? "", whole)}`);
    expect(own.figures.filter(({ count, missing }) => count === null || missing.length > 0)).toEqual([]);
    // Nobody else opens the secretariat's own view.
    for (const other of [engineer, world.officers[0] as Actor])
      await expect(
        ask(dashboard, other, `/figures${addressOf(`live:${world.alliances[0]}`, whole)}`),
      ).rejects.toMatchObject({ code: "not_found" });
  });

  it("finds no number of what is late now, under whatever filter, that could be taken from another", async () => {
    const problems = await db.problem.findMany({ where: { dueAt: { lt: NOW } }, orderBy: { id: "asc" } });
    const house = (n: number) => problems[n]?.enterpriseId ?? "";
    const withBall = (ball: string) => (state: string) => BALL_WITH[state as ProblemState] === ball;
    const urgent = (severity: string) => severity === "LINE_DOWN";
    const setOf = (ball: string, lane: string) =>
      new Set(
        problems.flatMap((row, n) =>
          withBall(ball)(row.state) && (lane === "" || urgent(row.severity) === (lane === "urgent")) ? [n] : [],
        ),
      );
    const lanes = ["", "urgent", "normal"];
    // What hiding the small ones alone would give away: all less the urgent ones.
    const shown = ["SECRETARIAT", "SOLVER", "STUDIOS"].flatMap((ball) =>
      lanes.map((lane) => setOf(ball, lane)).filter((set) => new Set([...set].map(house)).size >= 3),
    );
    const weak = shown.map((facts) => ({ facts, sum: BigInt(facts.size) }));
    const solved = (seen: Seen[]) =>
      [null, ...world.houses].flatMap((reader) => attack(seen, house, problems.length, reader));
    expect(solved(weak).length).toBeGreaterThan(0);

    const seen: Seen[] = [];
    const pages = new Set<string>();
    for (const officer of world.officers.slice(0, 1))
      for (const lane of lanes)
        for (const days of PERIODS) {
          const { filters: _, ...page } = await ask(late, officer, `/late?lane=${lane}&days=${days}`);
          for (const { ball, count } of page.counts)
            if (count !== null) seen.push({ facts: setOf(ball, lane), sum: BigInt(count) });
          expect(page.spent).toEqual([]);
          pages.add(JSON.stringify(page));
        }
    expect(solved(seen)).toEqual([]);
    expect(pages.size).toBe(1);
  });
});
