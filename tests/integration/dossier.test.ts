import { createHash, randomUUID } from "node:crypto";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { addDays } from "date-fns/addDays";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { db } from "#app/lib/db.server.ts";
import { startJobs, stopJobs } from "#app/lib/jobs.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { openFile } from "#app/modules/attachments/open-file.server.ts";
import { sweepUploads } from "#app/modules/attachments/sweep-uploads.server.ts";
import { askDossier, askRoundExport } from "#app/modules/awards/dossier/ask-export.server.ts";
import { cancelExport } from "#app/modules/awards/dossier/cancel-export.server.ts";
import { retireTemplate, takeTemplate, uploadTemplate } from "#app/modules/awards/dossier/change-templates.server.ts";
import { expireExports } from "#app/modules/awards/dossier/expire-exports.server.ts";
import { readForm } from "#app/modules/awards/dossier/fill-form.ts";
import type { Manifest } from "#app/modules/awards/dossier/manifest.ts";
import { previewOf } from "#app/modules/awards/dossier/preview.ts";
import { loadDossier, loadRoundExports, openExport } from "#app/modules/awards/dossier/queries.server.ts";
import { loadTemplate, loadTemplates, templateFile } from "#app/modules/awards/dossier/queries-templates.server.ts";
import { readRecords } from "#app/modules/awards/dossier/records.server.ts";
import { exportsFolder, runExport, silentExports } from "#app/modules/awards/dossier/run-export.server.ts";
import type { AskRound } from "#app/modules/awards/dossier/schema.ts";
import { addScans, removeScan } from "#app/modules/awards/dossier/scans.server.ts";
import { shippedSummary } from "#app/modules/awards/dossier/shipped-summary.ts";
import { singlePaper } from "#app/modules/awards/dossier/single-papers.server.ts";
import { noticeSubject } from "#app/modules/notifications/subjects.server.ts";
import { registerPolicies, registerWork } from "#app/worker/register.server.ts";
import { roundRow } from "#tests/support/award-rows.server.ts";
import { useTestDatabase } from "#tests/support/database.server.ts";
import { sheet, word } from "#tests/support/documents.ts";
import {
  admittedStudio,
  brokenFormInUse,
  changeAround,
  changeContentBehind,
  contentFindings,
  formFile,
  fullApplication,
  hostileTemplates,
  nobodyMakes,
  toldTwice,
  unzipped,
  workerProcess,
} from "#tests/support/dossiers.server.ts";
import { actorOf, makeActor, makeOrganisation, makeWorld, type World } from "#tests/support/factories.server.ts";
import { until } from "#tests/support/until.ts";

const database = useTestDatabase();
let world: World;
let roundId: string;
let application: Awaited<ReturnType<typeof fullApplication>>;
let judge: Actor;

beforeAll(async () => {
  registerPolicies();
  registerWork();
  await startJobs({ work: false });
  world = await makeWorld();
  judge = await makeActor([["UNION_OFFICER", world.federation]]);
  roundId = await roundRow(world, [{ personId: judge.personId, name: "评委", unit: "大学" }]);
  application = await fullApplication(world, roundId);
});
afterAll(stopJobs);

const clock = () => new Date();
const doc = (text: string, name = "鉴定意见.docx") => new File([new Uint8Array(word(text))], name);
const manifestIn = (files: Map<string, Buffer>, prefix = ""): Manifest =>
  JSON.parse(files.get(`${prefix}manifest.json`)?.toString() ?? "null") as Manifest;
const sha256 = (bytes: Buffer = Buffer.alloc(0)): string => createHash("sha256").update(bytes).digest("hex");
const askAll = (actor: Actor, states: AskRound["states"] = []) =>
  askRoundExport(actor, roundId, { clientId: randomUUID(), states });
