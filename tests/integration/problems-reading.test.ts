import { beforeAll, describe, expect, it } from "vitest";
import { db } from "#app/lib/db.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { keysOf } from "#app/modules/problems/access.ts";
import { readListFilters } from "#app/modules/problems/list-filters.ts";
import { readCursor } from "#app/modules/problems/cursor.ts";
import { nameReader, endNaming } from "#app/modules/problems/name-reader.server.ts";
import { countFacets } from "#app/modules/problems/queries-facets.server.ts";
import { loadHome } from "#app/modules/problems/queries-home.server.ts";
import { listProblems } from "#app/modules/problems/queries-list.server.ts";
import { getProblem } from "#app/modules/problems/queries-problem.server.ts";
import { timelineOf } from "#app/modules/problems/queries-timeline.server.ts";
import { requireAccess } from "#app/modules/problems/visibility.server.ts";
import { queriesOf } from "#tests/support/count-queries.server.ts";
import { useTestDatabase } from "#tests/support/database.server.ts";
import {
  draftedProblem,
  makeWorld,
  publishedProblem,
  releasedProblem,
  submittedProblem,
  versionOf,
  type World,
} from "#tests/support/factories.server.ts";
import { returnProblem } from "#app/modules/problems/return-problem.server.ts";

useTestDatabase();
let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

const filters = (query = "") => readListFilters(new URLSearchParams(query));
const idsOf = async (actor: Actor, query = "") => (await listProblems(actor, filters(query))).rows.map((row) => row.id);
const gone = expect.objectContaining({ code: "not_found" });

describe("layers", () => {
  it("show each reader no more than the released layer and wording", async () => {
    const id = await publishedProblem(
      world,
      {
        title: "甲厂专用机卡瓶",
        phenomenon: "原文现象",
        parameters: "压力 0.42 MPa",
        assetNumber: "A-77",
        impactFen: 500_00n,
        tried: "换过星轮",
        line: "三号线",
      },
      {
        fieldLayers: { tried: "CONFIDENTIAL" },
        redactions: { title: "灌装设备卡瓶", phenomenon: "放行后的现象", line: "某线" },
      },
    );
    const outside = await getProblem(world.toolsEngineer, id);
    expect(outside.fields).toMatchObject({
      title: "灌装设备卡瓶",
      phenomenon: "放行后的现象",
      line: "某线",
      tried: null,
      parameters: null,
      assetNumber: null,
      impactFen: null,
    });
    expect(outside.layers).toEqual({});
    expect(outside.reworded).toEqual([]);
    const own = await getProblem(world.finance, id);
    expect(own.fields).toMatchObject({
      title: "甲厂专用机卡瓶",
      phenomenon: "原文现象",
      tried: "换过星轮",
      parameters: "压力 0.42 MPa",
      impactFen: 500_00n,
    });
    expect(JSON.stringify(outside, (_key, value) => (typeof value === "bigint" ? String(value) : value))).not.toMatch(
      /甲厂|原文|A-77|0\.42|换过星轮|三号线/,
    );
    for (const actor of [world.outsider, world.outsideSecretariat])
      await expect(getProblem(actor, id)).rejects.toEqual(gone);
  });

  it("give the details to the named organisations only", async () => {
    const id = await publishedProblem(world, {}, { detail: "NAMED", detailIds: [world.toolsStudio] });
    expect((await requireAccess(world.leader, id)).layer).toBe("DETAIL");
    expect((await requireAccess(world.toolsEngineer, id)).layer).toBe("SUMMARY");
    expect((await getProblem(world.toolsEngineer, id)).fields.phenomenon).toBeNull();
    expect((await requireAccess(world.officer, id)).layer).toBe("SUMMARY");
    expect((await requireAccess(world.secretariat, id)).layer).toBe("SUMMARY");
  });

  it("keep a named circle from everybody else in the alliance", async () => {
    const id = await publishedProblem(world, {}, { circle: "NAMED", circleIds: [world.toolsStudio] });
    expect((await requireAccess(world.craftsman, id)).layer).toBe("DETAIL");
    for (const actor of [world.toolsEngineer, world.officer, world.outsider])
      await expect(requireAccess(actor, id)).rejects.toEqual(gone);
  });

  it("let the secretariat see nothing before the review, nothing of the detail circle beyond its layer", async () => {
    const id = await submittedProblem(world);
    await expect(requireAccess(world.secretariat, id)).rejects.toEqual(gone);
    const released = await releasedProblem(world, {}, { detail: "NAMED", detailIds: [world.tools] });
    expect((await getProblem(world.secretariat, released)).fields.phenomenon).toBeNull();
    await expect(requireAccess(world.toolsEngineer, released)).rejects.toEqual(gone);
  });

  it("show urgent ones to the own enterprise at once, to nobody else", async () => {
    const id = await submittedProblem(world, { severity: "SAFETY" });
    expect((await requireAccess(world.breweryLeader, id)).own).toBe(true);
    for (const actor of [world.toolsEngineer, world.secretariat, world.leader])
      await expect(requireAccess(actor, id)).rejects.toEqual(gone);
    const usual = await submittedProblem(world, { severity: "QUALITY" });
    await expect(requireAccess(world.breweryLeader, usual)).rejects.toEqual(gone);
  });
});

