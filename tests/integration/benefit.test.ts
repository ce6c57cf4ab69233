import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { ask } from "#app/lib/ask-together.server.ts";
import { db } from "#app/lib/db.server.ts";
import { certifyBenefit } from "#app/modules/achievements/benefit/certify-benefit.server.ts";
import { correctBenefit } from "#app/modules/achievements/benefit/correct-benefit.server.ts";
import { enterBenefit } from "#app/modules/achievements/benefit/enter-benefit.server.ts";
import {
  addEvidence,
  registerBenefitFiles,
  removeEvidence,
} from "#app/modules/achievements/benefit/evidence.server.ts";
import { benefitTodo } from "#app/modules/achievements/benefit/queries-home.server.ts";
import { moveBenefit } from "#app/modules/achievements/benefit/move-benefit.server.ts";
import { loadBenefitPlace } from "#app/modules/achievements/benefit/queries-place.server.ts";
import { listBenefits, loadBenefit } from "#app/modules/achievements/benefit/queries.server.ts";
import { moveBenefitSchema } from "#app/modules/achievements/benefit/schema.ts";
import { confirmShare, shareBenefit } from "#app/modules/achievements/benefit/share-benefit.server.ts";
import { stateFigures } from "#app/modules/achievements/benefit/state-figures.server.ts";
import { submitBenefit } from "#app/modules/achievements/benefit/submit-benefit.server.ts";
import { withdrawBenefit } from "#app/modules/achievements/benefit/withdraw-benefit.server.ts";
import { filePolicyOf } from "#app/modules/attachments/policy-registry.ts";
import { deliverBenefitNotices } from "#app/modules/notifications/benefit-notices.server.ts";
import { useTestDatabase } from "#tests/support/database.server.ts";
import { word } from "#tests/support/documents.ts";
import { makeActor, makeWorld } from "#tests/support/factories.server.ts";
import { refusal } from "#tests/support/solving.server.ts";
import {
  LATER,
  later,
  solvedProblem,
  entry,
  figures,
  versionOf,
  sharesOf,
  submitted,
  whole,
} from "#tests/support/benefits.server.ts";

useTestDatabase();
registerBenefitFiles();