const rowOf = (id: string) => db.dossierExport.findUniqueOrThrow({ where: { id } });
const textOf = (form: Uint8Array): string => previewOf("FORM", form).flat().join("\n");
const CANCELLED = { state: "CANCELLED", key: null };
const refused = (messageKey: string) => expect.objectContaining({ messageKey });

async function made(actor: Actor, applicationId = application.id): Promise<{ id: string; files: Map<string, Buffer> }> {
  const { id } = await askDossier(actor, applicationId, randomUUID());
  await runExport(id, clock);
  return { id, files: await unzipped(await openExport(actor, id)) };
}

describe("one application", () => {
  test("the union's dossier: exact amounts, evidence, and a manifest that holds", async () => {
    await addScans(world.toolsReviewer, application.id, [doc("盖了章的")]);
    const { id, files } = await made(world.officer);
    const names = [...files.keys()].sort();
    expect(names).toEqual(
      ["manifest.json", "申报书.pdf", "申报表.docx", "校验清单.txt", "证明材料/盖章扫描件/鉴定意见.docx"].sort(),
    );
    const manifest = manifestIn(files);
    expect(manifest.files).toHaveLength(3);
    for (const { sha256: hash, path } of manifest.files) expect(hash, path).toBe(sha256(files.get(path)));
    expect(files.get("校验清单.txt")?.toString()).toContain(`${manifest.files[0]?.sha256}  申报表.docx`);
    const form = textOf(files.get("申报表.docx") ?? Buffer.alloc(0));
    expect(form).toContain("123,456.78 元");
    expect(form).toContain("停机 = 30.5 小时（台账）");
    expect(form).toContain("用时间差判断瓶盖高低");
    // Chains of everybody named, as they ended when it was made; the row keeps them for the audit.
    const row = await rowOf(id);
    expect(row.heads).toEqual(manifest.heads);
    const concerned = manifest.heads.map((head) => head.organisationId);
    expect(concerned).toEqual(expect.arrayContaining([world.tools, world.brewery]));
    const event = await db.event.findFirstOrThrow({ where: { subjectId: id, type: "dossier.export-made" } });
    expect(event.payload).toMatchObject({ sha256: row.sha256, applications: 1 });
  });

  test("the applicant's side gets bands, and never the recipient's evidence", async () => {
    const { files } = await made(world.craftsman);
    const form = textOf(files.get("申报表.docx") ?? Buffer.alloc(0));
    expect(form).toContain("10 万～50 万元");
    expect(form).not.toMatch(/123,?456|30\.5/);
    expect(manifestIn(files).exact).toBe(false);
    // The union's own export is not theirs.
    const exact = await db.dossierExport.findFirstOrThrow({ where: { applicationId: application.id, exact: true } });
    await expect(openExport(world.craftsman, exact.id)).rejects.toEqual(refused("not_found"));
  });

  test("an unnamed poster stays unnamed, in the form and among the chains", async () => {
    const other = await fullApplication(world, roundId);
    await db.problem.updateMany({
      where: { benefits: { some: { id: other.benefitId } } },
      data: { anonymous: true },
    });
    const { files } = await made(world.officer, other.id);
    const brewery = await db.organisation.findUniqueOrThrow({ where: { id: world.brewery } });
    const benefits = previewOf("FORM", files.get("申报表.docx") ?? Buffer.alloc(0)).find((row) =>
      row[3]?.includes("123,456"),
    );
    expect(benefits?.[1]).toBe("未具名单位");
    expect(benefits?.join()).not.toContain(brewery.name);
    expect(manifestIn(files).heads.map((head) => head.organisationId)).not.toContain(world.brewery);
  });

  test("who reads it, who does not", async () => {
    const auditor = await makeActor([["ENGINEER", world.outside]]);
    const now = new Date();
    await db.roundAuditor.create({
      data: {
        roundId,
        personId: auditor.personId,
        from: addDays(now, -1),
        until: addDays(now, 1),
        grantedById: world.officer.personId,
      },
    });
    for (const one of [world.officer, auditor]) expect((await loadDossier(one, application.id)).exact).toBe(true);
    for (const one of [world.craftsman, world.engineer, world.leader, world.toolsReviewer]) {
      const seen = await singlePaper(one, application.id, "form");
      expect(textOf(seen.bytes)).not.toContain("123,456");
    }
    const strangers = [judge, world.outsider, world.breweryLeader, world.secretariat, world.finance];
    for (const one of strangers) {
      await expect(loadDossier(one, application.id)).rejects.toEqual(refused("not_found"));
      await expect(singlePaper(one, application.id, "paper")).rejects.toEqual(refused("not_found"));
      await expect(askDossier(one, application.id, randomUUID())).rejects.toEqual(refused("not_found"));
      await expect(loadRoundExports(one, roundId)).rejects.toEqual(refused("not_found"));
    }
    // An auditor reads and makes nothing of the round.
    expect((await loadRoundExports(auditor, roundId)).mayMake).toBe(false);
    await expect(askAll(auditor)).rejects.toEqual(refused("not_found"));
    const ended = await actorOf(auditor.personId, addDays(now, 2));
    await expect(loadDossier(ended, application.id)).rejects.toEqual(refused("not_found"));
    // Drafts are nobody's but the applicant's.
    const draft = await fullApplication(world, roundId);
    await db.awardApplication.update({ where: { id: draft.id }, data: { state: "DRAFT" } });
    await expect(loadDossier(world.officer, draft.id)).rejects.toEqual(refused("not_found"));
    expect((await loadDossier(world.craftsman, draft.id)).exact).toBe(false);
  });

  test("the stamped scan is put back, by whom is shown; strangers neither see nor add it", async () => {
    await addScans(world.officer, application.id, [doc("工会的章", "工会盖章.docx")]);
    const { scans } = await loadDossier(world.craftsman, application.id);
    const scan = scans.find((one) => one.fileName === "工会盖章.docx");
    expect(scan?.by).toBe(world.officer.name);
    expect((await openFile(world.craftsman, scan?.id ?? "")).size).toBe(scan?.size);
    await expect(openFile(judge, scan?.id ?? "")).rejects.toEqual(refused("not_found"));
    await expect(addScans(world.craftsman, application.id, [doc("自己的")])).rejects.toEqual(refused("not-your-move"));
    await expect(addScans(world.outsider, application.id, [doc("别人的")])).rejects.toEqual(refused("not_found"));
    const told = await db.event.findMany({
      where: { subjectId: application.id, type: { startsWith: "dossier.scan" } },
    });
    expect(told.map((event) => event.subjectKind)).toEqual(["dossier", "dossier"]);
    await removeScan(world.officer, application.id, scan?.id ?? "");
    expect((await loadDossier(world.officer, application.id)).scans).toHaveLength(1);
  });
});

