import { randomUUID } from "node:crypto";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { expect, it } from "vitest";
import { db } from "#app/lib/db.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { openSession } from "#app/modules/accounts/session.server.ts";
import { changeStatement } from "#app/modules/awards/applications/change-application.server.ts";
import { registerApplicationFiles } from "#app/modules/awards/applications/evidence.server.ts";
import {
  passOnApplication,
  recommendApplication,
  returnApplication,
} from "#app/modules/awards/applications/recommend-application.server.ts";
import { submitApplication, withdrawApplication } from "#app/modules/awards/applications/submit-application.server.ts";
import { answerObjection, takeObjection } from "#app/modules/awards/notice/handle-objection.server.ts";
import { hide } from "#app/modules/awards/notice/protect.server.ts";
import { defineRound } from "#app/modules/awards/rounds/define-round.server.ts";
import { saveGates } from "#app/modules/awards/rounds/save-rubric.server.ts";
import * as application from "#app/routes/awards.applications.$id._index/route.tsx";
import { knownTo, opinionSince, reasonSince } from "#app/routes/awards.applications.$id._index/since.ts";
import * as statement from "#app/routes/awards.applications.$id.edit.tsx";
import * as objection from "#app/routes/awards.objections.$id.tsx";
import * as changes from "#app/routes/awards.rounds.$id.changes.tsx";
import * as round from "#app/routes/awards.rounds.$id.edit.tsx";
import {
  applicationVersion as versionOf,
  confirmedBy,
  definition,
  draftedRound,
  openedRound,
  registeredAchievement,
  writtenApplication,
} from "#tests/support/award-life.server.ts";
import {
  achievementOf,
  admittedApplication,
  countedRecords,
  draftRound,
  putRound,
} from "#tests/support/award-panel.server.ts";
import { applicationRow, roundRow } from "#tests/support/award-rows.server.ts";
import { useTestDatabase } from "#tests/support/database.server.ts";
import { makeActor, makeOrganisation, makeWorld } from "#tests/support/factories.server.ts";
import { refusal } from "#tests/support/solving.server.ts";

useTestDatabase();
registerApplicationFiles();

async function requestOf(actor: Actor, body?: Record<string, string>): Promise<Request> {
  const session = await openSession(new Request("http://localhost/"), actor.personId, { now: new Date() });
  const headers = { Cookie: session.split(";")[0] ?? "", Origin: "http://localhost" };
  return new Request(
    "http://localhost/",
    body ? { method: "POST", headers, body: new URLSearchParams(body) } : { headers },
  );
}

/** A page's data as it is sent to this person. */
const loadPage = async <Data>(
  loader: (args: LoaderFunctionArgs) => Promise<Data>,
  actor: Actor,
  id: string,
): Promise<Data> => loader({ request: await requestOf(actor), params: { id }, context: {} });

type Reply = { result?: { initialValue?: Record<string, unknown> }; overtaken?: boolean };

/** What a posted form is answered: its status, and what stays in its fields. */
async function post(
  action: (args: ActionFunctionArgs) => Promise<unknown>,
  actor: Actor,
  id: string,
  body: Record<string, string>,
) {
  const answer = await action({ request: await requestOf(actor, body), params: { id }, context: {} });
  if (answer instanceof Response) return { status: answer.status };
  const { data, init } = answer as { data: Reply; init: { status?: number } | null };
  const { said, ...fields } = data.result?.initialValue ?? {};
  const texts = (said as { text?: string }[] | undefined)?.map((one) => one.text);
  return { status: init?.status ?? 200, overtaken: data.overtaken, ...fields, ...(texts && { said: texts }) };
}

