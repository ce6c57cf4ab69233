import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { db, type Prisma, type Tx } from "#app/lib/db.server.ts";
import { certifyBenefit } from "#app/modules/achievements/benefit/certify-benefit.server.ts";
import { correctBenefit } from "#app/modules/achievements/benefit/correct-benefit.server.ts";
import { enterBenefit } from "#app/modules/achievements/benefit/enter-benefit.server.ts";
import { addEvidence, registerBenefitFiles } from "#app/modules/achievements/benefit/evidence.server.ts";
import { loadBenefit } from "#app/modules/achievements/benefit/queries.server.ts";
import { confirmShare, shareBenefit } from "#app/modules/achievements/benefit/share-benefit.server.ts";
import { stateFigures } from "#app/modules/achievements/benefit/state-figures.server.ts";
import { submitBenefit } from "#app/modules/achievements/benefit/submit-benefit.server.ts";
import { verifyBenefitBases } from "#app/modules/achievements/benefit/verify-bases.server.ts";
import { withdrawBenefit } from "#app/modules/achievements/benefit/withdraw-benefit.server.ts";
import { adopted, adopter } from "#tests/support/achievements.server.ts";
import {
  entry,
  figures,
  LATER,
  later,
  sharesOf,
  solvedProblem,
  submitted,
  versionOf,
  whole,
} from "#tests/support/benefits.server.ts";
import { useTestDatabase } from "#tests/support/database.server.ts";
import { word } from "#tests/support/documents.ts";
import { makeActor, makeWorld } from "#tests/support/factories.server.ts";
import { refusal } from "#tests/support/solving.server.ts";

useTestDatabase();
registerBenefitFiles();