describe("a studio's and a person's dossier", () => {
  test("holds what their facts were counted from, and stays as it was admitted", async () => {
    const lively = await makeWorld();
    const { officer, leader } = lively;
    const id = await admittedStudio(lively);
    const form = async (actor: Actor) => previewOf("FORM", (await singlePaper(actor, id, "form")).bytes);
    const rows = await form(officer);
    const text = rows.flat().join("\n");
    const facts = await db.applicationFact.findMany({ where: { applicationId: id } });
    const count = (key: string) => Number(facts.find((one) => one.key === key)?.value);
    // As many rows as the facts count.
    expect(rows.filter((row) => row.includes("技术协作攻关活动"))).toHaveLength(count("exchanges"));
    const promoted = rows.filter((row) => row.includes("技师（二级）") && row.includes("人社局"));
    expect(promoted).toHaveLength(count("membersPromoted"));
    expect(rows.filter((row) => row.includes("技术革新"))).toHaveLength(count("achievements"));
    for (const one of ["4 年", "600,000 元", lively.leader.name, "名师带徒"]) expect(text).toContain(one);
    // Without entries a table says so.
    expect(rows.filter((row) => row[0] === "无").length).toBeGreaterThan(3);
    // The leader reads bands: no amount anywhere, in lists and sums alike.
    const banded = (await form(leader)).flat().join("\n");
    expect(banded).not.toContain("600,000");
    expect(banded).toContain("50 万～100 万元");

    // Everybody and everything changes afterwards; the paper does not.
    await changeAround(lively);
    expect(await form(officer)).toEqual(rows);
    await expect(db.applicationContent.update({ where: { applicationId: id }, data: { content: {} } })).rejects.toThrow(
      /cannot be changed/,
    );
    // Changed behind the product's back, it shows.
    expect(await contentFindings(id)).toEqual([]);
    await changeContentBehind(id);
    expect(await contentFindings(id)).toMatchObject([{ kind: "seal-broken", subjectId: id }]);
    // Certificates of those promoted are evidence.
    const [record] = await readRecords([id], { exact: true, now: new Date() });
    expect(record?.files.filter((file) => file.of === "STUDIO")).toHaveLength(3);
  });
});