it("of two officers of one union the later one reads what the earlier one decided, and nothing older", async () => {
  const world = await makeWorld();
  const { craftsman, toolsEngineer, toolsReviewer } = world;
  const county = await makeOrganisation("COUNTY_UNION", { parentId: world.federation });
  await db.organisation.update({ where: { id: world.tools }, data: { parentId: county } });
  const [first, second] = [await makeActor([["UNION_OFFICER", county]]), await makeActor([["UNION_OFFICER", county]])];
  const roundId = await openedRound(world);
  const waiting = async () => {
    const id = await writtenApplication(world, roundId, await registeredAchievement(world));
    await confirmedBy(id, craftsman, toolsEngineer);
    await submitApplication(craftsman, id, await versionOf(id));
    await recommendApplication(toolsReviewer, id, { version: await versionOf(id), opinion: "企业的旧意见" });
    return { id, version: await versionOf(id), known: knownTo(await loadPage(application.loader, second, id)) };
  };
  /** What the second one is answered, and what then stands beside. */
  const send = async (id: string, version: number, known: Record<string, string>, form: Record<string, string>) => {
    const answer = await post(application.action, second, id, { version: String(version), ...known, ...form });
    const page = await loadPage(application.loader, second, id);
    expect(answer).toMatchObject(known);
    const said = (form.intent === "return" ? reasonSince : opinionSince)(page, { initialValue: known });
    return { answer, may: page.may[form.intent === "return" ? "return" : "recommend-on"], said };
  };
  const opinion = { intent: "recommend-on", opinion: "我的意见" };
  const reason = { intent: "return", reason: "我的理由" };
  const stands = (text: string) => ({ text, by: { name: first.name } });

  for (const form of [opinion, reason]) {
    const { id, version, known } = await waiting();
    await passOnApplication(first, id, { version, opinion: "同事的意见" });
    // Passed on it is no reason for a return, and none stands beside.
    const said = form === opinion ? stands("同事的意见") : null;
    expect(await send(id, version, known, form)).toMatchObject({
      answer: { status: 409, overtaken: true, ...form },
      may: false,
      said,
    });
    // Who never had a say in it goes on being refused.
    const stale = passOnApplication(world.officer, id, { version, opinion: "同意" });
    expect(await refusal(stale)).toBe("not-your-move");
  }
  const returned = await waiting();
  await returnApplication(first, returned.id, { version: returned.version, reason: "缺附件" });
  expect(await send(returned.id, returned.version, returned.known, reason)).toMatchObject({
    answer: { status: 409, overtaken: true },
    said: stands("缺附件"),
  });
  // Taken back by the applicants: the enterprise's opinion was no answer to that.
  const gone = await waiting();
  await withdrawApplication(craftsman, gone.id, { version: gone.version, reason: "不报了" });
  expect(await send(gone.id, gone.version, gone.known, opinion)).toMatchObject({
    answer: { status: 409, overtaken: true },
    may: false,
    said: null,
  });
});

it("whoever was overtaken in its forms keeps what was typed, and reads what stands now, from whom", async () => {
  const world = await makeWorld();
  const { craftsman, toolsEngineer, toolsReviewer, officer } = world;
  const roundId = await openedRound(world);
  const id = await writtenApplication(world, roundId, await registeredAchievement(world));
  const open = () => loadPage(statement.loader, craftsman, id);
  const page = await open();
  const typed = (texts: string[], more: Record<string, string> = {}) => ({
    version: String(page.version),
    ...Object.fromEntries(
      texts.flatMap((text, n) => [
        [`said[${n}].key`, page.criteria[n]?.key ?? ""],
        [`said[${n}].text`, text],
      ]),
    ),
    ...more,
  });
  // The other tab, or the other completer.
  await changeStatement(toolsEngineer, id, {
    version: page.version,
    said: page.criteria.map(({ key }, n) => ({ key, text: `同事写的 ${n}`, files: [] })),
  });
  expect(await post(statement.action, craftsman, id, typed(["我写的 0", "我写的 1"]))).toMatchObject({
    status: 409,
    overtaken: true,
    said: ["我写的 0", "我写的 1"],
  });
  const now = await open();
  expect(now).toMatchObject({ version: page.version + 1, changed: { name: toolsEngineer.name } });
  expect(now.criteria.slice(0, 2).map((one) => one.text)).toEqual(["同事写的 0", "同事写的 1"]);
  // Taking one over without script changes that box, and nothing in the record.
  const taking = { takeOver: "said[0].text", "now:said[0].text": "同事写的 0" };
  expect(await post(statement.action, craftsman, id, typed(["我写的 0", "我写的 1"], taking))).toMatchObject({
    status: 200,
    overtaken: true,
    said: ["同事写的 0", "我写的 1"],
  });
  expect((await open()).version).toBe(now.version);
  for (const name of ["__proto__", "said[9999].text"])
    expect(await refusal(post(statement.action, craftsman, id, { takeOver: name }))).toBe("bad_request");
  const mended = typed(["同事写的 0", "我写的 1"], { version: String(now.version) });
  expect(await post(statement.action, craftsman, id, mended)).toMatchObject({ status: 302 });

  // An opinion comes too late: the page has the one that was given, with name and time.
  const whole = await writtenApplication(world, roundId, await registeredAchievement(world));
  await confirmedBy(whole, craftsman, toolsEngineer);
  await submitApplication(craftsman, whole, await versionOf(whole));
  const version = await versionOf(whole);
  const second = await makeActor([["REVIEWER", world.tools]]);
  await recommendApplication(toolsReviewer, whole, { version, opinion: "同意推荐" });
  const late = { intent: "recommend", version: String(version), opinion: "同意，但请补材料" };
  expect(await post(application.action, second, whole, late)).toMatchObject({ status: 409, opinion: late.opinion });
  const { steps, may } = await loadPage(application.loader, second, whole);
  expect([may.recommend, steps[0]]).toMatchObject([
    false,
    { opinion: "同意推荐", byName: toolsReviewer.name, decision: "RECOMMENDED" },
  ]);

  // An answer to an objection was given in the other tab: it stands, and what was typed here stays to be read.
  const [noticed, objectionId] = [await roundRow(world), randomUUID()];
  const about = await applicationRow(world, noticed, { achievementId: await registeredAchievement(world) });
  await db.awardRound.update({ where: { id: noticed }, data: { state: "NOTICE" } });
  const sealed = hide("一位职工", objectionId);
  const objector = { name: sealed, contact: sealed, text: sealed, at: officer.now };
  await db.objection.create({
    data: { id: objectionId, clientId: randomUUID(), applicationId: about, ...objector },
  });
  await takeObjection(officer, objectionId);
  const { version: taken } = await loadPage(objection.loader, officer, objectionId);
  await answerObjection(officer, objectionId, { decision: "REJECTED", answer: "与事实不符", version: taken });
  const again = { intent: "answer", version: String(taken), decision: "UPHELD", answer: "另一份答复" };
  expect(await post(objection.action, officer, objectionId, again)).toMatchObject({
    status: 409,
    overtaken: true,
    decision: "UPHELD",
    answer: "另一份答复",
  });
  expect(await loadPage(objection.loader, officer, objectionId)).toMatchObject({
    state: "REJECTED",
    version: taken + 1,
    handler: officer.name,
    told: { answer: "与事实不符" },
  });

  // The rules of a draft.
  const draft = await draftedRound(world);
  const rules = await loadPage(round.loader, officer, draft);
  await defineRound(officer, draft, definition(officer.now, { version: 1, name: "另一个名称", minJudges: 2 }));
  const { scopeIds: _, achievementKinds: __, ...values } = rules.values;
  expect(await post(round.action, officer, draft, { ...values, name: "我的名称" })).toMatchObject({
    status: 409,
    overtaken: true,
    name: "我的名称",
  });
  expect(await loadPage(round.loader, officer, draft)).toMatchObject({
    changed: { name: officer.name, at: expect.any(String) },
    values: { name: "另一个名称", minJudges: "2" },
  });
  // A colleague then saves the gates, which are on a page of their own: these texts are still whose they were.
  const colleague = await makeActor([["UNION_OFFICER", world.federation]]);
  const gate = { key: "a", text: { zh: "一", en: "" }, formula: "certifiedYuan", at: "LEAST" as const, value: "3" };
  await saveGates(colleague, draft, { version: 2, content: [gate] });
  expect((await loadPage(round.loader, officer, draft)).changed?.name).toBe(officer.name);
});