it("a correction is a new entry that takes the place of the one it names", async () => {
  const world = await makeWorld();
  const fixId = await solvedProblem(world);
  const [engineer, finance] = [later(world.engineer), later(world.finance)];
  const id = await submitted(world, fixId);
  await certifyBenefit(finance, id, await whole(id));
  const why = async () => ({ version: await versionOf(id), reason: "多算了一班" });
  expect(await refusal(correctBenefit(finance, id, await why()))).toBe("not-your-move");
  const made = await correctBenefit(engineer, id, await why());
  expect(await refusal(correctBenefit(engineer, id, await why()))).toBe("benefit-corrected");
  // Its evidence is there already: the same bytes, files of its own.
  const files = (ownerId: string) =>
    db.attachment.findMany({ where: { ownerId, removedAt: null }, select: { sha256: true, key: true } });
  const [before, copied] = [await files(id), await files(made.id)];
  expect(copied.map((one) => one.sha256)).toEqual(before.map((one) => one.sha256));
  expect(copied.map((one) => one.key)).not.toEqual(before.map((one) => one.key));
  await stateFigures(engineer, made.id, figures(0, "ACTUAL", "150"));
  await submitBenefit(engineer, made.id, await versionOf(made.id));
  expect((await loadBenefit(finance, id)).state).toBe("CERTIFIED");
  await certifyBenefit(finance, made.id, await whole(made.id));
  expect(await db.benefit.findUniqueOrThrow({ where: { id } })).toMatchObject({
    state: "CORRECTED",
    holds: false,
    certifiedFen: 1_950_000n,
  });
  expect(await loadBenefit(finance, made.id)).toMatchObject({ state: "CERTIFIED", corrects: id, fen: "1450000" });
  expect(await refusal(enterBenefit(engineer, entry(fixId)))).toBe("benefit-twice");

  // One correction at a time, also of those begun in one moment, and one refused is not taken up beside another.
  const again = async () => correctBenefit(engineer, made.id, { version: await versionOf(made.id), reason: "再改" });
  const begun = await Promise.allSettled([again(), again()]);
  expect(begun.map((one) => one.status).sort()).toEqual(["fulfilled", "rejected"]);
  const { id: one } = await db.benefit.findFirstOrThrow({ where: { correctsId: made.id } });
  await submitBenefit(engineer, one, await versionOf(one));
  await certifyBenefit(finance, one, { ...(await whole(one)), decision: "REFUSE", reason: "没有依据" });
  const other = await again();
  const takenUp = async () => stateFigures(engineer, one, figures(await versionOf(one), "ACTUAL", "140"));
  expect(await refusal(takenUp())).toBe("benefit-corrected");
  await withdrawBenefit(engineer, other.id, { version: 0, reason: "不改了" });
  await takenUp();
  await withdrawBenefit(engineer, one, { version: await versionOf(one), reason: "不改了" });

  // An auditor finds all of it as it was certified, also after shares were changed that not everybody had confirmed.
  await shareBenefit(engineer, made.id, { version: await versionOf(made.id), lines: sharesOf(world, "55", "45") });
  const found = async () =>
    (await verifyBenefitBases(async () => {})).findings.filter((one) => one.organisationId === world.brewery);
  expect(await found()).toEqual([]);
  // Gaming: a figure changed behind the product's back, by who can take triggers away, is found, whatever was changed.
  const behind = async (change: (tx: Tx) => Promise<unknown>) => {
    await db.$transaction(async (tx) => {
      await tx.$executeRaw`SET LOCAL session_replication_role = replica`;
      await change(tx);
    });
    return (await found()).map(({ kind, subjectId }) => ({ kind, subjectId }));
  };
  const update = (data: Prisma.BenefitUpdateInput) => (tx: Tx) => tx.benefit.update({ where: { id: made.id }, data });
  const at = (kind: string) => [{ kind, subjectId: made.id }];
  expect(await behind(update({ certifiedFen: 1_400_000n }))).toEqual(at("row-differs"));
  expect(await behind(update({ certifiedFen: 1_450_000n, state: "PARTLY" }))).toEqual(at("row-differs"));
  await behind(update({ state: "CERTIFIED" }));
  const { placeKey, certifiedById } = await db.benefit.findUniqueOrThrow({ where: { id: made.id } });
  expect(await behind(update({ placeKey: "line:elsewhere" }))).toEqual(at("seal-broken"));
  expect(await behind(update({ placeKey, certifiedById: engineer.personId }))).toEqual(at("row-differs"));
  await behind(update({ certifiedById }));
  const shift = (basisPoints: number) => (tx: Tx) =>
    tx.benefitShare.updateMany({ where: { benefitId: made.id, position: 0 }, data: { basisPoints } });
  expect(await behind(shift(9_000))).toEqual(at("seal-broken"));
  expect(await behind(shift(5_500))).toEqual([]);
  // Nobody has confirmed these shares, so it counts nowhere; and its place is held, so that no other takes it.
  const confirmed = (data: Prisma.BenefitShareUpdateManyMutationInput) => (tx: Tx) =>
    tx.benefitShare.updateMany({ where: { benefitId: made.id }, data });
  expect(await behind(confirmed({ confirmedOf: 1 }))).toEqual(at("row-differs"));
  expect(await behind(confirmed({ confirmedOf: null }))).toEqual([]);
  expect(await behind(update({ sharesVersion: 0 }))).toEqual(at("row-differs"));
  expect(await behind(update({ sharesVersion: 1 }))).toEqual([]);
  expect(await behind(update({ holds: false }))).toEqual(at("row-differs"));
  expect(await behind(update({ state: "CORRECTED" }))).toEqual(at("row-differs"));
  expect(await behind(update({ state: "CERTIFIED", holds: true }))).toEqual([]);
  // Said in person it stands, objected to after it was confirmed it does not.
  const say = async (decision: "confirm" | "object") =>
    confirmShare(engineer, made.id, { sharesVersion: 1, decision, objection: "份额不对" });
  await say("confirm");
  const was = await db.benefitShare.findFirstOrThrow({
    where: { benefitId: made.id, personId: engineer.personId },
    select: { confirmedOf: true, confirmedAt: true, objectedOf: true, objection: true },
  });
  expect(await found()).toEqual([]);
  await say("object");
  expect(await found()).toEqual([]);
  const own = { benefitId_personId: { benefitId: made.id, personId: engineer.personId } };
  const restore = (tx: Tx) => tx.benefitShare.update({ where: own, data: was });
  expect(await behind(restore)).toEqual(at("row-differs"));
  await behind((tx) =>
    tx.benefitShare.update({
      where: own,
      data: { confirmedOf: null, confirmedAt: null, objectedOf: 1, objection: "份额不对" },
    }),
  );
  expect(await found()).toEqual([]);
  const hide = (tx: Tx) => tx.attachment.updateMany({ where: { ownerId: made.id }, data: { removedAt: LATER } });
  expect(await behind(hide)).toEqual(at("seal-broken"));
});

