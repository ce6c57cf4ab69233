import { randomUUID } from "node:crypto";
import { beforeAll, expect, it } from "vitest";
import { db } from "#app/lib/db.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { readHits } from "#app/modules/knowledge/queries-hits.server.ts";
import { type Layer, LAYERS } from "#app/modules/problems/access.ts";
import { addLogEntry } from "#app/modules/solving/add-log-entry.server.ts";
import { documentId } from "#search/documents.ts";
import type { Hit } from "#search/engines/engine.ts";
import { ask } from "#search/question.ts";
import { useTestDatabase } from "#tests/support/database.server.ts";
import { actorOf, makeWorld, publishedProblem, type World } from "#tests/support/factories.server.ts";
import { awaitingAcceptance, tackledProblem } from "#tests/support/solving.server.ts";

useTestDatabase();
let world: World;
let open: string;
let anonymous: string;

beforeAll(async () => {
  world = await makeWorld();
  open = await publishedProblem(world, {
    title: "封口膜起皱标题",
    phenomenon: "热封现象鱼鳞纹",
    parameters: "保密参数一百八十五度",
    assetNumber: "FK-7731",
  });
  anonymous = await publishedProblem(
    world,
    { title: "洗瓶机挂碱标题", phenomenon: "碱液现象", anonymous: true },
    { anonymous: true },
  );
});

/** What an index that had never heard of any narrowing would answer: every document there could be. */
const everything = (problemId: string): Hit[] =>
  LAYERS.map((layer) => ({
    id: documentId(problemId, layer),
    problemId,
    industry: "FOOD",
    equipmentType: "",
    category: "EQUIPMENT",
    state: "PUBLISHED",
    alliance: world.alliance,
    year: 2026,
    createdAt: 0,
    matched: ["保密", "参数"],
  }));
const read = async (actor: Actor, problemId = open, question = "保密 参数") =>
  readHits(actor, ask(question), everything(problemId));

it("whatever the index answers, a hit of a layer the reader lacks is dropped and its text stays unread", async () => {
  const cases: [who: Actor, layers: number, says: string[], hides: string[]][] = [
    [world.engineer, 3, ["标题", "现象", "保密", "一百八十五度"], []],
    [world.toolsEngineer, 2, ["标题", "现象"], ["保密", "一百八十五度", "7731"]],
    [world.officer, 1, ["标题"], ["鱼鳞纹", "保密", "一百八十五度", "7731"]],
    [world.outsider, 0, [], ["封口膜"]],
    [world.outsideSecretariat, 0, [], ["封口膜"]],
  ];
  for (const [who, layers, says, hides] of cases) {
    const lines = await read(who);
    expect(lines).toHaveLength(layers);
    const text = JSON.stringify(lines);
    for (const one of says) expect(text).toContain(one);
    for (const one of hides) expect(text).not.toContain(one);
  }
});

it("text of the log and the solution is quoted to those alone who read its layer", async () => {
  const id = await tackledProblem(world);
  const note = (text: string, layer: Layer) =>
    addLogEntry(world.craftsman, { problemId: id, clientId: randomUUID(), kind: "NOTE", text, layer });
  await note("内部记录提到赤鲟", "CONFIDENTIAL");
  await note("公开记录提到白鹭", "DETAIL");
  await awaitingAcceptance(world, id);
  await db.solution.updateMany({
    where: { problemId: id },
    data: { parts: "专供零件玄豹", parameters: "温度青鸾", containment: "先停机黄鹂", rootCause: "根因丹顶" },
  });
  const quoted = async (who: Actor) => {
    const found: string[] = [];
    for (const word of ["赤鲟", "白鹭", "玄豹", "青鸾", "黄鹂", "丹顶"])
      if (JSON.stringify(await read(who, id, word)).includes(word)) found.push(word);
    return found;
  };
  expect(await quoted(world.engineer)).toEqual(["赤鲟", "白鹭", "玄豹", "青鸾", "黄鹂", "丹顶"]);
  expect(await quoted(world.toolsEngineer)).toEqual(["白鹭", "黄鹂", "丹顶"]);
  expect(await quoted(world.officer)).toEqual([]);
});

it("an anonymous poster is named to the own enterprise alone", async () => {
  const { name } = await db.organisation.findUniqueOrThrow({ where: { id: world.brewery }, select: { name: true } });
  expect(JSON.stringify(await read(world.engineer, anonymous))).toContain(name);
  for (const who of [world.toolsEngineer, world.craftsman, world.officer])
    expect(JSON.stringify(await read(who, anonymous))).not.toContain(name);
});

it("a membership that has ended reads nothing with the next question", async () => {
  const leaver = world.toolsEngineer;
  expect(await read(leaver)).not.toEqual([]);
  await db.membership.updateMany({ where: { personId: leaver.personId }, data: { endsAt: new Date() } });
  expect(await read(await actorOf(leaver.personId))).toEqual([]);
});
