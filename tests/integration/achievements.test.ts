import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { ask } from "#app/lib/ask-together.server.ts";
import { db, type Prisma } from "#app/lib/db.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { changeAchievement } from "#app/modules/achievements/achievement/change-achievement.server.ts";
import { decideAchievement } from "#app/modules/achievements/achievement/decide-achievement.server.ts";
import { registerAchievementFiles } from "#app/modules/achievements/achievement/evidence.server.ts";
import { linkFact, unlinkFact } from "#app/modules/achievements/achievement/link-facts.server.ts";
import { achievementTodo } from "#app/modules/achievements/achievement/queries-home.server.ts";
import { loadAchievementFacts, loadSubmission } from "#app/modules/achievements/achievement/queries-steps.server.ts";
import { registeredTitles } from "#app/modules/achievements/achievement/queries-titles.server.ts";
import { listAchievements, loadAchievement } from "#app/modules/achievements/achievement/queries.server.ts";
import {
  confirmContribution,
  shareAchievement,
  takeOverAchievement,
} from "#app/modules/achievements/achievement/share-achievement.server.ts";
import { verifyAchievements } from "#app/modules/achievements/achievement/verify-achievements.server.ts";
import { verifyLinks } from "#app/modules/achievements/achievement/verify-links.server.ts";
import { similarAchievements } from "#app/modules/achievements/achievement/similar.server.ts";
import {
  recallAchievement,
  submitAchievement,
} from "#app/modules/achievements/achievement/submit-achievement.server.ts";
import { withdrawAchievement } from "#app/modules/achievements/achievement/withdraw-achievement.server.ts";
import { registerBenefitFiles } from "#app/modules/achievements/benefit/evidence.server.ts";
import { filePolicyOf } from "#app/modules/attachments/policy-registry.ts";
import { deliverAchievementNotices } from "#app/modules/notifications/achievement-notices.server.ts";
import { useTestDatabase } from "#tests/support/database.server.ts";
import { makeActor, makeWorld } from "#tests/support/factories.server.ts";
import { refusal } from "#tests/support/solving.server.ts";
import {
  SUMMARY,
  INNOVATION,
  entered,
  versionOf,
  content,
  OTHER,
  alone,
  written,
  registered,
  benefitOf,
  adopted,
  adopter,
} from "#tests/support/achievements.server.ts";
import { LATER, later, solvedProblem } from "#tests/support/benefits.server.ts";

useTestDatabase();
registerBenefitFiles();
registerAchievementFiles();