it("from the forecast to the certified figure, locked, shared and counted", async () => {
  const world = await makeWorld();
  const fixId = await solvedProblem(world);
  const [engineer, finance, craftsman] = [later(world.engineer), later(world.finance), later(world.craftsman)];
  expect(await refusal(enterBenefit(later(world.toolsEngineer), entry(fixId)))).toBe("benefit-source");
  expect(await refusal(enterBenefit(finance, entry(fixId)))).toBe("not-your-move");
  const input = entry(fixId);
  const { id } = await enterBenefit(engineer, input);
  expect(await enterBenefit(engineer, input)).toEqual({ id });

  const wrong = { ...figures(0, "FORECAST", "250"), formula: "少停小时.constructor" };
  expect(await refusal(stateFigures(engineer, id, wrong))).toBe("formula-wrong");
  await stateFigures(engineer, id, figures(0, "FORECAST", "250"));
  expect(await refusal(submitBenefit(engineer, id, 1))).toBe("benefit-state");
  await stateFigures(engineer, id, figures(1, "ACTUAL", "200"));
  // Over when its last day is over at the brewery, not in Greenwich.
  const submitAt = (now: string) => refusal(submitBenefit({ ...engineer, now: new Date(now) }, id, 2));
  expect(await submitAt("2027-01-31T15:59:00Z")).toBe("benefit-ends-later");
  expect(await submitAt("2027-01-31T16:00:00Z")).toBe("certify-shares");
  expect(await refusal(submitBenefit(engineer, id, 2))).toBe("certify-shares");
  expect(await refusal(shareBenefit(engineer, id, { version: 2, lines: sharesOf(world, "70", "29.99") }))).toBe(
    "shares-sum",
  );
  const onlyOwn = [{ who: `${world.engineer.personId}@${world.brewery}`, percent: "100", contribution: "" }];
  expect(await refusal(shareBenefit(engineer, id, { version: 2, lines: onlyOwn }))).toBe("shares-solver");
  const stranger = [
    ...sharesOf(world, "70", "20"),
    { who: `${world.outsider.personId}@${world.brewery}`, percent: "10", contribution: "" },
  ];
  expect(await refusal(shareBenefit(engineer, id, { version: 2, lines: stranger }))).toBe("shares-person");
  await shareBenefit(engineer, id, { version: 2, lines: sharesOf(world) });
  expect(await refusal(submitBenefit(engineer, id, 3))).toBe("benefit-no-evidence");
  await addEvidence(engineer, id, [new File([new Uint8Array(word("停机记录"))], "停机记录.docx")]);
  await submitBenefit(engineer, id, 3);
  expect(await ask(benefitTodo(finance))).toMatchObject([{ id, reason: "certify" }]);

  // Evidence is closed and the recipient's own.
  const file = await db.attachment.findFirstOrThrow({ where: { ownerKind: "benefit", ownerId: id } });
  expect(await refusal(removeEvidence(engineer, id, file.id))).toBe("benefit-state");
  expect(await filePolicyOf("benefit")?.read(finance, id)).toBe("CONFIDENTIAL");
  for (const actor of [craftsman, world.secretariat, world.officer, world.outsider])
    expect(await refusal(Promise.resolve(filePolicyOf("benefit")?.read(actor, id)))).toBe("not_found");

  // Nobody certifies who is not finance of the recipient, or had a part in it, or stands in for one who had.
  const part = await whole(id);
  expect(await refusal(certifyBenefit(engineer, id, part))).toBe("certify-not-finance");
  expect(await refusal(certifyBenefit(craftsman, id, part))).toBe("certify-not-finance");
  for (const actor of [world.secretariat, world.officer, world.outsider, world.toolsReviewer])
    expect(await refusal(certifyBenefit(later(actor), id, part))).toBe("not_found");
  for (const [of, roles] of [
    ["posted", world.engineer],
    ["solved", world.craftsman],
    ["accepted", world.engineer2],
  ] as const) {
    const standings = [...roles.standings, ...finance.standings];
    expect([of, await refusal(certifyBenefit({ ...later(roles), standings }, id, part))]).toEqual([
      of,
      "certify-involved",
    ]);
    const deputy = finance.standings.map((s) => ({ ...s, deputyFor: { personId: roles.personId, name: "" } }));
    expect(
      await refusal(certifyBenefit({ ...finance, personId: world.reviewer2.personId, standings: deputy }, id, part)),
    ).toBe("certify-involved");
  }
  const wasThere = { ...finance, recentOrganisationIds: [world.brewery, world.toolsStudio] };
  expect(await refusal(certifyBenefit(wasThere, id, part))).toBe("certify-involved");
  for (const amountYuan of ["19500", "0", "99999", "x"])
    expect(await refusal(certifyBenefit(finance, id, { ...part, decision: "PART", amountYuan, reason: "少算" }))).toBe(
      "certify-part",
    );
  await certifyBenefit(finance, id, part);
  expect(await db.benefit.findUniqueOrThrow({ where: { id } })).toMatchObject({
    state: "CERTIFIED",
    certifiedFen: 1_950_000n,
    certifiedById: world.finance.personId,
    baselineFen: 3_100_000n,
  });
  const said = await db.event.findFirstOrThrow({ where: { subjectId: id, type: "benefit.certified" } });
  expect(said).toMatchObject({ organisationId: world.brewery, layer: "OWN" });
  expect(said.payload).toMatchObject({ certifiedFen: "1950000", basis: expect.stringMatching(/^[0-9a-f]{64}$/) });

  // Exact for finance, a band for everybody else, nothing for who has nothing to do with it.
  expect(await loadBenefit(finance, id)).toMatchObject({ fen: "1950000", band: "BELOW_100K" });
  for (const actor of [engineer, craftsman, later(world.leader)]) {
    const page = await loadBenefit(actor, id);
    expect(page).toMatchObject({
      fen: null,
      certifiedFen: null,
      baselineFen: null,
      statements: [],
      band: "BELOW_100K",
    });
    expect(JSON.stringify(page)).not.toMatch(/19500|1950000|20000|每小时损失/);
  }
  expect(await loadBenefit(craftsman, id)).toMatchObject({ place: null, files: [] });
  for (const actor of [world.secretariat, world.officer, world.outsider, world.toolsReviewer])
    expect(await refusal(loadBenefit(later(actor), id))).toBe("not_found");
  expect((await listBenefits(later(world.toolsReviewer), {}, {})).rows).toEqual([]);

  // The list finds it by what its line shows: a recipient that is not named is not found by its name.
  const found = async (actor: typeof finance, q: string) =>
    (await listBenefits(actor, { q }, {})).rows.map((row) => row.id);
  const [{ number, title }, { name: brewery }] = await Promise.all([
    db.problem.findUniqueOrThrow({ where: { id: fixId }, select: { number: true, title: true } }),
    db.organisation.findUniqueOrThrow({ where: { id: world.brewery }, select: { name: true } }),
  ]);
  for (const actor of [finance, craftsman])
    for (const q of [number, title.slice(1, 4), brewery]) expect(await found(actor, q)).toEqual([id]);
  for (const q of ["没有这样的办法", "%", number.slice(1)]) expect(await found(finance, q)).toEqual([]);
  await db.problem.update({ where: { id: fixId }, data: { anonymous: true } });
  expect(await found(craftsman, brewery)).toEqual([]);
  expect(await found(finance, brewery)).toEqual([id]);
  await db.problem.update({ where: { id: fixId }, data: { anonymous: false } });

  // It counts once both have confirmed; an objection and a change ask again.
  expect((await loadBenefit(finance, id)).counts).toBe(false);
  const say = (sharesVersion: number, decision: "confirm" | "object" = "confirm") => ({
    sharesVersion,
    decision,
    objection: decision === "object" ? "我应该排第一" : "",
  });
  expect(await refusal(confirmShare(finance, id, say(1)))).toBe("shares-not-yours");
  expect(await refusal(confirmShare(craftsman, id, say(0)))).toBe("shares-changed");
  // Gaming: whoever certified it is given a share afterwards.
  const thanks = [
    ...sharesOf(world, "70", "20"),
    { who: `${world.finance.personId}@${world.brewery}`, percent: "10", contribution: "" },
  ];
  expect(await refusal(shareBenefit(engineer, id, { version: await versionOf(id), lines: thanks }))).toBe(
    "shares-certifier",
  );
  await confirmShare(craftsman, id, say(1));
  await confirmShare(engineer, id, say(1, "object"));
  expect((await loadBenefit(finance, id)).counts).toBe(false);
  await shareBenefit(engineer, id, { version: await versionOf(id), lines: sharesOf(world, "60", "40") });
  expect(await ask(benefitTodo(craftsman))).toMatchObject([{ id, reason: "confirm" }]);
  await confirmShare(craftsman, id, say(2));
  await confirmShare(engineer, id, say(2));
  expect((await loadBenefit(finance, id)).counts).toBe(true);
  expect(await refusal(shareBenefit(engineer, id, { version: await versionOf(id), lines: sharesOf(world) }))).toBe(
    "shares-locked",
  );

  // Locked: by the product, and by the database for anybody's code.
  expect(await refusal(stateFigures(engineer, id, figures(await versionOf(id), "ACTUAL", "300")))).toBe(
    "benefit-locked",
  );
  expect(await refusal(withdrawBenefit(engineer, id, { version: await versionOf(id), reason: "x" }))).toBe(
    "benefit-locked",
  );
  const lift = { where: { id }, data: { certifiedFen: 1n } };
  await expect(db.benefit.update(lift)).rejects.toThrow(/certified benefit cannot be changed/);
  await expect(db.benefit.update({ where: { id }, data: { state: "ACTUAL" } })).rejects.toThrow(/cannot be changed/);
  await expect(db.benefit.delete({ where: { id } })).rejects.toThrow();
  await expect(db.benefitStatement.updateMany({ where: { benefitId: id }, data: { grossFen: 1n } })).rejects.toThrow(
    /cannot be changed/,
  );
});

