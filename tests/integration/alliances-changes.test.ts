import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { db } from "#app/lib/db.server.ts";
import { formatDate } from "#app/lib/format.ts";
import { addMember } from "#app/modules/alliances/add-member.server.ts";
import { changeOrganisation, closeOrganisation } from "#app/modules/alliances/change-organisation.server.ts";
import { changeProfile, endTie, startTie } from "#app/modules/alliances/change-profile.server.ts";
import { createOrganisation } from "#app/modules/alliances/create-organisation.server.ts";
import { joinAlliance, leaveAlliance, nameChair, nameLeadUnit } from "#app/modules/alliances/manage-alliance.server.ts";
import { loadAlliance } from "#app/modules/alliances/queries-alliance.server.ts";
import { loadCraftsman } from "#app/modules/alliances/queries-craftsmen.server.ts";
import { useTestDatabase } from "#tests/support/database.server.ts";
import { actorOf, makeOrganisation, makePerson, makeWorld, type World } from "#tests/support/people.server.ts";

useTestDatabase();
let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

const facts = (name: string) => ({
  name,
  shortName: "",
  nameEn: "",
  about: "",
  address: "",
  aliases: [],
  watermark: false,
  specialities: [],
  premises: "",
});
const today = () => new Date(formatDate(new Date()));
const DAY = 86_400_000;

describe("organisations", () => {
  it("are created below the own union, at a place their kind may have", async () => {
    const officer = await actorOf(await makePerson(["UNION_OFFICER", world.union]));
    const { organisationId } = await createOrganisation(officer, {
      ...facts("新厂"),
      kind: "ENTERPRISE",
      parentId: world.union,
      industry: "FOOD",
      groupName: "集团甲",
    });
    expect(
      await db.enterprise.findUniqueOrThrow({ where: { organisationId }, include: { group: true } }),
    ).toMatchObject({ industry: "FOOD", group: { name: "集团甲" } });
    expect(await db.event.count({ where: { type: "organisation.created", organisationId } })).toBe(1);
    await expect(
      createOrganisation(officer, { ...facts("新厂"), kind: "ENTERPRISE", parentId: world.union, industry: "FOOD" }),
    ).rejects.toMatchObject({ messageKey: "name_taken" });
    await expect(
      createOrganisation(officer, { ...facts("x"), kind: "ENTERPRISE", parentId: world.federation, industry: "FOOD" }),
    ).rejects.toMatchObject({ code: "forbidden" });
    await expect(createOrganisation(officer, { ...facts("x"), kind: "FEDERATION" })).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(
      createOrganisation(officer, { ...facts("x"), kind: "STUDIO", parentId: world.union, level: "MUNICIPAL" }),
    ).rejects.toMatchObject({ messageKey: "child_kind_not_allowed" });
    await expect(
      createOrganisation(officer, { ...facts("x"), kind: "STUDIO", parentId: randomUUID(), level: "MUNICIPAL" }),
    ).rejects.toMatchObject({ code: "not_found" });
    const engineer = await actorOf(await makePerson(["REVIEWER", world.enterprise]));
    await expect(
      createOrganisation(engineer, { ...facts("x"), kind: "STUDIO", parentId: world.enterprise, level: "NATIONAL" }),
    ).rejects.toMatchObject({ code: "forbidden" });
  });

  it("describe themselves, but keep the name, level and group they were given; two edits at once: one wins", async () => {
    const leader = await actorOf(await makePerson(["STUDIO_LEADER", world.studio]));
    const before = await db.organisation.findUniqueOrThrow({ where: { id: world.studio } });
    const input = {
      ...facts("冒名工作室"),
      organisationId: world.studio,
      version: before.version,
      level: "NATIONAL" as const,
      about: "一句话",
      specialities: ["数控"],
    };
    await changeOrganisation(leader, input);
    expect(
      await db.organisation.findUniqueOrThrow({ where: { id: world.studio }, include: { studio: true } }),
    ).toMatchObject({
      name: before.name,
      about: "一句话",
      studio: { level: "MUNICIPAL", specialities: ["数控"] },
    });
    await expect(changeOrganisation(leader, input)).rejects.toMatchObject({ code: "conflict" });
    const officer = await actorOf(await makePerson(["UNION_OFFICER", world.federation]));
    await changeOrganisation(officer, {
      ...input,
      name: "省级工作室",
      level: "PROVINCIAL",
      version: before.version + 1,
    });
    expect(
      await db.organisation.findUniqueOrThrow({ where: { id: world.studio }, include: { studio: true } }),
    ).toMatchObject({ name: "省级工作室", studio: { level: "PROVINCIAL" } });
    const rival = await actorOf(await makePerson(["REVIEWER", world.rival]));
    await expect(changeOrganisation(rival, { ...input, version: before.version + 2 })).rejects.toMatchObject({
      code: "forbidden",
    });
    const stranger = await actorOf(await makePerson(["REVIEWER", world.stranger]));
    await expect(changeOrganisation(stranger, { ...input, version: before.version + 2 })).rejects.toMatchObject({
      code: "not_found",
    });
  });

  it("close only when nothing and nobody is left in them", async () => {
    const officer = await actorOf(await makePerson(["UNION_OFFICER", world.federation]));
    const enterprise = await makeOrganisation("ENTERPRISE", world.union);
    const studio = await makeOrganisation("STUDIO", enterprise);
    await expect(
      closeOrganisation(officer, { organisationId: enterprise, version: 0, reason: "合并" }),
    ).rejects.toMatchObject({ messageKey: "has_open_parts" });
    await closeOrganisation(officer, { organisationId: studio, version: 0, reason: "摘牌" });
    await closeOrganisation(officer, { organisationId: enterprise, version: 0, reason: "合并" });
    expect((await db.organisation.findUniqueOrThrow({ where: { id: enterprise } })).closedAt).not.toBeNull();
  });
});

