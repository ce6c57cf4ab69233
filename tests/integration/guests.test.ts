import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { formatDate } from "#app/lib/format.ts";
import { db } from "#app/lib/db.server.ts";
import { acceptAsNewPerson, acceptInvitation, readInvitation } from "#app/modules/accounts/accept-invitation.server.ts";
import { type Actor, isGuestOnly } from "#app/modules/accounts/actor.ts";
import { staysInside } from "#app/modules/accounts/guest-pages.ts";
import { organisationsVisibleTo, peopleVisibleTo } from "#app/modules/alliances/visibility.ts";
import { postComment } from "#app/modules/discussion/post-comment.server.ts";
import { searchReader } from "#app/modules/knowledge/search-reader.server.ts";
import { problemDiscussion } from "#app/modules/problems/discussion-subject.server.ts";
import {
  changeGuest,
  endGuest,
  inviteGuest,
  type InviteGuest,
  renewGuestLink,
  signGuestAgreement,
} from "#app/modules/problems/invite-guest.server.ts";
import { loadGuests, loadOwnStays } from "#app/modules/problems/queries-guests.server.ts";
import { requireAccess } from "#app/modules/problems/visibility.server.ts";
import { admitToDetails } from "#app/modules/solving/diagnosis/admit.server.ts";
import { answerInvitation } from "#app/modules/solving/diagnosis/answer-invitation.server.ts";
import { conveneDiagnosis } from "#app/modules/solving/diagnosis/convene-diagnosis.server.ts";
import { invitePeople } from "#app/modules/solving/diagnosis/invite.server.ts";
import { loadInvitees } from "#app/modules/solving/diagnosis/invitees.server.ts";
import { diagnosisTodo } from "#app/modules/solving/diagnosis/queries-home.server.ts";
import { loadRoom } from "#app/modules/solving/diagnosis/queries-room.server.ts";
import { recordOpinion } from "#app/modules/solving/diagnosis/record-opinion.server.ts";
import { addLogEntry } from "#app/modules/solving/add-log-entry.server.ts";
import { decideHypothesis } from "#app/modules/solving/decide-hypothesis.server.ts";
import { loadLogPage } from "#app/modules/solving/queries-work.server.ts";
import { useTestDatabase } from "#tests/support/database.server.ts";
import { actorOf, makePerson, makeWorld, next, publishedProblem, type World } from "#tests/support/factories.server.ts";
import { eventTypes, refusal } from "#tests/support/solving.server.ts";

useTestDatabase();

const DAY_MS = 86_400_000;
const now = new Date();
const dayIn = (days: number): Date => new Date(`${formatDate(now.getTime() + days * DAY_MS)}T00:00:00Z`);
let world: World;
beforeAll(async () => {
  world = await makeWorld(now);
});

const guestOf = (problemId: string, changes: Partial<InviteGuest> = {}): InviteGuest => ({
  problemId,
  name: "周教授",
  contact: `guest${next()}@outside.test`,
  unit: "工业大学",
  layer: "DETAIL",
  until: dayIn(3),
  ...changes,
});

/** Somebody with an account of their own and no role at all, who follows the link. */
async function came(problemId: string, changes: Partial<InviteGuest> = {}) {
  const { guestId, token } = await inviteGuest(world.reviewer, guestOf(problemId, changes));
  const personId = await makePerson([], { name: "周教授" });
  await acceptInvitation(await actorOf(personId, now), token);
  return { guestId, personId, at: (at: Date = now) => actorOf(personId, at) };
}

const say = (actor: Actor, subjectId: string, layer?: "DETAIL" | "CONFIDENTIAL", body = "建议先测同步。") =>
  postComment(actor, problemDiscussion, { subjectId, clientId: randomUUID(), body, layer });
const note = (actor: Actor, problemId: string, kind: "OBSERVATION" | "HYPOTHESIS" | "ATTEMPT") =>
  addLogEntry(actor, {
    problemId,
    clientId: randomUUID(),
    kind,
    text: "星轮与链条不同步",
    status: kind === "HYPOTHESIS" ? "OPEN" : undefined,
  });

