import { addDays } from "date-fns/addDays";
import { beforeAll, describe, expect, test } from "vitest";
import { ask } from "#app/lib/ask-together.server.ts";
import { db, inTransaction, Prisma } from "#app/lib/db.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { loadApplication } from "#app/modules/awards/applications/queries.server.ts";
import { clearFlag } from "#app/modules/awards/flags/clear-flag.server.ts";
import { detectFlags } from "#app/modules/awards/flags/detect-flags.server.ts";
import { blockingFlags, openFlags, requireNoFlag } from "#app/modules/awards/flags/open-flags.server.ts";
import { flagTodo } from "#app/modules/awards/flags/queries-home.server.ts";
import { openOfKind, raiseFlags } from "#app/modules/awards/flags/raise-flags.server.ts";
import { listFlags, loadFlag } from "#app/modules/awards/flags/queries.server.ts";
import { verifyClearings } from "#app/modules/awards/flags/verify-clearings.server.ts";
import { BLOCKS, type FlagKind, type Target } from "#app/modules/awards/flags/rules.ts";
import { publishActivity, holdTookPlace } from "#app/modules/activities/move-activity.server.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";
import { deliverFlagNotices, registerFlagSubject } from "#app/modules/notifications/flag-notices.server.ts";
import { noticeSubject } from "#app/modules/notifications/subjects.server.ts";
import { acceptSolution } from "#app/modules/solving/accept-solution.server.ts";
import { achievementRow, applicationRow, roundRow } from "#tests/support/award-rows.server.ts";
import { activityVersion, draftedActivity } from "#tests/support/activities.server.ts";
import { queriesOf } from "#tests/support/count-queries.server.ts";
import { expectFound } from "#tests/support/behind.server.ts";
import { useTestDatabase } from "#tests/support/database.server.ts";
import {
  actorOf,
  makeActor,
  makeStudio,
  makeWorld,
  submittedProblem,
  type World,
} from "#tests/support/factories.server.ts";
import { awaitingAcceptance, refusal, tackledProblem } from "#tests/support/solving.server.ts";

useTestDatabase();
let world: World;
/** The same two enterprises the other way round: the tools works asks, the brewery's studio solves. */
let mirrored: World;

beforeAll(async () => {
  world = await makeWorld();
  // Below the federation, so that its officer stands above them.
  await db.organisation.updateMany({
    where: { id: { in: [world.brewery, world.tools, world.outside] } },
    data: { parentId: world.federation },
  });
  mirrored = {
    ...world,
    brewery: world.tools,
    tools: world.brewery,
    breweryStudio: world.toolsStudio,
    toolsStudio: world.breweryStudio,
    engineer: world.toolsEngineer,
    engineer2: await makeActor([["ENGINEER", world.tools]]),
    reviewer: world.toolsReviewer,
    leader: world.breweryLeader,
    craftsman: await makeActor([["CRAFTSMAN", world.breweryStudio]]),
    toolsReviewer: world.reviewer,
  };
});

async function solved(side: World, at?: Date): Promise<string> {
  const id = await tackledProblem(side);
  await awaitingAcceptance(side, id);
  const acceptor = at ? await actorOf(side.engineer2.personId, at) : side.engineer2;
  await acceptSolution(acceptor, { problemId: id, version: null, verdict: "FIXED" });
  return id;
}

const flagsOf = async (kind: FlagKind, ...targets: Target[]) => {
  await detectFlags(new Date(), [kind]);
  return (await openFlags(db, targets)).filter((one) => one.kind === kind);
};
const problem = (id: string): Target => ({ kind: "problem", id });
const reason = "去现场核对过，都是真实的结果";
const versionOf = async (id: string) => (await db.flag.findUniqueOrThrow({ where: { id } })).version;

