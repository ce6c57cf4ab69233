import { beforeAll, describe, expect, it } from "vitest";
import { db } from "#app/lib/db.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { waitingFor } from "#app/modules/problems/queries-waiting.server.ts";
import { requireAccess } from "#app/modules/problems/visibility.server.ts";
import { acceptAssignment } from "#app/modules/solving/accept-assignment.server.ts";
import { assignCraftsman } from "#app/modules/solving/assign-craftsman.server.ts";
import { bidForProblem } from "#app/modules/solving/bid-for-problem.server.ts";
import { changeTeam } from "#app/modules/solving/change-team.server.ts";
import { chooseBid } from "#app/modules/solving/choose-bid.server.ts";
import { decidePermit } from "#app/modules/solving/decide-permit.server.ts";
import { declineAssignment } from "#app/modules/solving/decline-assignment.server.ts";
import { loadAssigning, loadOwnAssignment } from "#app/modules/solving/queries-assigning.server.ts";
import { loadBidding, loadBidsToChoose } from "#app/modules/solving/queries-bidding.server.ts";
import { loadSolving } from "#app/modules/solving/queries.server.ts";
import { loadPermits, loadTeam } from "#app/modules/solving/queries-team.server.ts";
import { refuseBids } from "#app/modules/solving/refuse-bids.server.ts";
import { requestPermit } from "#app/modules/solving/request-permit.server.ts";
import { withdrawBid } from "#app/modules/solving/withdraw-bid.server.ts";
import { useTestDatabase } from "#tests/support/database.server.ts";
import { makeActor, makeWorld, publishedProblem, versionOf, type World } from "#tests/support/factories.server.ts";
import { claimed, consent, makeRival, offer, type Rival, SECRET } from "#tests/support/rivals.server.ts";

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

describe("the employer's consent", () => {
  it("must be there before a foreign studio bids", async () => {
    const id = await publishedProblem(world);
    await expect(bidForProblem(world.leader, offer(id, world.toolsStudio))).rejects.toEqual(
      refused("invalid", "consent-missing"),
    );
    const { permitId } = await requestPermit(world.leader, {
      problemId: id,
      kind: "EMPLOYER_CONSENT",
      studioId: world.toolsStudio,
    });
    await expect(bidForProblem(world.leader, offer(id, world.toolsStudio))).rejects.toEqual(
      refused("invalid", "consent-missing"),
    );
    expect(await stateOf(id)).toBe("PUBLISHED");

    const waiting = await waitingFor(world.toolsReviewer);
    expect(waiting).toContainEqual(expect.objectContaining({ problemId: id, reason: "permit" }));
    const { steps } = await loadPermits(world.toolsReviewer, id);
    expect(steps).toMatchObject([
      { kind: "EMPLOYER_CONSENT", state: "REQUESTED", decide: { permitId, takeBack: false }, mayRequest: false },
    ]);
    await decidePermit(world.toolsReviewer, { permitId, version: steps[0]?.decide?.version ?? null, granted: true });
    await bidForProblem(world.leader, offer(id, world.toolsStudio));
    expect(await stateOf(id)).toBe("CLAIMED");
  });

  it("is decided by nobody but the employer's reviewer, and a refusal says why", async () => {
    const id = await publishedProblem(world);
    const { permitId } = await requestPermit(world.leader, {
      problemId: id,
      kind: "EMPLOYER_CONSENT",
      studioId: world.toolsStudio,
    });
    for (const who of [world.leader, world.reviewer, world.secretariat, world.toolsEngineer, rival.reviewer]) {
      await expect(decidePermit(who, { permitId, version: null, granted: true })).rejects.toEqual(refused("not_found"));
    }
    await expect(decidePermit(world.toolsReviewer, { permitId, version: null, granted: false })).rejects.toEqual(
      refused("invalid", "why-required"),
    );
    await decidePermit(world.toolsReviewer, { permitId, version: null, granted: false, note: "近期检修，抽不出人" });
    await expect(bidForProblem(world.leader, offer(id, world.toolsStudio))).rejects.toEqual(
      refused("invalid", "consent-missing"),
    );
    const { studios } = await loadBidding(world.leader, id);
    expect(studios).toMatchObject([
      { id: world.toolsStudio, consent: { state: "REFUSED", note: "近期检修，抽不出人" }, bid: null },
    ]);
  });

  it("lets the employer's reviewer read the summary when only the studio is in the circle", async () => {
    const id = await publishedProblem(
      world,
      {},
      { circle: "NAMED", circleIds: [world.toolsStudio], detail: "NAMED", detailIds: [world.toolsStudio] },
    );
    await expect(requireAccess(world.toolsReviewer, id)).rejects.toEqual(refused("not_found"));
    await requestPermit(world.leader, { problemId: id, kind: "EMPLOYER_CONSENT", studioId: world.toolsStudio });
    expect((await requireAccess(world.toolsReviewer, id)).layer).toBe("SUMMARY");
    await expect(requireAccess(world.toolsEngineer, id)).rejects.toEqual(refused("not_found"));
  });

  it("is not needed by a studio of the poster's own enterprise", async () => {
    const id = await publishedProblem(world);
    expect((await loadBidding(world.breweryLeader, id)).studios).toMatchObject([
      { id: world.breweryStudio, consent: null },
    ]);
    await bidForProblem(world.breweryLeader, offer(id, world.breweryStudio));
    expect(await stateOf(id)).toBe("CLAIMED");
  });
});

