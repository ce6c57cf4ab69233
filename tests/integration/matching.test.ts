import { beforeAll, describe, expect, test } from "vitest";
import { db } from "#app/lib/db.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { reindexEverything } from "#app/modules/knowledge/reindex-everything.server.ts";
import { similarSolved } from "#app/modules/knowledge/similar-solved.server.ts";
import { reopenProblem } from "#app/modules/problems/reopen-problem.server.ts";
import { acceptSolution } from "#app/modules/solving/accept-solution.server.ts";
import { decidePermit } from "#app/modules/solving/decide-permit.server.ts";
import { loadForMe, problemsForMe } from "#app/modules/solving/for-me/queries.server.ts";
import { loadSuggestions } from "#app/modules/solving/matching/queries-suggestions.server.ts";
import type { Reason } from "#app/modules/solving/matching/rules.ts";
import { loadAssigning } from "#app/modules/solving/queries-assigning.server.ts";
import { requestPermit } from "#app/modules/solving/request-permit.server.ts";
import { queriesOf } from "#tests/support/count-queries.server.ts";
import { useTestDatabase } from "#tests/support/database.server.ts";
import {
  actorOf,
  makeActor,
  makePerson,
  makeWorld,
  publishedProblem,
  releasedProblem,
  type World,
} from "#tests/support/factories.server.ts";
import { makeRival, type Rival } from "#tests/support/rivals.server.ts";
import { awaitingAcceptance, tackledProblem } from "#tests/support/solving.server.ts";

useTestDatabase();

const capFault = {
  title: "压盖机歪盖，盖子压偏漏气",
  phenomenon: "压盖头转到七号位就歪盖，压出来的盖子一边高一边低，手摸裙边刮手，班里停机三四回。",
  equipmentType: "压盖机",
  equipmentModel: "FC-120",
};
const otherCapFault = {
  title: "另一台压盖机也歪盖，压盖头边上刮",
  phenomenon: "换线以后压盖头歪盖，盖子裙边一边高，检漏仪一班剔出两筐。",
  equipmentType: "压盖机",
  equipmentModel: "fc 120",
};

let world: World;
let rival: Rival;
/** Solved by the foreign craftsman and accepted. */
let precedent: string;
/** Like it, and open. */
let asked: string;

const solvedBy = async (...args: Parameters<typeof tackledProblem>) => {
  const id = await tackledProblem(...args);
  await awaitingAcceptance(args[0], id);
  await acceptSolution(args[0].engineer, { problemId: id, version: null, verdict: "FIXED" });
  return id;
};
const suggestedTo = (actor: Actor, id: string) => loadSuggestions(actor, id, similarSolved);
const personIn = async (actor: Actor, id: string, personId: string) =>
  (await suggestedTo(actor, id)).people.find((one) => one.personId === personId);
const reasonsOf = async (actor: Actor, id: string, personId: string): Promise<Reason[]> =>
  (await personIn(actor, id, personId))?.reasons ?? [];
const casesIn = (reasons: readonly Reason[]) => reasons.find((one) => one.kind === "cases");
const profile = (personId: string, specialities: string[], workloadCap = 3) =>
  db.craftsmanProfile.upsert({
    where: { personId },
    create: { personId, specialities, workloadCap },
    update: { specialities, workloadCap },
  });

beforeAll(async () => {
  world = await makeWorld();
  rival = await makeRival(world);
  await profile(world.craftsman.personId, ["压盖机"]);
  await profile(rival.leader.personId, ["压盖机"]);
  precedent = await solvedBy(world, capFault);
  asked = await publishedProblem(world, otherCapFault);
  await reindexEverything();
});