it("one saving counts once, and all of one fix never more than was lost", async () => {
  const world = await makeWorld();
  const fixId = await solvedProblem(world);
  const [engineer, finance] = [later(world.engineer), later(world.finance)];
  const machine = await db.asset.create({
    data: {
      enterpriseId: world.brewery,
      number: "GZ-03",
      numberKey: "GZ-03",
      code: randomUUID().slice(0, 10),
      type: "灌装机",
      line: "灌装3线",
      createdById: world.engineer.personId,
      createdAt: new Date(),
    },
  });
  const first = await submitted(world, fixId);
  const again = { fromOn: "2027-01-31", toOn: "2027-03-31" };
  const other = await solvedProblem(world);
  for (const more of [
    again,
    { ...again, place: "灌装３线" },
    // The same stop as profit, on a machine of the line, by its number, from another fix.
    { ...again, kind: "PROFIT" },
    { ...again, place: "", assetId: machine.id },
    { ...again, place: "gz—03" },
    { ...again, source: `fix:${other}` },
  ])
    expect(await refusal(enterBenefit(engineer, entry(fixId, more)))).toBe("benefit-twice");
  // Twins that are something else: another measure, other days, another line, no money.
  for (const more of [
    { measure: "SCRAP" },
    { fromOn: "2027-02-01", toOn: "2027-02-28" },
    { place: "灌装 4 线" },
    { kind: "SOCIAL", social: "少弯腰", toOn: "2027-03-31" },
  ])
    await enterBenefit(engineer, entry(fixId, more));
  // The machine's line and number are changed since, or it gets into the register only then: it is the same machine.
  await enterBenefit(engineer, entry(fixId, { measure: "MATERIAL", place: "", assetId: machine.id }));
  await db.asset.update({
    where: { id: machine.id },
    data: { line: "灌装九线", number: "GZ-09", numberKey: "GZ-09", formerNumbers: ["GZ-03"] },
  });
  for (const place of ["灌装九线", "灌装 3 线", "GZ-03", "gz-09"])
    expect(await refusal(enterBenefit(engineer, entry(fixId, { measure: "MATERIAL", place })))).toBe("benefit-twice");
  await enterBenefit(engineer, entry(fixId, { measure: "MATERIAL", place: "灌装 8 线" }));
  await enterBenefit(engineer, entry(fixId, { measure: "MATERIAL", place: "YG-77" }));
  const { id: _number, code: _code, ...likeIt } = machine;
  const registered = await db.asset.create({
    data: { ...likeIt, number: "YG—77", numberKey: "YG-77", code: randomUUID().slice(0, 10) },
  });
  const byNumber = { measure: "MATERIAL", place: "", assetId: registered.id };
  expect(await refusal(enterBenefit(engineer, entry(fixId, byNumber)))).toBe("benefit-twice");
  // Past all code: two rows that hold the same days cannot stand side by side.
  const { id: _, ...row } = await db.benefit.findUniqueOrThrow({ where: { id: first } });
  await expect(db.benefit.create({ data: { ...row, clientId: randomUUID(), kind: "PROFIT" } })).rejects.toThrow(
    /Benefit_counts_once/,
  );
  // Two at the same moment: one succeeds.
  const race = { measure: "ENERGY" };
  const both = await Promise.allSettled(
    [engineer, later(world.reviewer)].map((actor) => enterBenefit(actor, entry(fixId, race))),
  );
  expect(both.map((one) => one.status).sort()).toEqual(["fulfilled", "rejected"]);

  // 31 days at 1,000 yuan: 19,500 are taken, 11,500 left, whatever it is called.
  const over = { measure: "SCRAP", place: "包装线", kind: "PROFIT" };
  // What is left would tell an engineer what finance certified before.
  await expect(submitted(world, fixId, "121", over)).rejects.toMatchObject({
    messageKey: "benefit-over-loss",
    details: { field: "formula", values: {} },
  });
  const kept = await db.benefit.findFirstOrThrow({ where: { fixId, placeKey: "line:包装线" } });
  await stateFigures(engineer, kept.id, figures(await versionOf(kept.id), "ACTUAL", "120"));
  await submitBenefit(engineer, kept.id, await versionOf(kept.id));
  await certifyBenefit(finance, kept.id, {
    ...(await whole(kept.id)),
    decision: "PART",
    amountYuan: "5000.5",
    reason: "只认一部分",
  });
  expect(await db.benefit.findUniqueOrThrow({ where: { id: kept.id } })).toMatchObject({
    state: "PARTLY",
    certifiedFen: 500_050n,
  });
  // Costs that eat it up leave nothing to certify.
  const { id: empty } = await enterBenefit(engineer, entry(fixId, { measure: "LABOUR" }));
  await stateFigures(engineer, empty, figures(0, "ACTUAL", "1", "100"));
  await shareBenefit(engineer, empty, { version: 1, lines: sharesOf(world) });
  expect(await refusal(submitBenefit(engineer, empty, 2))).toBe("benefit-nothing");
  // Refused gives up its place, taken up again it holds it.
  await certifyBenefit(finance, first, { ...(await whole(first)), decision: "REFUSE", reason: "缺停机记录" });
  expect((await ask(benefitTodo(engineer))).filter((one) => one.reason === "refused").map((one) => one.id)).toEqual([
    first,
  ]);
  const { id: meanwhile } = await enterBenefit(engineer, entry(fixId, { fromOn: "2027-01-31" }));
  const anew = async () => stateFigures(engineer, first, figures(await versionOf(first), "ACTUAL", "200"));
  expect(await refusal(anew())).toBe("benefit-twice");
  await withdrawBenefit(engineer, meanwhile, { version: 0, reason: "填错了" });
  await anew();
  expect(await refusal(enterBenefit(engineer, entry(fixId, again)))).toBe("benefit-twice");
});