describe("An expert from outside", () => {
  it("makes an account by the link, reads the one problem at the layer given, and says what they think", async () => {
    const id = await publishedProblem(world);
    const other = await publishedProblem(world);
    const { token, host } = await inviteGuest(world.reviewer, guestOf(id));
    expect(host).toBe((await db.organisation.findUniqueOrThrow({ where: { id: world.brewery } })).name);
    const shown = await readInvitation(token, now);
    expect([shown.role, shown.name, shown.guest === null]).toEqual(["GUEST", "周教授", false]);
    const personId = await acceptAsNewPerson(
      token,
      { name: "周教授", email: `z${next()}@outside.test`, password: "long enough" },
      now,
    );
    const guest = await actorOf(personId, now);
    expect(isGuestOnly(guest)).toBe(true);
    expect(await requireAccess(guest, id)).toMatchObject({ layer: "DETAIL", guest: true, own: false, team: false });
    expect(await refusal(requireAccess(guest, other))).toBe("not_found");
    await say(guest, id);
    const line = await db.comment.findFirstOrThrow({ where: { authorId: personId } });
    // The alliance's guest, and nobody of the enterprise that invited.
    expect(line.authorOrgId).toBe(world.alliance);
    await note(guest, id, "OBSERVATION");
    const { entryId } = await note(guest, id, "HYPOTHESIS");
    expect(await refusal(note(guest, id, "ATTEMPT"))).toBe("guest-log-kind");
    expect(await refusal(decideHypothesis(guest, { entryId, version: 0, status: "CONFIRMED", why: "我看是" }))).toBe(
      "not-your-move",
    );
    const page = await loadLogPage(guest, id);
    expect([page.decides, [...page.kinds]]).toEqual([false, ["OBSERVATION", "HYPOTHESIS", "NOTE"]]);
    expect(await refusal(say(guest, other))).toBe("not_found");
    expect(await refusal(note(guest, other, "OBSERVATION"))).toBe("not_found");
    expect(await eventTypes(id)).toEqual(expect.arrayContaining(["guest-invited", "guest-came"]));
    expect(await loadOwnStays(guest)).toMatchObject([{ problem: { id }, reads: "DETAIL", toSign: false }]);
  });

  it("knows of no other person, organisation or page", async () => {
    const id = await publishedProblem(world);
    const guest = await (await came(id)).at();
    expect(await db.organisation.count({ where: organisationsVisibleTo(guest) })).toBe(0);
    const people = await db.person.findMany({ where: peopleVisibleTo(guest), select: { id: true } });
    expect(people).toEqual([{ id: guest.personId }]);
    const closed = ["/problems", "/problems/new", "/problems/similar", "/search", "/search/saved", "/organisations"];
    const more = [
      "/craftsmen",
      "/equipment",
      "/e/7K3QF2M9XA",
      "/imports",
      "/mentorships",
      "/activities",
      "/me/deputies",
    ];
    const steps = ["edit", "guests", "named", "team", "preview", "comments/people"].map(
      (one) => `/problems/${id}/${one}`,
    );
    for (const path of [...closed, ...more, ...steps, "/anything-made-tomorrow"]) {
      expect(staysInside(guest, path), path).toBe(false);
      expect(staysInside(guest, `${path}.data`), path).toBe(false);
      expect(staysInside(world.engineer, path), path).toBe(true);
    }
    for (const path of [
      "/",
      "/_root.data",
      "/guest",
      `/problems/${id}`,
      `/problems/${id}.data`,
      `/problems/${id}/log`,
      "/me/sessions",
      // Closed, a guest's every page would fail to ask what their device may keep.
      "/api/outbox/contact",
    ])
      expect(staysInside(guest, path), path).toBe(true);
    // A colleague of the inviter typed by name is just text, and a person's id opens nothing.
    await say(guest, id, "DETAIL", `@${world.finance.name} 请看`);
    expect(await db.mention.count({ where: { comment: { authorId: guest.personId } } })).toBe(0);
    const known = postComment(guest, problemDiscussion, {
      subjectId: id,
      clientId: randomUUID(),
      body: "请看",
      mentions: [world.finance.personId],
    });
    expect(await refusal(known)).toBe("mention-unknown");
  });

  it("reads what is confidential only after signing in person, where the poster asked for that", async () => {
    const id = await publishedProblem(world, {}, { agreementRequired: true });
    const { guestId, at } = await came(id, { layer: "CONFIDENTIAL" });
    const guest = await at();
    expect((await requireAccess(guest, id)).layer).toBe("DETAIL");
    expect(await loadOwnStays(guest)).toMatchObject([{ layer: "CONFIDENTIAL", reads: "DETAIL", toSign: true }]);
    expect(await refusal(say(guest, id, "CONFIDENTIAL"))).toBe("layer-too-high");
    for (const other of [world.reviewer, world.engineer, await (await came(id)).at()])
      expect(await refusal(signGuestAgreement(other, guestId))).toBe("not_found");
    await signGuestAgreement(guest, guestId);
    await signGuestAgreement(guest, guestId);
    expect((await requireAccess(guest, id)).layer).toBe("CONFIDENTIAL");
    expect((await eventTypes(id)).filter((one) => one === "guest-agreed")).toHaveLength(1);
    // Where none is asked for, the layer given is the layer read.
    const plain = await publishedProblem(world);
    expect((await requireAccess(await (await came(plain, { layer: "CONFIDENTIAL" })).at(), plain)).layer).toBe(
      "CONFIDENTIAL",
    );
  });

  it("is out on the next request once the last day is over, in the search too, and back when it is extended", async () => {
    const id = await publishedProblem(world);
    const { guestId, at } = await came(id, { until: dayIn(1) });
    const { until } = await db.guest.findUniqueOrThrow({ where: { id: guestId } });
    expect(until.toISOString()).toBe(`${formatDate(now.getTime() + DAY_MS)}T16:00:00.000Z`);
    const before = await at(new Date(until.getTime() - 1));
    expect((await requireAccess(before, id)).layer).toBe("DETAIL");
    expect((await searchReader(before)).reader.keys).toContain(`guest:${guestId}`);
    const over = await at(until);
    expect(over.standings).toEqual([]);
    expect((await searchReader(over)).reader.keys).toEqual([`person:${over.personId}`]);
    for (const late of [over, { ...before, now: until }]) {
      expect(await refusal(requireAccess(late, id))).toBe("not_found");
      expect(await refusal(say(late, id))).toBe("not_found");
    }
    // A session's actor of before that is asked with later: the index is told which problems lapsed.
    await db.searchState.upsert({
      where: { problemId: id },
      create: { problemId: id, eventId: 1n, indexedAt: now },
      update: { indexedAt: now },
    });
    expect((await searchReader({ ...before, now: until })).reader.lapsed).toContain(id);
    expect(await loadOwnStays(over)).toEqual([]);

    const { version } = await db.guest.findUniqueOrThrow({ where: { id: guestId } });
    const extend = { problemId: id, guestId, version, layer: "SUMMARY" as const, until: dayIn(9) };
    await changeGuest(world.reviewer, extend);
    expect((await requireAccess(await at(until), id)).layer).toBe("SUMMARY");
    expect(await refusal(note(await at(until), id, "OBSERVATION"))).toBe("not-your-move");
    expect(await refusal(changeGuest(world.reviewer2, extend))).toBe("conflict");
    const far = { ...extend, version: version + 1, until: dayIn(400) };
    expect(await refusal(changeGuest(world.reviewer, far))).toBe("guest-too-long");
    expect(await refusal(changeGuest(world.reviewer, { ...far, until: dayIn(-1) }))).toBe("until-in-past");
  });

  it("is out at once when it is taken back in the middle of a session; what was written stays", async () => {
    const id = await publishedProblem(world);
    const { guestId, personId, at } = await came(id);
    const session = await at();
    await say(session, id);
    await endGuest(world.reviewer2, { problemId: id, guestId });
    expect((await at()).standings).toEqual([]);
    // Also to somebody who was loaded before: the rows of readers are gone, not only the role.
    for (const actor of [session, await at()]) {
      expect(await refusal(requireAccess(actor, id))).toBe("not_found");
      expect(await refusal(say(actor, id))).toBe("not_found");
      expect(await refusal(signGuestAgreement(actor, guestId))).toBe("not_found");
    }
    expect(await db.comment.count({ where: { authorId: personId } })).toBe(1);
    expect(await refusal(endGuest(world.reviewer, { problemId: id, guestId }))).toBe("guest-ended");
    expect((await loadGuests(world.reviewer, id)).guests).toMatchObject([{ state: "ENDED", name: "周教授" }]);
    // In a search that has not followed yet it is held back.
    expect(await db.searchDeny.count({ where: { problemId: id } })).toBe(1);
  });

  it("is invited, changed and taken back by the enterprise's reviewer alone, and guessed ids open nothing", async () => {
    const id = await publishedProblem(world);
    const other = await publishedProblem(world);
    const { guestId, at } = await came(id);
    const change = { problemId: id, guestId, version: 1, layer: "CONFIDENTIAL" as const, until: dayIn(5) };
    const guest = await at();
    for (const actor of [world.engineer, world.secretariat, world.leader, world.toolsReviewer, world.officer, guest]) {
      const seen = await requireAccess(actor, id).then(
        () => "not-your-move",
        () => "not_found",
      );
      expect(await refusal(inviteGuest(actor, guestOf(id)))).toBe(seen);
      expect(await refusal(changeGuest(actor, change))).toBe(seen);
      expect(await refusal(endGuest(actor, { problemId: id, guestId }))).toBe(seen);
      expect(await refusal(loadGuests(actor, id))).toBe(seen);
    }
    for (const wrong of [randomUUID(), guestId])
      expect(await refusal(endGuest(world.reviewer, { problemId: other, guestId: wrong }))).toBe("not_found");
    expect(await refusal(changeGuest(world.reviewer, { ...change, problemId: other }))).toBe("not_found");
    expect((await requireAccess(guest, id)).layer).toBe("DETAIL");
  });

  it("follows a link once: a renewed one voids the first, a taken back or used one opens nothing", async () => {
    const id = await publishedProblem(world);
    const { guestId, token } = await inviteGuest(world.reviewer, guestOf(id));
    const renewed = await renewGuestLink(world.reviewer, { problemId: id, guestId });
    const stranger = await actorOf(await makePerson(), now);
    expect(await refusal(acceptInvitation(stranger, token))).toBe("not_found");
    await acceptInvitation(stranger, renewed.token);
    expect(await refusal(acceptInvitation(await actorOf(await makePerson(), now), renewed.token))).toBe("not_found");
    expect(await refusal(renewGuestLink(world.reviewer, { problemId: id, guestId }))).toBe("guest-came");
    const second = await inviteGuest(world.reviewer, guestOf(id));
    await endGuest(world.reviewer, { problemId: id, guestId: second.guestId });
    expect(await refusal(acceptInvitation(await actorOf(await makePerson(), now), second.token))).toBe("not_found");
    // A stay that ends today ends its link with it, not after fourteen days.
    const today = await inviteGuest(world.reviewer, guestOf(id, { until: dayIn(0) }));
    const { expiresAt } = await readInvitation(today.token, now);
    expect(expiresAt.getTime() - now.getTime()).toBeLessThanOrEqual(DAY_MS);
    expect(await refusal(readInvitation(today.token, expiresAt))).toBe("not_found");
  });

  it("of an anonymous problem learns nothing of who posted it, from the invitation on", async () => {
    const id = await publishedProblem(world, {}, { anonymous: true });
    const brewery = (await db.organisation.findUniqueOrThrow({ where: { id: world.brewery } })).name;
    const { token, host } = await inviteGuest(world.reviewer, guestOf(id));
    expect(host).not.toBe(brewery);
    expect((await readInvitation(token, now)).organisation.name).toBe(host);
    const personId = await makePerson();
    await acceptInvitation(await actorOf(personId, now), token);
    const guest = await actorOf(personId, now);
    expect(JSON.stringify(guest.standings)).not.toContain(brewery);
    expect((await requireAccess(guest, id)).knowsPoster).toBe(false);
    expect(await loadOwnStays(guest)).toMatchObject([{ enterprise: null }]);
  });

  it("who belongs somewhere else keeps that; the one problem is added until the day", async () => {
    const id = await publishedProblem(world);
    const { token } = await inviteGuest(world.reviewer, guestOf(id, { layer: "CONFIDENTIAL" }));
    await acceptInvitation(world.outsider, token);
    const member = await actorOf(world.outsider.personId, now);
    expect(isGuestOnly(member)).toBe(false);
    expect(staysInside(member, "/search")).toBe(true);
    expect((await requireAccess(member, id)).layer).toBe("CONFIDENTIAL");
    expect((await searchReader(member)).reader.scopes).toEqual([world.outside]);
  });

  it("is called to the room of their problem as the alliance's guest, speaks there, and is out with the stay", async () => {
    const call = (problemId: string, invite: string[] = []) =>
      conveneDiagnosis(world.engineer, { problemId, version: null, purpose: "一起看", mode: "VIDEO", invite });
    const roomOf = async (actor: Actor, at: Parameters<typeof loadRoom>[1]) => (await loadRoom(actor, at)).room;
    const id = await publishedProblem(world);
    const other = await publishedProblem(world);
    const guest = await came(id);
    const found = (await loadInvitees(world.engineer, id, "周")).find((one) => one.personId === guest.personId);
    expect(found).toMatchObject({ from: "工业大学" });
    const invite = [`${guest.personId}@${found?.organisationId}`];
    expect((await loadInvitees(world.engineer, other, "")).map((one) => one.personId)).not.toContain(guest.personId);
    expect(await refusal(call(other, invite))).toBe("invite-not-open");

    const at = { problemId: id, diagnosisId: (await call(id)).diagnosisId };
    expect(await refusal(loadRoom(await guest.at(), at))).toBe("not_found");
    await invitePeople(world.engineer, { ...at, invite });
    const page = `/problems/${id}/diagnosis/${at.diagnosisId}`;
    for (const path of [page, `${page}/calendar.ics`, `/problems/${id}/comments/draft`])
      expect(staysInside(await guest.at(), path), path).toBe(true);
    expect(staysInside(await guest.at(), `/problems/${id}/diagnosis`)).toBe(false);
    expect((await diagnosisTodo(await guest.at())).map((one) => one.reason)).toEqual(["answer"]);
    await answerInvitation(await guest.at(), { ...at, coming: true });
    // Whoever invited the guest has said yes: no employer of the alliance is asked.
    const before = await db.permit.count({ where: { problemId: id } });
    expect((await roomOf(await guest.at(), at)).seats.find((one) => one.own)).toMatchObject({
      guest: true,
      consent: null,
    });
    await recordOpinion(await guest.at(), { ...at, seen: 0, text: "像是共振" });
    expect(await db.permit.count({ where: { problemId: id } })).toBe(before);
    const seat = (await roomOf(world.engineer, at)).seats.find((one) => one.guest);
    const alliance = await db.organisation.findUniqueOrThrow({ where: { id: world.alliance } });
    expect(seat).toMatchObject({ name: "周教授", from: alliance.shortName || alliance.name });
    // What a guest reads is set with the invitation, not beside it in the room.
    expect(await refusal(admitToDetails(world.reviewer, { ...at, seatId: seat?.id ?? "" }))).toBe("conflict");

    await endGuest(world.reviewer, { problemId: id, guestId: guest.guestId });
    expect(await refusal(loadRoom(await guest.at(), at))).toBe("not_found");
    expect((await roomOf(world.engineer, at)).opinions.map((one) => one.text)).toContain("像是共振");
  });
});