it("grows out of a solved problem, is confirmed by everybody on it and registered by their house", async () => {
  const world = await makeWorld();
  const fixId = await solvedProblem(world);
  await benefitOf(world, fixId, "灌装 3 线");
  await adopted(world, fixId, await adopter(world));
  const [craftsman, reviewer] = [later(world.craftsman), later(world.toolsReviewer)];
  expect(await refusal(entered(later(world.outsider), `fix:${fixId}`))).toBe("achievement-source");
  const once = randomUUID();
  const { id } = await entered(craftsman, `fix:${fixId}`, { clientId: once });
  expect(await entered(craftsman, `fix:${fixId}`, { clientId: once })).toEqual({ id });

  // Filled in: the team, what was certified, who adopted it.
  const first = await loadAchievement(craftsman, id);
  expect(first.origin).toBe("ENTERED");
  expect(first.owner.id).toBe(world.tools);
  expect(first.shares).toMatchObject([{ name: craftsman.name, basisPoints: 10_000, confirmedAt: null }]);
  expect(first.benefits).toMatchObject([{ band: "TO_500K", fen: null }]);
  expect(first.independent).toBe(1);

  expect(await refusal(changeAchievement(craftsman, id, await content(id, { completedOn: "2029-01-01" })))).toBe(
    "achievement-later",
  );
  const twice = {
    kind: "INVENTION",
    number: "ZL1",
    title: "装置",
    holder: "机床厂",
    state: "GRANTED",
    on: "2027-01-01",
  };
  expect(
    await refusal(changeAchievement(craftsman, id, await content(id, { patents: [twice, { ...twice, number: "1" }] }))),
  ).toBe("patent-number");
  expect(await refusal(submitAchievement(craftsman, id, { version: 0, novelty: "" }))).toBe("achievement-contribution");
  await changeAchievement(craftsman, id, await content(id, { patents: [twice] }));

  const two = (first: string, second: string) => [
    { who: `${world.craftsman.personId}@${world.toolsStudio}`, percent: first, contribution: "找到原因" },
    { who: `${world.engineer.personId}@${world.brewery}`, percent: second, contribution: "现场实施" },
  ];
  const share = async (lines: ReturnType<typeof two>) =>
    shareAchievement(craftsman, id, { version: await versionOf(id), lines });
  // Gaming: shares that are not 100 % are refused; an honest team of one or two is not.
  expect(await refusal(share(two("70", "29.99")))).toBe("shares-sum");
  expect(await refusal(share(two("70", "30.01")))).toBe("shares-sum");
  const stranger = { who: `${world.outsider.personId}@${world.tools}`, percent: "100", contribution: "" };
  expect(await refusal(share([stranger]))).toBe("shares-person");
  const onlyOther = two("50", "50")
    .slice(1)
    .map((one) => ({ ...one, percent: "100" }));
  expect(await refusal(share(onlyOther))).toBe("shares-solver");
  await share(two("70", "30"));

  const engineer = later(world.engineer);
  expect(await ask(achievementTodo(engineer))).toMatchObject([{ id, reason: "confirm" }]);
  const said = { sharesVersion: 2, decision: "confirm" as const, objection: "" };
  await confirmContribution(craftsman, id, said);
  await submitAchievement(craftsman, id, { version: await versionOf(id), novelty: "" });
  expect(await refusal(confirmContribution(engineer, id, { ...said, sharesVersion: 1 }))).toBe("shares-changed");
  expect(await refusal(confirmContribution(reviewer, id, said))).toBe("not-your-move");

  // By a reviewer of the house who had no part in it, once everybody has confirmed.
  const decide = async (actor: Actor, decision: "register" | "return") =>
    decideAchievement(actor, id, { version: await versionOf(id), decision, reason: "请写明参数" });
  expect(await ask(achievementTodo(reviewer))).toMatchObject([{ id, reason: "register" }]);
  expect(await refusal(decide(reviewer, "register"))).toBe("achievement-unconfirmed");
  expect(await refusal(decide(craftsman, "register"))).toBe("not-your-move");
  for (const actor of [world.reviewer, world.secretariat, world.officer, world.outsider])
    expect(await refusal(decide(later(actor), "register"))).toBe("not_found");
  const involved = { ...reviewer, personId: world.craftsman.personId };
  expect(await refusal(decide(involved, "register"))).toBe("not-your-move");
  await decide(reviewer, "return");
  expect(await ask(achievementTodo(craftsman))).toMatchObject([{ id, reason: "returned" }]);
  await submitAchievement(craftsman, id, { version: await versionOf(id), novelty: "" });
  await recallAchievement(craftsman, id, await versionOf(id));
  await submitAchievement(craftsman, id, { version: await versionOf(id), novelty: "" });
  await confirmContribution(engineer, id, said);
  await decide(reviewer, "register");
  const page = await loadAchievement(craftsman, id);
  expect(page).toMatchObject({
    state: "REGISTERED",
    counts: true,
    registeredBy: reviewer.name,
    certifiedBand: "TO_500K",
  });
  expect(page.history.map((one) => one.what)).toContain("returned");

  // Locked for code and for the database.
  expect(await refusal(changeAchievement(craftsman, id, await content(id)))).toBe("achievement-locked");
  expect(await refusal(share(two("60", "40")))).toBe("achievement-locked");
  const behind = [
    db.achievement.update({ where: { id }, data: { title: "更大的成果" } }),
    db.achievement.delete({ where: { id } }),
    db.achievementContributor.updateMany({ where: { achievementId: id }, data: { basisPoints: 5_000 } }),
    db.achievementContributor.deleteMany({ where: { achievementId: id } }),
    db.achievementPatent.updateMany({ where: { achievementId: id }, data: { state: "APPLIED" } }),
    db.achievementAdopter.deleteMany({ where: { achievementId: id } }),
    db.achievementBenefit.deleteMany({ where: { achievementId: id } }),
  ];
  for (const change of behind) await expect(change).rejects.toThrow(/cannot be (changed|removed)/);

  // An auditor finds it as it was registered, and every change behind the product's back.
  const found = async () =>
    [...(await verifyAchievements(async () => {})).findings, ...(await verifyLinks(async () => {})).findings]
      .filter((one) => one.subjectId === id)
      .map((one) => `${one.kind} ${one.part ?? ""}`.trim());
  expect(await found()).toEqual([]);
  const behindIt = (data: Prisma.AchievementUpdateInput) =>
    db.$transaction([
      db.$executeRaw`SET LOCAL session_replication_role = replica`,
      db.achievement.update({ where: { id }, data }),
    ]);
  await behindIt({ title: "更大的成果" });
  expect(await found()).toEqual(["seal-broken texts"]);
  for (const state of ["DRAFT", "WITHDRAWN"] as const) {
    await behindIt({ title: page.title, state });
    expect(await found()).toEqual(["row-differs"]);
  }
  await behindIt({ state: "REGISTERED" });

  // Its title stands on profiles for who may know of the problem; the rest is its people's own.
  expect(await registeredTitles(later(world.secretariat), { personId: craftsman.personId })).toMatchObject([
    { title: "瓶盖错位在线检测装置", id: null },
  ]);
  expect(await registeredTitles(later(world.leader), { studioId: world.toolsStudio })).toMatchObject([{ id }]);
  expect(await registeredTitles(later(world.outsider), { personId: craftsman.personId })).toEqual([]);
  for (const actor of [world.officer, world.secretariat, world.outsider, world.reviewer])
    expect((await listAchievements(later(actor), {}, {})).rows).toEqual([]);
  // Found by a word of its title or by a completer, by who may read it.
  for (const [q, found] of [
    ["错位在线", [id]],
    [craftsman.name, [id]],
    ["没有这一项", []],
  ] as const)
    expect((await listAchievements(later(craftsman), { q }, {})).rows.map((one) => one.id)).toEqual(found);
  expect((await listAchievements(later(world.outsider), { q: "错位在线" }, {})).rows).toEqual([]);
  expect(await filePolicyOf("achievement")?.read(reviewer, id)).toBe("CONFIDENTIAL");
  // Who has left keeps the record, not the files.
  const left = { ...craftsman, standings: [] };
  expect(await loadAchievement(left, id)).toMatchObject({ title: page.title, files: [] });
  for (const actor of [world.officer, left])
    expect(await refusal(Promise.resolve(filePolicyOf("achievement")?.read(actor, id)))).toBe("not_found");

  // What came after is added; what is revoked counts no more and gives up its benefits.
  const second = await benefitOf(world, fixId, "灌装 4 线");
  await linkFact(craftsman, id, { what: "benefit", id: second, version: await versionOf(id) });
  expect((await loadAchievement(craftsman, id)).benefits).toHaveLength(2);
  await withdrawAchievement(reviewer, id, { action: "revoke", version: await versionOf(id), reason: "重复" });
  expect(await found()).toEqual([]);
  expect((await loadAchievement(craftsman, id)).counts).toBe(false);
  expect(await db.achievementBenefit.count({ where: { achievementId: id } })).toBe(0);

  // The right people heard of it, once.
  for (const event of await db.event.findMany({ where: { subjectId: id }, orderBy: { id: "asc" } })) {
    await deliverAchievementNotices(event.id, LATER);
    await deliverAchievementNotices(event.id, LATER);
  }
  const told = async (actor: Actor) =>
    (await db.notice.findMany({ where: { personId: actor.personId, subjectId: id }, orderBy: { id: "asc" } })).map(
      (one) => one.type.replace("achievement.", ""),
    );
  expect(new Set(await told(reviewer))).toEqual(new Set(["submitted"]));
  expect(await told(engineer)).toEqual(expect.arrayContaining(["registered", "revoked"]));
  expect(await told(world.officer)).toEqual([]);
});

