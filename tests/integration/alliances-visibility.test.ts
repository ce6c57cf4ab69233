import { beforeAll, describe, expect, it } from "vitest";
import { db } from "#app/lib/db.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { loadPerson, listPeople } from "#app/modules/accounts/queries-people.server.ts";
import { loadAlliance } from "#app/modules/alliances/queries-alliance.server.ts";
import { listCraftsmen, loadCraftsman } from "#app/modules/alliances/queries-craftsmen.server.ts";
import { loadMembersPage } from "#app/modules/alliances/queries-members.server.ts";
import { listOrganisations, loadOrganisation, loadTree } from "#app/modules/alliances/queries.server.ts";
import { useTestDatabase } from "#tests/support/database.server.ts";
import { actorOf, type MadePerson, makePerson, makeWorld, type World } from "#tests/support/people.server.ts";

useTestDatabase();
let world: World;
const people: Record<string, MadePerson> = {};
const actors: Record<string, Actor> = {};
const who = (name: string): Actor => actors[name] as Actor;
const id = (name: string): string => (people[name] as MadePerson).id;

beforeAll(async () => {
  world = await makeWorld();
  people.engineer = await makePerson(["ENGINEER", world.enterprise]);
  people.reviewer = await makePerson(["REVIEWER", world.enterprise]);
  people.craftsman = await makePerson(["CRAFTSMAN", world.studio]);
  people.leader = await makePerson(["STUDIO_LEADER", world.studio]);
  people.rivalEngineer = await makePerson(["ENGINEER", world.rival]);
  people.rivalCraftsman = await makePerson(["CRAFTSMAN", world.rivalStudio]);
  people.secretary = await makePerson(["SECRETARIAT", world.alliance]);
  people.officer = await makePerson(["UNION_OFFICER", world.federation]);
  people.stranger = await makePerson(["ENGINEER", world.stranger]);
  people.admin = await makePerson(["ADMIN", world.platform]);
  people.nobody = await makePerson();
  people.guest = await makePerson(["GUEST", world.enterprise]);
  for (const [name, person] of Object.entries(people)) actors[name] = await actorOf(person);
});

const sees = async (actor: Actor, organisationId: string): Promise<boolean> =>
  loadOrganisation(actor, organisationId).then(
    () => true,
    (error: { code?: string }) => {
      expect(error.code).toBe("not_found");
      return false;
    },
  );

describe("organisations", () => {
  it("are seen by own people, alliance members, officers above and administrators, by nobody else", async () => {
    const { federation, union, enterprise, studio, alliance, rival, rivalStudio, stranger, otherAlliance, platform } =
      world;
    const all = { federation, union, enterprise, studio, alliance, rival, rivalStudio, stranger, otherAlliance };
    const expected: Record<string, (keyof typeof all)[]> = {
      engineer: ["federation", "union", "enterprise", "studio", "alliance", "rival", "rivalStudio"],
      craftsman: ["federation", "union", "enterprise", "studio", "alliance", "rival", "rivalStudio"],
      rivalCraftsman: ["federation", "enterprise", "studio", "alliance", "rival", "rivalStudio"],
      secretary: ["federation", "enterprise", "studio", "alliance", "rival", "rivalStudio"],
      stranger: ["federation", "stranger", "otherAlliance"],
      officer: [
        "federation",
        "union",
        "enterprise",
        "studio",
        "alliance",
        "rival",
        "rivalStudio",
        "stranger",
        "otherAlliance",
      ],
      admin: Object.keys(all) as (keyof typeof all)[],
      nobody: [],
      guest: ["federation", "union", "enterprise"],
    };
    for (const [name, visible] of Object.entries(expected)) {
      const actor = who(name);
      const tree = new Set((await loadTree(actor)).map((row) => row.id));
      const list = new Set((await listOrganisations(actor, { q: "" }, { size: 100 })).rows.map((row) => row.id));
      for (const [key, organisationId] of Object.entries(all)) {
        const may = visible.includes(key as keyof typeof all);
        expect([
          name,
          key,
          await sees(actor, organisationId),
          tree.has(organisationId),
          list.has(organisationId),
        ]).toEqual([name, key, may, may, may]);
      }
    }
    expect(await sees(who("engineer"), platform)).toBe(false);
  });

  it("show an alliance's members to its members, secretariat and officers only", async () => {
    for (const name of ["engineer", "craftsman", "rivalCraftsman", "secretary", "officer", "admin"])
      expect((await loadAlliance(who(name), world.alliance)).current).toHaveLength(4);
    for (const name of ["stranger", "nobody", "guest"])
      await expect(loadAlliance(who(name), world.alliance)).rejects.toMatchObject({ code: "not_found" });
    await expect(loadAlliance(who("engineer"), world.enterprise)).rejects.toMatchObject({ code: "not_found" });
  });

  it("are paged by cursor without gaps or repeats, back and forth", async () => {
    const admin = who("admin");
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof listOrganisations>> = await listOrganisations(
        admin,
        { q: "" },
        { size: 3, after },
      );
      seen.push(...page.rows.map((row) => row.id));
      after = page.after;
    } while (after);
    const total = await db.organisation.count();
    expect(seen).toHaveLength(total);
    expect(new Set(seen).size).toBe(total);
    const back = await listOrganisations(admin, { q: "" }, { size: 3, before: seen[6] });
    expect(back.rows.map((row) => row.id)).toEqual(seen.slice(3, 6));
    expect(back.before).toBe(seen[3]);
    const first = await listOrganisations(admin, { q: "" }, { size: 3, before: seen[3] });
    expect([first.before, first.after]).toEqual([null, seen[2]]);
    expect(
      (await listOrganisations(admin, { q: "" }, { size: 3, after: "'; drop table" })).rows.map((row) => row.id),
    ).toEqual(seen.slice(0, 3));
  });
});

