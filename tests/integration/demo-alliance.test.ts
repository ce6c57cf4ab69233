import { beforeAll, describe, expect, test } from "vitest";
import { db } from "#app/lib/db.server.ts";
import { loadActor } from "#app/modules/accounts/load-actor.server.ts";
import { seedDemo } from "#app/modules/demo/seed-demo.server.ts";
import { detectFlags } from "#app/modules/awards/flags/detect-flags.server.ts";
import { createRun, runAudit } from "#app/modules/operations/audit/run-audit.server.ts";
import { STATES } from "#app/modules/problems/lifecycle.ts";
import { computeReaders, visibleTo } from "#app/modules/problems/visibility.server.ts";
import { registerAuditChecks } from "#app/worker/audit.server.ts";
import { demoCases } from "#prisma/seed/content/index.ts";
import { useTestDatabase } from "#tests/support/database.server.ts";
import { countedLater } from "#tests/support/figures-by-day.server.ts";

useTestDatabase();
const now = new Date("2026-11-20T03:00:00Z");

describe("the demo alliance", () => {
  beforeAll(async () => {
    await seedDemo(now);
  }, 120_000);

  test("every case stands in the state its author gave it", async () => {
    const rows = await db.problem.groupBy({ by: ["state"], _count: true });
    const wanted = Object.fromEntries(
      STATES.map((state) => [state, demoCases.filter((one) => one.state === state).length]),
    );
    expect(Object.fromEntries(rows.map((row) => [row.state, row._count]))).toEqual(wanted);
  });

  test("nothing happened in the future, and chains, rows and files are as they were written", async () => {
    expect(await db.event.count({ where: { at: { gt: now } } })).toBe(0);
    registerAuditChecks();
    const { id } = await createRun(db, "COMMAND", now);
    const { findings, progress } = await runAudit(id, () => now);
    expect(findings).toEqual([]);
    // Nothing is sound because nothing was looked at.
    const checked = Object.fromEntries(progress.map((one) => [one.check, one.done]));
    expect(checked.chains).toBeGreaterThan(1_000);
    for (const check of ["problems", "results", "adoptions", "benefits", "achievements", "files"])
      expect([check, checked[check]]).not.toEqual([check, 0]);
  });

  test("played again, it changes nothing", async () => {
    const before = await db.event.count();
    await seedDemo(now);
    expect(await db.event.count()).toBe(before);
  });

  test("stored readers are those the rules give", async () => {
    const problems = await db.problem.findMany({
      select: { id: true, readers: { select: { key: true, layer: true } } },
    });
    for (const { id, readers } of problems) {
      const wanted = (await computeReaders(db, id)).map(({ key, layer }) => ({ key, layer }));
      expect(new Set(readers.map((r) => `${r.key} ${r.layer}`))).toEqual(
        new Set(wanted.map((r) => `${r.key} ${r.layer}`)),
      );
    }
  });

  test("a joint diagnosis came to an outcome, its dissent kept and somebody called by name; another waits for answers", async () => {
    const rooms = await db.jointDiagnosis.findMany({
      where: { seats: { some: {} } },
      orderBy: { createdAt: "asc" },
      select: {
        state: true,
        outcome: true,
        seats: { select: { state: true, attended: true, opinions: { select: { dissents: true } } } },
      },
    });
    expect(rooms.map((room) => room.state)).toEqual(["RECORDED", "CONVENED"]);
    const [held, waiting] = rooms;
    expect(held?.outcome).not.toBe("");
    expect(held?.seats.flatMap((seat) => seat.opinions).filter((one) => one.dissents)).toHaveLength(1);
    expect(held?.seats.filter((seat) => seat.attended)).toHaveLength(4);
    expect(waiting?.seats.filter((seat) => seat.state === "INVITED")).toHaveLength(2);
    expect(await db.mention.count()).toBe(2);
    expect(await db.permit.count({ where: { state: "REQUESTED", kind: "DIAGNOSIS_CONSENT" } })).toBe(0);
  });

  test("the outsider sees nothing of the alliance", async () => {
    const outsider = await db.person.findUniqueOrThrow({
      where: { email: "outsider@other.demo" },
      select: { id: true },
    });
    const seen = await db.problem.findMany({
      where: visibleTo(await loadActor(outsider.id, now)),
      select: { enterprise: { select: { name: true } } },
    });
    expect(new Set(seen.map((row) => row.enterprise.name))).toEqual(new Set());
  });

  test("masters and apprentices, a letter of thanks and a guest are there to be looked at", async () => {
    const states = await db.mentorship.groupBy({ by: ["state"], _count: true, orderBy: { state: "asc" } });
    expect(states.map((one) => [one.state, one._count])).toEqual([
      ["PROPOSED", 1],
      ["RUNNING", 3],
      ["GRADUATED", 1],
    ]);
    expect(await db.mentorNote.count({ where: { state: "WRITTEN" } })).toBe(1);
    expect(await db.thankYouLetter.count()).toBe(1);
    const person = await db.person.findUniqueOrThrow({
      where: { email: "guest@university.demo" },
      select: { id: true },
    });
    const seen = await db.problem.findMany({ where: visibleTo(await loadActor(person.id, now)), select: { id: true } });
    expect(seen).toHaveLength(1);
  });

  test("at least 60 craftsmen with a speciality each", async () => {
    expect(
      await db.craftsmanProfile.count({ where: { NOT: { specialities: { isEmpty: true } } } }),
    ).toBeGreaterThanOrEqual(60);
  });

  test("whatever day it is from March on, the union's main figures can be shown", async () => {
    const measures = ["posted", "taken", "solved", "adopted", "certified", "trained"] as const;
    const counted = await countedLater(now, [...measures, "unsolved"]);
    const withoutRate: string[] = [];
    let asked = 0;
    for (let days = 0; days < 365; days += 3) {
      const today = new Date(now.getTime() + days * 86_400_000).toISOString().slice(0, 10);
      if (today.slice(5) < "03-02") continue;
      const shown = counted(days);
      const whole = measures.filter((one) => shown.get(one)?.whole && (shown.get(one)?.count ?? 0) > 0);
      expect([today, whole]).toEqual([today, measures]);
      asked += 1;
      if (!shown.get("unsolved")?.whole) withoutRate.push(today);
    }
    // Where a quarter's end falls between what was given up within a day or two, the rest waits.
    expect(withoutRate.length, withoutRate.join(" ")).toBeLessThan(asked / 20);
  });

  test("what people try the demo for is there", async () => {
    const rounds = await db.awardRound.findMany({ select: { state: true }, orderBy: { createdAt: "asc" } });
    expect(rounds.map((one) => one.state).sort()).toEqual(["DECIDED", "DRAFT", "NOTICE", "OPEN", "PANEL"]);
    expect(await db.objection.count({ where: { state: "RECEIVED" } })).toBe(1);
    // The leader at the machine-tool works can apply with an achievement.
    const ready = await db.achievement.findMany({
      where: {
        state: "REGISTERED",
        applications: { none: {} },
        contributors: { some: { person: { email: "leader@machine-tools.demo" } } },
      },
    });
    expect(ready).toHaveLength(1);
    expect(await db.roundAuditor.count({ where: { person: { email: "county@federation.demo" } } })).toBe(1);
    // In the county there are too few enterprises for a figure: what is not shown is explained there.
    const county = await db.organisation.findFirstOrThrow({ where: { kind: "COUNTY_UNION" }, select: { id: true } });
    expect(await db.figureCell.count({ where: { scopeId: county.id, count: { gt: 0 } } })).toBe(0);
  });

  test("two lectures were entered late: one flag waits, one was cleared; nothing else looks like gaming", async () => {
    await detectFlags(now);
    const flags = await db.flag.findMany({ orderBy: { raisedAt: "asc" } });
    expect(flags.map((one) => [one.kind, one.clearedAt !== null]).sort()).toEqual([
      ["BACK_DATED", false],
      ["BACK_DATED", true],
    ]);
  });
});
