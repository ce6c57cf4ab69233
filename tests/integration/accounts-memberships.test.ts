import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { db } from "#app/lib/db.server.ts";
import { formatDate } from "#app/lib/format.ts";
import { hashSecret } from "#app/lib/http/session-cookie.server.ts";
import { acceptAsNewPerson, acceptInvitation, readInvitation } from "#app/modules/accounts/accept-invitation.server.ts";
import { endDeputy } from "#app/modules/accounts/end-deputy.server.ts";
import { endMembership } from "#app/modules/accounts/end-membership.server.ts";
import { invitePerson } from "#app/modules/accounts/invite-person.server.ts";
import { nameDeputy } from "#app/modules/accounts/name-deputy.server.ts";
import { type Leave, onLeave } from "#app/modules/accounts/on-leave.server.ts";
import { revokeInvitation } from "#app/modules/accounts/revoke-invitation.server.ts";
import { startMembership } from "#app/modules/accounts/start-membership.server.ts";
import { useTestDatabase } from "#tests/support/database.server.ts";
import { actorOf, makeOrganisation, makePerson, makeWorld, type World } from "#tests/support/people.server.ts";

useTestDatabase();
let world: World;
const DAY = 86_400_000;
beforeAll(async () => {
  world = await makeWorld();
});

const membershipOf = async (personId: string, organisationId: string) =>
  (await db.membership.findFirstOrThrow({ where: { personId, organisationId }, orderBy: { startsAt: "desc" } })).id;
const account = () => ({ name: "新来的", email: `n-${randomUUID()}@test.example`, password: "long enough" });
const reviewerOf = async (organisationId: string) => actorOf(await makePerson(["REVIEWER", organisationId]));
const later = <T extends object>(actor: T, ms = 1000) => ({ ...actor, now: new Date(Date.now() + ms) });

describe("the actor", () => {
  it("knows own alliances by enterprise and by studio, a secretariat its own, an officer those below", async () => {
    const engineer = await actorOf(await makePerson(["ENGINEER", world.enterprise]));
    const craftsman = await actorOf(await makePerson(["CRAFTSMAN", world.studio]));
    const secretary = await actorOf(await makePerson(["SECRETARIAT", world.alliance]));
    const officer = await actorOf(await makePerson(["UNION_OFFICER", world.federation]));
    expect(engineer.allianceIds).toEqual([world.alliance]);
    expect(craftsman.allianceIds).toEqual([world.alliance]);
    expect(secretary.allianceIds).toEqual([world.alliance]);
    expect(officer.allianceIds).toEqual([]);
    expect([...officer.officerAllianceIds].sort()).toEqual([world.alliance, world.otherAlliance].sort());
    expect((await actorOf(await makePerson(["UNION_OFFICER", world.union]))).officerAllianceIds).toEqual([]);
  });

  it("leaves an alliance the moment its enterprise does", async () => {
    const enterprise = await makeOrganisation("ENTERPRISE", world.union);
    const row = await db.allianceMember.create({
      data: { allianceId: world.alliance, memberId: enterprise, joinedAt: new Date(Date.now() - DAY) },
    });
    const person = await makePerson(["ENGINEER", enterprise]);
    expect((await actorOf(person)).allianceIds).toEqual([world.alliance]);
    await db.allianceMember.update({ where: { id: row.id }, data: { leftAt: new Date() } });
    expect((await actorOf(person, new Date(Date.now() + 1))).allianceIds).toEqual([]);
  });

  it("is nobody's colleague as a guest", async () => {
    const guest = await actorOf(await makePerson(["GUEST", world.enterprise]));
    expect(guest.allianceIds).toEqual([]);
  });

  it("remembers organisations left within 12 months, and no longer", async () => {
    const person = await makePerson();
    const ended = (days: number) => new Date(Date.now() - days * DAY);
    await db.membership.createMany({
      data: [
        {
          personId: person.id,
          organisationId: world.enterprise,
          role: "ENGINEER",
          startsAt: ended(900),
          endsAt: ended(300),
        },
        {
          personId: person.id,
          organisationId: world.rival,
          role: "ENGINEER",
          startsAt: ended(900),
          endsAt: ended(400),
        },
      ],
    });
    const actor = await actorOf(person);
    expect(actor.standings).toEqual([]);
    expect(actor.recentOrganisationIds).toEqual([world.enterprise]);
  });
});

