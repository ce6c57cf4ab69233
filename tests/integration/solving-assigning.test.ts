import { beforeAll, describe, expect, it } from "vitest";
import { db } from "#app/lib/db.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { waitingFor } from "#app/modules/problems/queries-waiting.server.ts";
import { requireAccess } from "#app/modules/problems/visibility.server.ts";
import { acceptAssignment } from "#app/modules/solving/accept-assignment.server.ts";
import { assignCraftsman } from "#app/modules/solving/assign-craftsman.server.ts";
import { changeTeam } from "#app/modules/solving/change-team.server.ts";
import { chooseBid } from "#app/modules/solving/choose-bid.server.ts";
import { decidePermit } from "#app/modules/solving/decide-permit.server.ts";
import { declineAssignment } from "#app/modules/solving/decline-assignment.server.ts";
import { loadAssigning, loadOwnAssignment } from "#app/modules/solving/queries-assigning.server.ts";
import { loadSolving } from "#app/modules/solving/queries.server.ts";
import { loadPermits, loadTeam } from "#app/modules/solving/queries-team.server.ts";
import { useTestDatabase } from "#tests/support/database.server.ts";
import {
  LONG_AGO,
  makeActor,
  makeStudio,
  makeWorld,
  publishedProblem,
  type World,
} from "#tests/support/factories.server.ts";
import { claimed, makeRival, type Rival } from "#tests/support/rivals.server.ts";

useTestDatabase();
let world: World;
let rival: Rival;
beforeAll(async () => {
  world = await makeWorld();
  rival = await makeRival(world);
});

const refused = (code: string, messageKey?: string) =>
  expect.objectContaining({ code, ...(messageKey ? { messageKey } : {}) });
const stateOf = async (id: string) =>
  (await db.problem.findUniqueOrThrow({ where: { id }, select: { state: true } })).state;
const solvingOf = async (actor: Actor, id: string) => loadSolving(actor, id, await requireAccess(actor, id));