describe("people let in by name", () => {
  it("read up to their layer until their date, and no longer once taken out", async () => {
    const id = await publishedProblem(
      world,
      { parameters: "机密参数" },
      { circle: "NAMED", circleIds: [world.toolsStudio] },
    );
    const until = new Date(world.reviewer.now.getTime() + 3_600_000);
    await expect(
      nameReader(world.engineer, { id, personId: world.outsider.personId, layer: "DETAIL" }),
    ).rejects.toMatchObject({ code: "forbidden" });
    await nameReader(world.reviewer, { id, personId: world.outsider.personId, layer: "CONFIDENTIAL", until });
    expect((await getProblem(world.outsider, id)).fields.parameters).toBe("机密参数");
    await expect(getProblem({ ...world.outsider, now: until }, id)).rejects.toEqual(gone);
    await endNaming(world.reviewer, { id, personId: world.outsider.personId });
    await expect(getProblem(world.outsider, id)).rejects.toEqual(gone);
    expect(await db.searchDeny.count({ where: { problemId: id } })).toBe(1);
  });
});

describe("anonymity", () => {
  it("hides enterprise, people and industry from everyone outside, on the page, in lists, filters, facets and the timeline", async () => {
    const id = await publishedProblem(world, { anonymous: true });
    for (const actor of [world.toolsEngineer, world.leader, world.officer]) {
      const seen = await getProblem(actor, id);
      expect([seen.enterprise, seen.author, seen.enteredBy, seen.fields.industry, seen.internal]).toEqual([
        null,
        null,
        null,
        null,
        null,
      ]);
      const [row] = (await listProblems(actor, filters())).rows.filter((one) => one.id === id);
      expect(row).toMatchObject({ enterprise: null, industry: null });
      expect(await idsOf(actor, `enterprise=${world.brewery}`)).not.toContain(id);
      expect(await idsOf(actor, "industry=FOOD")).not.toContain(id);
      const timeline = await timelineOf(actor, id, seen.access);
      expect(JSON.stringify(timeline)).not.toMatch(new RegExp(`${world.engineer.name}|${world.reviewer.name}|啤酒厂`));
      expect(timeline.map((entry) => entry.type)).toEqual(["problem.published"]);
    }
    const own = await getProblem(world.engineer2, id);
    expect(own.author).toEqual({ id: world.engineer.personId, name: world.engineer.name });
    expect(await idsOf(world.engineer2, "industry=FOOD")).toContain(id);
    expect((await getProblem(world.secretariat, id)).enterprise?.id).toBe(world.brewery);
  });

  it("hides them from the secretariat too when the reviewer says so", async () => {
    const id = await releasedProblem(world, { anonymous: true }, { shownToSecretariat: false });
    const seen = await getProblem(world.secretariat, id);
    expect([seen.enterprise, seen.author]).toEqual([null, null]);
    expect(await idsOf(world.secretariat, `enterprise=${world.brewery}`)).not.toContain(id);
  });

  it("can be dropped or added by the reviewer", async () => {
    const id = await publishedProblem(world, { anonymous: false }, { anonymous: true });
    expect((await getProblem(world.toolsEngineer, id)).enterprise).toBeNull();
  });
});

describe("facets", () => {
  it("count exactly what the list shows, for everyone", async () => {
    const place = await makeWorld();
    await publishedProblem(place, { category: "QUALITY", equipmentType: "贴标机" });
    await publishedProblem(
      place,
      { category: "QUALITY", equipmentType: "专用卷接机", anonymous: true },
      { redactions: { equipmentType: "卷接设备" } },
    );
    await publishedProblem(place, { category: "ENERGY" }, { circle: "NAMED", circleIds: [place.toolsStudio] });
    await releasedProblem(place, { category: "SAFETY" });
    await submittedProblem(place);
    await draftedProblem(place);
    for (const actor of [
      place.engineer,
      place.engineer2,
      place.toolsEngineer,
      place.leader,
      place.secretariat,
      place.officer,
      place.outsider,
    ]) {
      const facets = await countFacets(actor);
      for (const [name, values] of Object.entries(facets)) {
        for (const { value, count } of values) {
          expect([name, value, (await idsOf(actor, new URLSearchParams({ [name]: value }).toString())).length]).toEqual(
            [name, value, count],
          );
        }
      }
      const total = (await idsOf(actor)).length;
      expect(facets.state.reduce((sum, one) => sum + one.count, 0)).toBe(total);
    }
    expect((await countFacets(place.toolsEngineer)).equipment.map((one) => one.value).sort()).toEqual(
      ["卷接设备", "贴标机"].sort(),
    );
    expect((await countFacets(place.toolsEngineer)).enterprise).toEqual([
      expect.objectContaining({ value: place.brewery, count: 1 }),
    ]);
    expect((await countFacets(place.outsider)).state).toEqual([]);
  });
});

