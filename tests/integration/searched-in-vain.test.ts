import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { db } from "#app/lib/db.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { forgetOldSearches, noteInVain } from "#app/modules/knowledge/note-in-vain.server.ts";
import { subjectsInVain } from "#app/modules/knowledge/queries-in-vain.server.ts";
import { reconcileSearch } from "#app/modules/knowledge/reconcile-search.server.ts";
import { settleSubject } from "#app/modules/knowledge/settle-subject.server.ts";
import { bandOf } from "#app/modules/knowledge/sought-terms.ts";
import { useTestDatabase } from "#tests/support/database.server.ts";
import {
  actorOf,
  makeActor,
  makeAlliance,
  makeEnterprise,
  makeStudio,
  makeWorld,
  publishedProblem,
} from "#tests/support/factories.server.ts";
import { refusal } from "#tests/support/solving.server.ts";

useTestDatabase();

const DAY = 86_400_000;
const later = (actor: Actor, days: number) => actorOf(actor.personId, new Date(Date.now() + days * DAY));
const shown = async (secretariat: Actor) =>
  (await subjectsInVain(secretariat)).flatMap(({ subjects }) => subjects.map((one) => `${one.text} ${one.band}`));

/** Everything that is kept of searches, as text. */
async function kept(): Promise<string> {
  const rows = [await db.soughtTerm.findMany(), await db.soughtSubject.findMany(), await db.savedSearch.findMany()];
  return JSON.stringify([rows, await db.event.findMany({ select: { payload: true, reason: true } })], (_, value) =>
    typeof value === "bigint" ? String(value) : value,
  );
}

async function alliance(size: number) {
  const enterprises = await Promise.all(Array.from({ length: size }, () => makeEnterprise()));
  const id = await makeAlliance(enterprises);
  const people = await Promise.all(enterprises.map((one) => makeActor([["ENGINEER", one]])));
  return { id, enterprises, people, secretariat: await makeActor([["SECRETARIAT", id]]) };
}

describe("what is sought in vain", () => {
  let world: Awaited<ReturnType<typeof alliance>>;
  const search = (n: number, text: string) => noteInVain(world.people[n] as Actor, text);
  beforeEach(async () => {
    world = await alliance(4);
  });

  it("is told from the third enterprise on, and until then nothing of it is written down", async () => {
    const word = `怪词${randomUUID().slice(0, 4)}`;
    for (const n of [0, 1, 1, 0]) await search(n, `${word}坏了`.slice(0, 8));
    expect(await shown(world.secretariat)).toEqual([]);
    expect(await kept()).not.toContain(word);
    for (const person of world.people) expect(await kept()).not.toContain(person.personId);
    await search(2, `${word}坏了`.slice(0, 8));
    expect(await shown(world.secretariat)).toEqual([`${`${word}坏了`.slice(0, 8)} 3`]);
    await search(3, `${word}坏了`.slice(0, 8));
    expect(await shown(world.secretariat)).toEqual([`${`${word}坏了`.slice(0, 8)} 3`]);
  });

  it("takes different words for the same thing for one subject", async () => {
    await search(0, "轴承");
    await search(1, "bearing");
    await search(2, "ＢＥＡＲＩＮＧ");
    expect(await shown(world.secretariat)).toEqual(["bearing 3"]);
  });

  it("counts colleagues, the studios of an enterprise, and a group of enterprises once", async () => {
    const { enterprises, secretariat } = world;
    const group = await db.enterpriseGroup.create({ data: { name: `集团${randomUUID()}` } });
    await db.enterprise.updateMany({
      where: { organisationId: { in: enterprises.slice(1, 3) } },
      data: { groupId: group.id },
    });
    const studio = await makeStudio(enterprises[0] ?? "");
    for (const actor of [
      await makeActor([["ENGINEER", enterprises[0] ?? ""]]),
      await makeActor([["REVIEWER", enterprises[0] ?? ""]]),
      await makeActor([["CRAFTSMAN", studio]]),
      world.people[1] as Actor,
      world.people[2] as Actor,
    ])
      await noteInVain(actor, "离心机甩干");
    expect(await shown(secretariat)).toEqual([]);
    await search(3, "离心机甩干");
    expect(await shown(secretariat)).toEqual(["离心机甩干 3"]);
  });

  it("one person of several enterprises stays one", async () => {
    const { enterprises, secretariat } = world;
    const everywhere = await makeActor(enterprises.map((one): ["ENGINEER", string] => ["ENGINEER", one]));
    for (const currentOrganisationId of enterprises)
      await noteInVain({ ...everywhere, currentOrganisationId }, "皮碗老化");
    expect(await shown(secretariat)).toEqual([]);
    expect(await kept()).not.toContain("皮碗老化");
  });

  it("stays within the alliance; who belongs to no enterprise of it is not heard", async () => {
    const other = await alliance(2);
    await noteInVain(other.people[0] as Actor, "真空泵返油");
    await noteInVain(other.people[1] as Actor, "真空泵返油");
    await noteInVain(world.secretariat, "真空泵返油");
    for (const n of [0, 1]) await search(n, "真空泵返油");
    expect(await shown(world.secretariat)).toEqual([]);
    await search(2, "真空泵返油");
    expect(await shown(world.secretariat)).toEqual(["真空泵返油 3"]);
    expect(await shown(other.secretariat)).toEqual([]);
    for (const actor of [world.people[0] as Actor, await makeActor([["ENGINEER", world.enterprises[0] ?? ""]])])
      expect(await refusal(subjectsInVain(actor))).toBe("not_found");
  });

  it("is forgotten after 90 days, text and hashes", async () => {
    for (const n of [0, 1, 2]) await search(n, "齿条啃齿");
    expect(await shown(world.secretariat)).toHaveLength(1);
    expect(await shown(await later(world.secretariat, 91))).toEqual([]);
    await noteInVain(await later(world.people[0] as Actor, 60), "齿条啃齿");
    await forgetOldSearches(new Date(Date.now() + 91 * DAY));
    expect(await db.soughtSubject.count({ where: { allianceId: world.id } })).toBe(0);
    expect(await db.soughtTerm.count({ where: { allianceId: world.id } })).toBe(1);
    await forgetOldSearches(new Date(Date.now() + 152 * DAY));
    expect(await db.soughtTerm.count({ where: { allianceId: world.id } })).toBe(0);
  });

  it("is settled by the secretariat, and returns when enough look again", async () => {
    for (const n of [0, 1, 2]) await search(n, "冷凝器结垢");
    const [first] = (await subjectsInVain(world.secretariat))[0]?.subjects ?? [];
    const input = { allianceId: world.id, term: first?.term ?? "" };
    expect(await refusal(settleSubject(world.people[0] as Actor, input))).toBe("not_found");
    await settleSubject(world.secretariat, input);
    expect(await shown(world.secretariat)).toEqual([]);
    for (const n of [0, 1]) await noteInVain(await later(world.people[n] as Actor, 5), "冷凝器结垢");
    expect(await shown(await later(world.secretariat, 5))).toEqual([]);
    await noteInVain(await later(world.people[3] as Actor, 5), "冷凝器结垢");
    expect(await shown(await later(world.secretariat, 5))).toEqual(["冷凝器结垢 3"]);
  });

  it("hears twenty questions a day of one person, and of others all the same", async () => {
    const word = (n: number) => `珩磨油石${String.fromCodePoint(0x4e00 + n)}`;
    for (let n = 0; n < 25; n += 1) await search(0, word(n));
    expect(await db.soughtTerm.count({ where: { allianceId: world.id } })).toBe(20);
    // Two more enterprises look for a subject of each kind: only the one that three were heard of is told.
    for (const person of [1, 2]) for (const n of [19, 20]) await search(person, word(n));
    expect(await shown(world.secretariat)).toEqual([`${word(19)} 3`]);
    await search(3, word(20));
    expect((await shown(world.secretariat)).sort()).toEqual([`${word(19)} 3`, `${word(20)} 3`].sort());
  });

  it("counts three who look at the same moment", async () => {
    await Promise.all([0, 1, 2].map((n) => search(n, "胶辊起泡")));
    expect(await shown(world.secretariat)).toEqual(["胶辊起泡 3"]);
  });
});