describe("sealed bids", () => {
  it("are read by the poster's side and the bidder alone", async () => {
    const { id, bidId, rivalBidId } = await claimed(world, rival);
    for (const who of [world.engineer, world.engineer2, world.reviewer]) {
      const { bids } = await solvingOf(who, id);
      expect(bids.lines.map((bid) => bid.id)).toEqual([bidId, rivalBidId]);
      expect(bids.count).toBe(2);
    }
    expect((await solvingOf(world.leader, id)).bids.lines.map((bid) => bid.id)).toEqual([bidId]);
    expect((await solvingOf(rival.leader, id)).bids.lines.map((bid) => bid.id)).toEqual([rivalBidId]);

    const secretariat = await solvingOf(world.secretariat, id);
    expect(secretariat.bids).toEqual({ count: 2, lines: [] });
    for (const who of [
      rival.leader,
      rival.reviewer,
      world.secretariat,
      world.officer,
      world.craftsman,
      world.toolsEngineer,
      world.toolsReviewer,
    ]) {
      expect(JSON.stringify(await solvingOf(who, id))).not.toContain(SECRET);
    }
    // That a competitor asks for consent would tell who is about to bid.
    expect((await solvingOf(rival.leader, id)).permits.map((permit) => permit.studioId)).toEqual([rival.studio]);
    // Several studios' steps stand side by side: each says whose it is.
    const { name } = await db.organisation.findUniqueOrThrow({ where: { id: rival.studio } });
    expect((await solvingOf(rival.leader, id)).permits.map((permit) => permit.studio)).toEqual([name]);
    for (const who of [rival.leader, world.leader]) expect((await solvingOf(who, id)).bids.count).toBeNull();
  });

  it("stay sealed from colleagues of the poster whose own studio bids", async () => {
    const { id } = await claimed(world, rival);
    await bidForProblem(world.breweryLeader, offer(id, world.breweryStudio, "自己来"));
    const both = await makeActor(
      [
        ["ENGINEER", world.brewery],
        ["CRAFTSMAN", world.breweryStudio],
      ],
      { now: world.engineer.now },
    );
    expect(JSON.stringify(await solvingOf(both, id))).not.toContain(SECRET);
    await expect(loadBidsToChoose(both, id)).rejects.toEqual(refused("forbidden"));
    expect((await loadBidsToChoose(world.engineer2, id)).lines).toHaveLength(3);
  });

  it("are one per studio, also when two arrive at once", async () => {
    const id = await publishedProblem(world);
    await consent(id, world.leader, world.toolsStudio, world.toolsReviewer);
    const both = await Promise.allSettled([
      bidForProblem(world.leader, offer(id, world.toolsStudio)),
      bidForProblem(world.leader, offer(id, world.toolsStudio)),
    ]);
    expect(both.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    expect(await db.bid.count({ where: { problemId: id, state: "OPEN" } })).toBe(1);
  });

  it("go back to published with the last one withdrawn, and by nobody but the studio", async () => {
    const { id, bidId, rivalBidId } = await claimed(world, rival);
    await expect(withdrawBid(rival.leader, { bidId })).rejects.toEqual(refused("not_found"));
    await withdrawBid(world.leader, { bidId });
    expect(await stateOf(id)).toBe("CLAIMED");
    await withdrawBid(rival.leader, { bidId: rivalBidId });
    expect(await stateOf(id)).toBe("PUBLISHED");
  });
});

describe("choosing", () => {
  it("gives the lease to one studio and refuses the others", async () => {
    const { id, bidId, rivalBidId } = await claimed(world, rival);
    const { step, mayChoose } = await loadBidsToChoose(world.engineer, id);
    expect(mayChoose).toBe(true);
    expect((await loadBidsToChoose(world.engineer2, id)).mayChoose).toBe(false);
    await chooseBid(world.engineer, { problemId: id, version: step.version, bidId, note: "思路清楚" });
    expect(await stateOf(id)).toBe("IN_PROGRESS");
    expect(
      await db.bid.findMany({
        where: { problemId: id },
        orderBy: { createdAt: "asc" },
        select: { id: true, state: true },
      }),
    ).toEqual([
      { id: bidId, state: "CHOSEN" },
      { id: rivalBidId, state: "REFUSED" },
    ]);
    const { lease } = await solvingOf(world.engineer, id);
    expect(lease).toMatchObject({ studioId: world.toolsStudio, members: [{ id: world.leader.personId, lead: true }] });
    expect((await requireAccess(world.leader, id)).layer).toBe("CONFIDENTIAL");
    expect((await requireAccess(rival.leader, id)).layer).toBe("DETAIL");
  });

  it("is the author's alone", async () => {
    const { id, bidId } = await claimed(world, rival);
    for (const who of [world.engineer2, world.reviewer, world.secretariat, world.leader]) {
      await expect(chooseBid(who, { problemId: id, version: null, bidId })).rejects.toEqual(
        refused("forbidden", "not-your-move"),
      );
    }
  });

  it("happens once when two windows choose differently", async () => {
    const { id, bidId, rivalBidId } = await claimed(world, rival);
    const version = await versionOf(id);
    const both = await Promise.allSettled(
      [bidId, rivalBidId].map((one) => chooseBid(world.engineer, { problemId: id, version, bidId: one })),
    );
    expect(both.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    expect(both.find((one) => one.status === "rejected")).toMatchObject({ reason: { code: "conflict" } });
    expect(await db.engagement.count({ where: { problemId: id } })).toBe(1);
  });

  it("is refused from a page older than a bid withdrawn", async () => {
    const { id, bidId, rivalBidId } = await claimed(world, rival);
    const version = await versionOf(id);
    await withdrawBid(rival.leader, { bidId: rivalBidId });
    await expect(chooseBid(world.engineer, { problemId: id, version, bidId })).rejects.toEqual(
      refused("conflict", "problem-changed"),
    );
  });

  it("may be none, with a reason, and the problem is open again", async () => {
    const { id } = await claimed(world, rival);
    await expect(refuseBids(world.engineer, { problemId: id, version: null, reason: " " })).rejects.toEqual(
      refused("invalid", "reason-required"),
    );
    await refuseBids(world.engineer, { problemId: id, version: null, reason: "工期都太长" });
    expect(await stateOf(id)).toBe("PUBLISHED");
    expect(await db.bid.count({ where: { problemId: id, state: "REFUSED" } })).toBe(2);
    await expect(loadBidsToChoose(world.engineer, id)).rejects.toEqual(refused("conflict", "problem-state"));
  });
});

describe("outsiders", () => {
  it("find nothing, whatever they ask", async () => {
    const { id, bidId } = await claimed(world, rival);
    for (const who of [world.outsider, world.outsideSecretariat]) {
      const attempts = [
        requireAccess(who, id),
        loadBidding(who, id),
        loadBidsToChoose(who, id),
        loadAssigning(who, id, ""),
        loadOwnAssignment(who, id),
        loadPermits(who, id),
        loadTeam(who, id),
        bidForProblem(who, offer(id, world.toolsStudio)),
        withdrawBid(who, { bidId }),
        chooseBid(who, { problemId: id, version: null, bidId }),
        refuseBids(who, { problemId: id, version: null, reason: "x" }),
        acceptAssignment(who, { problemId: id, version: null }),
        declineAssignment(who, { problemId: id, version: null, reason: "x" }),
        requestPermit(who, { problemId: id, kind: "EMPLOYER_CONSENT", studioId: world.toolsStudio }),
        assignCraftsman(who, {
          problemId: id,
          version: null,
          craftsmanId: world.craftsman.personId,
          studioId: world.toolsStudio,
        }),
        changeTeam(who, { problemId: id, version: null, memberIds: [who.personId], leadId: who.personId }),
      ];
      for (const result of await Promise.allSettled(attempts))
        expect(result).toMatchObject({ status: "rejected", reason: { code: "not_found" } });
    }
    expect(await stateOf(id)).toBe("CLAIMED");
  });
});