it("gaming: one saving counts in one achievement, whoever is quicker", async () => {
  const world = await makeWorld();
  const fixId = await solvedProblem(world);
  const craftsman = later(world.craftsman);
  const saving = await benefitOf(world, fixId, "灌装 3 线");
  const mine = await written(world, `fix:${fixId}`);
  const { id: other } = await entered(craftsman, `fix:${fixId}`, { title: "另一项" });
  expect((await loadAchievement(craftsman, other)).benefits).toEqual([]);
  expect((await loadAchievementFacts(craftsman, other)).benefits).toMatchObject([{ id: saving, taken: "elsewhere" }]);
  const take = async (id: string) =>
    linkFact(craftsman, id, { what: "benefit", id: saving, version: await versionOf(id) });
  expect(await refusal(take(other))).toBe("achievement-benefit-taken");
  await expect(db.achievementBenefit.create({ data: { benefitId: saving, achievementId: other } })).rejects.toThrow(
    "Unique constraint",
  );

  // Its honest twin: another saving, and the same once it was given up.
  const second = await benefitOf(world, fixId, "灌装 4 线");
  await linkFact(craftsman, other, { what: "benefit", id: second, version: await versionOf(other) });
  await unlinkFact(craftsman, mine, { what: "benefit", id: saving, version: await versionOf(mine) });
  const raced = await Promise.allSettled([take(mine), take(other)]);
  expect(raced.filter((one) => one.status === "fulfilled")).toHaveLength(1);
  expect(await db.achievementBenefit.count({ where: { benefitId: saving } })).toBe(1);
  expect(
    await refusal(linkFact(craftsman, other, { what: "benefit", id: randomUUID(), version: await versionOf(other) })),
  ).toBe("bad_choice");
});