it("only what was accepted and lost, from the trial on, comes before finance, and stands when finance decides", async () => {
  const world = await makeWorld();
  const [engineer, finance] = [later(world.engineer), later(world.finance)];
  const fixId = await solvedProblem(world);
  const id = await submitted(world, fixId);
  const certify = async () => refusal(certifyBenefit(finance, id, await whole(id)));
  // It came back before finance looked.
  await db.problem.update({ where: { id: fixId }, data: { state: "IN_PROGRESS" } });
  expect(await certify()).toBe("benefit-not-accepted");
  await db.problem.update({ where: { id: fixId }, data: { state: "SOLVED" } });
  await db.acceptance.updateMany({ where: { problemId: fixId }, data: { supersededAt: LATER } });
  expect(await certify()).toBe("benefit-not-accepted");
  await db.acceptance.updateMany({ where: { problemId: fixId }, data: { supersededAt: null } });
  await certifyBenefit(finance, id, await whole(id));

  // Days from before the trial, and savings where nobody recorded a loss; profit without one has no bound to keep.
  const { startedOn } = await db.trial.findFirstOrThrow({ where: { problemId: fixId } });
  const before = new Date(startedOn.getTime() - 86_400_000).toISOString().slice(0, 10);
  const early = { measure: "SCRAP", fromOn: before, toOn: before };
  expect(await refusal(submitted(world, fixId, "10", early))).toBe("benefit-too-early");
  const unmeasured = await solvedProblem(world);
  await db.problem.update({ where: { id: unmeasured }, data: { impactFen: null } });
  const line = { place: "灌装 7 线" };
  expect(await refusal(submitted(world, unmeasured, "10", line))).toBe("benefit-no-loss");
  await submitted(world, unmeasured, "10", { ...line, measure: "OUTPUT", kind: "PROFIT" });

  // A correction that was moved to where another saving stands meanwhile.
  const other = await submitted(world, fixId, "20", { place: "灌装 5 线" });
  await certifyBenefit(finance, other, await whole(other));
  const { id: made } = await correctBenefit(engineer, other, { version: await versionOf(other), reason: "换线" });
  const onto = {
    version: await versionOf(made),
    measure: "DOWNTIME",
    place: "灌装 3 线",
    fromOn: "2027-01-01",
    toOn: "2027-01-31",
  };
  await moveBenefit(engineer, made, moveBenefitSchema.parse(onto));
  await submitBenefit(engineer, made, await versionOf(made));
  expect(await refusal(certifyBenefit(finance, made, await whole(made)))).toBe("benefit-twice");
});

