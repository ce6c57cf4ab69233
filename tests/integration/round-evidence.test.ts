import { createHash, randomUUID } from "node:crypto";
import { addDays } from "date-fns/addDays";
import { beforeAll, expect, test } from "vitest";
import { ask } from "#app/lib/ask-together.server.ts";
import { db } from "#app/lib/db.server.ts";
import { DomainError } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { openFile } from "#app/modules/attachments/open-file.server.ts";
import { fileStorage, newKey } from "#app/modules/attachments/storage.server.ts";
import { changeStatement } from "#app/modules/awards/applications/change-application.server.ts";
import { addApplicationFiles, removeApplicationFile } from "#app/modules/awards/applications/evidence.server.ts";
import { returnApplication } from "#app/modules/awards/applications/recommend-application.server.ts";
import { askedCriteria } from "#app/modules/awards/applications/statement.ts";
import { submitApplication, withdrawApplication } from "#app/modules/awards/applications/submit-application.server.ts";
import { endAuditor, nameAuditor } from "#app/modules/awards/audit/name-auditor.server.ts";
import { auditTodo } from "#app/modules/awards/audit/queries-home.server.ts";
import { loadAuditedApplication } from "#app/modules/awards/audit/queries-application.server.ts";
import { readRubric } from "#app/modules/awards/rubrics/schema.ts";
import { registerPolicies } from "#app/worker/register.server.ts";
import {
  applicationVersion,
  benefitRow,
  confirmedBy,
  openedRound,
  registeredAchievement,
  writtenApplication,
} from "#tests/support/award-life.server.ts";
import { useTestDatabase } from "#tests/support/database.server.ts";
import { word } from "#tests/support/documents.ts";
import {
  actorOf,
  makeActor,
  makeEnterprise,
  makeOrganisation,
  makePerson,
  makeWorld,
  type World,
} from "#tests/support/factories.server.ts";
import { refusal, tackledProblem } from "#tests/support/solving.server.ts";

useTestDatabase();
let world: World;

beforeAll(async () => {
  registerPolicies();
  world = await makeWorld();
});

const input = (contact: string) => ({ contact, until: addDays(new Date(), 30), reason: "市总工会经审办专项审计" });

async function opens(actor: Actor, file: string): Promise<boolean> {
  try {
    await openFile(actor, file);
    return true;
  } catch (error) {
    if (error instanceof DomainError && error.messageKey === "not_found") return false;
    throw error;
  }
}

/** A file with bytes, as its owner's form would have brought it in. */
async function fileOf(ownerKind: string, ownerId: string, more: { enterpriseId?: string; createdAt?: Date } = {}) {
  const bytes = Buffer.from(`证明 ${randomUUID()}`);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const key = newKey();
  await fileStorage().put(`${key}.original`, bytes);
  const { id } = await db.attachment.create({
    data: {
      ownerKind,
      ownerId,
      key,
      sha256,
      kind: "DRAWING",
      layer: "CONFIDENTIAL",
      mime: "application/acad",
      fileName: "图.dwg",
      size: bytes.length,
      enterpriseId: world.tools,
      uploadedById: world.craftsman.personId,
      clientId: randomUUID(),
      createdAt: new Date(world.craftsman.now.getTime() - 60_000),
      ...more,
    },
  });
  return { id, key, sha256 };
}

