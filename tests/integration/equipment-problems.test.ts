import { beforeAll, expect, it } from "vitest";
import { db } from "#app/lib/db.server.ts";
import { assetByCode, machineDefaults } from "#app/modules/equipment/queries.server.ts";
import { registerAsset } from "#app/modules/equipment/register-asset.server.ts";
import { changeAsset } from "#app/modules/equipment/change-asset.server.ts";
import { confirmProblem, withdrawConfirmation } from "#app/modules/problems/confirm-problem.server.ts";
import { getProblem } from "#app/modules/problems/queries-problem.server.ts";
import { problemsOfMachine } from "#app/modules/problems/queries-machine.server.ts";
import { withdrawProblem } from "#app/modules/problems/withdraw-problem.server.ts";
import { deliverNotices } from "#app/modules/notifications/deliver-notices.server.ts";
import { useTestDatabase } from "#tests/support/database.server.ts";
import {
  draftedProblem,
  makeWorld,
  next,
  publishedProblem,
  submittedProblem,
  type World,
} from "#tests/support/factories.server.ts";
import { refusal } from "#tests/support/solving.server.ts";

useTestDatabase();
let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

async function machine(number = `GZ-${next()}`) {
  const facts = { number, name: "", type: "灌装机", model: `GF-${next()}`, maker: "华岭", line: "一线", site: "" };
  const { id, code } = await registerAsset(world.engineer, facts);
  return { id, code, facts };
}
const cardOf = async (actor: World["engineer"], code: string) =>
  problemsOfMachine(actor, await assetByCode(actor, code));
const ids = (rows: { id: string }[]) => rows.map((row) => row.id);
const plain = { downtimeHours: null, since: "", note: "" };

it("a card shows the machine's problems as far as the reader may see them", async () => {
  const { id, code, facts } = await machine();
  const about = { assetNumber: facts.number, equipmentModel: facts.model };
  const open = await publishedProblem(world, about);
  const draft = await draftedProblem(world, about, world.engineer2);
  const inReview = await submittedProblem(world, about, world.engineer2);
  const other = await publishedProblem(world, { ...about, assetNumber: "ANDERE" });
  expect(ids((await cardOf(world.engineer, code)).open)).toEqual([open]);
  expect(ids((await cardOf(world.engineer2, code)).open).sort()).toEqual([open, inReview].sort());
  expect(ids((await cardOf(world.reviewer, code)).open).sort()).toEqual([open, inReview].sort());
  expect(ids((await cardOf(world.reviewer, code)).open)).not.toContain(draft);
  expect((await cardOf(world.engineer, code)).sameModel).toMatchObject([{ id: other, otherMachine: "ANDERE" }]);

  // Another enterprise that registers a machine of the same number learns nothing through it.
  const twin = await registerAsset(world.toolsEngineer, facts);
  expect(await cardOf(world.toolsEngineer, twin.code)).toEqual({ open: [], sameModel: [], ended: [] });

  // With a new number the machine keeps what was posted under the old one.
  await changeAsset(world.engineer, { id, version: 0, facts: { ...facts, number: `${facts.number}-B` } });
  expect(ids((await cardOf(world.engineer, code)).open)).toEqual([open]);
  await withdrawProblem(world.engineer, { id: open, version: null, reason: "不用了" });
  const after = await cardOf(world.engineer, code);
  expect([ids(after.open), ids(after.ended)]).toEqual([[], [open]]);
});

it("'mine has it too' counts once a person, tells the author, and is for colleagues only", async () => {
  const { id: assetId, code, facts } = await machine();
  const problemId = await publishedProblem(world, { assetNumber: facts.number });
  const input = { problemId, assetId, downtimeHours: 2.5, since: "上周", note: "夜班更频繁" };
  const twice = await Promise.all([confirmProblem(world.engineer2, input), confirmProblem(world.engineer2, input)]);
  expect(twice.sort()).toEqual([false, true]);
  expect(await confirmProblem(world.breweryLeader, { ...input, downtimeHours: 1 })).toBe(true);
  expect((await cardOf(world.engineer2, code)).open).toMatchObject([
    { confirmed: true, own: false, confirmations: 2, downtimeHours: 3.5 },
  ]);
  expect((await cardOf(world.engineer, code)).open).toMatchObject([{ confirmed: false, own: true }]);

  const events = await db.event.findMany({ where: { subjectId: problemId, type: "problem.confirmed" } });
  expect(events).toHaveLength(2);
  for (const event of events) {
    expect(event.layer).toBe("OWN");
    await deliverNotices(event.id, world.engineer.now);
  }
  const told = await db.notice.findMany({ where: { subjectId: problemId, type: "problem.confirmed" } });
  expect(told.map((notice) => notice.personId)).toEqual([world.engineer.personId, world.engineer.personId]);

  expect(await refusal(confirmProblem(world.engineer, input))).toBe("own-problem");
  // Who reads it from outside cannot confirm it; who does not read it does not learn that it is there.
  const theirs = await registerAsset(world.toolsEngineer, facts);
  expect(await refusal(confirmProblem(world.toolsEngineer, { ...input, assetId: theirs.id }))).toBe("not-your-move");
  expect(await refusal(confirmProblem(world.outsider, input))).toBe("not_found");
  expect(await refusal(confirmProblem(world.reviewer, { problemId, assetId: theirs.id, ...plain }))).toBe("not_found");
  await withdrawProblem(world.engineer, { id: problemId, version: null, reason: "不用了" });
  expect(await refusal(confirmProblem(world.reviewer, input))).toBe("problem-not-open");
  expect(await db.problemConfirmation.count({ where: { problemId } })).toBe(2);
});

