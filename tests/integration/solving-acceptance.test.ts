import { subMonths } from "date-fns/subMonths";
import { describe, expect, it } from "vitest";
import { db } from "#app/lib/db.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { requireAccess } from "#app/modules/problems/visibility.server.ts";
import { acceptSolution } from "#app/modules/solving/accept-solution.server.ts";
import { decidePermit } from "#app/modules/solving/decide-permit.server.ts";
import { loadSolving } from "#app/modules/solving/queries.server.ts";
import { releaseProblem } from "#app/modules/solving/release-problem.server.ts";
import { requestPermit } from "#app/modules/solving/request-permit.server.ts";
import { saveSolution } from "#app/modules/solving/save-solution.server.ts";
import { sendBack } from "#app/modules/solving/send-back.server.ts";
import { signAgreement } from "#app/modules/solving/sign-agreement.server.ts";
import { startTrial } from "#app/modules/solving/start-trial.server.ts";
import { submitSolution } from "#app/modules/solving/submit-solution.server.ts";
import { useTestDatabase } from "#tests/support/database.server.ts";
import {
  actorOf,
  LONG_AGO,
  makeActor,
  makePerson,
  makeWorld,
  versionOf,
  type World,
} from "#tests/support/factories.server.ts";
import {
  awaitingAcceptance,
  fix,
  refusal,
  stateOf,
  submittedSolution,
  tackledProblem,
} from "#tests/support/solving.server.ts";

useTestDatabase();

const accept = (actor: Actor, problemId: string) =>
  acceptSolution(actor, { problemId, version: null, verdict: "FIXED" });

async function waiting(): Promise<{ world: World; id: string }> {
  const world = await makeWorld();
  const id = await tackledProblem(world);
  await awaitingAcceptance(world, id);
  return { world, id };
}

/** An engineer of the poster's enterprise who was also somewhere else until the given time. */
async function engineerOnce(
  world: World,
  role: "CRAFTSMAN" | "SECRETARIAT" | "UNION_OFFICER",
  organisationId: string,
  until: Date | null,
): Promise<Actor> {
  const personId = await makePerson([["ENGINEER", world.brewery]]);
  await db.membership.create({ data: { personId, organisationId, role, startsAt: LONG_AGO, endsAt: until } });
  return actorOf(personId, world.engineer.now);
}