/** Whoever is concerned clears nothing; the officer above them all does, and the reason stays. */
async function isClearedByTheOfficerOnly(id: string) {
  for (const actor of [world.engineer, world.reviewer, world.secretariat, world.leader, world.outsider])
    expect(await refusal(clearFlag(actor, id, { version: 0, reason }))).toBe("not_found");
  const elsewhere = await makeActor([["UNION_OFFICER", world.otherAlliance]]);
  expect(await refusal(clearFlag(elsewhere, id, { version: 0, reason }))).toBe("not_found");
  const wasThere = await makeActor([
    ["UNION_OFFICER", world.federation],
    ["ENGINEER", world.brewery],
    ["CRAFTSMAN", world.toolsStudio],
  ]);
  expect(await refusal(clearFlag(wasThere, id, { version: await versionOf(id), reason }))).toBe("flag-involved");
  expect(await refusal(clearFlag(world.officer, id, { version: 987, reason }))).toBe("flag-grew");
  await clearFlag(world.officer, id, { version: await versionOf(id), reason });
  expect(await refusal(clearFlag(world.officer, id, { version: await versionOf(id), reason }))).toBe("flag-closed");
  expect(await loadFlag(world.officer, id)).toMatchObject({ state: "CLEARED", clearReason: reason, mayClear: false });
  expect(await db.event.findFirst({ where: { subjectId: id, type: "flag.cleared" } })).toMatchObject({
    organisationId: world.federation,
    reason,
  });
}

describe("friendly mutual acceptance: flagged, holds up admission, proposal and award, cleared by the officer", () => {
  test("three each way are flagged, two and three are not", async () => {
    const ours = [await solved(world), await solved(world), await solved(world)];
    const theirs = [await solved(mirrored), await solved(mirrored)];
    // The honest twin: much help one way, some back.
    expect(await flagsOf("RECIPROCAL_ACCEPTANCE", ...[...ours, ...theirs].map(problem))).toEqual([]);
    theirs.push(await solved(mirrored));
    const found = await flagsOf("RECIPROCAL_ACCEPTANCE", ...[...ours, ...theirs].map(problem));
    expect(new Set(found.map((one) => one.target.id))).toEqual(new Set([...ours, ...theirs]));
    const look = async () => (await verifyClearings()).findings.map((one) => `${one.kind} ${one.part}`.trim());
    const [kept] = await db.flagTarget.findMany({ where: { flagId: found[0]?.id }, take: 1 });
    const { flagId, kind, id } = kept as NonNullable<typeof kept>;
    const flagSet = (sql: Prisma.Sql) => Prisma.sql`UPDATE "Flag" SET ${sql} WHERE "id" = ${flagId}::uuid`;
    expect(await look()).toEqual([]);
    await expectFound(look, [
      [
        "row-differs targets",
        Prisma.sql`DELETE FROM "FlagTarget" WHERE "flagId" = ${flagId}::uuid AND "kind" = ${kind} AND "id" = ${id}::uuid`,
        Prisma.sql`INSERT INTO "FlagTarget" VALUES (${flagId}::uuid, ${kind}, ${id}::uuid)`,
      ],
      [
        "row-differs evidence",
        flagSet(Prisma.sql`"personIds" = "personIds" || ${flagId}::uuid`),
        flagSet(Prisma.sql`"personIds" = array_remove("personIds", ${flagId}::uuid)`),
      ],
    ]);
    expect(BLOCKS.RECIPROCAL_ACCEPTANCE).toEqual(["admit", "propose", "award"]);

    // Applications that rest on one of them are held up; one that rests on something else is not.
    const roundId = await roundRow(world);
    const other = await tackledProblem(world);
    const [held, free] = [
      await applicationRow(world, roundId, { achievementId: await achievementRow(world, [ours[0] as string]) }),
      await applicationRow(world, roundId, {
        achievementId: await achievementRow(world, [other], world.breweryStudio),
      }),
    ];
    const blocking = await blockingFlags(db, [held, free], "admit");
    expect(new Set(blocking.map((one) => one.applicationId))).toEqual(new Set([held]));
    expect(await refusal(requireNoFlag(db, held, "award"))).toBe("flag-blocks");
    await requireNoFlag(db, free, "award");

    // Who may clear it hears of it, once; the applicants that they are held up, not why.
    const involved = await makeActor([
      ["UNION_OFFICER", world.federation],
      ["ENGINEER", world.brewery],
    ]);
    const raised = await db.event.findMany({
      where: { type: "flag.raised", subjectId: { in: found.map((one) => one.id) } },
    });
    for (const one of [...raised, ...raised]) await deliverFlagNotices(one.id, new Date());
    const told = await db.notice.findMany({ where: { eventId: { in: raised.map((one) => one.id) } } });
    const to = (type: string) => told.filter((one) => one.type === type).map((one) => one.personId);
    expect(to("flag.raised")).toEqual(raised.map(() => world.officer.personId));
    expect(to("flag.raised")).not.toContain(involved.personId);
    expect(to("application.held-up")).toContain(world.craftsman.personId);
    expect(new Set(to("application.held-up")).size).toBe(to("application.held-up").length);
    expect(told.filter((one) => one.type === "application.held-up").map((one) => one.subjectId)).not.toContain(free);
    registerFlagSubject();
    const lines = (actor: Actor) =>
      noticeSubject("flag")?.read(actor, [{ subjectId: found[0]?.id ?? "", payload: {} }]) ?? new Map();
    expect(await lines(world.officer)).toEqual(new Map([[found[0]?.id, { title: "互相验收", mark: "异常提示" }]]));
    expect(await lines(world.craftsman)).toEqual(new Map());
    // Where the union decides on the admission it sees what holds it up; the applicants see that it is held up.
    expect((await loadApplication(world.officer, held)).flags.map((one) => one.id).sort()).toEqual(
      [...new Set(found.filter((one) => one.target.id === ours[0]).map((one) => one.id))].sort(),
    );
    expect(await loadApplication(world.craftsman, held)).toMatchObject({
      flags: [],
      missing: expect.arrayContaining([expect.objectContaining({ key: "flags", blocks: "admit" })]),
    });
    await db.membership.updateMany({
      where: { personId: involved.personId },
      data: { endsAt: addDays(new Date(), -500), startsAt: addDays(new Date(), -600) },
    });

    const [first] = found;
    const page = await loadFlag(world.officer, first?.id ?? "");
    expect(page).toMatchObject({ evidence: 6, ring: [{ count: 3 }, { count: 3 }], masked: false, mayClear: true });
    expect(JSON.stringify(page)).not.toMatch(/AL\.32|碎玻璃/);
    // Found again it is the same flag.
    const count = await db.flag.count();
    await detectFlags(new Date(), ["RECIPROCAL_ACCEPTANCE"]);
    expect(await db.flag.count()).toBe(count);
    expect(await versionOf(first?.id ?? "")).toBe(0);

    for (const id of new Set(found.map((one) => one.id))) await isClearedByTheOfficerOnly(id);
    expect(await flagsOf("RECIPROCAL_ACCEPTANCE", ...ours.map(problem))).toEqual([]);
    await requireNoFlag(db, held, "admit");
    expect((await verifyClearings()).findings).toEqual([]);
    // Cleared in the database by somebody else: the audit finds it.
    await db.flag.updateMany({ where: { id: first?.id }, data: { clearedById: world.engineer.personId } });
    expect((await verifyClearings()).findings).toMatchObject([{ kind: "row-differs", subjectId: first?.id }]);
    await db.flag.updateMany({ where: { id: first?.id }, data: { clearedById: world.officer.personId } });
    // What was cleared counts no more: one further result is not a ring again.
    const later = await solved(mirrored);
    expect(await flagsOf("RECIPROCAL_ACCEPTANCE", problem(later))).toEqual([]);
  });
});