describe("what is suggested", () => {
  test("secretariat and poster see the craftsman who solved a similar case, and why; the secretariat may assign", async () => {
    for (const actor of [world.secretariat, world.engineer, world.reviewer]) {
      const found = await suggestedTo(actor, asked);
      expect(found.people[0]?.personId).toBe(world.craftsman.personId);
      expect(found.people[0]?.reasons).toEqual([
        {
          kind: "cases",
          count: 1,
          sameModel: 1,
          examples: [expect.objectContaining({ id: precedent, title: capFault.title })],
        },
        { kind: "specialities", names: ["压盖机"] },
        { kind: "load", open: 0, cap: 3 },
        { kind: "enterprise", own: false },
        { kind: "abroad", count: 1 },
      ]);
      expect(found.studios[0]?.studioId).toBe(world.toolsStudio);
      expect(found.mayAssign).toBe(actor === world.secretariat);
      expect(found.recommends).toBe(actor !== world.secretariat);
    }
  });

  test("a page of it asks at most six statements, and one more person in the circle asks no more", async () => {
    const before = (await queriesOf(() => suggestedTo(world.secretariat, asked))).length;
    expect(before).toBeLessThanOrEqual(6);
    await profile(await makePerson([["CRAFTSMAN", rival.studio]]), ["压盖机"]);
    expect((await queriesOf(() => suggestedTo(world.secretariat, asked))).length).toBeLessThanOrEqual(before);
  });

  test("the form to assign opens with the suggested craftsman chosen, and with nobody from outside", async () => {
    const who = { personId: world.craftsman.personId, studioId: world.toolsStudio };
    const form = await loadAssigning(world.secretariat, asked, "", who);
    expect(form.chosen).toBe(`${who.personId}@${who.studioId}`);
    expect(form.people).toHaveLength(1);
    const stranger = await makePerson([["CRAFTSMAN", world.toolsStudio]]);
    expect((await loadAssigning(world.secretariat, asked, "", { ...who, personId: stranger })).people).toHaveLength(1);
    const outside = { personId: world.outsider.personId, studioId: world.toolsStudio };
    expect(await loadAssigning(world.secretariat, asked, "", outside)).toMatchObject({ people: [], chosen: null });
  });

  test("who has no room is left out, and the poster's own people stand behind others", async () => {
    await profile(world.craftsman.personId, ["压盖机"], 0);
    expect(await personIn(world.secretariat, asked, world.craftsman.personId)).toBeUndefined();
    await profile(world.craftsman.personId, ["压盖机"]);
    await profile(world.breweryLeader.personId, ["压盖机"]);
    const own = await reasonsOf(world.secretariat, asked, world.breweryLeader.personId);
    expect(own).toContainEqual({ kind: "enterprise", own: true });
    const order = (await suggestedTo(world.secretariat, asked)).people.map((one) => one.personId);
    expect(order.indexOf(world.breweryLeader.personId)).toBeGreaterThan(order.indexOf(rival.leader.personId));
  });

  test("master and apprentice of the poster are left out, where the reader may know who that is", async () => {
    const master = await makePerson([["CRAFTSMAN", rival.studio]]);
    await profile(master, ["压盖机"]);
    await db.mentorTie.create({
      data: { mentorId: master, apprenticeId: world.engineer.personId, startsAt: new Date("2024-01-01") },
    });
    expect(await personIn(world.secretariat, asked, master)).toBeUndefined();
    const hidden = await publishedProblem(world, { ...otherCapFault, anonymous: true }, { shownToSecretariat: false });
    const found = await personIn(world.secretariat, hidden, master);
    expect(found).toBeDefined();
    expect(found?.reasons.some((one) => one.kind === "enterprise")).toBe(false);
    expect(await personIn(world.engineer, hidden, master)).toBeUndefined();
  });

  test("a problem for a named studio suggests its members only", async () => {
    const closed = await publishedProblem(world, otherCapFault, { circle: "NAMED", circleIds: [rival.studio] });
    const { people, studios } = await suggestedTo(world.secretariat, closed);
    expect(new Set(people.map((one) => one.studioId))).toEqual(new Set([world.breweryStudio, rival.studio]));
    expect(studios.map((one) => one.studioId)).not.toContain(world.toolsStudio);
  });

  test("an employer's refusal counts for the poster; to the secretariat it is sealed like the bid it comes before", async () => {
    const id = await publishedProblem(world, otherCapFault);
    const { permitId } = await requestPermit(world.leader, {
      problemId: id,
      kind: "EMPLOYER_CONSENT",
      studioId: world.toolsStudio,
    });
    const sealed = await reasonsOf(world.secretariat, id, world.craftsman.personId);
    expect(sealed.some((one) => one.kind === "consent")).toBe(false);
    expect(await reasonsOf(world.engineer, id, world.craftsman.personId)).toContainEqual({
      kind: "consent",
      state: "REQUESTED",
    });
    await decidePermit(world.toolsReviewer, { permitId, version: null, granted: false, note: "车间走不开" });
    expect(await personIn(world.engineer, id, world.craftsman.personId)).toBeUndefined();
    expect(await personIn(world.secretariat, id, world.craftsman.personId)).toBeDefined();
  });

  test("in triage it is shown without the step to assign", async () => {
    const id = await releasedProblem(world, otherCapFault);
    const found = await suggestedTo(world.secretariat, id);
    expect(found).toMatchObject({ mayAssign: false });
    expect(found.people.length).toBeGreaterThan(0);
  });
});

