import { randomUUID } from "node:crypto";
import { subDays } from "date-fns/subDays";
import { beforeAll, describe, expect, it } from "vitest";
import { ask } from "#app/lib/ask-together.server.ts";
import { db } from "#app/lib/db.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { changeOrganisation } from "#app/modules/alliances/change-organisation.server.ts";
import { changeOrganisationSchema } from "#app/modules/alliances/schema.ts";
import { loadOrganisation } from "#app/modules/alliances/queries.server.ts";
import { filePolicyOf } from "#app/modules/attachments/policy-registry.ts";
import { verifyChains } from "#app/modules/events/verify-chain.server.ts";
import { changeLeader } from "#app/modules/studios/change-leader.server.ts";
import { deliverStudioNotices } from "#app/modules/notifications/studio-notices.server.ts";
import { decideStudio } from "#app/modules/studios/decide-studio.server.ts";
import { enterFund } from "#app/modules/studios/enter-fund.server.ts";
import { addStudioFiles, registerStudioFiles } from "#app/modules/studios/files.server.ts";
import type { Decision } from "#app/modules/studios/lifecycle.ts";
import { studioTodo } from "#app/modules/studios/queries-home.server.ts";
import { loadFunds, loadReview, loadTargets } from "#app/modules/studios/queries-inside.server.ts";
import { loadStudioLife } from "#app/modules/studios/queries-life.server.ts";
import { listStudios } from "#app/modules/studios/queries-list.server.ts";
import { saveReview, startReview, submitReview } from "#app/modules/studios/review-studio.server.ts";
import { dayOf, textOfDay } from "#app/modules/studios/rules.ts";
import { saveTargets } from "#app/modules/studios/save-targets.server.ts";
import { decideSchema, fundSchema, targetsSchema } from "#app/modules/studios/schema.ts";
import { yearsRunning } from "#app/modules/studios/studio-facts.server.ts";
import { verifyStudioEntries } from "#app/modules/studios/verify-entries.server.ts";
import { verifyStudios } from "#app/modules/studios/verify-studios.server.ts";
import { watchStudios } from "#app/modules/studios/watch-studios.server.ts";
import { registerProblemHeirs } from "#app/modules/problems/pass-problems.server.ts";
import { registerWorkHeirs } from "#app/modules/solving/pass-work.server.ts";
import { expectFound } from "#tests/support/behind.server.ts";
import { studioTamperings } from "#tests/support/studio-tampering.server.ts";
import { useTestDatabase } from "#tests/support/database.server.ts";
import { word } from "#tests/support/documents.ts";
import { actorOf, makeActor, makeOrganisation, makeWorld, type World } from "#tests/support/factories.server.ts";
import { refusal, tackledProblem } from "#tests/support/solving.server.ts";

const database = useTestDatabase();
registerStudioFiles();
registerProblemHeirs();
registerWorkHeirs();

const now = new Date("2026-11-20T08:00:00Z");
const at = (actor: Actor, moment = now): Actor => ({ ...actor, now: moment });
const today = "2026-11-20";
let world: World;
let officer: Actor;
let leader: Actor;
let studioId: string;

const paper = (name: string) => [new File([new Uint8Array(word(name))], `${name}.docx`)];
const versionOf = async (id = studioId) =>
  (await db.studio.findUniqueOrThrow({ where: { organisationId: id } })).version;
const stateOf = async (id = studioId) => (await db.studio.findUniqueOrThrow({ where: { organisationId: id } })).state;

async function decide(action: Decision, more: Record<string, unknown> = {}, by = officer, id = studioId) {
  return decideStudio(
    by,
    id,
    decideSchema.parse({
      action,
      clientId: randomUUID(),
      version: await versionOf(id),
      document: "岐工发〔2026〕18 号",
      decidedOn: textOfDay(dayOf(by.now.toISOString().slice(0, 10))),
      decidedBy: "岐川市总工会",
      reason: "材料齐全，现场看过。",
      ...(action === "designate" && { level: "MUNICIPAL" }),
      ...more,
    }),
  );
}

async function filed(id = studioId, by = leader): Promise<string> {
  const { id: reviewId } = await startReview(by, id, by.now.getUTCFullYear());
  const { version } = await db.studioReview.findUniqueOrThrow({ where: { id: reviewId } });
  await addStudioFiles(by, "studio-review", reviewId, paper(`年度总结 ${reviewId}`));
  await submitReview(by, reviewId, { version, summary: "全年攻关三项。", plan: "明年继续。" });
  return reviewId;
}