describe("one problem as several: flagged, holds up admission, proposal and award, cleared by the officer", () => {
  const phenomenon = (side: string) => `三号灌装机${side}护栏处每班卡瓶三四次，报警 AL.32，停机清一次要五分钟。`;
  const post = (side: string, assetNumber: string) =>
    submittedProblem(world, { title: `灌装机卡瓶（${side}）`, phenomenon: phenomenon(side), assetNumber });

  test("much the same words about one machine", async () => {
    const parts = [await post("左侧", "GZ-03"), await post("右侧", " gz—03 ")];
    const found = await flagsOf("SPLIT_PROBLEM", ...parts.map(problem));
    expect(found.map((one) => one.target.id).sort()).toEqual([...parts].sort());
    const [flag] = found;
    // A third part makes the flag grow; it is still one.
    const third = await post("后侧", "GZ-03");
    expect(await flagsOf("SPLIT_PROBLEM", problem(third))).toMatchObject([{ id: flag?.id }]);
    await isClearedByTheOfficerOnly(flag?.id ?? "");
    expect(await flagsOf("SPLIT_PROBLEM", ...parts.map(problem))).toEqual([]);
    // A search that began before the fourth part was posted ends after another has found it: that flag is not its to lapse.
    const began = await openOfKind("SPLIT_PROBLEM");
    const fourth = await post("前侧", "GZ-03");
    const [grown] = await flagsOf("SPLIT_PROBLEM", problem(fourth));
    await raiseFlags("SPLIT_PROBLEM", [], began, new Date());
    expect(await openFlags(db, [problem(fourth)])).toHaveLength(1);
    // Withdrawn, it lapses, in the chain of the union above.
    await db.problem.updateMany({ where: { id: { in: [...parts, third, fourth] } }, data: { state: "WITHDRAWN" } });
    expect(await flagsOf("SPLIT_PROBLEM", problem(fourth))).toEqual([]);
    expect(await db.event.findFirst({ where: { type: "flag.lapsed", subjectId: grown?.id ?? "" } })).toMatchObject({
      organisationId: world.federation,
    });
  });

  test("another trouble of the machine, another machine, another month: nothing", async () => {
    const one = await submittedProblem(world, {
      title: "主电机过热",
      phenomenon: "三号灌装机主电机过热报警，运行两小时后电流升到 38 A。",
      assetNumber: "GZ-05",
    });
    const two = await submittedProblem(world, {
      title: "主电机轴承异响",
      phenomenon: "三号灌装机主电机轴承异响，停机后手盘有卡滞，换过润滑脂没有用。",
      assetNumber: "GZ-05",
    });
    const else1 = await post("左侧", "GZ-06");
    const again = await post("左侧", "GZ-07");
    const then = await post("左侧", "GZ-07");
    await db.problem.update({ where: { id: then }, data: { postedAt: addDays(new Date(), -20) } });
    expect(await flagsOf("SPLIT_PROBLEM", ...[one, two, else1, again, then].map(problem))).toEqual([]);
  });

  test("what was posted without a name is named to nobody", async () => {
    const hidden = await submittedProblem(world, {
      title: "灌装机卡瓶（左侧）",
      phenomenon: phenomenon("左侧"),
      assetNumber: "GZ-08",
      anonymous: true,
    });
    await post("右侧", "GZ-08");
    const [flag] = await flagsOf("SPLIT_PROBLEM", problem(hidden));
    const page = await loadFlag(world.officer, flag?.id ?? "");
    expect(page).toMatchObject({ masked: true, concerned: [], people: [], targets: [], mayClear: true });
    const { name } = await db.organisation.findUniqueOrThrow({ where: { id: world.brewery } });
    const { rows } = await listFlags(world.officer, { state: "OPEN", kind: "SPLIT_PROBLEM" }, {});
    expect(JSON.stringify([page, rows.find((row) => row.id === flag?.id)])).not.toContain(name);
    // The list finds flags by the names it tells, and this one names nobody.
    const named = await listFlags(world.officer, { q: name.slice(0, -1), kind: "SPLIT_PROBLEM" }, { size: 100 });
    expect(named.rows.length).toBeGreaterThan(0);
    expect(named.rows.map((row) => row.id)).not.toContain(flag?.id);
    for (const q of ["没有这样的单位", "%"]) expect((await listFlags(world.officer, { q }, {})).rows).toEqual([]);
    const statements = await queriesOf(() => listFlags(world.officer, { q: name }, {}));
    expect(statements.length).toBeLessThanOrEqual(4);
    const county = await makeActor([["UNION_OFFICER", world.brewery]]);
    expect(await refusal(loadFlag(county, flag?.id ?? ""))).toBe("not_found");
  });
});