it("gaming: a result told again is found before it is submitted, an honest twin is not", async () => {
  const world = await makeWorld();
  const craftsman = later(world.craftsman);
  const unit = `unit:${world.toolsStudio}`;
  const start = { title: "一项成果", completedOn: "2027-12-01" };
  const paper = { works: [{ kind: "PAPER", title: "论文", issuer: "", number: "", on: "2027-05-01" }] };
  const patent = {
    kind: "INVENTION",
    number: "ZL 2023 1 0123456.7",
    title: "装置",
    holder: "机床厂",
    state: "GRANTED",
  };
  const first = await registered(world, unit, { ...paper, patents: [{ ...patent, on: "2027-01-01" }] }, start);

  // The honest twin: another result about the same machine.
  const honest = await written(world, unit, { ...paper, ...OTHER }, start);
  expect(await similarAchievements(db, honest)).toEqual([]);
  expect((await loadSubmission(craftsman, honest)).similar).toEqual([]);
  await submitAchievement(craftsman, honest, { version: await versionOf(honest), novelty: "" });

  // The same in other words.
  const again = await written(
    world,
    unit,
    {
      ...paper,
      title: "瓶盖错位自动报警剔除装置的研制与应用",
      summary: `${SUMMARY.replace("靠人工抽检", "一直靠人工抽检").replace("加装", "加装了")}职工反映很好。`,
      innovation: INNOVATION.replace("不用停机", "不需要停机"),
    },
    start,
  );
  const seen = await loadSubmission(craftsman, again);
  expect(seen.similar).toMatchObject([{ sameFix: false, samePatent: false, open: { id: first } }]);
  expect(seen.similar[0]?.similarity).toBeGreaterThanOrEqual(40);
  const submit = async (novelty: string) =>
    submitAchievement(craftsman, again, { version: await versionOf(again), novelty });
  expect(await refusal(submit(""))).toBe("achievement-novelty");
  await submit("增加了自动剔除。");
  // It is kept with it, for who looks for recycled results; what was first is similar to nothing.
  expect(await db.achievementSimilar.findMany({ where: { achievementId: again } })).toMatchObject([
    { earlierId: first },
  ]);
  expect(await similarAchievements(db, again)).toMatchObject([{ id: first }]);
  expect(await similarAchievements(db, first)).toEqual([]);

  // The same patent, whatever the words; withdrawn it is no earlier one any more.
  const sold = await written(
    world,
    unit,
    {
      ...paper,
      ...OTHER,
      title: "烘丝机水分控制",
      summary: "换牌号后水分波动大，建立前馈模型代替经验调整。",
      patents: [{ ...patent, number: "CN202310123456.7", on: "2027-01-01" }],
    },
    start,
  );
  expect(await similarAchievements(db, sold)).toMatchObject([{ id: first, samePatent: true }]);
  await withdrawAchievement(later(world.toolsReviewer), first, {
    action: "revoke",
    version: await versionOf(first),
    reason: "撤销",
  });
  expect(await similarAchievements(db, sold)).toEqual([]);

  // Somebody else's is only told to exist.
  const closed = await makeActor([["CRAFTSMAN", world.breweryStudio]], { now: LATER });
  const { id: copied } = await entered(closed, `unit:${world.breweryStudio}`, start);
  await changeAchievement(closed, copied, await content(copied, paper));
  const told = (await loadSubmission(closed, copied)).similar;
  expect(told).toMatchObject([{ open: null }]);
});