describe("a whole round", () => {
  test("a killed export goes on where it was, and is the same as if it had not been", async () => {
    const { id } = await askAll(world.officer);
    const child = workerProcess(database.facts);
    const folder = join(exportsFolder(), id);
    const prepared = async () => (await readdir(folder).catch(() => [])).filter((name) => name.endsWith(".json"));
    await until("the first is prepared", async () => (await prepared()).length > 0);
    child.kill("SIGKILL");
    await new Promise((resolve) => child.once("exit", resolve));
    const before = (await prepared()).map((name) => name.replace(".json", ""));
    const tomorrow = addDays(new Date(), 1);
    expect(await silentExports(tomorrow)).toEqual([id]);
    await until("the dead process lets go", () => nobodyMakes(id));
    await runExport(id, () => tomorrow);
    const done = await rowOf(id);
    expect(done).toMatchObject({ state: "DONE", done: 2, total: 2 });
    const files = await unzipped(await openExport(world.officer, id));
    const folders = new Set([...files.keys()].flatMap((name) => (name.includes("/") ? [name.split("/")[0]] : [])));
    expect(folders.size).toBe(2);
    for (const folderName of folders) {
      const manifest = manifestIn(files, `${folderName}/`);
      for (const file of manifest.files) expect(file.sha256).toBe(sha256(files.get(`${folderName}/${file.path}`)));
      // What the dead process had drawn was not drawn again.
      expect(manifest.madeAt === tomorrow.toISOString()).toBe(!before.includes(manifest.application.id));
    }
    const rows = previewOf("SUMMARY", files.get("汇总表.xlsx") ?? Buffer.alloc(0));
    expect(rows.filter((cells) => cells[0] === "1" || cells[0] === "2")).toHaveLength(2);
    expect(await readdir(exportsFolder())).not.toContain(id);
  });

  test("asked twice it is one; another choice has to wait; a repeat is the same", async () => {
    const clientId = randomUUID();
    const first = await askRoundExport(world.officer, roundId, { clientId, states: [] });
    for (const one of [clientId, randomUUID()])
      expect(await askRoundExport(world.officer, roundId, { clientId: one, states: [] })).toEqual(first);
    await expect(askAll(world.officer, ["RECOMMENDED"])).rejects.toEqual(refused("dossier-under-way"));
    await expect(cancelExport(judge, first.id)).rejects.toEqual(refused("not_found"));
    await cancelExport(world.officer, first.id);
    await runExport(first.id, clock);
    expect(await rowOf(first.id)).toMatchObject(CANCELLED);
    await expect(cancelExport(world.officer, first.id)).rejects.toEqual(refused("dossier-finished"));
  });

  test("who asked hears of the end once, if it is still theirs to read; a failure is told too", async () => {
    const own = await made(world.craftsman);
    const [notice, ...more] = await toldTwice(own.id, "dossier.export-made");
    expect(more).toEqual([]);
    expect(notice).toMatchObject({ personId: world.craftsman.personId, subjectId: own.id, readAt: null });
    const subject = noticeSubject("dossier");
    const asked = [{ subjectId: own.id, payload: notice?.payload }];
    expect([...((await subject?.read(world.craftsman, asked)) ?? [])]).toMatchObject([
      [own.id, { title: expect.stringContaining("卡瓶治理") }],
    ]);
    expect(await subject?.read(world.outsider, asked)).toEqual(new Map());
    expect(subject?.path(own.id, notice?.payload)).toBe(`/awards/dossiers/${application.id}`);

    // A form that cannot be filled in, put into use behind the product's back.
    const broken = await brokenFormInUse(world, roundId);
    const { id } = await askAll(world.officer);
    await runExport(id, clock);
    await db.dossierTemplate.update({ where: { id: broken }, data: { retiredAt: new Date() } });
    expect(await rowOf(id)).toMatchObject({ state: "FAILED", key: null });
    const [failed] = await toldTwice(id, "dossier.export-failed");
    expect(failed).toMatchObject({ personId: world.officer.personId, type: "dossier.export-failed" });
    expect(subject?.path(id, failed?.payload)).toBe(`/awards/dossiers/rounds/${roundId}`);
  });

  test("cancelled while it is made it stops, and nothing is left behind", async () => {
    const { id } = await askAll(world.officer);
    const running = runExport(id, clock);
    await until("it runs", async () => (await rowOf(id)).state === "RUNNING");
    await cancelExport(world.officer, id);
    await running;
    expect(await rowOf(id)).toMatchObject(CANCELLED);
    expect(await readdir(exportsFolder())).not.toContain(id);
  });

  test("only the chosen states; a state nobody has is refused", async () => {
    await expect(askAll(world.officer, ["AWARDED"])).rejects.toEqual(refused("dossier-nothing"));
    await expect(askAll(world.leader)).rejects.toEqual(refused("not_found"));
  });

  test("who reads English gets a second sheet; the union's own stays Chinese", async () => {
    await db.person.update({ where: { id: world.officer.personId }, data: { locale: "en" } });
    const { id } = await askAll(world.officer);
    await runExport(id, clock);
    const files = await unzipped(await openExport(world.officer, id));
    const heads = { "汇总表.xlsx": "认定效益\n（万元）", "summary.xlsx": "Certified benefit\n(10,000 CNY)" };
    for (const [name, head] of Object.entries(heads))
      expect(previewOf("SUMMARY", files.get(name) ?? Buffer.alloc(0)).flat()).toEqual(
        expect.arrayContaining([head, "12.345678"]),
      );
  });

  test("old files go, their hashes stay; the sweep of uploads leaves those that are kept", async () => {
    const done = await db.dossierExport.findFirstOrThrow({ where: { state: "DONE", applicationId: null } });
    await sweepUploads(addDays(new Date(), 3));
    expect((await openExport(world.officer, done.id)).size).toBeGreaterThan(0);
    expect(await expireExports(addDays(new Date(), 15))).toBeGreaterThan(0);
    await expect(openExport(world.officer, done.id)).rejects.toEqual(refused("not_found"));
    const after = await rowOf(done.id);
    expect(after.sha256).toBe(done.sha256);
    expect(after.removedAt).not.toBeNull();
  });
});