describe("what is learnt from, and told to whom", () => {
  test("a case whose details the reader may not read neither speaks nor counts", async () => {
    const secret = await solvedBy(world, capFault, { detail: "NAMED", detailIds: [world.toolsStudio] });
    await reindexEverything();
    const foreign = await makeActor([["ENGINEER", rival.enterprise]], { now: world.engineer.now });
    const names = (reasons: Reason[]) => casesIn(reasons)?.examples.map((one) => one.id) ?? [];
    expect(names(await reasonsOf(world.engineer, asked, world.craftsman.personId))).toContain(secret);
    // The secretariat reads the summary of it only, and the summary does not say who solved it.
    expect(names(await reasonsOf(world.secretariat, asked, world.craftsman.personId))).toEqual([precedent]);
    await expect(suggestedTo(foreign, asked)).rejects.toMatchObject({ code: "not_found" });
  });

  test("reopened work teaches nothing any more", async () => {
    const id = await solvedBy(world, { ...capFault, title: "压盖机歪盖第三台" });
    await reindexEverything();
    const count = async () => casesIn(await reasonsOf(world.secretariat, asked, world.craftsman.personId))?.count ?? 0;
    const before = await count();
    await reopenProblem(world.engineer, { id, version: null, reason: "又歪了", to: "TEAM" });
    // The index has not followed yet: the rows decide.
    expect(await count()).toBe(before - 1);
  });

  test("solved on paper only, without an acceptance, teaches nothing", async () => {
    await db.acceptance.deleteMany({ where: { problemId: precedent } });
    expect(casesIn(await reasonsOf(world.secretariat, asked, world.craftsman.personId))).toBeUndefined();
  });

  test("nobody else learns that there is such a page", async () => {
    const guest = await makeActor([["GUEST", world.brewery]], { now: world.engineer.now });
    const others = [
      world.toolsEngineer,
      world.toolsReviewer,
      world.leader,
      world.craftsman,
      world.officer,
      world.outsider,
      world.outsideSecretariat,
      world.finance,
      guest,
    ];
    for (const actor of others)
      await expect(suggestedTo(actor, asked), actor.name).rejects.toMatchObject({ code: "not_found" });
    await expect(suggestedTo(world.secretariat, crypto.randomUUID())).rejects.toMatchObject({ code: "not_found" });
    await expect(suggestedTo(world.engineer, precedent)).rejects.toMatchObject({ code: "conflict" });
  });
});

describe("problems for a craftsman", () => {
  test("fit by own accepted work and specialities, with the reasons; one statement", async () => {
    const mine = await solvedBy(world, { ...capFault, title: "压盖机歪盖，压盖头七号位" });
    const statements = await queriesOf(async () => {
      const { problems: fits } = await problemsForMe(world.craftsman, 20);
      const fit = fits.find((one) => one.id === asked);
      expect(fit?.reasons).toContainEqual({
        kind: "own-cases",
        examples: expect.arrayContaining([expect.objectContaining({ id: mine })]),
      });
      expect(fit?.reasons).toContainEqual({ kind: "specialities", names: ["压盖机"] });
    });
    expect(statements).toHaveLength(1);
  });

  test("hold no problem outside the circle, none of one's own, and no name of who posts anonymously", async () => {
    const closed = await publishedProblem(world, otherCapFault, { circle: "NAMED", circleIds: [rival.studio] });
    const hidden = await publishedProblem(world, { ...otherCapFault, anonymous: true });
    const { problems: fits } = await problemsForMe(world.craftsman, 50);
    expect(fits.map((one) => one.id)).not.toContain(closed);
    expect(fits.find((one) => one.id === hidden)).toMatchObject({ enterprise: null, own: false });
    expect((await problemsForMe(rival.leader, 50)).problems.map((one) => one.id)).toContain(closed);
    const both = await makePerson([["ENGINEER", world.brewery]]);
    await db.membership.create({
      data: {
        personId: both,
        organisationId: world.breweryStudio,
        role: "CRAFTSMAN",
        startsAt: new Date("2020-01-01"),
      },
    });
    await profile(both, ["压盖机"]);
    const author = await actorOf(both, world.engineer.now);
    const { id } = await db.problem.update({ where: { id: hidden }, data: { authorId: both }, select: { id: true } });
    expect((await problemsForMe(author, 50)).problems.map((one) => one.id)).not.toContain(id);
  });

  test("hold none of one's master or apprentice, unless the missing one would tell who posts", async () => {
    const of = async () => (await problemsForMe(world.craftsman, 50)).problems.map((one) => one.id);
    const hidden = await publishedProblem(world, { ...otherCapFault, anonymous: true });
    expect(await of()).toEqual(expect.arrayContaining([asked, hidden]));
    const ties: [string, string][] = [
      [world.craftsman.personId, world.engineer.personId],
      [world.engineer.personId, world.craftsman.personId],
    ];
    for (const [mentorId, apprenticeId] of ties) {
      const { id } = await db.mentorTie.create({ data: { mentorId, apprenticeId, startsAt: new Date("2024-01-01") } });
      expect(await of()).not.toContain(asked);
      expect(await of()).toContain(hidden);
      await db.mentorTie.delete({ where: { id } });
    }
  });

  test("are none for whose hands are full; a leader sees them while somebody of the studio has room", async () => {
    const studio = await db.membership.findMany({ where: { organisationId: world.toolsStudio } });
    for (const { personId } of studio) await profile(personId, ["压盖机"], 0);
    expect(await problemsForMe(world.craftsman, 50)).toEqual({ problems: [], full: true });
    expect((await problemsForMe(world.leader, 50)).full).toBe(true);
    await profile(world.craftsman.personId, ["压盖机"], 5);
    expect((await problemsForMe(world.leader, 50)).problems.length).toBeGreaterThan(0);
    expect((await problemsForMe(world.craftsman, 50)).problems.length).toBeGreaterThan(0);
  });

  test("are a page for craftsmen and studio leaders only", async () => {
    for (const actor of [world.engineer, world.secretariat, world.officer, world.outsider]) {
      await expect(loadForMe(actor)).rejects.toMatchObject({ code: "not_found" });
      expect(await problemsForMe(actor, 5)).toEqual({ problems: [], full: false });
    }
  });
});