describe("an alliance", () => {
  it("takes members of its own federation in and lets them go, with dates, by its secretariat", async () => {
    const alliance = await makeOrganisation("ALLIANCE", world.federation);
    const secretary = await actorOf(await makePerson(["SECRETARIAT", alliance]));
    const member = await makePerson(["ENGINEER", world.enterprise]);
    const join = { allianceId: alliance, memberId: world.enterprise, joinedOn: new Date(today().getTime() - 3 * DAY) };
    const both = await Promise.allSettled([joinAlliance(secretary, join), joinAlliance(secretary, join)]);
    expect(both.map((one) => one.status).sort()).toEqual(["fulfilled", "rejected"]);
    expect((await actorOf(member)).allianceIds).toContain(alliance);
    const foreign = await makeOrganisation("ENTERPRISE", await makeOrganisation("FEDERATION"));
    await expect(joinAlliance(secretary, { ...join, memberId: foreign })).rejects.toMatchObject({
      details: { field: "memberId" },
    });
    await expect(joinAlliance(secretary, { ...join, memberId: randomUUID() })).rejects.toMatchObject({
      details: { field: "memberId" },
    });
    await expect(joinAlliance(secretary, { ...join, memberId: world.union })).rejects.toMatchObject({
      details: { field: "memberId" },
    });
    await expect(joinAlliance(secretary, { ...join, allianceId: world.alliance })).rejects.toMatchObject({
      code: "not_found",
    });
    const engineer = await actorOf(member);
    await expect(joinAlliance(engineer, { ...join, memberId: world.rival })).rejects.toMatchObject({
      code: "forbidden",
    });

    const [row] = (await loadAlliance(secretary, alliance)).current;
    await leaveAlliance(
      { ...secretary, now: new Date() },
      { allianceId: alliance, allianceMemberId: row?.id ?? "", reason: "期满" },
    );
    expect((await actorOf(member)).allianceIds).not.toContain(alliance);
    expect((await loadAlliance({ ...secretary, now: new Date() }, alliance)).past).toHaveLength(1);
    await expect(
      leaveAlliance({ ...secretary, now: new Date() }, { allianceId: alliance, allianceMemberId: row?.id ?? "" }),
    ).rejects.toMatchObject({ messageKey: "member_left_already" });
  });

  it("passes the chair among its members without gaps or overlaps, and names a lead unit", async () => {
    const secretary = await actorOf(await makePerson(["SECRETARIAT", world.alliance]));
    const at = (days: number) => new Date(today().getTime() + days * DAY);
    await nameChair(secretary, { allianceId: world.alliance, chairId: world.enterprise, startsOn: at(-60) });
    await nameChair(secretary, { allianceId: world.alliance, chairId: world.rival, startsOn: at(-10) });
    const { chairs, chairId } = await loadAlliance(secretary, world.alliance);
    expect(chairId).toBe(world.rival);
    expect(chairs.map((c) => [c.startsOn, c.endsOn])).toEqual([
      [at(-10), null],
      [at(-60), at(-11)],
    ]);
    await expect(
      nameChair(secretary, { allianceId: world.alliance, chairId: world.enterprise, startsOn: at(-20) }),
    ).rejects.toMatchObject({ details: { field: "startsOn" } });
    await expect(
      nameChair(secretary, { allianceId: world.alliance, chairId: world.stranger, startsOn: at(1) }),
    ).rejects.toMatchObject({ messageKey: "not_a_member" });
    await nameLeadUnit(secretary, { allianceId: world.alliance, leadUnitId: world.enterprise });
    await expect(
      nameLeadUnit(secretary, { allianceId: world.alliance, leadUnitId: world.stranger }),
    ).rejects.toMatchObject({ messageKey: "not_a_member" });
  });
});

