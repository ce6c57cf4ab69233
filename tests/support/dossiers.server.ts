import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtemp, open, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { db } from "#app/lib/db.server.ts";
import { zipContent, zipEntries } from "#app/modules/attachments/zip.server.ts";
import { wordFile } from "#app/lib/word-file.server.ts";
import { uploadTemplate } from "#app/modules/awards/dossier/change-templates.server.ts";
import { deliverDossierNotices } from "#app/modules/notifications/dossier-notices.server.ts";
import type { Stored } from "#app/lib/storage/storage.ts";
import { admitApplication } from "#app/modules/awards/applications/admit-application.server.ts";
import { recommendApplication } from "#app/modules/awards/applications/recommend-application.server.ts";
import { startApplication } from "#app/modules/awards/applications/start-application.server.ts";
import { submitApplication } from "#app/modules/awards/applications/submit-application.server.ts";
import { verifyApplications } from "#app/modules/awards/audit/verify-awards.server.ts";
import { openRound } from "#app/modules/awards/rounds/run-round.server.ts";
import { saveRubric } from "#app/modules/awards/rounds/save-rubric.server.ts";
import { applicationVersion, benefitRow, confirmedBy, draftedRound, livelyStudio } from "./award-life.server.ts";
import { sheet, word } from "./documents.ts";
import { achievementRow, applicationRow } from "./award-rows.server.ts";
import { draftedProblem, type World } from "./factories.server.ts";

/** An achievement with two completers, one certified benefit of 123,456.78 yuan and an adopter without a name, applied for in the round. */
export async function fullApplication(
  world: World,
  roundId: string,
): Promise<{ id: string; achievementId: string; benefitId: string }> {
  const fixId = await draftedProblem(world);
  const now = new Date();
  const achievementId = await achievementRow(world, [fixId], undefined, {
    innovation: "用时间差判断瓶盖高低，不用相机。",
    contributors: {
      createMany: {
        data: [world.craftsman, world.engineer].map((one, position) => ({
          personId: one.personId,
          organisationId: position === 0 ? world.toolsStudio : world.brewery,
          position,
          basisPoints: position === 0 ? 7_000 : 3_000,
          contribution: `第 ${position + 1} 位的贡献`,
          confirmedOf: 0,
          confirmedAt: now,
        })),
      },
    },
  });
  const benefit = await db.benefit.create({
    data: {
      clientId: randomUUID(),
      recipientId: world.brewery,
      fixId,
      kind: "SAVINGS",
      measure: "DOWNTIME",
      measureKey: "DOWNTIME",
      place: "三号线",
      placeKey: `line:${randomUUID()}`,
      fromOn: new Date("2026-01-01"),
      toOn: new Date("2026-06-30"),
      year: 2026,
      state: "CERTIFIED",
      actualFen: 12_345_678n,
      certifiedFen: 12_345_678n,
      certifiedById: world.finance.personId,
      certifiedAt: now,
      byId: world.engineer.personId,
      createdAt: now,
      statements: {
        create: {
          stage: "ACTUAL",
          formula: "停机 × 损失",
          inputs: [
            { name: "停机", value: "30.5", unit: "小时", source: "台账" },
            { name: "损失", value: "4047.76", unit: "元", source: "财务" },
          ],
          costs: [],
          grossFen: 12_345_678n,
          costFen: 0n,
          byId: world.engineer.personId,
          at: now,
        },
      },
      achievement: { create: { achievementId } },
    },
    select: { id: true },
  });
  return { id: await applicationRow(world, roundId, { achievementId }), achievementId, benefitId: benefit.id };
}

/** A studio with exchanges, promotions, achievements and 600,000 yuan of certified benefit, admitted to a round. */
export async function admittedStudio(world: World): Promise<string> {
  const year = world.officer.now.getUTCFullYear();
  const days = { factsFrom: `${year - 1}-01-01`, factsUntil: `${year}-12-31` };
  const roundId = await draftedRound(world, { subject: "STUDIO", ...days });
  const criterion = {
    key: "exchanges",
    name: { zh: "交流", en: "" },
    guide: { zh: "", en: "" },
    max: 1000,
    marking: { kind: "COMPUTED" as const, formula: "exchanges / 2", steps: [] },
  };
  await saveRubric(world.officer, roundId, { version: 1, content: { ties: [], criteria: [criterion] } });
  await openRound(world.officer, roundId, 2);
  await livelyStudio(world, { years: [year - 1, year] });
  const achievement = await db.achievement.findFirstOrThrow({ where: { studioId: world.toolsStudio } });
  const benefitId = await benefitRow(world, { yuan: 600_000 });
  await db.achievementBenefit.create({ data: { benefitId, achievementId: achievement.id } });
  const subject = { kind: "studio" as const, id: world.toolsStudio };
  const { id } = await startApplication(world.leader, { clientId: randomUUID(), roundId, subject });
  await confirmedBy(id, world.leader);
  await submitApplication(world.leader, id, await applicationVersion(id));
  const opinion = { version: await applicationVersion(id), opinion: "同意推荐" };
  await recommendApplication(world.toolsReviewer, id, opinion);
  await admitApplication(world.officer, id, await applicationVersion(id));
  return id;
}

