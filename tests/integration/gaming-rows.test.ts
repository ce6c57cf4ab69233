import { createHash, randomUUID } from "node:crypto";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { addDays } from "date-fns/addDays";
import { beforeAll, describe, expect, test } from "vitest";
import { db, inTransaction, Prisma } from "#app/lib/db.server.ts";
import { decideAchievement } from "#app/modules/achievements/achievement/decide-achievement.server.ts";
import { confirmContribution } from "#app/modules/achievements/achievement/share-achievement.server.ts";
import { submitAchievement } from "#app/modules/achievements/achievement/submit-achievement.server.ts";
import { verifyAchievements } from "#app/modules/achievements/achievement/verify-achievements.server.ts";
import { verifyLinks } from "#app/modules/achievements/achievement/verify-links.server.ts";
import { runtimeFacts } from "#app/lib/runtime/facts.server.ts";
import { storePhoto } from "#app/modules/attachments/store-photo.server.ts";
import { auditChecks } from "#app/modules/events/audit-checks.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";
import { rememberBackup } from "#app/modules/events/witness.server.ts";
import { loadAudit } from "#app/modules/operations/audit/queries.server.ts";
import { createRun, runAudit } from "#app/modules/operations/audit/run-audit.server.ts";
import { registerProblemFiles } from "#app/modules/problems/file-policy.server.ts";
import { acceptSolution } from "#app/modules/solving/accept-solution.server.ts";
import { registerAuditChecks } from "#app/worker/audit.server.ts";
import { adopted, adopter, benefitOf, registered, versionOf, written } from "#tests/support/achievements.server.ts";
import { roundRow } from "#tests/support/award-rows.server.ts";
import { behind, expectFound } from "#tests/support/behind.server.ts";
import { later, solvedProblem } from "#tests/support/benefits.server.ts";
import { useTestDatabase } from "#tests/support/database.server.ts";
import { draftedProblem, makeActor, makeOrganisation, makeWorld, type World } from "#tests/support/factories.server.ts";
import { picture } from "#tests/support/pictures.ts";
import { awaitingAcceptance, refusal, tackledProblem } from "#tests/support/solving.server.ts";

useTestDatabase();
let world: World;

/** What a check of everything finds about these subjects. */
const auditOf = (...ids: string[]): Promise<string[]> => checked(auditChecks(), ...ids);
/** What the check of this name finds about them. */
const findsOf = (check: string, ...ids: string[]): Promise<string[]> =>
  checked(
    auditChecks().filter(([name]) => name === check),
    ...ids,
  );
async function checked(checks: ReturnType<typeof auditChecks>, ...ids: string[]): Promise<string[]> {
  const { id } = await createRun(db, "COMMAND", new Date());
  const { findings } = await runAudit(id, () => new Date(), checks);
  expect(await db.auditRun.findUniqueOrThrow({ where: { id } })).toMatchObject({ state: "DONE" });
  return findings
    .filter((one) => ids.includes(one.subjectId ?? "") || ids.includes(one.organisationId ?? ""))
    .map((one) => `${one.check} ${one.kind}`)
    .sort();
}