describe("assigning", () => {
  const wish = (problemId: string) => ({
    problemId,
    version: null,
    craftsmanId: world.craftsman.personId,
    studioId: world.toolsStudio,
  });

  it("shows what craftsmen have in hand and asks the employer in the same step", async () => {
    const id = await publishedProblem(world);
    const before = (await loadAssigning(world.secretariat, id, "")).people.find(
      (one) => one.personId === world.craftsman.personId,
    );
    expect(before?.cap).toBe(3);
    await assignCraftsman(world.secretariat, wish(id));
    const other = await publishedProblem(world);
    const after = (await loadAssigning(world.secretariat, other, "")).people.find(
      (one) => one.personId === world.craftsman.personId,
    );
    expect(after?.open).toBe((before?.open ?? 0) + 1);

    await expect(acceptAssignment(world.craftsman, { problemId: id, version: null })).rejects.toEqual(
      refused("invalid", "consent-missing"),
    );
    expect((await loadOwnAssignment(world.craftsman, id)).offer.consent).toBe("REQUESTED");
    const { steps } = await loadPermits(world.toolsReviewer, id);
    await decidePermit(world.toolsReviewer, {
      permitId: steps[0]?.decide?.permitId ?? "",
      version: null,
      granted: true,
    });
    await acceptAssignment(world.craftsman, { problemId: id, version: null });
    expect(await stateOf(id)).toBe("IN_PROGRESS");
    expect((await solvingOf(world.engineer, id)).lease).toMatchObject({
      studioId: world.toolsStudio,
      members: [{ id: world.craftsman.personId, lead: true }],
    });
  });

  it("may be declined with a reason, and takes the request for consent back", async () => {
    const id = await publishedProblem(world);
    await assignCraftsman(world.secretariat, { ...wish(id), overCap: true });
    await expect(declineAssignment(world.leader, { problemId: id, version: null, reason: "不是我" })).rejects.toEqual(
      refused("forbidden"),
    );
    await expect(declineAssignment(world.craftsman, { problemId: id, version: null, reason: "" })).rejects.toEqual(
      refused("invalid", "reason-required"),
    );
    await declineAssignment(world.craftsman, { problemId: id, version: null, reason: "手上的活排到下个月" });
    expect(await stateOf(id)).toBe("PUBLISHED");
    expect(await waitingFor(world.toolsReviewer)).not.toContainEqual(
      expect.objectContaining({ problemId: id, reason: "permit" }),
    );
  });

  it("above the workload cap needs saying so", async () => {
    const studio = await makeStudio(world.tools);
    await db.allianceMember.create({ data: { allianceId: world.alliance, memberId: studio, joinedAt: LONG_AGO } });
    const busy = await makeActor([["CRAFTSMAN", studio]], { now: world.engineer.now });
    const ask = (problemId: string, overCap = false) =>
      assignCraftsman(world.secretariat, {
        problemId,
        version: null,
        craftsmanId: busy.personId,
        studioId: studio,
        overCap,
      });
    for (let i = 0; i < 3; i += 1) await ask(await publishedProblem(world));
    const id = await publishedProblem(world);
    await expect(ask(id)).rejects.toEqual(refused("invalid", "workload-full"));
    await ask(id, true);
    expect(await stateOf(id)).toBe("ASSIGNED");
  });

  it("is the secretariat's alone, and of two at once one holds", async () => {
    const id = await publishedProblem(world);
    for (const who of [world.engineer, world.leader]) {
      await expect(assignCraftsman(who, wish(id))).rejects.toEqual(refused("forbidden", "not-your-move"));
      await expect(loadAssigning(who, id, "")).rejects.toEqual(refused("forbidden"));
    }
    const both = await Promise.allSettled([
      assignCraftsman(world.secretariat, { ...wish(id), overCap: true }),
      assignCraftsman(world.secretariat, {
        problemId: id,
        version: null,
        craftsmanId: rival.leader.personId,
        studioId: rival.studio,
      }),
    ]);
    expect(both.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    expect(await db.assignment.count({ where: { problemId: id, state: "OFFERED" } })).toBe(1);
  });

  it("reaches no studio outside the circle", async () => {
    const studio = await makeStudio(world.outside);
    const stranger = await makeActor([["CRAFTSMAN", studio]], { now: world.engineer.now });
    const id = await publishedProblem(world);
    expect((await loadAssigning(world.secretariat, id, "")).people.map((one) => one.personId)).not.toContain(
      stranger.personId,
    );
    const ask = { problemId: id, version: null, craftsmanId: stranger.personId, studioId: studio };
    await expect(assignCraftsman(world.secretariat, ask)).rejects.toEqual(refused("invalid", "studio-outside-circle"));
  });
});

describe("the team", () => {
  it("is dispatched by the studio's leader from its own members", async () => {
    const { id, bidId } = await claimed(world, rival);
    await chooseBid(world.engineer, { problemId: id, version: null, bidId });
    const { step, people } = await loadTeam(world.leader, id);
    expect(people.map((one) => one.id).sort()).toEqual([world.craftsman.personId, world.leader.personId].sort());
    await expect(loadTeam(rival.leader, id)).rejects.toEqual(refused("forbidden"));
    const team = {
      problemId: id,
      version: step.version,
      memberIds: [world.leader.personId, world.craftsman.personId],
      leadId: world.craftsman.personId,
    };
    await expect(changeTeam(rival.leader, team)).rejects.toEqual(refused("forbidden"));
    await expect(
      changeTeam(world.leader, { ...team, memberIds: [...team.memberIds, rival.leader.personId] }),
    ).rejects.toEqual(refused("invalid", "not-in-studio"));
    await changeTeam(world.leader, team);
    expect((await requireAccess(world.craftsman, id)).layer).toBe("CONFIDENTIAL");
    await expect(changeTeam(world.leader, team)).rejects.toEqual(refused("conflict"));
  });
});