/** What is in a zip archive, by name. */
export async function unzipped(stored: Pick<Stored, "read"> | Buffer): Promise<Map<string, Buffer>> {
  const folder = await mkdtemp(join(tmpdir(), "jianglian-zip-"));
  const path = join(folder, "it.zip");
  await writeFile(path, Buffer.isBuffer(stored) ? stored : await buffer(stored.read()));
  const file = await open(path, "r");
  try {
    const found = new Map<string, Buffer>();
    for (const entry of await zipEntries(file)) found.set(entry.name, await zipContent(file, entry, 200 * 1024 * 1024));
    return found;
  } finally {
    await file.close();
    await rm(folder, { recursive: true });
  }
}

/** Files that must never become templates, each with the refusal it gets. */
export function hostileTemplates(): [name: string, bytes: Buffer, messageKey: string][] {
  const rels = (target: string) => ({
    name: "word/_rels/document.xml.rels",
    text: `<Relationships><Relationship Id="r" Type="http://x/${target}" Target="http://evil.test/a" TargetMode="External"/></Relationships>`,
  });
  const parts = (count: number) => Array.from({ length: count }, (_, n) => ({ name: `word/p${n}.xml`, text: "<a/>" }));
  return [
    ["macro", word("x", [{ name: "word/vbaProject.bin", text: "x" }]), "file-macro"],
    ["template from elsewhere", word("x", [rels("attachedTemplate")]), "file-remote"],
    ["linked picture", word("x", [rels("image")]), "template-foreign"],
    ["embedded object", word("x", [{ name: "word/embeddings/o.bin", text: "x" }]), "template-foreign"],
    [
      "DDE",
      word('x</w:t></w:r><w:r><w:instrText>DDEAUTO c:\\\\cmd "/c calc"</w:instrText></w:r><w:r><w:t>'),
      "template-foreign",
    ],
    [
      "entities",
      word("x", [{ name: "word/styles.xml", text: '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>' }]),
      "template-broken",
    ],
    ["bomb", word("x", [{ name: "word/media/a.xml", text: Buffer.alloc(60 * 1024 * 1024) }]), "file-bomb"],
    ["more parts than any form", word("x", parts(400)), "template-too-much"],
    ["workbook as a form", sheet("{成果名称}"), "template-type-FORM"],
    ["no archive", Buffer.from("not a file"), "file-broken"],
  ];
}

/** A Word file with these paragraphs, as an officer's form. */
export async function formFile(...lines: string[]): Promise<File> {
  const blocks = lines.map((text) => ({ kind: "text" as const, text }));
  const bytes = await wordFile({ title: "", foot: "", language: "zh-CN", blocks });
  return new File([new Uint8Array(bytes)], "我们的表.docx");
}

/** A form that cannot be filled in, put into use for the round's title behind the product's back; its id. */
export async function brokenFormInUse(world: World, roundId: string): Promise<string> {
  const { titleId } = await db.awardRound.findUniqueOrThrow({ where: { id: roundId }, select: { titleId: true } });
  const { id } = await uploadTemplate(world.officer, {
    organisationId: world.federation,
    kind: "FORM",
    titleId,
    name: "坏的",
    file: await formFile("{#完成人}{姓名}"),
  });
  await db.dossierTemplate.update({ where: { id }, data: { takenAt: new Date() } });
  return id;
}

/** The messages an event about an export brings, delivered twice. */
export async function toldTwice(subjectId: string, type: string) {
  const event = await db.event.findFirstOrThrow({ where: { subjectId, type } });
  for (let n = 0; n < 2; n += 1) await deliverDossierNotices(event.id, new Date());
  return db.notice.findMany({ where: { eventId: event.id } });
}

/** A worker in a process of its own. */
export const workerProcess = (facts: object): ChildProcess =>
  spawn(process.execPath, ["--no-warnings", "tests/support/worker-process.ts"], {
    env: { ...process.env, WORKER_FACTS: JSON.stringify({ ...facts, worker: "inline" }) },
    stdio: ["ignore", "ignore", "inherit"],
  });

/** What the audit says of one application. */
export const contentFindings = async (id: string) =>
  (await verifyApplications(async () => undefined)).findings.filter((one) => one.subjectId === id);

/** Another name in what a dossier says, past the trigger that refuses it. */
export const changeContentBehind = (applicationId: string): Promise<unknown> =>
  db.$transaction([
    db.$executeRaw`SET LOCAL session_replication_role = replica`,
    db.$executeRaw`UPDATE "ApplicationContent" SET "content" = jsonb_set("content", '{title}', '"别的名字"')
      WHERE "applicationId" = ${applicationId}::uuid`,
  ]);

/** Names, topics and people change around a studio that was admitted. */
export async function changeAround(world: World): Promise<void> {
  await db.person.update({ where: { id: world.leader.personId }, data: { name: "换了名字" } });
  await db.organisation.update({ where: { id: world.toolsStudio }, data: { name: "换了名称" } });
  await db.activity.updateMany({ where: { allianceId: world.alliance }, data: { topic: "换了主题" } });
  await db.membership.updateMany({ where: { organisationId: world.toolsStudio }, data: { endsAt: new Date() } });
}

/** Whether no process holds an export any more. */
export async function nobodyMakes(exportId: string): Promise<boolean> {
  const name = `jianglian dossier export ${exportId}`.slice(0, 63);
  const [row] = await db.$queryRaw<{ free: boolean }[]>`
    SELECT NOT EXISTS (SELECT 1 FROM pg_stat_activity WHERE application_name = ${name}) AS free`;
  return row?.free === true;
}