it("its machine, days and measure may be changed until it is before finance", async () => {
  const world = await makeWorld();
  const fixId = await solvedProblem(world);
  const engineer = later(world.engineer);
  const { id } = await enterBenefit(engineer, entry(fixId));
  await enterBenefit(engineer, entry(fixId, { place: "灌装 4 线" }));
  const moved = async (more: Record<string, unknown>) =>
    moveBenefitSchema.parse({
      version: await versionOf(id),
      measure: "DOWNTIME",
      place: "灌装 5 线",
      fromOn: "2027-02-01",
      toOn: "2027-02-28",
      ...more,
    });
  const onto = await moved({ place: "灌装４线", fromOn: "2027-01-31" });
  expect(await refusal(moveBenefit(engineer, id, onto))).toBe("benefit-twice");
  expect(await refusal(moveBenefit(later(world.finance), id, await moved({})))).toBe("not-your-move");
  await moveBenefit(engineer, id, await moved({}));
  expect((await loadBenefitPlace(engineer, id)).values).toMatchObject({ place: "灌装 5 线", fromOn: "2027-02-01" });
  // It has given up the place it had.
  await enterBenefit(engineer, entry(fixId));
  const last = await submitted(world, fixId, "100", { place: "灌装 6 线" });
  expect(await refusal(moveBenefit(engineer, last, { ...(await moved({})), version: await versionOf(last) }))).toBe(
    "benefit-state",
  );
});