describe("back-dated: flagged, holds up admission, proposal and award, cleared by the officer", () => {
  test("an activity announced long after it is said to have taken place; the week after is soon enough", async () => {
    const now = new Date();
    const secretariat = await actorOf(world.secretariat.personId, now);
    const hold = async (days: number) => {
      const id = await draftedActivity(world, { startsAt: addDays(now, -days), by: secretariat });
      await publishActivity(secretariat, id, { version: await activityVersion(id) });
      await holdTookPlace(secretariat, id, await activityVersion(id));
      return id;
    };
    const [late, soon] = [await hold(9), await hold(6)];
    expect(await flagsOf("BACK_DATED", { kind: "activity", id: soon })).toEqual([]);
    const [flag] = await flagsOf("BACK_DATED", { kind: "activity", id: late });
    expect(await loadFlag(world.officer, flag?.id ?? "")).toMatchObject({ stated: "activity", days: 9 });
    await isClearedByTheOfficerOnly(flag?.id ?? "");
    expect(await flagsOf("BACK_DATED", { kind: "activity", id: late })).toEqual([]);
  });

  test("an acceptance whose time is not the server's", async () => {
    const honest = await solved(world);
    const early = await solved(world, addDays(new Date(), -8));
    expect(await flagsOf("BACK_DATED", problem(honest))).toEqual([]);
    expect(await flagsOf("BACK_DATED", problem(early))).toHaveLength(1);
    // Of an adopter without a name the flag names nobody either.
    const { id } = await db.reuse.create({
      data: {
        fixId: honest,
        enterpriseId: world.tools,
        byId: world.toolsEngineer.personId,
        at: new Date(),
        anonymous: true,
      },
    });
    await inTransaction((tx) =>
      recordEvent(tx, {
        type: "adoption.accepted",
        organisationId: world.tools,
        subjectKind: "adoption",
        subjectId: id,
        by: world.toolsEngineer,
        at: addDays(new Date(), -9),
      }),
    );
    const [masked] = await flagsOf("BACK_DATED", { kind: "adoption", id });
    expect(await loadFlag(world.officer, masked?.id ?? "")).toMatchObject({ masked: true, concerned: [], targets: [] });
  });
});

