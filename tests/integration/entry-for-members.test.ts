import { beforeAll, describe, expect, it } from "vitest";
import { db } from "#app/lib/db.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { approveProblem } from "#app/modules/problems/approve-problem.server.ts";
import { postProblem } from "#app/modules/problems/post-problem.server.ts";
import { loadFormChoices } from "#app/modules/problems/queries-form.server.ts";
import { loadHome } from "#app/modules/problems/queries-home.server.ts";
import { saveDraft } from "#app/modules/problems/save-draft.server.ts";
import { submitProblem } from "#app/modules/problems/submit-problem.server.ts";
import { requireAccess } from "#app/modules/problems/visibility.server.ts";
import { acceptSolution } from "#app/modules/solving/accept-solution.server.ts";
import { chooseBid } from "#app/modules/solving/choose-bid.server.ts";
import { useTestDatabase } from "#tests/support/database.server.ts";
import { actorOf, makeActor, makeWorld, someProblem, versionOf, type World } from "#tests/support/factories.server.ts";
import { awaitingAcceptance, claimedProblem, refusal, stateOf, tackledProblem } from "#tests/support/solving.server.ts";

useTestDatabase();
let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

const enter = (actor: Actor, author: Actor = world.engineer, enterpriseId?: string) =>
  postProblem(actor, { ...someProblem(), authorId: author.personId, enterpriseId });

describe("entry on behalf by the secretariat", () => {
  it("is the engineer's, marked as typed by the secretariat, and lands in that enterprise's review", async () => {
    const { id } = await enter(world.secretariat);
    expect(await db.problem.findUniqueOrThrow({ where: { id } })).toMatchObject({
      enterpriseId: world.brewery,
      authorId: world.engineer.personId,
      enteredById: world.secretariat.personId,
    });
    const [event] = await db.event.findMany({ where: { subjectId: id } });
    expect(event).toMatchObject({
      actorId: world.secretariat.personId,
      actorOrgId: world.alliance,
      onBehalfOfId: world.engineer.personId,
    });
    await saveDraft(world.secretariat, { id, version: 0, draft: { tried: "换过护栏" } });
    expect((await requireAccess(world.engineer, id)).own).toBe(true);
    expect((await loadHome(world.secretariat)).todo.map((item) => item.problem.id)).toContain(id);

    await submitProblem(world.secretariat, { id, version: await versionOf(id) });
    expect(await stateOf(id)).toBe("ENTERPRISE_REVIEW");
    // From here on it is the member's: the secretariat reads it again when it is released to the alliance.
    expect(await refusal(requireAccess(world.secretariat, id))).toBe("not_found");
    expect((await loadHome(world.secretariat)).todo.map((item) => item.problem.id)).not.toContain(id);
    const release = { id, version: null, allianceId: world.alliance };
    expect(await refusal(approveProblem(world.secretariat, release))).toBe("not_found");
    await approveProblem(world.reviewer, release);
    expect(await requireAccess(world.secretariat, id)).toMatchObject({ layer: "DETAIL", own: false });
  });

  it("returned by the reviewer, it is the engineer's alone", async () => {
    const { id } = await enter(world.secretariat);
    await submitProblem(world.secretariat, { id, version: null });
    await db.problem.update({ where: { id }, data: { state: "DRAFT" } });
    expect(await refusal(submitProblem(world.secretariat, { id, version: null }))).toBe("not_found");
    await submitProblem(world.engineer, { id, version: null });
  });

  it("is for engineers of the own alliance's members only, and never for oneself", async () => {
    expect(await refusal(enter(world.secretariat, world.outsider))).toBe("may-not-enter-for-others");
    expect(await refusal(enter(world.secretariat, world.engineer, world.tools))).toBe("may-not-enter-for-others");
    expect(await refusal(enter(world.secretariat, world.reviewer))).toBe("may-not-enter-for-others");
    expect(await refusal(enter(world.outsideSecretariat))).toBe("may-not-enter-for-others");
    expect(await refusal(postProblem(world.secretariat, someProblem()))).toBe("required");
    expect(await refusal(enter(world.officer))).toBe("may-not-post");
    const { colleagues } = await loadFormChoices(world.secretariat);
    expect(new Set(colleagues.map((one) => one.id))).toEqual(
      new Set([world.engineer.personId, world.engineer2.personId, world.toolsEngineer.personId]),
    );
    await expect(loadFormChoices(world.officer)).rejects.toMatchObject({ code: "forbidden" });
  });

  it("ends with the office: who is no longer secretariat does not read what they typed", async () => {
    const other = await makeActor([["SECRETARIAT", world.alliance]]);
    const { id } = await enter(other);
    const now = new Date(other.now.getTime() + 60_000);
    await db.membership.updateMany({ where: { personId: other.personId }, data: { endsAt: now } });
    expect(await refusal(requireAccess(await actorOf(other.personId, now), id))).toBe("not_found");
  });

  it("gives no say in what is the poster's: who typed it neither chooses nor accepts", async () => {
    const typed = async (id: string) =>
      db.problem.update({ where: { id }, data: { enteredById: world.secretariat.personId } });
    const { id, bidId } = await claimedProblem(world);
    await typed(id);
    const choice = { problemId: id, version: null, bidId };
    expect(await refusal(chooseBid(world.secretariat, choice))).toBe("not-your-move");
    const waiting = await tackledProblem(world);
    await awaitingAcceptance(world, waiting);
    await typed(waiting);
    expect(
      await refusal(acceptSolution(world.secretariat, { problemId: waiting, version: null, verdict: "FIXED" })),
    ).toBe("not-your-move");
  });

  it("with two hats, is reviewed by another person", async () => {
    const both = await makeActor([
      ["SECRETARIAT", world.alliance],
      ["REVIEWER", world.brewery],
    ]);
    const { id } = await enter(both, world.engineer, world.brewery);
    await submitProblem(both, { id, version: null });
    expect(await refusal(approveProblem(both, { id, version: null, allianceId: world.alliance }))).toBe(
      "not-your-move",
    );
    await approveProblem(world.reviewer, { id, version: null, allianceId: world.alliance });
  });
});