describe("acceptance", () => {
  it("is refused to the solver, the solver's studio, secretariat, federation, finance and every other enterprise", async () => {
    const { world, id } = await waiting();
    for (const actor of [
      world.craftsman,
      world.leader,
      world.secretariat,
      world.toolsEngineer,
      world.toolsReviewer,
      world.finance,
      world.breweryLeader,
    ]) {
      expect(await refusal(accept(actor, id))).toBe("not-your-move");
    }
    expect(await refusal(accept(world.officer, id))).toBe("not-your-move");
    expect(await refusal(accept(world.outsider, id))).toBe("not_found");
    expect(await stateOf(id)).toBe("ACCEPTANCE");
  });

  it("is refused to an engineer who is of the solver's studio, the secretariat or the federation, now or within 12 months", async () => {
    const { world, id } = await waiting();
    const { now } = world.engineer;
    const recently = subMonths(now, 11);
    for (const until of [null, recently]) {
      for (const [role, where] of [
        ["CRAFTSMAN", world.toolsStudio],
        ["SECRETARIAT", world.alliance],
        ["UNION_OFFICER", world.federation],
      ] as const) {
        expect(await refusal(accept(await engineerOnce(world, role, where, until), id))).toBe("not-your-move");
      }
    }
    await accept(await engineerOnce(world, "CRAFTSMAN", world.toolsStudio, subMonths(now, 13)), id);
    expect(await stateOf(id)).toBe("SOLVED");
  });

  it("is refused to the solver's master and apprentice", async () => {
    const { world, id } = await waiting();
    await db.mentorTie.create({
      data: {
        mentorId: world.engineer.personId,
        apprenticeId: world.craftsman.personId,
        startsAt: LONG_AGO,
        endsAt: LONG_AGO,
      },
    });
    await db.mentorTie.create({
      data: { mentorId: world.craftsman.personId, apprenticeId: world.engineer2.personId, startsAt: LONG_AGO },
    });
    expect(await refusal(accept(world.engineer, id))).toBe("not-your-move");
    expect(await refusal(accept(world.engineer2, id))).toBe("not-your-move");
    await accept(world.reviewer, id);
  });

  it("is refused to whoever stands in for an absent solver; an engineer's stand-in may", async () => {
    const { world, id } = await waiting();
    const solverToo = world.craftsman.personId;
    await db.membership.create({
      data: { personId: solverToo, organisationId: world.brewery, role: "ENGINEER", startsAt: LONG_AGO },
    });
    const deputyOf = async (personId: string) => {
      const deputyId = await makePerson([["FINANCE", world.brewery]]);
      await db.deputy.create({
        data: {
          personId,
          deputyId,
          organisationId: world.brewery,
          startsAt: LONG_AGO,
          endsAt: new Date("2100-01-01"),
          createdAt: LONG_AGO,
        },
      });
      return actorOf(deputyId, world.engineer.now);
    };
    expect(await refusal(accept(await deputyOf(solverToo), id))).toBe("not-your-move");
    await accept(await deputyOf(world.engineer.personId), id);
  });

  it("of an own studio's fix: not by its members, by another engineer, marked internal", async () => {
    const { world, id } = await waiting();
    const both = await makeActor([
      ["ENGINEER", world.brewery],
      ["CRAFTSMAN", world.breweryStudio],
    ]);
    await db.engagement.updateMany({ where: { problemId: id }, data: { studioId: world.breweryStudio } });
    expect(await refusal(accept(both, id))).toBe("not-your-move");
    await accept(world.engineer, id);
    expect(await db.problem.findUniqueOrThrow({ where: { id } })).toMatchObject({ internal: true });
  });

  it("happens once: two at the same moment give one success and one clear message", async () => {
    const { world, id } = await waiting();
    const version = await versionOf(id);
    const ruling = { problemId: id, version, verdict: "FIXED" as const };
    const results = await Promise.allSettled([
      acceptSolution(world.engineer, ruling),
      acceptSolution(world.reviewer, { ...ruling, verdict: "NOT_FIXED", note: "夜班还卡" }),
    ]);
    expect(results.map((one) => one.status).sort()).toEqual(["fulfilled", "rejected"]);
    const lost = results.find((one) => one.status === "rejected") as PromiseRejectedResult;
    expect(lost.reason).toMatchObject({ code: "conflict" });
    expect(await db.acceptance.count({ where: { problemId: id } })).toBe(1);
  });

  it("answers an old page with what changed, a wrong state and a missing reason with their names", async () => {
    const { world, id } = await waiting();
    const version = await versionOf(id);
    expect(
      await refusal(acceptSolution(world.engineer, { problemId: id, version: version - 1, verdict: "FIXED" })),
    ).toBe("problem-changed");
    expect(await refusal(acceptSolution(world.engineer, { problemId: id, version, verdict: "NOT_FIXED" }))).toBe(
      "reason-required",
    );
    await acceptSolution(world.engineer, { problemId: id, version, verdict: "NOT_FIXED", note: "还卡" });
    expect(await refusal(accept(world.engineer, id))).toBe("problem-state");
  });
});

describe("who may do what in between", () => {
  it("solver's steps are the team's, the trial is the poster's enterprise's", async () => {
    const world = await makeWorld();
    const id = await tackledProblem(world);
    for (const actor of [world.engineer, world.leader, world.secretariat, world.toolsEngineer]) {
      expect(await refusal(saveSolution(actor, { problemId: id, solutionVersion: null, ...fix }))).toBe(
        "not-your-move",
      );
      expect(await refusal(releaseProblem(actor, { problemId: id, version: null, handOverNote: "x" }))).toBe(
        "not-your-move",
      );
    }
    await submittedSolution(id, world.craftsman);
    const trial = { problemId: id, version: null, baseline: "7 次", startedOn: "2026-11-02", endsOn: "2026-11-09" };
    for (const actor of [world.craftsman, world.leader, world.secretariat, world.finance]) {
      expect(await refusal(startTrial(actor, trial))).toBe("not-your-move");
      expect(await refusal(sendBack(actor, { problemId: id, version: null, reason: "x" }))).toBe("not-your-move");
    }
    expect(await refusal(startTrial(world.engineer, { ...trial, endsOn: "2026-11-01" }))).toBe("trial-dates");
    await startTrial(world.engineer, trial);
    const { dueAt } = await db.problem.findUniqueOrThrow({ where: { id } });
    expect(dueAt?.toISOString()).toBe("2026-11-09T15:59:59.000Z");
  });

  it("a craftsman who left the studio has left the work, at once", async () => {
    const world = await makeWorld();
    const id = await tackledProblem(world);
    await db.membership.updateMany({
      where: { personId: world.craftsman.personId },
      data: { endsAt: new Date(world.engineer.now.getTime() - 1000) },
    });
    const gone = await actorOf(world.craftsman.personId, world.engineer.now);
    expect(await refusal(submitSolution(gone, { problemId: id, version: null }))).toBe("not_found");
  });
});

