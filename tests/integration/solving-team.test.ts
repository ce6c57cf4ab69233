import { addMonths } from "date-fns/addMonths";
import { describe, expect, it } from "vitest";
import { db } from "#app/lib/db.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { requireAccess } from "#app/modules/problems/visibility.server.ts";
import { acceptSolution } from "#app/modules/solving/accept-solution.server.ts";
import { changeTeam } from "#app/modules/solving/change-team.server.ts";
import { signAgreement } from "#app/modules/solving/sign-agreement.server.ts";
import { useTestDatabase } from "#tests/support/database.server.ts";
import { actorOf, LONG_AGO, makeActor, makeWorld, type World } from "#tests/support/factories.server.ts";
import { awaitingAcceptance, refusal, stateOf, tackledProblem } from "#tests/support/solving.server.ts";

useTestDatabase();

const team = (world: World, problemId: string, members: Actor[], lead = world.craftsman) =>
  changeTeam(world.leader, {
    problemId,
    version: null,
    memberIds: members.map((one) => one.personId),
    leadId: lead.personId,
  });
const accept = (actor: Actor, problemId: string) =>
  acceptSolution(actor, { problemId, version: null, verdict: "FIXED" });

describe("who was taken off the team", () => {
  it("counts as a solver for the acceptance for twelve months: their apprentice does not accept", async () => {
    const world = await makeWorld();
    const second = await makeActor([["CRAFTSMAN", world.toolsStudio]], { now: world.engineer.now });
    await db.mentorTie.create({
      data: { mentorId: second.personId, apprenticeId: world.engineer.personId, startsAt: LONG_AGO },
    });
    const id = await tackledProblem(world);
    await team(world, id, [world.craftsman, second]);
    await team(world, id, [world.craftsman]);
    await awaitingAcceptance(world, id);
    expect(await refusal(accept(world.engineer, id))).toBe("not-your-move");
    const year = addMonths(world.engineer.now, 12);
    await accept(await actorOf(world.engineer.personId, new Date(year.getTime() + 60_000)), id);
    expect(await stateOf(id)).toBe("SOLVED");
  });

  it("keeps nobody else from accepting", async () => {
    const world = await makeWorld();
    const second = await makeActor([["CRAFTSMAN", world.toolsStudio]], { now: world.engineer.now });
    const id = await tackledProblem(world);
    await team(world, id, [world.craftsman, second]);
    await team(world, id, [world.craftsman]);
    await awaitingAcceptance(world, id);
    await accept(world.engineer, id);
    expect(await stateOf(id)).toBe("SOLVED");
  });
});

it("a new lead is asked for the agreement anew; until then the confidential layer is closed", async () => {
  const world = await makeWorld();
  const id = await tackledProblem(world, { parameters: "主轴 1450 r/min" }, { agreementRequired: true });
  const sign = (actor: Actor) => signAgreement(actor, { problemId: id, studioId: world.toolsStudio });
  const layer = async (actor: Actor) => (await requireAccess(actor, id)).layer;
  await sign(world.craftsman);
  await team(world, id, [world.craftsman, world.leader]);
  expect(await layer(world.craftsman)).toBe("CONFIDENTIAL");
  await team(world, id, [world.craftsman, world.leader], world.leader);
  expect(await layer(world.craftsman)).toBe("DETAIL");
  expect(await layer(world.leader)).toBe("DETAIL");
  expect(await refusal(sign(world.craftsman))).toBe("not-the-lead");
  await sign(world.leader);
  expect(await layer(world.craftsman)).toBe("CONFIDENTIAL");
});