describe("a row changed in the database behind the product's back: found by the audit, a person decides", () => {
  let id: string;
  let file: { id: string; key: string };
  beforeAll(async () => {
    world = await makeWorld();
    await db.organisation.updateMany({
      where: { id: { in: [world.brewery, world.outside] } },
      data: { parentId: world.federation },
    });
    registerAuditChecks();
    registerProblemFiles();
    id = await tackledProblem(world);
    await awaitingAcceptance(world, id);
    await acceptSolution(world.engineer2, { problemId: id, version: null, verdict: "FIXED" });
    const bytes = new Uint8Array(await picture("jpeg"));
    const photo = await storePhoto(world.engineer, {
      ownerKind: "problem",
      ownerId: await draftedProblem(world),
      layer: "DETAIL",
      file: new File([bytes], "现场.jpg", { type: "image/jpeg" }),
    });
    file = await db.attachment.findUniqueOrThrow({ where: { id: photo.id } });
  });

  test("the honest twin: as the product wrote it, nothing is found", async () => {
    expect(await auditOf(id, file.id, world.brewery)).toEqual([]);
  });

  test.each([
    [
      "an internal fix made to count",
      () => db.acceptance.updateMany({ where: { problemId: id }, data: { internal: true } }),
      "results row-differs",
    ],
    [
      "another acceptor",
      () => db.acceptance.updateMany({ where: { problemId: id }, data: { byId: world.leader.personId } }),
      "results event-without-row",
    ],
    [
      "an acceptance removed",
      () => db.acceptance.deleteMany({ where: { problemId: id } }),
      "results event-without-row",
    ],
    [
      "a failure taken out of the counts",
      () => db.problem.update({ where: { id }, data: { state: "DRAFT" } }),
      "problems row-differs",
    ],
    [
      "a solution dated earlier",
      () => db.problem.update({ where: { id }, data: { solvedAt: addDays(new Date(), -400) } }),
      "results row-differs",
    ],
  ])("%s", async (_what, change, found) => {
    const [problemRow, rows] = [
      await db.problem.findUniqueOrThrow({ where: { id }, select: { state: true, solvedAt: true } }),
      await db.acceptance.findMany({ where: { problemId: id } }),
    ];
    const [check = ""] = found.split(" ");
    await change();
    expect(await findsOf(check, id)).toContain(found);
    await db.acceptance.deleteMany({ where: { problemId: id } });
    await db.acceptance.createMany({ data: rows });
    await db.problem.update({ where: { id }, data: problemRow });
    expect(await findsOf(check, id)).toEqual([]);
  });

  test("all of it put back, nothing is found", async () => {
    expect(await auditOf(id, file.id, world.brewery)).toEqual([]);
  });

  test("a file exchanged on the disk, also with its hash in the row; one that is gone", async () => {
    const path = join(runtimeFacts().filesDir, file.key.slice(0, 2), file.key.slice(2, 4), `${file.key}.screen`);
    const bytes = await readFile(path);
    const { ownerId, sha256 } = await db.attachment.findUniqueOrThrow({ where: { id: file.id } });
    await writeFile(path, "anders");
    expect(await auditOf(ownerId)).toEqual(["files file-differs"]);
    const forged = createHash("sha256").update("anders").digest("hex");
    await db.attachment.update({ where: { id: file.id }, data: { sha256: forged } });
    expect(await auditOf(ownerId, file.id, world.brewery)).toEqual(["file-records row-differs"]);
    await db.attachment.update({ where: { id: file.id }, data: { sha256 } });
    await rm(path);
    expect(await auditOf(ownerId)).toEqual(["files file-missing"]);
    await writeFile(path, bytes);
    expect(await auditOf(ownerId)).toEqual([]);
  });

  test("a chain cut short shows against a backup and against a dossier, by whoever holds it", async () => {
    const organisationId = world.outside;
    const seen = async () => {
      await inTransaction((tx) =>
        recordEvent(tx, {
          type: "organisation.changed",
          organisationId,
          subjectKind: "organisation",
          subjectId: organisationId,
          by: null,
          at: new Date(),
        }),
      );
      return db.chainHead.findUniqueOrThrow({
        where: { organisationId },
        select: { organisationId: true, seq: true, hash: true },
      });
    };
    const first = await seen();
    const head = await seen();
    await rememberBackup(runtimeFacts().dataDir, { createdAt: new Date().toISOString(), chainHeads: [head] });
    expect(await auditOf(organisationId)).toEqual([]);
    await db.event.deleteMany({ where: { organisationId, seq: head.seq } });
    await db.chainHead.update({ where: { organisationId }, data: { seq: first.seq, hash: first.hash } });
    expect(await auditOf(organisationId)).toEqual(["chains cut-tail"]);
    await db.dossierExport.create({
      data: {
        clientId: randomUUID(),
        roundId: await roundRow(world),
        byId: world.officer.personId,
        createdAt: new Date(),
        state: "DONE",
        heads: [{ ...first, hash: "f".repeat(64) }],
      },
    });
    expect(await auditOf(organisationId)).toEqual(["chains cut-tail", "chains recomputed"]);
  });

  test("who sees it: administrators all, an officer the own branch, others nothing", async () => {
    const platform = await makeOrganisation("PLATFORM");
    const admin = await makeActor([["ADMIN", platform]]);
    const all = await loadAudit(admin);
    // Title and round were put in as rows: nobody entered or opened them.
    expect(all.findings.map((one) => one.check)).toEqual(["chains", "chains", "library", "rounds"]);
    expect((await loadAudit(world.officer)).findings).toHaveLength(4);
    const elsewhere = await makeActor([["UNION_OFFICER", await makeOrganisation("FEDERATION")]]);
    expect((await loadAudit(elsewhere)).findings).toEqual([]);
    for (const actor of [world.engineer, world.secretariat, world.leader])
      expect(await refusal(loadAudit(actor))).toBe("not_found");
  });
});