test("opens the files of the evidence of that one round, watched; nothing else of whose they are, nothing afterwards", async () => {
  const { craftsman, toolsEngineer, officer } = world;
  const benefitId = await benefitRow(world);
  const [round, elsewhere] = [await openedRound(world), await openedRound(world)];
  const problemId = await tackledProblem(world);
  const achievementId = await registeredAchievement(world, [craftsman, toolsEngineer], {
    benefitIds: [benefitId],
    problemIds: [problemId],
  });
  const proof = await fileOf("achievement", achievementId);
  const basis = await fileOf("benefit", benefitId);
  const id = await writtenApplication(world, round, achievementId);
  await confirmedBy(id, craftsman, toolsEngineer);
  const { id: own } = await db.attachment.findFirstOrThrow({ where: { ownerKind: "application", ownerId: id } });

  const ours = await actorOf(await makePerson([["FINANCE", await makeEnterprise()]], { email: "ours@audit.test" }));
  const theirs = await actorOf(await makePerson([["FINANCE", await makeEnterprise()]], { email: "theirs@audit.test" }));
  const { id: naming } = await nameAuditor(officer, round, input("ours@audit.test"));
  await nameAuditor(officer, elsewhere, input("theirs@audit.test"));
  const evidence = [own, proof.id, basis.id];
  // A draft is nobody's but the applicants'.
  for (const file of evidence) expect([file, await opens(ours, file)]).toEqual([file, false]);
  await submitApplication(craftsman, id, await applicationVersion(id));
  for (const file of evidence) expect([file, await opens(ours, file)]).toEqual([file, true]);
  expect((await db.fileView.findMany({ where: { personId: ours.personId } })).map((one) => one.attachmentId)).toEqual(
    expect.arrayContaining(evidence),
  );

  // Neighbours: of the same house, the same studio and the same application, but not handed in here.
  const otherWork = await registeredAchievement(world, [craftsman]);
  const otherDraft = await writtenApplication(world, elsewhere, otherWork);
  const later = new Date(Date.now() + 60_000);
  const strangers = [
    await fileOf("achievement", otherWork),
    await fileOf("benefit", await benefitRow(world)),
    await fileOf("problem", problemId),
    await fileOf("application", otherDraft),
    await fileOf("application", id, { createdAt: later }),
    await fileOf("achievement", achievementId, { createdAt: later }),
  ];
  for (const file of strangers) expect([file.id, await opens(ours, file.id)]).toEqual([file.id, false]);
  const page = await loadAuditedApplication(ours, round, id);
  expect(page.files.map((one) => one.id).sort()).toEqual([...evidence].sort());

  // Nobody else: another round's auditor, a judge, an officer of somewhere else, a finance of the same house as the auditor.
  const { personId: seated } = await db.panelSeat.findFirstOrThrow({ where: { roundId: round } });
  const sits = await actorOf(seated ?? "");
  const foreign = await makeActor([["UNION_OFFICER", await makeOrganisation("FEDERATION")]]);
  for (const actor of [theirs, sits, foreign, world.outsider])
    for (const file of evidence) expect(await opens(actor, file)).toBe(false);
  // Days and rights are asked at each opening.
  const late = await actorOf(ours.personId, addDays(new Date(), 32));
  for (const file of evidence) expect(await opens(late, file)).toBe(false);

  // Who comes to work for an applicant after the naming reads nothing of the round any more.
  const role = await db.membership.create({
    data: {
      personId: ours.personId,
      organisationId: world.tools,
      role: "FINANCE",
      startsAt: addDays(new Date(), -1),
      createdAt: new Date(),
      createdById: officer.personId,
    },
  });
  const near = await actorOf(ours.personId);
  // What their new house itself lets them read, the calculation of its benefit, is another right.
  for (const file of [own, proof.id]) expect(await opens(near, file)).toBe(false);
  expect(await refusal(loadAuditedApplication(near, round, id))).toBe("not_found");
  expect(await ask(auditTodo(near))).toEqual([]);
  await db.membership.delete({ where: { id: role.id } });
  expect(await ask(auditTodo(ours))).toMatchObject([{ id: round }]);

  // Returned it is a draft again; what was replaced is evidence no more, what came instead is.
  await returnApplication(world.toolsReviewer, id, { version: await applicationVersion(id), reason: "换一份" });
  for (const file of evidence) expect(await opens(ours, file)).toBe(false);
  await db.attachment.updateMany({ where: { id: { in: strangers.map((one) => one.id) } }, data: { removedAt: later } });
  await removeApplicationFile(craftsman, id, own);
  await addApplicationFiles(craftsman, id, [new File([new Uint8Array(word("新证明"))], "新证明.docx")]);
  const replaced = await db.attachment.findFirstOrThrow({
    where: { ownerKind: "application", ownerId: id, removedAt: null },
  });
  const { round: open } = await db.awardApplication.findUniqueOrThrow({ where: { id }, include: { round: true } });
  await changeStatement(craftsman, id, {
    version: await applicationVersion(id),
    said: askedCriteria(readRubric(open.rubric)).map(({ key }) => ({ key, text: "见材料", files: [replaced.id] })),
  });
  await confirmedBy(id, craftsman, toolsEngineer);
  await submitApplication(craftsman, id, await applicationVersion(id));
  expect([await opens(ours, own), await opens(ours, replaced.id), await opens(ours, proof.id)]).toEqual([
    false,
    true,
    true,
  ]);

  // The same bytes as when it was handed in: read anew, and the row's own hash proves nothing.
  const same = async (check: string) =>
    new Map((await loadAuditedApplication(ours, round, id, check)).files.map((one) => [one.id, one.same]));
  expect([...(await same(proof.id))].sort()).toEqual(
    [
      [proof.id, "same"],
      [basis.id, null],
      [replaced.id, null],
    ].sort() as never,
  );
  expect((await same("all")).get(replaced.id)).toBe("same");
  expect((await same("all")).get(basis.id)).toBe("untold");
  await fileStorage().remove(`${proof.key}.original`);
  expect((await same("all")).get(proof.id)).toBe("missing");
  const forged = Buffer.from("anders");
  await fileStorage().put(`${proof.key}.original`, forged);
  await db.attachment.update({
    where: { id: proof.id },
    data: { sha256: createHash("sha256").update(forged).digest("hex") },
  });
  expect((await same("all")).get(proof.id)).toBe("differs");

  // Taken back, or the application withdrawn: over at once.
  await withdrawApplication(craftsman, id, { version: await applicationVersion(id), reason: "明年再报" });
  for (const file of [replaced.id, proof.id, basis.id]) expect(await opens(ours, file)).toBe(false);
  expect(await loadAuditedApplication(ours, round, id)).toMatchObject({
    files: [],
    application: { state: "WITHDRAWN" },
  });
  await db.awardApplication.update({ where: { id }, data: { state: "SUBMITTED" } });
  expect(await opens(ours, proof.id)).toBe(true);
  await endAuditor(officer, round, naming);
  for (const file of [replaced.id, proof.id, basis.id]) expect(await opens(ours, file)).toBe(false);
});