describe("text in lists", () => {
  it("is matched as the reader sees it", async () => {
    const id = await publishedProblem(world, { title: "绝密型号过热" }, { redactions: { title: "PLC 电机过热" } });
    expect(await idsOf(world.toolsEngineer, "q=绝密")).not.toContain(id);
    expect(await idsOf(world.toolsEngineer, "q=电机过热")).toContain(id);
    expect(await idsOf(world.toolsEngineer, "q=plc")).toContain(id);
    expect(await idsOf(world.engineer, "q=绝密")).toContain(id);
    const { number } = await db.problem.findUniqueOrThrow({ where: { id }, select: { number: true } });
    expect(await idsOf(world.toolsEngineer, `q=${number.slice(0, 6).toLowerCase()}`)).toContain(id);
    expect(await idsOf(world.outsider, `q=${number}`)).toEqual([]);
    expect(await idsOf(world.toolsEngineer, "q=%25_")).toEqual([]);
  });
});

describe("turning pages", () => {
  it.each(["-created", "created", "due"])("shows every problem once in both directions, sorted by %s", async (sort) => {
    const place = await makeWorld();
    for (let n = 0; n < 45; n += 1) {
      const id = await draftedProblem(place);
      // Many at the same moment, a third of them without a due time: ties must not lose or repeat a row.
      const at = new Date(Date.UTC(2026, 0, 1 + (n % 4)));
      await db.problem.update({ where: { id }, data: { createdAt: at, dueAt: n % 3 === 0 ? null : at } });
    }
    const forward: string[][] = [];
    let page = await listProblems(place.engineer, filters(`sort=${sort}`));
    forward.push(page.rows.map((row) => row.id));
    while (page.after) {
      const cursor = readCursor(page.after);
      if (!cursor) throw new Error("bad cursor");
      page = await listProblems(place.engineer, filters(`sort=${sort}`), { cursor, back: false });
      forward.push(page.rows.map((row) => row.id));
    }
    expect(forward.map((one) => one.length)).toEqual([20, 20, 5]);
    expect(new Set(forward.flat()).size).toBe(45);
    const backward = [forward.at(-1)];
    while (page.before) {
      const cursor = readCursor(page.before);
      if (!cursor) throw new Error("bad cursor");
      page = await listProblems(place.engineer, filters(`sort=${sort}`), { cursor, back: true });
      backward.unshift(page.rows.map((row) => row.id));
    }
    expect(backward).toEqual(forward);
  });

  it("takes a made-up cursor for the first page", () => {
    for (const text of ["", "x", "1.2", "99999999999999999.abc", "-.'; DROP", `${"9".repeat(15)}.${"0".repeat(36)}`])
      expect(readCursor(text)).toBeNull();
  });
});

describe("home", () => {
  it("says to each role what waits, urgent first", async () => {
    const place = await makeWorld();
    const reasons = async (actor: Actor) => (await loadHome(actor)).todo.map((item) => [item.reason, item.problem.id]);
    const usual = await submittedProblem(place);
    const urgent = await submittedProblem(place, { severity: "LINE_DOWN" });
    expect(await reasons(place.reviewer)).toEqual([
      ["review", urgent],
      ["review", usual],
    ]);
    expect(await reasons(place.engineer)).toEqual([]);
    expect(await reasons(place.secretariat)).toEqual([]);
    await returnProblem(place.reviewer, { id: usual, version: await versionOf(usual), reason: "请补照片" });
    expect(await reasons(place.engineer)).toEqual([["draft-returned", usual]]);
    const triage = await releasedProblem(place);
    expect(await reasons(place.secretariat)).toEqual([["triage", triage]]);
    const published = await publishedProblem(place);
    expect((await loadHome(place.leader)).open.map((item) => item.problem.id)).toEqual([published]);
    const late = { ...place.secretariat, now: new Date(place.secretariat.now.getTime() + 30 * 86_400_000) };
    expect(await reasons(late)).toContainEqual(["unclaimed", published]);
    expect(await reasons(place.outsideSecretariat)).toEqual([]);
  });
});

it("who reads a problem is asked in one shape, however many keys a reader has", async () => {
  const id = await publishedProblem(world);
  const readers = [world.engineer, world.toolsReviewer, world.leader, world.secretariat];
  expect(new Set(readers.map((reader) => keysOf(reader).length)).size).toBeGreaterThan(1);
  const shapes: string[][] = [];
  for (const reader of readers) shapes.push(await queriesOf(() => requireAccess(reader, id)));
  for (const sent of shapes) expect(sent).toEqual(shapes[0]);
});