it("who says what a change means after a colleague did keeps what was typed, and reads the colleague's word", async () => {
  const world = await makeWorld();
  const { officer } = world;
  const colleague = await makeActor([["UNION_OFFICER", world.federation]]);
  const roundId = await draftRound(world);
  const place = { enterpriseId: world.brewery, studioId: null, unitId: world.brewery };
  const achievement = await achievementOf(world.engineer, place, world.reviewer.personId);
  await countedRecords(world, achievement, { yuan: 1_200_000 });
  const by = { enterpriseId: world.brewery, byId: world.engineer.personId };
  const id = await admittedApplication(roundId, achievement, by, "counted");
  await db.awardApplication.update({ where: { id }, data: { state: "PROPOSED", grade: "一等奖" } });
  await putRound(roundId, "REVIEW");
  await db.awardRound.update({ where: { id: roundId }, data: { state: "NOTICE", panelClosedAt: new Date() } });
  const where = { achievement: { achievementId: achievement } };
  await db.benefit.updateMany({ where, data: { state: "CORRECTED", holds: false } });

  const [row] = (await loadPage(changes.loader, officer, roundId)).rows;
  const word = { applicationId: id, version: String(row?.version), seen: row?.mark ?? "" };
  const mine = { ...word, outcome: "-", reason: "更正后不再突出" };
  const theirs = { ...word, outcome: "=", reason: "更正后仍为最高" };
  expect(await post(changes.action, officer, roundId, { ...mine, reason: "" })).toMatchObject({ status: 422, ...word });
  expect(await post(changes.action, colleague, roundId, theirs)).toEqual({ status: 302 });
  const late = await post(changes.action, officer, roundId, mine);
  expect(late).toMatchObject({ status: 409, overtaken: true, outcome: "-", reason: mine.reason });
  const [now] = (await loadPage(changes.loader, officer, roundId)).rows;
  expect(now).toMatchObject({
    mark: row?.mark,
    version: (row?.version ?? 0) + 1,
    settled: { outcome: "=", reason: theirs.reason, by: colleague.name },
  });
  // Having read it, the officer may still take it out; a third form, from before, finds nothing to keep and loses nothing.
  expect(await post(changes.action, officer, roundId, { ...mine, version: String(now?.version) })).toEqual({
    status: 302,
  });
  const third = await post(changes.action, colleague, roundId, { ...theirs, version: String(now?.version) });
  expect(third).toMatchObject({ status: 409, overtaken: true, outcome: "=", reason: theirs.reason });
  expect((await loadPage(changes.loader, colleague, roundId)).rows).toEqual([]);
});
