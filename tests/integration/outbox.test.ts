import { randomUUID } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { db } from "#app/lib/db.server.ts";
import { setDisabled } from "#app/modules/accounts/manage-person.server.ts";
import { endOwnSessions, listOwnSessions } from "#app/modules/accounts/own-account.server.ts";
import { removeExpiredSessions } from "#app/modules/accounts/session.server.ts";
import { returnProblem } from "#app/modules/problems/return-problem.server.ts";
import { useTestDatabase } from "#tests/support/database.server.ts";
import {
  actorOf,
  draftedProblem,
  makeActor,
  makeOrganisation,
  makePerson,
  makeWorld,
  publishedProblem,
  submittedProblem,
  versionOf,
  type World,
} from "#tests/support/factories.server.ts";
import { deviceOf } from "#tests/support/outbox.ts";

useTestDatabase();
let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

const someFields = (more: Record<string, string> = {}) => ({
  clientId: randomUUID(),
  equipmentType: "灌装机",
  phenomenon: "每班卡瓶七八次",
  severity: "DEGRADED",
  ...more,
});
const problemsOf = (clientId: string) =>
  db.problem.findMany({ where: { clientId }, select: { id: true, number: true, state: true, phenomenon: true } });

test("ten copies of one post that arrive at once are one problem, sent to review once", async () => {
  const device = await deviceOf(world.engineer.personId);
  const fields = someFields();
  const answers = await Promise.all(Array.from({ length: 10 }, () => device.post(fields)));
  // A copy that met another one is told to come again, and then hears the same as the others.
  expect(answers.map(({ status }) => status).filter((status) => status !== 200 && status !== 503)).toEqual([]);
  const late = await device.post(fields);
  const [problem, ...others] = await problemsOf(fields.clientId);
  expect(others).toEqual([]);
  expect(problem?.state).toBe("ENTERPRISE_REVIEW");
  expect(late).toEqual({
    status: 200,
    body: { id: problem?.id, number: problem?.number, state: "ENTERPRISE_REVIEW" },
  });
  const events = await db.event.count({ where: { subjectId: problem?.id ?? "", type: "problem.submitted" } });
  expect(events).toBe(1);
});

test("what a form has saved by itself becomes the post, as it was when sent", async () => {
  const fields = someFields();
  const draft = await draftedProblem(world, { clientId: fields.clientId, phenomenon: "每班卡" });
  const { body } = await (await deviceOf(world.engineer.personId)).post(fields);
  expect(body).toMatchObject({ id: draft, state: "ENTERPRISE_REVIEW" });
  expect(await problemsOf(fields.clientId)).toEqual([expect.objectContaining({ phenomenon: "每班卡瓶七八次" })]);
});

test("what one person wrote leaves under no other name", async () => {
  const fields = someFields();
  const other = await deviceOf(world.engineer2.personId);
  const answer = await other.post({ ...fields, personId: world.engineer.personId });
  expect(answer).toMatchObject({ status: 409, body: { messageKey: "outbox-other-person" } });
  expect(await problemsOf(fields.clientId)).toEqual([]);
  expect(await other.contact([], world.engineer.personId)).toMatchObject({ status: 409 });
});

test("what is wrong is said by field, and nothing is kept of it", async () => {
  const device = await deviceOf(world.engineer.personId);
  const fields = someFields({ downtimeHours: "很久" });
  expect(await device.post(fields)).toEqual({
    status: 422,
    body: { errors: { downtimeHours: ["请写成数字，例如 12 或 0.5，不带单位"] } },
  });
  expect(await problemsOf(fields.clientId)).toEqual([]);
  const nameless = await device.post(someFields({ equipmentType: " " }));
  expect(nameless.status).toBe(422);
  expect(JSON.stringify(nameless.body)).toContain('"equipmentType"');
});

test("a post that is only spoken waits as a draft for its recording", async () => {
  const device = await deviceOf(world.engineer.personId);
  const fields = someFields({ phenomenon: "" });
  expect(await device.post({ ...fields, recordings: "1" })).toMatchObject({ status: 200, body: { state: "DRAFT" } });
  expect(await device.post(fields)).toMatchObject({ status: 422, body: { field: "phenomenon" } });
});