it("what is found is not sought in vain; what is found in parts is sought together", async () => {
  const world = await makeWorld();
  await publishedProblem(world, { title: "涡轮流量计读数漂移", phenomenon: "夏天更明显" });
  await reconcileSearch();
  const third = await makeEnterprise();
  await db.allianceMember.create({ data: { allianceId: world.alliance, memberId: third, joinedAt: new Date(0) } });
  const people = [world.engineer, world.toolsEngineer, await makeActor([["ENGINEER", third]])];
  for (const actor of people) {
    await noteInVain(actor, "涡轮流量计");
    await noteInVain(actor, "涡轮流量计 鼓包");
    await noteInVain(actor, "涡轮增压");
    await noteInVain(actor, "涡轮流量计装上以后读数总是跳怎么回事");
  }
  expect((await shown(world.secretariat)).sort()).toEqual(["涡轮增压 3", "涡轮流量计 鼓包 3"].sort());
});

describe("nobody alone is heard", () => {
  const WORDS = ["蒸汽锤", "丝杠窜动", "导轨拉伤", "密封圈挤出"];
  let people: { actor: Actor; enterprise: number }[];
  let enterprises: string[];
  beforeAll(async () => {
    const made = await alliance(5);
    enterprises = made.enterprises;
    people = [];
    for (const [n, enterprise] of enterprises.entries())
      for (let k = 0; k < 2; k += 1) people.push({ actor: await makeActor([["ENGINEER", enterprise]]), enterprise: n });
  });

  it("whatever is searched by whomever in whichever order", async () => {
    const searches = fc.array(fc.record({ who: fc.nat(9), what: fc.nat(WORDS.length - 1) }), { maxLength: 14 });
    await fc.assert(
      fc.asyncProperty(searches, async (steps) => {
        // An alliance of its own, so that nothing of the run before counts.
        const id = await makeAlliance(enterprises);
        const secretariat = await makeActor([["SECRETARIAT", id]]);
        const sought = new Map<string, Set<number>>();
        for (const { who, what } of steps) {
          const { actor, enterprise } = people[who] as (typeof people)[number];
          const word = WORDS[what] ?? "";
          await noteInVain({ ...actor, allianceIds: [id] }, word);
          sought.set(word, (sought.get(word) ?? new Set()).add(enterprise));
        }
        const heard = [...sought].filter(([, by]) => by.size >= 3);
        expect((await shown(secretariat)).sort()).toEqual(
          heard.map(([word, by]) => `${word} ${bandOf(by.size)}`).sort(),
        );
        const texts = await db.soughtSubject.findMany({ where: { allianceId: id }, select: { text: true } });
        expect(texts.map((row) => row.text).sort()).toEqual(heard.map(([word]) => word).sort());
      }),
      { numRuns: 25 },
    );
  });
});