it("what colleagues add stands on the problem's page, for those who read its confidential layer, and can be taken back", async () => {
  const { id: assetId, code, facts } = await machine();
  const problemId = await publishedProblem(world, { assetNumber: facts.number });
  const input = { problemId, assetId, downtimeHours: 2.5, since: "上周换瓶型以后", note: "夜班更频繁" };
  expect(await withdrawConfirmation(world.engineer2, problemId)).toBe(false);
  await confirmProblem(world.engineer2, input);
  await confirmProblem(world.breweryLeader, { ...input, ...plain });
  const seenBy = async (actor: World["engineer"]) => (await getProblem(actor, problemId)).confirmations;
  expect(await seenBy(world.engineer2)).toMatchObject([
    {
      person: world.engineer2.name,
      machine: { number: facts.number, code },
      downtimeHours: 2.5,
      since: "上周换瓶型以后",
      note: "夜班更频繁",
      own: true,
    },
    { person: world.breweryLeader.name, downtimeHours: null, since: "", note: "", own: false },
  ]);
  expect((await seenBy(world.engineer)).map((line) => line.own)).toEqual([false, false]);
  for (const actor of [world.toolsEngineer, world.secretariat]) expect(await seenBy(actor)).toEqual([]);

  // Nobody takes back what another said; the own one goes once.
  expect(await withdrawConfirmation(world.engineer, problemId)).toBe(false);
  expect(await refusal(withdrawConfirmation(world.outsider, problemId))).toBe("not_found");
  expect(await withdrawConfirmation(world.engineer2, problemId)).toBe(true);
  expect(await withdrawConfirmation(world.engineer2, problemId)).toBe(false);
  expect(await seenBy(world.engineer)).toMatchObject([{ person: world.breweryLeader.name }]);
  expect((await cardOf(world.engineer2, code)).open).toMatchObject([{ confirmed: false, confirmations: 1 }]);
  expect(await confirmProblem(world.engineer2, input)).toBe(true);
  expect(await db.event.count({ where: { subjectId: problemId, type: "problem.confirmation-withdrawn" } })).toBe(1);
  await withdrawProblem(world.engineer, { id: problemId, version: null, reason: "不用了" });
  expect(await refusal(withdrawConfirmation(world.engineer2, problemId))).toBe("problem-not-open");
  expect(await seenBy(world.engineer)).toHaveLength(2);
});

it("a number and a model typed another way are the same machine's; a similar one is not", async () => {
  const { code, facts } = await machine(`KT-${next()}`);
  const wide = (text: string) => text.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));
  const ids_ = [
    await publishedProblem(world, { assetNumber: ` ${facts.number.toLowerCase().replace("-", " — ")}` }),
    await publishedProblem(world, { assetNumber: wide(facts.number) }),
  ];
  const similar = await publishedProblem(world, { assetNumber: `${facts.number}1`, equipmentModel: wide(facts.model) });
  const card = await cardOf(world.engineer, code);
  expect(ids(card.open).sort()).toEqual(ids_.sort());
  expect(card.open.map((row) => row.otherMachine)).toEqual([null, null]);
  expect(card.sameModel).toMatchObject([{ id: similar, otherMachine: `${facts.number}1` }]);
});

it("a form opened for a machine starts with its facts; a foreign code and a word are no machine", async () => {
  const { code, facts } = await machine();
  expect(await machineDefaults(world.engineer2, code)).toEqual({
    enterpriseId: world.brewery,
    assetNumber: facts.number,
    equipmentType: "灌装机",
    equipmentModel: facts.model,
    equipmentMaker: "华岭",
    line: "一线",
  });
  const nothing = await machineDefaults(world.toolsEngineer, "7K3QF2M9XA");
  expect(await machineDefaults(world.toolsEngineer, code)).toEqual(nothing);
  expect(Object.values(nothing).join("")).toBe("");
  expect((await machineDefaults(world.engineer, "灌装机")).equipmentType).toBe("灌装机");
});