describe("permits", () => {
  it("the agreement, signed by the lead in person, opens the confidential layer to a foreign team", async () => {
    const world = await makeWorld();
    const id = await tackledProblem(world, { parameters: "主轴 1450 r/min" }, { agreementRequired: true });
    const layer = async () => (await requireAccess(world.craftsman, id)).layer;
    expect(await layer()).toBe("DETAIL");
    expect(await refusal(signAgreement(world.leader, { problemId: id, studioId: world.toolsStudio }))).toBe(
      "not-the-lead",
    );
    await signAgreement(world.craftsman, { problemId: id, studioId: world.toolsStudio });
    await signAgreement(world.craftsman, { problemId: id, studioId: world.toolsStudio });
    expect(await layer()).toBe("CONFIDENTIAL");
    expect(await db.event.count({ where: { subjectId: id, type: "problem.agreement-signed" } })).toBe(1);
  });

  it("consent taken back closes the confidential layer at once", async () => {
    const world = await makeWorld();
    const id = await tackledProblem(world);
    expect((await requireAccess(world.craftsman, id)).layer).toBe("CONFIDENTIAL");
    const permit = await db.permit.findFirstOrThrow({ where: { problemId: id, kind: "EMPLOYER_CONSENT" } });
    expect(
      await refusal(
        decidePermit(world.toolsReviewer, { permitId: permit.id, version: permit.version, granted: false }),
      ),
    ).toBe("why-required");
    await decidePermit(world.toolsReviewer, {
      permitId: permit.id,
      version: permit.version,
      granted: false,
      note: "厂里抢修",
    });
    expect((await requireAccess(world.craftsman, id)).layer).toBe("DETAIL");
  });

  it("visit permit, then safety briefing, by the poster's reviewer: only then the site is open", async () => {
    const world = await makeWorld();
    const id = await tackledProblem(world, { visitAllowed: true });
    const ask = (kind: "VISIT_PERMIT" | "SAFETY_BRIEFING") =>
      requestPermit(world.craftsman, { problemId: id, kind, studioId: world.toolsStudio });
    const onSite = async () =>
      (await loadSolving(world.craftsman, id, await requireAccess(world.craftsman, id))).lease?.onSite;
    expect(await onSite()).toBe(false);
    const visit = await ask("VISIT_PERMIT");
    const briefing = await ask("SAFETY_BRIEFING");
    expect(
      await refusal(decidePermit(world.toolsReviewer, { permitId: visit.permitId, version: null, granted: true })),
    ).toBe("not_found");
    expect(
      await refusal(decidePermit(world.reviewer, { permitId: briefing.permitId, version: null, granted: true })),
    ).toBe("visit-first");
    await decidePermit(world.reviewer, { permitId: visit.permitId, version: null, granted: true });
    expect(await onSite()).toBe(false);
    await decidePermit(world.reviewer, { permitId: briefing.permitId, version: null, granted: true });
    expect(await onSite()).toBe(true);
    expect(
      await refusal(decidePermit(world.reviewer, { permitId: briefing.permitId, version: null, granted: true })),
    ).toBe("permit-decided");
  });

  it("no visit is asked for where visitors are not allowed", async () => {
    const world = await makeWorld();
    const id = await tackledProblem(world);
    expect(
      await refusal(
        requestPermit(world.craftsman, { problemId: id, kind: "VISIT_PERMIT", studioId: world.toolsStudio }),
      ),
    ).toBe("visit-not-allowed");
  });
});
