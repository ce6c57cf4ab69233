import { beforeAll, expect, it } from "vitest";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { changeAsset } from "#app/modules/equipment/change-asset.server.ts";
import { machinesMeant } from "#app/modules/equipment/queries-scan.server.ts";
import { registerAsset } from "#app/modules/equipment/register-asset.server.ts";
import { retireAsset } from "#app/modules/equipment/retire-asset.server.ts";
import { readScan } from "#app/modules/equipment/rules.ts";
import { queriesOf } from "#tests/support/count-queries.server.ts";
import { useTestDatabase } from "#tests/support/database.server.ts";
import { makeActor, makeWorld, next, type World } from "#tests/support/factories.server.ts";
import { refusal } from "#tests/support/solving.server.ts";

useTestDatabase();
const OURS = "https://jl.factory.cn";
let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

const facts = { name: "", type: "灌装机", model: "", maker: "", line: "", site: "" };
const register = async (number: string, actor: Actor = world.engineer) => ({
  number,
  ...(await registerAsset(actor, { number, ...facts })),
});
const meant = async (actor: Actor, text: string): Promise<string[]> =>
  (await machinesMeant(actor, readScan(text, [OURS]))).map((machine) => machine.number);

it("finds a machine by its label, its code, its number however typed, and a former number", async () => {
  const n = next();
  const one = await register(`CX-${n}-03`);
  await register(`CX-${n}-04`);
  for (const text of [`${OURS}/e/${one.code}`, one.code, one.code.toLowerCase(), `cx—${n}－03 `, `CX${n}03`])
    expect(await meant(world.finance, text), text).toEqual([one.number]);
  for (const text of [`CX-${n}-05`, "CX", `https://elsewhere.test/e/${one.code}`, "7K3QF2M9XA", ""])
    expect(await meant(world.finance, text), text).toEqual([]);

  // A number that is somebody's now comes before the same number of old.
  await changeAsset(world.engineer, { id: one.id, version: 0, facts: { ...facts, number: `NEW-${n}` } });
  expect(await meant(world.engineer, one.number)).toEqual([`NEW-${n}`]);
  await register(one.number);
  expect(await meant(world.engineer, one.number)).toEqual([one.number]);
});

it("offers all that differ in their dashes alone, those out of use last", async () => {
  const n = next();
  const first = await register(`A-1${n}-2`);
  await register(`A-1-${n}2`);
  await retireAsset(world.engineer, { id: first.id, version: 0, reason: "旧" });
  expect(await meant(world.engineer, `A1${n}2`)).toEqual([`A-1-${n}2`, first.number]);
  expect(await meant(world.engineer, `a-1${n}-2`)).toEqual([first.number]);
});

it("answers the same, in one statement, for what is another enterprise's and for what is nowhere", async () => {
  const n = next();
  const theirs = await register(`FREMD-${n}`, world.toolsEngineer);
  const statements: string[][] = [];
  for (const text of [theirs.code, theirs.number, "7K3QF2M9XA", "NIRGENDS"]) {
    statements.push(await queriesOf(async () => expect(await meant(world.engineer, text)).toEqual([])));
  }
  expect(new Set(statements.map((one) => one.join("\n"))).size).toBe(1);
  expect(statements[0]).toHaveLength(1);
  expect(await meant(world.toolsEngineer, theirs.number)).toEqual([theirs.number]);
  expect(await meant(world.leader, theirs.number), "the studio's people work there").toEqual([theirs.number]);
});

it("is not there for those who read no register, guests among them", async () => {
  const guest = await makeActor([["GUEST", world.brewery]]);
  for (const actor of [world.secretariat, world.officer, guest])
    expect(await refusal(machinesMeant(actor, readScan("CX-03", [OURS])))).toBe("not_found");
});
