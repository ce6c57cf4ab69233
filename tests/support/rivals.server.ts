import { db } from "#app/lib/db.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { bidForProblem } from "#app/modules/solving/bid-for-problem.server.ts";
import { decidePermit } from "#app/modules/solving/decide-permit.server.ts";
import { requestPermit } from "#app/modules/solving/request-permit.server.ts";
import { LONG_AGO, makeActor, makeEnterprise, makeStudio, publishedProblem, type World } from "./factories.server.ts";

export type Rival = { enterprise: string; studio: string; leader: Actor; reviewer: Actor };

/** A third enterprise of the alliance, whose studio competes with `world.leader`'s. */
export async function makeRival(world: World): Promise<Rival> {
  const enterprise = await makeEnterprise({ industry: "ELECTRONICS" });
  const studio = await makeStudio(enterprise);
  await db.allianceMember.createMany({
    data: [enterprise, studio].map((memberId) => ({ allianceId: world.alliance, memberId, joinedAt: LONG_AGO })),
  });
  const { now } = world.engineer;
  return {
    enterprise,
    studio,
    leader: await makeActor([["STUDIO_LEADER", studio]], { now }),
    reviewer: await makeActor([["REVIEWER", enterprise]], { now }),
  };
}

/** The studio's leader asks the employer, who consents. */
export async function consent(problemId: string, leader: Actor, studioId: string, reviewer: Actor): Promise<void> {
  const { permitId } = await requestPermit(leader, { problemId, kind: "EMPLOYER_CONSENT", studioId });
  await decidePermit(reviewer, { permitId, version: null, granted: true });
}

export const SECRET = "先量星轮的同轴度";
export const offer = (problemId: string, studioId: string, proposal = SECRET) => ({
  problemId,
  version: null,
  studioId,
  proposal,
  days: 10,
});

/** A published problem with a bid of each of two foreign studios. */
export async function claimed(world: World, rival: Rival): Promise<{ id: string; bidId: string; rivalBidId: string }> {
  const id = await publishedProblem(world);
  await consent(id, world.leader, world.toolsStudio, world.toolsReviewer);
  await consent(id, rival.leader, rival.studio, rival.reviewer);
  const { bidId } = await bidForProblem(world.leader, offer(id, world.toolsStudio));
  const { bidId: rivalBidId } = await bidForProblem(rival.leader, offer(id, rival.studio, "换一套进口星轮"));
  return { id, bidId, rivalBidId };
}