test("studio without dated activity: flagged, holds up admission, proposal and award; over by itself once it works again", async () => {
  const idle = await makeStudio(world.tools);
  const studio = (id: string): Target => ({ kind: "studio", id });
  // The honest twin has solved problems this year.
  expect(await flagsOf("INACTIVE_STUDIO", studio(world.toolsStudio))).toEqual([]);
  const [flag] = await flagsOf("INACTIVE_STUDIO", studio(idle));
  expect(await ask(flagTodo(world.officer))).toBeGreaterThan(0);
  expect(await ask(flagTodo(world.engineer))).toBe(0);
  const person = await makeActor([["CRAFTSMAN", idle]]);
  const { id } = await db.activity.findFirstOrThrow({ where: { state: "HELD" } });
  await db.activityAttendance.create({
    data: {
      activityId: id,
      who: person.personId,
      personId: person.personId,
      name: person.name,
      via: "SCREEN",
      at: new Date(),
    },
  });
  expect(await flagsOf("INACTIVE_STUDIO", studio(idle))).toEqual([]);
  expect(await loadFlag(world.officer, flag?.id ?? "")).toMatchObject({ state: "LAPSED" });
  // Young studios have had no year yet.
  const young = await makeStudio(world.tools);
  await db.organisation.update({ where: { id: young }, data: { createdAt: new Date() } });
  expect(await flagsOf("INACTIVE_STUDIO", studio(young))).toEqual([]);
});

test("recycled result: flagged from what was found similar when it was handed in; holds up admission, proposal and award", async () => {
  const [first, again, honest] = [
    await achievementRow(world, []),
    await achievementRow(world, []),
    await achievementRow(world, []),
  ];
  await db.achievementSimilar.create({
    data: { achievementId: again, earlierId: first, similarity: 74, sameFix: false, samePatent: false, at: new Date() },
  });
  const achievement = (id: string): Target => ({ kind: "achievement", id });
  expect(await flagsOf("RECYCLED_RESULT", achievement(first), achievement(honest))).toEqual([]);
  const [flag] = await flagsOf("RECYCLED_RESULT", achievement(again));
  expect(await loadFlag(world.officer, flag?.id ?? "")).toMatchObject({ alike: 74, evidence: 1 });
  const roundId = await roundRow(world);
  const held = await applicationRow(world, roundId, { achievementId: again });
  expect(await refusal(requireNoFlag(db, held, "propose"))).toBe("flag-blocks");
  await requireNoFlag(db, await applicationRow(world, roundId, { achievementId: honest }), "propose");
  await clearFlag(world.officer, flag?.id ?? "", { version: 0, reason });
  await requireNoFlag(db, held, "propose");
});