describe("an achievement changed behind the product's back: found by the audit, part by part", () => {
  const patents = [
    { kind: "INVENTION", number: "ZL1", title: "装置", holder: "机床厂", state: "GRANTED", on: "2027-01-01" },
  ];
  const works = [{ kind: "PAPER", title: "论文", issuer: "", number: "", on: "2027-05-01" }];
  const tell = async () => {};
  const of = (id: string) => async () => {
    const [achievements, links] = [await verifyAchievements(tell), await verifyLinks(tell)];
    return Object.entries({ achievements, links }).flatMap(([check, { findings }]) =>
      findings.filter((one) => one.subjectId === id).map((one) => `${check} ${one.kind} ${one.part ?? ""}`.trim()),
    );
  };

  test("its patents, papers, problems, benefits, adoptions, completers and who registered it", async () => {
    const own = await makeWorld();
    const fixId = await solvedProblem(own);
    const benefit = await benefitOf(own, fixId, "灌装 3 线");
    const reuse = await adopted(own, fixId, await adopter(own));
    const id = await registered(own, `fix:${fixId}`, { patents, works });
    const stray = await benefitOf(own, fixId, "灌装 4 线");
    const { registeredById } = await db.achievement.findUniqueOrThrow({ where: { id } });
    const { confirmedAt } = await db.achievementContributor.findFirstOrThrow({ where: { achievementId: id } });
    const { id: begun } = await db.event.findFirstOrThrow({ where: { subjectId: id, type: "achievement.entered" } });
    const whole = (set: string) => Prisma.raw(`UPDATE "Achievement" SET ${set} WHERE "id" = '${id}'`);
    const { unit, on } = await db.achievementAdopter.findFirstOrThrow({ where: { achievementId: id } });
    const by = (person: string | null) =>
      Prisma.sql`UPDATE "Achievement" SET "registeredById" = ${person}::uuid WHERE "id" = ${id}::uuid`;
    const part = (table: string, set: string) =>
      Prisma.raw(`UPDATE "${table}" SET ${set} WHERE "achievementId" = '${id}'`);
    const holds = (benefitId: string) =>
      Prisma.sql`INSERT INTO "AchievementBenefit" ("benefitId", "achievementId") VALUES (${benefitId}::uuid, ${id}::uuid)`;
    const gives = (benefitId: string) =>
      Prisma.sql`DELETE FROM "AchievementBenefit" WHERE "benefitId" = ${benefitId}::uuid`;
    expect(await of(id)()).toEqual([]);
    await expectFound(of(id), [
      [
        "achievements seal-broken patents",
        part("AchievementPatent", `"state" = 'APPLIED'`),
        part("AchievementPatent", `"state" = 'GRANTED'`),
      ],
      [
        "achievements seal-broken works",
        part("AchievementWork", `"title" = 'x'`),
        part("AchievementWork", `"title" = '论文'`),
      ],
      [
        "achievements seal-broken contributors",
        part("AchievementContributor", `"basisPoints" = 9000`),
        part("AchievementContributor", `"basisPoints" = 10000`),
      ],
      [
        "achievements row-differs confirmation",
        part("AchievementContributor", `"confirmedAt" = "confirmedAt" - interval '1 day'`),
        part("AchievementContributor", `"confirmedAt" = "confirmedAt" + interval '1 day'`),
      ],
      [
        "achievements row-differs confirmation",
        part("AchievementContributor", `"confirmedOf" = NULL, "confirmedAt" = NULL`),
        part("AchievementContributor", `"confirmedOf" = 2, "confirmedAt" = '${confirmedAt?.toISOString()}'`),
      ],
      ["achievements row-differs confirmation", whole(`"contributorsVersion" = 3`), whole(`"contributorsVersion" = 2`)],
      [
        "links row-without-event",
        Prisma.sql`UPDATE "Event" SET "type" = 'achievement.changed' WHERE "subjectId" = ${id}::uuid AND "type" = 'achievement.entered'`,
        Prisma.sql`UPDATE "Event" SET "type" = 'achievement.entered' WHERE "id" = ${begun}`,
      ],
      ["achievements row-differs registered", by(own.craftsman.personId), by(registeredById)],
      [
        "links event-without-row fixes",
        Prisma.sql`DELETE FROM "AchievementFix" WHERE "achievementId" = ${id}::uuid`,
        Prisma.sql`INSERT INTO "AchievementFix" ("achievementId", "problemId") VALUES (${id}::uuid, ${fixId}::uuid)`,
      ],
      ["links row-without-event benefits", holds(stray), gives(stray)],
      ["links event-without-row benefits", gives(benefit), holds(benefit)],
      [
        "links event-without-row adopters",
        Prisma.sql`DELETE FROM "AchievementAdopter" WHERE "achievementId" = ${id}::uuid`,
        Prisma.sql`INSERT INTO "AchievementAdopter" ("id", "achievementId", "unit", "on", "reuseId")
          VALUES (gen_random_uuid(), ${id}::uuid, ${unit}, ${on}, ${reuse}::uuid)`,
      ],
    ]);
  });

  test("who objected stands as having objected; also where a word given before is put back", async () => {
    const own = await makeWorld();
    const id = await written(
      own,
      `unit:${own.toolsStudio}`,
      { patents },
      { title: "一项成果", completedOn: "2027-12-01" },
    );
    const craftsman = later(own.craftsman);
    const where = { achievementId_personId: { achievementId: id, personId: craftsman.personId } };
    const was = await db.achievementContributor.findUniqueOrThrow({ where });
    await submitAchievement(craftsman, id, { version: await versionOf(id), novelty: "新结构" });
    await confirmContribution(craftsman, id, { sharesVersion: 2, decision: "object", objection: "顺序不对" });
    const said = (set: Prisma.Sql) =>
      Prisma.sql`UPDATE "AchievementContributor" SET ${set} WHERE "achievementId" = ${id}::uuid`;
    const look = of(id);
    expect(await look()).toEqual([]);
    await expectFound(look, [
      [
        "achievements row-differs confirmation",
        said(
          Prisma.sql`"confirmedOf" = 2, "confirmedAt" = ${was.confirmedAt}::timestamp, "objectedOf" = NULL, "objection" = ''`,
        ),
        said(Prisma.sql`"confirmedOf" = NULL, "confirmedAt" = NULL, "objectedOf" = 2, "objection" = '顺序不对'`),
      ],
    ]);
    // Its honest twin: confirmed after all.
    await confirmContribution(craftsman, id, { sharesVersion: 2, decision: "confirm", objection: "" });
    expect(await look()).toEqual([]);
  });

  test("between hand-in and registration: also where it was registered as it had been changed", async () => {
    const own = await makeWorld();
    const id = await written(
      own,
      `unit:${own.toolsStudio}`,
      { patents },
      { title: "一项成果", completedOn: "2027-12-01" },
    );
    await submitAchievement(later(own.craftsman), id, { version: await versionOf(id), novelty: "新结构" });
    const look = of(id);
    expect(await look()).toEqual([]);
    const granted = (state: string) =>
      Prisma.raw(`UPDATE "AchievementPatent" SET "title" = '${state}' WHERE "achievementId" = '${id}'`);
    await behind(granted("改过"));
    expect(await look()).toEqual(["achievements seal-broken patents"]);
    await decideAchievement(later(own.toolsReviewer), id, {
      version: await versionOf(id),
      decision: "register",
      reason: "",
    });
    expect(await look()).toEqual(["achievements seal-broken handed-in"]);
  });
});