it("of an adoption it is certified by nobody who posted, solved or accepted the fix elsewhere before", async () => {
  const world = await makeWorld();
  const fixId = await solvedProblem(world);
  const taker = later(await adopter(world));
  const enterpriseId = taker.standings[0]?.organisationId ?? "";
  const reuseId = await adopted(world, fixId, taker);
  const source = `adoption:${reuseId}`;
  const { id } = await enterBenefit(taker, entry(fixId, { source, fromOn: "2027-02-01", toOn: "2027-02-28" }));
  await stateFigures(taker, id, figures(0, "ACTUAL", "20"));
  const [solver] = sharesOf(world);
  const lines = [
    ...(solver ? [solver] : []),
    { who: `${taker.personId}@${enterpriseId}`, percent: "30", contribution: "" },
  ];
  await shareBenefit(taker, id, { version: 1, lines });
  const file = async (about: string) =>
    addEvidence(taker, about, [new File([new Uint8Array(word(`停机 ${about}`))], "停机记录.docx")]);
  await file(id);
  await submitBenefit(taker, id, await versionOf(id));
  const finance = await makeActor([["FINANCE", enterpriseId]], { now: LATER });
  for (const [of, person] of [
    ["posted", world.engineer],
    ["accepted", world.engineer2],
    ["solved", world.craftsman],
  ] as const)
    expect([of, await refusal(certifyBenefit({ ...finance, personId: person.personId }, id, await whole(id)))]).toEqual(
      [of, "certify-involved"],
    );
  await certifyBenefit(finance, id, await whole(id));

  // Adopted a second time by a colleague: the same line has lost its 2,800 yuan once, another line its own.
  const colleague = later(await makeActor([["ENGINEER", enterpriseId]]));
  const second = `adoption:${await adopted(world, fixId, colleague)}`;
  expect(second).not.toBe(source);
  const machine = (number: string, line: string) =>
    db.asset.create({
      data: {
        enterpriseId,
        number,
        numberKey: number,
        code: randomUUID().slice(0, 10),
        type: "灌装机",
        line,
        createdById: taker.personId,
        createdAt: LATER,
      },
    });
  const claim = async (place: string, assetId?: string) => {
    const days = { fromOn: "2027-02-01", toOn: "2027-02-28" };
    const made = await enterBenefit(
      taker,
      entry(fixId, { source: second, measure: assetId ? "ENERGY" : "SCRAP", place, assetId, ...days }),
    );
    await stateFigures(taker, made.id, figures(0, "ACTUAL", "20"));
    await shareBenefit(taker, made.id, { version: 1, lines });
    await file(made.id);
    return submitBenefit(taker, made.id, await versionOf(made.id));
  };
  expect(await refusal(claim("灌装 3 线"))).toBe("benefit-over-loss");
  // So has the machine that stands on it.
  expect(await refusal(claim("", (await machine("GZ-31", "灌装３线")).id))).toBe("benefit-over-loss");
  await claim("灌装 4 线");
});