test("a late copy changes nothing in a draft that came back from review", async () => {
  const device = await deviceOf(world.engineer.personId);
  const fields = someFields();
  const { body } = await device.post(fields);
  await returnProblem(world.reviewer, { id: body.id, version: await versionOf(body.id), reason: "缺照片" });
  await db.problem.update({ where: { id: body.id }, data: { phenomenon: "退回后改写的" } });
  expect(await device.post(fields)).toMatchObject({ status: 200, body: { id: body.id, state: "DRAFT" } });
  expect(await problemsOf(fields.clientId)).toEqual([expect.objectContaining({ phenomenon: "退回后改写的" })]);
  // Opened again and sent with the version it then had, it goes to review once more.
  const version = String(await versionOf(body.id));
  const again = await device.post({ ...fields, version, phenomenon: "补了说明" });
  expect(again).toMatchObject({ status: 200, body: { state: "ENTERPRISE_REVIEW" } });
  expect(await device.post({ ...fields, version, phenomenon: "补了说明" })).toEqual(again);
});

test("a device learns whether its session was revoked or has only run out", async () => {
  const personId = await makePerson([["ENGINEER", world.brewery]]);
  const fields = someFields();
  const lost = await deviceOf(personId);
  const here = await deviceOf(personId);
  await endOwnSessions(await actorOf(personId), here.request(), "others");
  expect(await lost.post(fields)).toEqual({
    status: 401,
    body: { code: "unauthenticated", ended: "revoked", personId },
  });
  expect(await lost.contact()).toMatchObject({ status: 401, body: { ended: "revoked", personId } });
  expect(await here.contact()).toMatchObject({ status: 200 });

  await db.session.updateMany({ where: { personId }, data: { expiresAt: new Date(Date.now() - 1000) } });
  await removeExpiredSessions();
  expect(await here.post(fields)).toEqual({ status: 401, body: { code: "unauthenticated", ended: "over" } });
  expect(await problemsOf(fields.clientId)).toEqual([]);

  const admin = await makeActor([["ADMIN", await makeOrganisation("PLATFORM")]]);
  const last = await deviceOf(personId);
  await setDisabled(admin, { personId, disabled: true });
  expect(await last.contact()).toMatchObject({ status: 401, body: { ended: "revoked", personId } });
  expect(await listOwnSessions(await actorOf(world.engineer.personId), here.request())).toBeDefined();
});

test("a copy says no more than the page, and is taken back when the page would say less", async () => {
  const secret = "主轴转速 3200";
  const id = await publishedProblem(world, { parameters: secret, phenomenon: "现象的全文" });
  const own = await deviceOf(world.engineer.personId);
  const ally = await deviceOf(world.toolsEngineer.personId);
  const stranger = await deviceOf(world.outsider.personId);
  const mine = await own.copy(id);
  const theirs = await ally.copy(id);
  expect(JSON.stringify(mine.body)).toContain(secret);
  expect(JSON.stringify(theirs.body)).toContain("现象的全文");
  expect(JSON.stringify(theirs.body)).not.toContain(secret);
  expect((await stranger.copy(id)).status).toBe(404);

  const kept = [{ id, mark: theirs.body.mark as string }];
  expect((await ally.contact(kept)).body).toMatchObject({ gone: [], changed: [] });
  await db.problem.update({ where: { id }, data: { fieldLayers: { phenomenon: "CONFIDENTIAL" } } });
  expect((await ally.contact(kept)).body).toMatchObject({ gone: [], changed: [id] });
  expect(JSON.stringify((await ally.copy(id)).body)).not.toContain("现象的全文");
  await db.membership.updateMany({
    where: { personId: world.toolsEngineer.personId },
    data: { endsAt: new Date(Date.now() - 1000) },
  });
  expect((await ally.contact(kept)).body).toMatchObject({ gone: [id], changed: [], choices: null });
});

test("a device is given the person's own drafts and what the form offers", async () => {
  const author = await makeActor([["ENGINEER", world.brewery]]);
  await draftedProblem(world, { phenomenon: "写到一半" }, author);
  await submittedProblem(world, {}, author);
  await draftedProblem(world, { phenomenon: "别人的" });
  const { body } = await (await deviceOf(author.personId)).contact();
  expect(body.drafts).toEqual([
    {
      clientId: expect.any(String),
      number: expect.any(String),
      values: expect.objectContaining({ phenomenon: "写到一半" }),
    },
  ]);
  expect(body.choices.enterprises).toHaveLength(1);
});