it("imported and on-behalf entries are never certified, and the right people hear of each step", async () => {
  const world = await makeWorld();
  const fixId = await solvedProblem(world);
  const finance = later(world.finance);
  const id = await submitted(world, fixId);
  for (const origin of ["IMPORTED", "ON_BEHALF"] as const) {
    await db.benefit.update({ where: { id }, data: { origin } });
    expect(await refusal(certifyBenefit(finance, id, await whole(id)))).toBe("not-your-move");
    const past = { state: "CERTIFIED" as const, certifiedById: finance.personId, certifiedAt: LATER, certifiedFen: 1n };
    await expect(db.benefit.update({ where: { id }, data: past })).rejects.toThrow(/Benefit_certified_afresh/);
  }
  // A problem imported from a ledger has no acceptance to build on.
  await db.problem.update({ where: { id: fixId }, data: { origin: "IMPORTED" } });
  expect(await refusal(enterBenefit(later(world.engineer), entry(fixId, { measure: "SCRAP" })))).toBe("benefit-source");

  const outsider = await makeActor([["FINANCE", world.tools]]);
  const told = async (type: string) => {
    const event = await db.event.findFirstOrThrow({ where: { subjectId: id, type }, orderBy: { id: "desc" } });
    await deliverBenefitNotices(event.id, event.at);
    await deliverBenefitNotices(event.id, event.at);
    return (await db.notice.findMany({ where: { eventId: event.id } })).map((one) => one.personId);
  };
  expect(await told("benefit.submitted")).toEqual([world.finance.personId]);
  expect(await told("benefit.submitted")).not.toContain(outsider.personId);
  expect(await told("benefit.shared")).toEqual([world.craftsman.personId]);
});