describe("people", () => {
  it("of another enterprise are unknown to competitors, but for its craftsmen", async () => {
    const engineer = who("engineer");
    await expect(loadMembersPage(engineer, world.rival)).rejects.toMatchObject({ code: "not_found" });
    expect((await loadCraftsman(engineer, id("rivalCraftsman"))).name).toBe(people.rivalCraftsman?.name);
    await expect(loadCraftsman(engineer, id("rivalEngineer"))).rejects.toMatchObject({ code: "not_found" });
    await expect(loadCraftsman(who("stranger"), id("craftsman"))).rejects.toMatchObject({ code: "not_found" });
    await expect(loadCraftsman(who("nobody"), id("craftsman"))).rejects.toMatchObject({ code: "not_found" });
    const listed = (await listCraftsmen(who("stranger"), { q: "" }, {})).rows;
    expect(listed).toEqual([]);
    expect((await listCraftsmen(engineer, { q: people.rivalCraftsman?.name ?? "" }, {})).rows).toHaveLength(1);
  });

  it("show how to reach them to colleagues, the secretariat and administrators only", async () => {
    const reaches = async (name: string) => (await loadCraftsman(who(name), id("craftsman"))).contact?.email ?? null;
    const email = people.craftsman?.email;
    expect(await Promise.all(["craftsman", "leader", "engineer", "secretary", "admin"].map(reaches))).toEqual(
      Array(5).fill(email),
    );
    expect(await Promise.all(["rivalCraftsman", "rivalEngineer", "officer"].map(reaches))).toEqual([null, null, null]);
    const page = JSON.stringify(await loadMembersPage(who("officer"), world.enterprise));
    expect(page).toContain(people.engineer?.name);
    expect(page).not.toContain(people.engineer?.email);
  });

  it("and their administration are there for administrators only", async () => {
    const list = await listPeople(who("admin"), { q: people.engineer?.email ?? "" }, {});
    expect(list.rows.map((row) => row.id)).toEqual([id("engineer")]);
    expect(JSON.stringify(await loadPerson(who("admin"), id("engineer")))).not.toMatch(/argon2/);
    for (const name of ["engineer", "reviewer", "secretary", "officer"]) {
      await expect(listPeople(who(name), { q: "" }, {})).rejects.toMatchObject({ code: "not_found" });
      await expect(loadPerson(who(name), id("engineer"))).rejects.toMatchObject({ code: "not_found" });
    }
  });
});