/** Who was told of the last event of a kind. */
async function told(type: string): Promise<string[]> {
  const event = await db.event.findFirstOrThrow({ where: { type, subjectId: studioId }, orderBy: { id: "desc" } });
  await deliverStudioNotices(event.id, now);
  await deliverStudioNotices(event.id, now);
  const rows = await db.notice.findMany({ where: { type, subjectId: studioId }, select: { personId: true } });
  expect(new Set(rows.map((row) => row.personId)).size).toBe(rows.length);
  return rows.map((row) => row.personId);
}

beforeAll(async () => {
  world = await makeWorld(now);
  // The test's unions: enterprises hang below the federation.
  await db.organisation.updateMany({
    where: { id: { in: [world.tools, world.brewery, world.outside] } },
    data: { parentId: world.federation },
  });
  officer = at(world.officer);
  leader = at(world.leader);
  studioId = world.toolsStudio;
});

describe("a studio's life", () => {
  it("from the name to the re-review, with who may and who may not", async () => {
    expect(await refusal(decide("confirm"))).toBe("studio-state");
    expect(await refusal(decide("designate", {}, leader))).toBe("not-your-move");
    expect(await refusal(decide("designate", {}, at(world.toolsReviewer)))).toBe("not-your-move");
    expect(await refusal(decide("designate", {}, at(world.engineer)))).toBe("not_found");
    expect(await refusal(decide("designate", { decidedOn: "2026-11-21" }))).toBe("studio-day-ahead");
    const both = await makeActor(
      [
        ["UNION_OFFICER", world.federation],
        ["CRAFTSMAN", studioId],
      ],
      { now },
    );
    expect(await refusal(decide("designate", {}, both))).toBe("studio-involved");
    await db.membership.updateMany({
      where: { personId: both.personId, role: "CRAFTSMAN" },
      data: { endsAt: subDays(now, 300) },
    });
    expect(await refusal(decide("designate", {}, await actorOf(both.personId, now)))).toBe("studio-involved");
    const union = await makeOrganisation("INDUSTRY_UNION", { parentId: world.federation });
    expect(await refusal(decide("designate", {}, await makeActor([["UNION_OFFICER", union]], { now })))).toBe(
      "not_found",
    );

    const version = await versionOf();
    const form = { clientId: randomUUID(), version, level: "PROVINCIAL" };
    const [first, again] = [await decide("designate", form), await decide("designate", form)];
    expect(again).toEqual(first);
    expect(await db.studio.findUniqueOrThrow({ where: { organisationId: studioId } })).toMatchObject({
      state: "DESIGNATED",
      level: "PROVINCIAL",
      designatedOn: dayOf(today),
      reviewDueOn: dayOf("2027-11-20"),
    });
    // What a union decided is not typed over, neither by itself nor by the studio.
    const { version: seen } = await db.organisation.findUniqueOrThrow({ where: { id: studioId } });
    const typed = changeOrganisationSchema.parse({
      version: seen,
      name: "机床工作室",
      level: "NATIONAL",
      designatedOn: "1999-01-01",
    });
    await changeOrganisation(officer, { ...typed, organisationId: studioId });
    expect((await loadOrganisation(officer, studioId)).studio).toMatchObject({
      level: "PROVINCIAL",
      state: "DESIGNATED",
    });

    expect(await refusal(decide("change-level", { level: "PROVINCIAL" }))).toBe("studio-same-level");
    await decide("change-level", { level: "NATIONAL" });
    const two = await Promise.allSettled([
      decide("change-level", { level: "MUNICIPAL", version: 2 }),
      decide("change-level", { level: "PROVINCIAL", version: 2 }),
    ]);
    expect(two.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    await expect(db.$executeRaw`UPDATE "StudioDecision" SET "document" = 'x'`).rejects.toThrow(/never changed/);
  });

  it("files with evidence, is sent back, confirmed, ordered to put things right and may lose the name", async () => {
    const { id } = await startReview(leader, studioId, 2026);
    expect(await startReview(leader, studioId, 2026)).toEqual({ id });
    expect(await refusal(startReview(officer, studioId, 2026))).toBe("not-your-move");
    expect(await refusal(submitReview(leader, id, { version: 0, summary: "好", plan: "好" }))).toBe(
      "studio-no-evidence",
    );
    await saveReview(leader, id, { version: 0, summary: "写了一半", plan: "" });
    expect(await refusal(saveReview(leader, id, { version: 0, summary: "旧", plan: "" }))).toBe("conflict");
    await filed();
    expect(await stateOf()).toBe("UNDER_REVIEW");
    expect(await refusal(saveReview(leader, id, { version: 2, summary: "改", plan: "" }))).toBe("studio-file-closed");
    expect(await refusal(addStudioFiles(leader, "studio-review", id, paper("晚了")))).toBe("studio-file-closed");
    const policy = filePolicyOf("studio-review");
    expect(await policy?.read(officer, id)).toBe("CONFIDENTIAL");
    expect(await refusal(Promise.resolve(policy?.read(at(world.toolsEngineer), id)))).toBe("not_found");
    expect(await refusal(Promise.resolve(policy?.read(at(world.reviewer), id)))).toBe("not_found");

    expect((await ask(studioTodo(officer))).map((todo) => [todo.id, todo.reason])).toEqual([[studioId, "decide"]]);
    expect(await told("studio.review-submitted")).toContain(officer.personId);
    await decide("return", { document: "", decidedBy: "", reason: "缺经费台账" });
    expect(await told("studio.review-returned")).toEqual([leader.personId]);
    expect(await stateOf()).toBe("DESIGNATED");
    expect((await ask(studioTodo(leader))).map((todo) => todo.reason)).toEqual(["returned"]);
    await filed();
    expect((await loadReview(officer, studioId, id)).file).toMatchObject({
      state: "SUBMITTED",
      facts: { year: 2026, solved: 0 },
    });
    await decide("confirm");
    expect(await stateOf()).toBe("CONFIRMED");
    await expect(db.studioReview.update({ where: { id }, data: { summary: "x" } })).rejects.toThrow(/never changed/);
    expect(await refusal(startReview(leader, studioId, 2026))).toBe("studio-year-decided");

    expect(await refusal(decide("rectify", { dueOn: "2026-11-25" }))).toBe("studio-rectify-days");
    await decide("rectify", { dueOn: "2027-01-20", reason: "一年没有成果" });
    const second = await filed();
    expect(await stateOf()).toBe("REEXAMINATION");
    expect((await db.studioReview.findUniqueOrThrow({ where: { id: second } })).round).toBe(2);
    expect(await refusal(decide("revoke", {}, leader))).toBe("not-your-move");
    await decide("revoke", { reason: "整改后仍无成果" });
    expect(await yearsRunning([studioId], dayOf("2030-01-01"))).toEqual(new Map([[studioId, 0]]));
    expect((await loadStudioLife(officer, studioId, 2026)).decisions.map((one) => one.kind).slice(0, 3)).toEqual([
      "REVOKED",
      "RECTIFICATION",
      "CONFIRMED",
    ]);
    await decide("designate", { level: "MUNICIPAL" });
    expect(await yearsRunning([studioId, world.breweryStudio], dayOf("2029-11-20"))).toEqual(
      new Map([
        [studioId, 3],
        [world.breweryStudio, 0],
      ]),
    );
    // Who only sees the studio reads its name and decisions, no reasons, money or files.
    const outside = await loadStudioLife(at(world.engineer), studioId, 2026);
    expect(outside.inner).toBeNull();
    expect(outside.decisions.every((one) => one.reason === "" && one.byName === "" && one.kind !== "RETURNED")).toBe(
      true,
    );
  });

  it("files this year or the last one; what was left lying becomes this year's file", async () => {
    const other = await makeWorld();
    await db.organisation.update({ where: { id: other.tools }, data: { parentId: other.federation } });
    const [head, id] = [(moment: string) => at(other.leader, new Date(moment)), other.toolsStudio];
    await decide("designate", { level: "MUNICIPAL", decidedOn: "2025-01-01" }, at(other.officer), id);
    const begun = await startReview(head("2026-12-20T08:00:00Z"), id, 2025);
    await addStudioFiles(head("2026-12-20T08:00:00Z"), "studio-review", begun.id, paper("年度总结"));
    const texts = { summary: "两年前的事", plan: "再议" };
    expect(await refusal(submitReview(head("2027-01-02T08:00:00Z"), begun.id, { version: 0, ...texts }))).toBe(
      "studio-review-year",
    );
    expect(await startReview(head("2027-01-02T08:00:00Z"), id, 2026)).toEqual(begun);
    expect(await db.studioReview.findUniqueOrThrow({ where: begun })).toMatchObject({
      year: 2026,
      round: 1,
      version: 1,
    });
    await submitReview(head("2027-01-02T08:00:00Z"), begun.id, { version: 1, ...texts });
    // Sent back late, it is handed in again all the same.
    await decide(
      "return",
      { document: "", decidedBy: "", reason: "缺台账" },
      at(other.officer, new Date("2028-01-05T08:00:00Z")),
      id,
    );
    expect(await startReview(head("2028-01-06T08:00:00Z"), id, 2027)).toEqual(begun);
    await submitReview(head("2028-01-06T08:00:00Z"), begun.id, { version: 3, ...texts });
    expect(await stateOf(id)).toBe("UNDER_REVIEW");
    // Sent back, the name lost and given anew: what was filed under the old one is not in time any more.
    const officerAt = (moment: string) => at(other.officer, new Date(moment));
    await decide("return", { document: "", decidedBy: "", reason: "缺台账" }, officerAt("2028-02-01T08:00:00Z"), id);
    await decide("revoke", { reason: "不再活动" }, officerAt("2028-03-01T08:00:00Z"), id);
    await decide("designate", { level: "MUNICIPAL" }, officerAt("2030-03-01T08:00:00Z"), id);
    const late = submitReview(head("2030-04-01T08:00:00Z"), begun.id, { version: 5, ...texts });
    expect(await refusal(late)).toBe("studio-review-year");
    expect(await startReview(head("2030-04-01T08:00:00Z"), id, 2030)).toEqual(begun);
    await submitReview(head("2030-04-01T08:00:00Z"), begun.id, { version: 6, ...texts });
  });

  it("has targets until its file is handed in, and money that is never spent unmarked", async () => {
    const lines = [{ topic: "数控刀具", measure: "解决难题", unit: "项", target: "3", actual: "", note: "" }];
    const save = (by: Actor, version: number, more: object = {}) =>
      saveTargets(by, studioId, targetsSchema.parse({ version, year: 2027, lines, ...more }));
    expect(await refusal(save(at(world.craftsman), 0))).toBe("not-your-move");
    await save(officer, 0);
    await save(leader, 1, { lines: [{ ...lines[0], actual: "2" }] });
    expect(await refusal(save(leader, 1))).toBe("conflict");
    expect((await loadTargets(leader, studioId, 2027)).lines).toMatchObject([{ target: "3", actual: "2" }]);
    expect(await refusal(save(leader, 0, { year: 2026 }))).toBe("studio-targets-closed");

    const fund = (by: Actor, kind: string, amountYuan: string, more: object = {}) =>
      enterFund(
        by,
        studioId,
        fundSchema.parse({ clientId: randomUUID(), kind, amountYuan, onDay: today, text: "市总工会", ...more }),
      );
    expect(await refusal(fund(leader, "GRANTED", "1000"))).toBe("not-your-move");
    expect(await refusal(fund(officer, "USED", "1000"))).toBe("not-your-move");
    const grant = await fund(officer, "GRANTED", "20,000");
    const use = await fund(leader, "USED", "12000", { text: "买刀具" });
    expect(await refusal(fund(leader, "USED", "9000"))).toBe("studio-overspent");
    await fund(leader, "USED", "9000", { note: "先垫付，下月补拨" });
    await fund(leader, "USED", "2000", { correctsId: use.id, note: "多写了一个零" });
    expect(await refusal(fund(leader, "USED", "1", { correctsId: use.id, note: "再改" }))).toBe(
      "studio-fund-corrected",
    );
    expect(await refusal(fund(leader, "USED", "1", { correctsId: grant.id, note: "混" }))).toBe("bad_choice");
    const money = await loadFunds(leader, studioId);
    expect(money.sums).toEqual({ grantedFen: "2000000", usedFen: "1100000", leftFen: "900000", over: false });
    expect(money.rows.filter((row) => row.overspent)).toHaveLength(1);
    expect(money.rows.find((row) => row.id === use.id)?.replaced).toBe(true);
    await expect(db.studioFund.delete({ where: { id: use.id } })).rejects.toThrow(/never changed/);
    expect(await refusal(loadFunds(at(world.engineer), studioId))).toBe("not_found");
    expect((await verifyChains(database.facts.secrets.chain)).findings).toEqual([]);
  });

  it("changes its leader in one go, with open work", async () => {
    const problem = await tackledProblem(world);
    const input = async (toId: string, stays: "member" | "leaves") => ({
      clientId: randomUUID(),
      version: await versionOf(),
      toId,
      stays,
      document: "厂工发〔2026〕3 号",
      decidedOn: dayOf(today),
      reason: "原领衔人退休",
    });
    const { personId } = world.craftsman;
    expect(await refusal(changeLeader(leader, studioId, await input(personId, "leaves")))).toBe("not-your-move");
    const stranger = await makeActor([["CRAFTSMAN", world.breweryStudio]]);
    expect(await refusal(changeLeader(officer, studioId, await input(stranger.personId, "leaves")))).toBe("bad_choice");
    const moment = new Date();
    const reviewer = at(world.toolsReviewer, moment);
    await changeLeader(reviewer, studioId, await input(personId, "leaves"));
    const roles = await db.membership.findMany({
      where: { organisationId: studioId, endsAt: null },
      select: { personId: true, role: true },
    });
    expect(roles).toContainEqual({ personId, role: "STUDIO_LEADER" });
    expect(roles.filter((one) => one.personId === personId || one.personId === leader.personId)).toHaveLength(1);
    const life = await loadStudioLife(reviewer, studioId, 2026);
    expect(life.leaders.map((one) => one.personId)).toEqual([personId, leader.personId]);
    expect(life.decisions[0]).toMatchObject({ kind: "LEADER_CHANGED", document: "厂工发〔2026〕3 号" });
    const lead = await db.engagementMember.findFirstOrThrow({
      where: { isLead: true, engagement: { problemId: problem, endedAt: null } },
    });
    expect(lead.personId).toBe(personId);
  });

  it("changed behind the product's back, it is found by the audit: decisions, dates, files, money, targets", async () => {
    const look = async () =>
      [...(await verifyStudios()).findings, ...(await verifyStudioEntries()).findings]
        .filter((one) => one.subjectId === studioId)
        .map((one) => `${one.kind} ${one.part}`);
    expect(await look()).toEqual([]);
    await expectFound(look, await studioTamperings(studioId));
  });
});

describe("a year of a studio", () => {
  it("is watched: reminded once, told once it is late, and an order proposed after a year without result", async () => {
    const later = new Date("2031-03-01T01:00:00Z");
    const id = world.breweryStudio;
    await db.studio.update({
      where: { organisationId: id },
      data: { state: "CONFIRMED", designatedOn: dayOf("2025-03-10"), reviewDueOn: dayOf("2031-03-20") },
    });
    const of = async () =>
      (
        await db.event.findMany({
          where: { subjectId: id, type: { startsWith: "studio." } },
          orderBy: { id: "asc" },
          select: { type: true },
        })
      ).map((one) => one.type);
    await watchStudios(later);
    await watchStudios(later);
    expect(await of()).toEqual(["studio.review-due", "studio.rectification-proposed"]);
    await watchStudios(new Date("2031-03-21T01:00:00Z"));
    await watchStudios(new Date("2031-03-22T01:00:00Z"));
    expect((await of()).slice(2)).toEqual(["studio.review-late"]);
    expect(await stateOf(id)).toBe("CONFIRMED");
    const then = at(officer, new Date("2031-03-22T01:00:00Z"));
    expect((await ask(studioTodo(then))).filter((todo) => todo.id === id).map((todo) => todo.reason)).toEqual([
      "proposed",
    ]);
    const list = await listStudios(then, { q: "", due: "late" }, { size: 20 });
    expect(list.rows.map((row) => row.id)).toContain(id);
    // A result since takes the proposal back.
    const { id: result } = await db.studioPromotion.create({
      data: {
        clientId: randomUUID(),
        studioId: id,
        personId: world.breweryLeader.personId,
        kind: "HONOUR",
        honourTier: "MUNICIPAL",
        onDay: dayOf("2031-03-01"),
        issuer: "市总工会",
        byId: world.reviewer.personId,
        byName: "",
        at: later,
      },
    });
    await addStudioFiles(at(world.reviewer), "studio-promotion", result, paper("荣誉证书"));
    await db.studioPromotion.update({ where: { id: result }, data: { confirmedAt: later } });
    await watchStudios(new Date("2031-03-23T01:00:00Z"));
    expect((await db.studio.findUniqueOrThrow({ where: { organisationId: id } })).proposedAt).toBeNull();
  });
});