describe("craftsmen", () => {
  const profile = {
    version: 0,
    trade: "车工",
    specialities: ["主轴"],
    bio: "",
    workloadCap: 2,
    honourTier: "NATIONAL" as const,
  };

  it("write about themselves; honours come from the reviewer or the union", async () => {
    const person = await makePerson(["CRAFTSMAN", world.studio]);
    await changeProfile(await actorOf(person), { ...profile, personId: person.id });
    expect(await db.craftsmanProfile.findUniqueOrThrow({ where: { personId: person.id } })).toMatchObject({
      trade: "车工",
      honourTier: null,
      workloadCap: 2,
    });
    const reviewer = await actorOf(await makePerson(["REVIEWER", world.enterprise]));
    await changeProfile(reviewer, { ...profile, personId: person.id });
    expect(await db.craftsmanProfile.findUniqueOrThrow({ where: { personId: person.id } })).toMatchObject({
      honourTier: "NATIONAL",
      version: 1,
    });
    await expect(changeProfile(reviewer, { ...profile, personId: person.id })).rejects.toMatchObject({
      code: "conflict",
    });
    const rival = await actorOf(await makePerson(["STUDIO_LEADER", world.rivalStudio]));
    await expect(changeProfile(rival, { ...profile, version: 1, personId: person.id })).rejects.toMatchObject({
      code: "forbidden",
    });
    const stranger = await actorOf(await makePerson(["REVIEWER", world.stranger]));
    await expect(changeProfile(stranger, { ...profile, version: 1, personId: person.id })).rejects.toMatchObject({
      code: "not_found",
    });
  });

  it("are tied as master and apprentice by a studio leader, once, and untied", async () => {
    const [master, apprentice] = [
      await makePerson(["CRAFTSMAN", world.studio]),
      await makePerson(["CRAFTSMAN", world.studio]),
    ];
    const leader = await actorOf(await makePerson(["STUDIO_LEADER", world.studio]));
    const tie = { personId: apprentice.id, otherId: master.id, as: "mentor" as const, startsOn: today() };
    await startTie(leader, tie);
    await expect(startTie(leader, { ...tie, as: "apprentice" })).rejects.toMatchObject({ messageKey: "tie_exists" });
    await expect(startTie(leader, { ...tie, otherId: apprentice.id })).rejects.toMatchObject({
      messageKey: "mentor_is_apprentice",
    });
    const unknown = await makePerson(["ENGINEER", world.stranger]);
    await expect(startTie(leader, { ...tie, otherId: unknown.id })).rejects.toMatchObject({
      details: { field: "otherId" },
    });
    await expect(startTie(await actorOf(apprentice), { ...tie, otherId: master.id })).rejects.toMatchObject({
      code: "forbidden",
    });
    const [shown] = (await loadCraftsman(leader, apprentice.id)).ties;
    expect(shown).toMatchObject({ as: "mentor", name: master.name, inForce: true });
    await endTie(leader, { personId: apprentice.id, tieId: shown?.id ?? "" });
    expect((await loadCraftsman({ ...leader, now: new Date(Date.now() + 1) }, apprentice.id)).ties[0]?.inForce).toBe(
      false,
    );
  });
});

describe("adding people", () => {
  it("takes nobody the actor can't know, whatever id is sent", async () => {
    const reviewer = await actorOf(await makePerson(["REVIEWER", world.enterprise]));
    const unknown = await makePerson(["ENGINEER", world.rival]);
    await expect(
      addMember(reviewer, { organisationId: world.enterprise, personId: unknown.id, role: "ENGINEER" }),
    ).rejects.toMatchObject({ messageKey: "bad_choice" });
    const craftsman = await makePerson(["CRAFTSMAN", world.studio]);
    await addMember(reviewer, { organisationId: world.enterprise, personId: craftsman.id, role: "ENGINEER" });
    expect((await actorOf(craftsman)).standings).toHaveLength(2);
  });
});