it("gaming: adopters of the own house or group are marked and not counted, named ones are not confirmed", async () => {
  const world = await makeWorld();
  const fixId = await solvedProblem(world);
  const group = (await db.enterpriseGroup.create({ data: { name: "酒业集团" } })).id;
  await db.enterprise.update({ where: { organisationId: world.brewery }, data: { groupId: group } });
  await adopted(world, fixId, await adopter(world, group));
  await adopted(world, fixId, await adopter(world));
  const id = await written(world, `fix:${fixId}`, {
    adopters: [{ unit: "听说用过的厂", contact: "", on: "2027-05-01" }],
  });
  const page = await loadAchievement(later(world.craftsman), id);
  expect(page.independent).toBe(1);
  expect(page.adopters.filter((one) => one.affiliate)).toHaveLength(1);
  // The contact on a certificate is for the studio.
  expect(new Set(page.adopters.map((one) => one.contact))).toEqual(new Set(["设备科", ""]));
  await submitAchievement(later(world.craftsman), id, { version: await versionOf(id), novelty: "用在另一条线上" });
  const read = await loadAchievement(later(world.toolsReviewer), id);
  expect(new Set(read.adopters.map((one) => one.contact))).toEqual(new Set([""]));
  expect(page.adopters.filter((one) => !one.confirmed)).toMatchObject([{ unit: "听说用过的厂" }]);
});

it("entered on behalf or imported it counts for nothing until one of its people takes it over", async () => {
  const world = await makeWorld();
  const fixId = await solvedProblem(world);
  const [secretary, craftsman] = [later(world.secretariat), later(world.craftsman)];
  const { id } = await entered(secretary, `fix:${fixId}`);
  expect((await loadAchievement(secretary, id)).origin).toBe("ON_BEHALF");
  const own = {
    title: "冲压模具快换工装",
    summary: "换模要四十分钟，改成液压夹紧和定位销后八分钟。",
    innovation: "一次定位，不用找正。",
  };
  await changeAchievement(secretary, id, await content(id, own));
  await shareAchievement(secretary, id, { version: 1, lines: alone(world) });
  // Who typed it in neither confirms nor submits, and nobody confirms before it is taken over.
  const said = (sharesVersion: number) => ({ sharesVersion, decision: "confirm" as const, objection: "" });
  expect(await refusal(confirmContribution(secretary, id, said(2)))).toBe("not-your-move");
  expect(await refusal(confirmContribution(craftsman, id, said(2)))).toBe("achievement-take-over");
  expect(await refusal(submitAchievement(secretary, id, { version: 2, novelty: "" }))).toBe("achievement-take-over");
  expect(await refusal(takeOverAchievement(secretary, id, 2))).toBe("not-your-move");
  await expect(
    db.achievement.update({
      where: { id },
      data: { state: "REGISTERED", registeredById: secretary.personId, registeredAt: LATER },
    }),
  ).rejects.toThrow("Achievement_registered_afresh");
  expect(await ask(achievementTodo(craftsman))).toMatchObject([{ id, reason: "take-over" }]);
  await takeOverAchievement(craftsman, id, 2);
  expect(await refusal(loadAchievement(secretary, id))).toBe("not_found");
  await confirmContribution(craftsman, id, said(3));
  await submitAchievement(craftsman, id, { version: 3, novelty: "" });
  await decideAchievement(later(world.toolsReviewer), id, { version: 4, decision: "register", reason: "" });
  expect((await loadAchievement(craftsman, id)).counts).toBe(true);
});