describe("templates", () => {
  const upload = (file: File, kind: "FORM" | "SUMMARY" = "FORM") =>
    uploadTemplate(world.officer, { organisationId: world.federation, kind, name: "我们的表", file });

  test("replaced without a line of code, tried first, and put away again", async () => {
    const { id } = await upload(await formFile("本会专用 {成果名称}", "{成果名字}", "{#完成人}{姓名}；{/完成人}"));
    const page = await loadTemplate(world.officer, id);
    expect(page.unknown).toMatchObject([{ field: "成果名字", place: { part: "BODY", near: "{成果名字}" } }]);
    expect(page.unknown[0]?.suggestions).toContain("成果名称");
    // It comes back as it was uploaded; nobody else gets it.
    const original = await templateFile(world.officer, id);
    expect(readForm(original.bytes).fields).toContain("成果名字");
    const county = await makeOrganisation("COUNTY_UNION", { parentId: world.federation });
    const below = await makeActor([["UNION_OFFICER", county]]);
    for (const one of [below, world.secretariat])
      await expect(templateFile(one, id)).rejects.toEqual(refused("not_found"));
    expect(page.trial.flat().join("\n")).toContain("本会专用 啤酒灌装线瓶盖错位在线检测装置");
    const before = textOf((await singlePaper(world.officer, application.id, "form")).bytes);
    expect(before).not.toContain("本会专用");
    await takeTemplate(world.officer, id);
    const after = textOf((await singlePaper(world.officer, application.id, "form")).bytes);
    expect(after).toContain("本会专用 卡瓶治理");
    expect(after).toContain(`${world.craftsman.name}；`);
    await expect(takeTemplate(world.officer, id)).rejects.toEqual(refused("template-moved-on"));
    // In use it is a start for the unions below; to change it stays its own officers' business.
    expect((await loadTemplates(below)).above).toMatchObject([{ id, name: "我们的表" }]);
    expect((await templateFile(below, id)).bytes).toEqual(original.bytes);
    await expect(loadTemplate(below, id)).rejects.toEqual(refused("not_found"));
    // The next takes its place.
    const second = await upload(await formFile("第二版 {成果名称}"));
    await takeTemplate(world.officer, second.id);
    expect((await loadTemplates(world.officer)).rows.map((row) => row.id)).toEqual([second.id]);
    await retireTemplate(world.officer, second.id);
    expect(textOf((await singlePaper(world.officer, application.id, "form")).bytes)).toBe(before);
  });

  test("with faults it is shown what and where, and cannot be used", async () => {
    const { id } = await upload(await formFile("{#完成人}{姓名}"));
    const page = await loadTemplate(world.officer, id);
    expect(page.usable).toBe(false);
    expect(page.faults).toMatchObject([{ code: "unclosed_loop", field: "完成人", place: { near: "{#完成人}{姓名}" } }]);
    await expect(takeTemplate(world.officer, id)).rejects.toEqual(refused("template-unusable"));
    const plain = new File([new Uint8Array(await shippedSummary())], "x.xlsx");
    const summary = await upload(plain, "SUMMARY");
    expect((await loadTemplate(world.officer, summary.id)).usable).toBe(true);
  });

  test("nothing that runs, fetches or blows up", async () => {
    for (const [name, bytes, messageKey] of hostileTemplates())
      await expect(upload(new File([new Uint8Array(bytes)], "a.docx")), name).rejects.toEqual(
        expect.objectContaining({ messageKey, details: expect.objectContaining({ field: "file" }) }),
      );
    const linked = sheet("{成果名称}", [{ name: "xl/externalLinks/externalLink1.xml", text: "<x/>" }]);
    await expect(upload(new File([new Uint8Array(linked)], "a.xlsx"), "SUMMARY")).rejects.toEqual(
      expect.objectContaining({ messageKey: "template-foreign" }),
    );
  });

  test("templates are their own union's officers'", async () => {
    for (const one of [world.secretariat, world.toolsReviewer]) {
      await expect(loadTemplates(one)).rejects.toEqual(refused("not_found"));
      await expect(
        uploadTemplate(one, { organisationId: world.federation, kind: "FORM", name: "x", file: doc("{title}") }),
      ).rejects.toEqual(refused("not_found"));
    }
  });
});