describe("memberships", () => {
  it("end at once, in history they stay, and open matters are handed on in the same transaction", async () => {
    const reviewer = await reviewerOf(world.enterprise);
    const [leaver, heir] = [
      await makePerson(["ENGINEER", world.enterprise]),
      await makePerson(["ENGINEER", world.enterprise]),
    ];
    const seen: Leave[] = [];
    onLeave("test", async (tx, leave) => {
      expect(await tx.membership.count({ where: { personId: leave.personId, endsAt: null } })).toBe(0);
      seen.push(leave);
    });
    expect((await actorOf(leaver)).standings).toHaveLength(1);
    await endMembership(later(reviewer, 0), {
      membershipId: await membershipOf(leaver.id, world.enterprise),
      deputyId: heir.id,
      reason: "调离",
    });
    const actor = await actorOf(leaver);
    expect(actor.standings).toEqual([]);
    expect(actor.allianceIds).toEqual([]);
    expect(actor.recentOrganisationIds).toEqual([world.enterprise]);
    expect(seen).toMatchObject([
      {
        personId: leaver.id,
        organisationId: world.enterprise,
        deputyId: heir.id,
        endedRoles: ["ENGINEER"],
        remainingRoles: [],
      },
    ]);
    const event = await db.event.findFirstOrThrow({ where: { type: "person.membership-ended", subjectId: leaver.id } });
    expect(event).toMatchObject({ organisationId: world.enterprise, reason: "调离", actorId: reviewer.personId });
    onLeave("test", async () => {});
  });

  it("don't end when handing on fails", async () => {
    const reviewer = await reviewerOf(world.enterprise);
    const leaver = await makePerson(["ENGINEER", world.enterprise]);
    onLeave("test", async () => {
      throw new Error("no");
    });
    await expect(
      endMembership(reviewer, { membershipId: await membershipOf(leaver.id, world.enterprise) }),
    ).rejects.toThrow("no");
    expect((await actorOf(leaver)).standings).toHaveLength(1);
    onLeave("test", async () => {});
  });

  it("pass to no stranger, and end once only when two end them at the same time", async () => {
    const reviewer = await reviewerOf(world.enterprise);
    const leaver = await makePerson(["ENGINEER", world.enterprise]);
    const membershipId = await membershipOf(leaver.id, world.enterprise);
    const foreign = await makePerson(["ENGINEER", world.rival]);
    await expect(endMembership(reviewer, { membershipId, deputyId: foreign.id })).rejects.toMatchObject({
      details: { field: "deputyId" },
    });
    const both = await Promise.allSettled([
      endMembership(reviewer, { membershipId }),
      endMembership(reviewer, { membershipId }),
    ]);
    expect(both.map((one) => one.status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(both.find((one) => one.status === "rejected")?.reason).toMatchObject({ code: "conflict" });
  });

  it("keep the last administrator", async () => {
    const others = await db.membership.findMany({ where: { role: "ADMIN", endsAt: null } });
    await db.membership.updateMany({
      where: { id: { in: others.map((m) => m.id) } },
      data: { endsAt: new Date(Date.now() - 1000) },
    });
    const person = await makePerson(["ADMIN", world.platform]);
    const membershipId = await membershipOf(person.id, world.platform);
    await expect(endMembership(await actorOf(person), { membershipId })).rejects.toMatchObject({
      messageKey: "last_admin",
    });
    await makePerson(["ADMIN", world.platform]);
    await endMembership(await actorOf(person), { membershipId });
    expect((await actorOf(person)).standings).toEqual([]);
  });

  it("are given within the own scope only: each escalation is refused and leaves no trace", async () => {
    const target = await makePerson();
    const give = async (
      actor: Awaited<ReturnType<typeof reviewerOf>>,
      organisationId: string,
      role: Parameters<typeof startMembership>[1]["role"],
      personId = target.id,
    ) => startMembership(actor, { personId, organisationId, role });
    const reviewer = await reviewerOf(world.enterprise);
    const engineer = await actorOf(await makePerson(["ENGINEER", world.enterprise]));
    const leader = await actorOf(await makePerson(["STUDIO_LEADER", world.studio]));
    const secretary = await actorOf(await makePerson(["SECRETARIAT", world.alliance]));
    const officer = await actorOf(await makePerson(["UNION_OFFICER", world.union]));
    const admin = await actorOf(await makePerson(["ADMIN", world.platform]));
    await reviewerOf(world.rival);
    const refused = [
      () => give(engineer, world.enterprise, "REVIEWER"),
      () => give(reviewer, world.rival, "ENGINEER"),
      () => give(reviewer, world.platform, "ADMIN"),
      () => give(reviewer, world.alliance, "SECRETARIAT"),
      () => give(reviewer, world.enterprise, "ADMIN"),
      () => give(leader, world.studio, "STUDIO_LEADER"),
      () => give(leader, world.enterprise, "ENGINEER"),
      // A secretariat staffed by a competitor must not let itself into another enterprise.
      () => give(secretary, world.rival, "ENGINEER"),
      () => give(secretary, world.rival, "REVIEWER"),
      () => give(secretary, world.stranger, "REVIEWER"),
      () => give(officer, world.federation, "UNION_OFFICER"),
      () => give(officer, world.platform, "ADMIN"),
      () => give(reviewer, world.enterprise, "FINANCE", reviewer.personId),
      () => give(admin, world.enterprise, "REVIEWER", admin.personId),
      () => give(reviewer, randomUUID(), "ENGINEER"),
      () => give(reviewer, world.enterprise, "ENGINEER", randomUUID()),
      () => give(reviewer, world.enterprise, "GUEST"),
    ];
    for (const attempt of refused) await expect(attempt()).rejects.toMatchObject({ name: "DomainError" });
    expect(await db.membership.count({ where: { personId: target.id } })).toBe(0);
    expect(await db.event.count({ where: { subjectId: target.id } })).toBe(0);
    await give(reviewer, world.enterprise, "ENGINEER");
    await expect(give(reviewer, world.enterprise, "ENGINEER")).rejects.toMatchObject({
      messageKey: "has_role_already",
    });
    expect((await actorOf(target, new Date(Date.now() + 5000))).standings.map((s) => s.role)).toEqual(["ENGINEER"]);
  });

  it("bring in the first reviewer by the secretariat, not a second", async () => {
    const enterprise = await makeOrganisation("ENTERPRISE", world.union);
    await db.allianceMember.create({
      data: { allianceId: world.alliance, memberId: enterprise, joinedAt: new Date(Date.now() - DAY) },
    });
    const secretary = await actorOf(await makePerson(["SECRETARIAT", world.alliance]));
    const { token } = await invitePerson(secretary, { organisationId: enterprise, role: "REVIEWER" });
    const second = await invitePerson(secretary, { organisationId: enterprise, role: "REVIEWER" });
    await acceptAsNewPerson(token, account(), new Date());
    await expect(acceptAsNewPerson(second.token, account(), new Date(Date.now() + 1000))).rejects.toMatchObject({
      messageKey: "inviter_may_no_more",
    });
    await expect(
      invitePerson(later(secretary), { organisationId: enterprise, role: "REVIEWER" }),
    ).rejects.toMatchObject({ code: "not_found" });
  });

  it("with an end run out by themselves; nobody is made a guest of a house, by whatever form", async () => {
    const reviewer = await reviewerOf(world.enterprise);
    const guest = await makePerson();
    const endsOn = new Date(new Date(Date.now() + 2 * DAY).toISOString().slice(0, 10));
    const give = { personId: guest.id, organisationId: world.enterprise, endsOn };
    await expect(startMembership(reviewer, { ...give, role: "GUEST" })).rejects.toMatchObject({
      messageKey: "role_not_yours_to_give",
    });
    await expect(invitePerson(reviewer, { ...give, role: "GUEST" })).rejects.toMatchObject({ name: "DomainError" });
    await startMembership(reviewer, { ...give, role: "ENGINEER" });
    // The last day ends at midnight in China, eight hours before it does in Greenwich.
    const over = endsOn.getTime() + DAY - 8 * 3_600_000;
    expect((await actorOf(guest, new Date(over - 1000))).standings).toHaveLength(1);
    expect((await actorOf(guest, new Date(over)))?.standings).toEqual([]);
  });
});

describe("invitations", () => {
  it("make an account with the role; the link works once and lies nowhere in clear", async () => {
    const reviewer = await reviewerOf(world.enterprise);
    const { token, invitationId } = await invitePerson(reviewer, {
      organisationId: world.enterprise,
      role: "ENGINEER",
      name: "小王",
      contact: "w@test.example",
    });
    const row = await db.invitation.findUniqueOrThrow({ where: { id: invitationId } });
    expect(row.tokenHash).toBe(hashSecret(token));
    expect(
      JSON.stringify(await db.event.findMany({ where: { type: "person.invited" } }), (_, v) =>
        typeof v === "bigint" ? String(v) : v,
      ),
    ).not.toContain(token);
    expect(await readInvitation(token, new Date())).toMatchObject({ role: "ENGINEER", name: "小王" });
    const personId = await acceptAsNewPerson(token, account(), new Date());
    expect((await actorOf({ id: personId })).standings).toMatchObject([
      { role: "ENGINEER", organisationId: world.enterprise },
    ]);
    await expect(acceptAsNewPerson(token, account(), new Date())).rejects.toMatchObject({ code: "not_found" });
    await expect(revokeInvitation(reviewer, { invitationId })).rejects.toMatchObject({ messageKey: "invitation_used" });
  });

  it("add the role to the account signed in; nobody accepts an own invitation", async () => {
    const reviewer = await reviewerOf(world.enterprise);
    const { token } = await invitePerson(reviewer, { organisationId: world.enterprise, role: "FINANCE" });
    await expect(acceptInvitation(reviewer, token)).rejects.toMatchObject({ messageKey: "no_role_for_oneself" });
    const person = await makePerson(["CRAFTSMAN", world.studio]);
    await acceptInvitation(await actorOf(person), token);
    expect((await actorOf(person)).standings.map((s) => s.role).sort()).toEqual(["CRAFTSMAN", "FINANCE"]);
  });

  it("are void when run out, revoked, or when the inviter lost the right; two at once make one account", async () => {
    const inviter = await makePerson(["REVIEWER", world.enterprise]);
    const reviewer = await actorOf(inviter);
    const invite = () => invitePerson(reviewer, { organisationId: world.enterprise, role: "ENGINEER" });
    const old = await invite();
    await expect(acceptAsNewPerson(old.token, account(), new Date(Date.now() + 15 * DAY))).rejects.toMatchObject({
      code: "not_found",
    });
    const revoked = await invite();
    await revokeInvitation(reviewer, { invitationId: revoked.invitationId });
    await expect(acceptAsNewPerson(revoked.token, account(), new Date())).rejects.toMatchObject({ code: "not_found" });
    const raced = await invite();
    const both = await Promise.allSettled([
      acceptAsNewPerson(raced.token, account(), new Date()),
      acceptAsNewPerson(raced.token, account(), new Date()),
    ]);
    expect(both.map((one) => one.status).sort()).toEqual(["fulfilled", "rejected"]);
    const late = await invite();
    await endMembership(reviewer, { membershipId: await membershipOf(inviter.id, world.enterprise) });
    await expect(acceptAsNewPerson(late.token, account(), new Date())).rejects.toMatchObject({
      messageKey: "inviter_may_no_more",
    });
    for (const nonsense of ["", "x", "a".repeat(43), "a".repeat(5000)])
      await expect(readInvitation(nonsense, new Date())).rejects.toMatchObject({ code: "not_found" });
  });

  it("tell who already has an account to sign in instead", async () => {
    const reviewer = await reviewerOf(world.enterprise);
    const existing = await makePerson();
    const { token } = await invitePerson(reviewer, { organisationId: world.enterprise, role: "ENGINEER" });
    await expect(acceptAsNewPerson(token, { ...account(), email: existing.email }, new Date())).rejects.toMatchObject({
      messageKey: "contact_taken_sign_in",
      details: { field: "email" },
    });
    expect(await readInvitation(token, new Date())).toBeTruthy();
  });
});

describe("deputies", () => {
  const today = () => new Date(formatDate(new Date()));

  it("stand in while named, marked as such, give no roles, and stop at once when ended or when either leaves", async () => {
    const [absent, deputy] = [
      await makePerson(["REVIEWER", world.enterprise]),
      await makePerson(["ENGINEER", world.enterprise]),
    ];
    const name = async () =>
      nameDeputy(await actorOf(absent), {
        personId: absent.id,
        organisationId: world.enterprise,
        deputyId: deputy.id,
        startsOn: today(),
        endsOn: new Date(today().getTime() + 5 * DAY),
      });
    const { deputyRelationId } = await name();
    const standing = (await actorOf(deputy)).standings.find((s) => s.deputyFor);
    expect(standing).toMatchObject({
      role: "REVIEWER",
      organisationId: world.enterprise,
      deputyFor: { personId: absent.id, name: absent.name },
    });
    await expect(
      invitePerson(await actorOf(deputy), { organisationId: world.enterprise, role: "REVIEWER" }),
    ).rejects.toMatchObject({ code: "not_found" });
    await expect(name()).rejects.toMatchObject({ messageKey: "deputy_overlaps" });
    await endDeputy(await actorOf(absent), { deputyRelationId });
    expect((await actorOf(deputy)).standings.map((s) => s.role)).toEqual(["ENGINEER"]);
    await name();
    expect((await actorOf(deputy)).standings).toHaveLength(2);
    expect((await actorOf(deputy, new Date(Date.now() + 8 * DAY))).standings).toHaveLength(1);
    const other = await reviewerOf(world.enterprise);
    await endMembership(other, { membershipId: await membershipOf(deputy.id, world.enterprise) });
    expect((await actorOf(deputy)).standings).toEqual([]);
  });

  it("come from the own organisation, are somebody else, and are named by oneself or who manages the people", async () => {
    const absent = await makePerson(["REVIEWER", world.enterprise]);
    const stranger = await makePerson(["ENGINEER", world.rival]);
    const colleague = await makePerson(["ENGINEER", world.enterprise]);
    const days = { startsOn: today(), endsOn: today() };
    const actor = await actorOf(absent);
    const of = { personId: absent.id, organisationId: world.enterprise };
    await expect(nameDeputy(actor, { ...of, ...days, deputyId: stranger.id })).rejects.toMatchObject({
      details: { field: "deputyId" },
    });
    await expect(nameDeputy(actor, { ...of, ...days, deputyId: absent.id })).rejects.toMatchObject({
      messageKey: "deputy_is_oneself",
    });
    await expect(
      nameDeputy(actor, { ...of, organisationId: world.rival, ...days, deputyId: stranger.id }),
    ).rejects.toMatchObject({ details: { field: "organisationId" } });
    await expect(
      nameDeputy(await actorOf(colleague), { ...of, ...days, deputyId: colleague.id }),
    ).rejects.toMatchObject({ code: "not_found" });
    const admin = await actorOf(await makePerson(["ADMIN", world.platform]));
    await nameDeputy(admin, { ...of, ...days, deputyId: colleague.id });
    expect((await actorOf(colleague)).standings.map((s) => s.role).sort()).toEqual(["ENGINEER", "REVIEWER"]);
  });

  it("begin and end with the days of the organisation's own time zone", async () => {
    const [absent, deputy] = [
      await makePerson(["REVIEWER", world.enterprise]),
      await makePerson(["ENGINEER", world.enterprise]),
    ];
    await db.organisation.update({ where: { id: world.enterprise }, data: { timeZone: "Asia/Urumqi" } });
    const day = new Date(today().getTime() + 3 * DAY);
    const { deputyRelationId } = await nameDeputy(await actorOf(absent), {
      personId: absent.id,
      organisationId: world.enterprise,
      deputyId: deputy.id,
      startsOn: day,
      endsOn: day,
    });
    await db.organisation.update({ where: { id: world.enterprise }, data: { timeZone: "Asia/Shanghai" } });
    expect(await db.deputy.findUniqueOrThrow({ where: { id: deputyRelationId } })).toMatchObject({
      startsAt: new Date(day.getTime() - 6 * 3_600_000),
      endsAt: new Date(day.getTime() + DAY - 6 * 3_600_000),
    });
  });
});
