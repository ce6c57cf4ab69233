import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { db } from "#app/lib/db.server.ts";
import { approveProblem } from "#app/modules/problems/approve-problem.server.ts";
import { postProblem } from "#app/modules/problems/post-problem.server.ts";
import { publishProblem } from "#app/modules/problems/publish-problem.server.ts";
import { returnFromTriage, returnProblem } from "#app/modules/problems/return-problem.server.ts";
import { saveDraft } from "#app/modules/problems/save-draft.server.ts";
import { submitProblem } from "#app/modules/problems/submit-problem.server.ts";
import { requireAccess } from "#app/modules/problems/visibility.server.ts";
import { withdrawProblem } from "#app/modules/problems/withdraw-problem.server.ts";
import { useTestDatabase } from "#tests/support/database.server.ts";
import {
  actorOf,
  draftedProblem,
  makePerson,
  makeWorld,
  publishedProblem,
  releasedProblem,
  someProblem,
  submittedProblem,
  versionOf,
  type World,
} from "#tests/support/factories.server.ts";

useTestDatabase();
let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

const stateOf = async (id: string) =>
  (await db.problem.findUniqueOrThrow({ where: { id }, select: { state: true } })).state;
const refused = (code: string, messageKey?: string) =>
  expect.objectContaining({ code, ...(messageKey ? { messageKey } : {}) });

describe("from a draft to publication", () => {
  it("passes review and triage, with an event and a due time at each step", async () => {
    const posted = await postProblem(world.engineer, someProblem());
    expect(posted.number).toMatch(/^\d\d-[2-9A-HJKMNP-Z]{5}$/);
    await submitProblem(world.engineer, { id: posted.id, version: 0 });
    await approveProblem(world.reviewer, { id: posted.id, version: 1, allianceId: world.alliance });
    await publishProblem(world.secretariat, { id: posted.id, version: 2 });
    const row = await db.problem.findUniqueOrThrow({ where: { id: posted.id } });
    expect(row).toMatchObject({ state: "PUBLISHED", version: 3, allianceId: world.alliance, industry: "FOOD" });
    expect(row.dueAt?.getTime()).toBeGreaterThan(world.engineer.now.getTime() + 6 * 86_400_000);
    const events = await db.event.findMany({
      where: { subjectId: posted.id },
      orderBy: { id: "asc" },
      select: { type: true, actorId: true, organisationId: true },
    });
    expect(events.map((event) => event.type)).toEqual([
      "problem.drafted",
      "problem.submitted",
      "problem.approved",
      "problem.published",
    ]);
    expect(events.map((event) => event.actorId)).toEqual([
      world.engineer.personId,
      world.engineer.personId,
      world.reviewer.personId,
      world.secretariat.personId,
    ]);
    expect(new Set(events.map((event) => event.organisationId))).toEqual(new Set([world.brewery]));
  });

  it("takes a title from the first clause when none was given", async () => {
    const id = await submittedProblem(world, { title: "", phenomenon: "主轴一到 3.5 千转就叫，换了轴承还是叫。" });
    const row = await db.problem.findUniqueOrThrow({ where: { id }, select: { title: true } });
    expect(row.title).toBe("主轴一到 3.5 千转就叫");
  });

  it("asks for what a review needs", async () => {
    const id = await draftedProblem(world, { equipmentType: "" });
    await expect(submitProblem(world.engineer, { id, version: 0 })).rejects.toEqual(refused("invalid", "required"));
    expect(await stateOf(id)).toBe("DRAFT");
  });

  it("gives urgent ones hours instead of days", async () => {
    const id = await submittedProblem(world, { severity: "LINE_DOWN" });
    const { dueAt } = await db.problem.findUniqueOrThrow({ where: { id }, select: { dueAt: true } });
    expect(dueAt?.getTime()).toBe(world.engineer.now.getTime() + 3_600_000);
  });
});

describe("client ids", () => {
  it("answer a repeat with the first, also when both arrive at once", async () => {
    const input = someProblem();
    const both = await Promise.all([postProblem(world.engineer, input), postProblem(world.engineer, input)]);
    expect(both[0].id).toBe(both[1].id);
    expect(both.filter((one) => one.created)).toHaveLength(1);
    const again = await postProblem(world.engineer, { ...input, title: "另一个标题" });
    expect(again).toMatchObject({ id: both[0].id, created: false });
    expect(await db.problem.count({ where: { clientId: input.clientId } })).toBe(1);
  });

  it("are each author's own", async () => {
    const clientId = randomUUID();
    const mine = await postProblem(world.engineer, { ...someProblem(), clientId });
    const theirs = await postProblem(world.toolsEngineer, { ...someProblem(), clientId });
    expect(theirs.id).not.toBe(mine.id);
    expect(theirs.created).toBe(true);
  });

  it("of the author show nothing to a reviewer who types for the author", async () => {
    const input = someProblem();
    await postProblem(world.engineer, input);
    await expect(postProblem(world.reviewer, { ...input, authorId: world.engineer.personId })).rejects.toEqual(
      refused("conflict"),
    );
  });
});

describe("who may do what", () => {
  it("lets only engineers and reviewers of an enterprise post", async () => {
    for (const actor of [world.finance, world.leader, world.officer]) {
      await expect(postProblem(actor, someProblem())).rejects.toEqual(refused("forbidden", "may-not-post"));
    }
    await expect(postProblem(world.engineer, { ...someProblem(), enterpriseId: world.tools })).rejects.toEqual(
      refused("forbidden"),
    );
  });

  it("keeps a draft the author's own", async () => {
    const id = await draftedProblem(world);
    for (const actor of [world.engineer2, world.reviewer, world.toolsEngineer, world.secretariat, world.outsider]) {
      await expect(saveDraft(actor, { id, version: null, draft: { title: "x" } })).rejects.toEqual(
        refused("not_found"),
      );
      await expect(submitProblem(actor, { id, version: null })).rejects.toEqual(refused("not_found"));
    }
  });

  it("lets nobody review what they posted or typed in", async () => {
    const own = await submittedProblem(world, {}, world.reviewer);
    await expect(approveProblem(world.reviewer, { id: own, version: 1, allianceId: world.alliance })).rejects.toEqual(
      refused("forbidden"),
    );
    const typed = await postProblem(world.reviewer, { ...someProblem(), authorId: world.engineer.personId });
    await submitProblem(world.reviewer, { id: typed.id, version: 0 });
    await expect(
      approveProblem(world.reviewer, { id: typed.id, version: 1, allianceId: world.alliance }),
    ).rejects.toEqual(refused("forbidden"));
    await approveProblem(world.reviewer2, { id: typed.id, version: 1, allianceId: world.alliance });
    expect(await stateOf(typed.id)).toBe("TRIAGE");
    const drafted = await db.event.findFirstOrThrow({ where: { subjectId: typed.id, type: "problem.drafted" } });
    expect(drafted).toMatchObject({ actorId: world.reviewer.personId, onBehalfOfId: world.engineer.personId });
  });

  it("does not take a deputy of the author for another person", async () => {
    const id = await submittedProblem(world);
    const now = world.engineer.now;
    await db.deputy.create({
      data: {
        personId: world.engineer.personId,
        deputyId: world.reviewer.personId,
        organisationId: world.brewery,
        startsAt: new Date(now.getTime() - 1000),
        endsAt: new Date(now.getTime() + 86_400_000),
      },
    });
    const deputy = await actorOf(world.reviewer.personId, now);
    await expect(approveProblem(deputy, { id, version: 1, allianceId: world.alliance })).rejects.toEqual(
      refused("forbidden"),
    );
    await db.deputy.deleteMany({ where: { deputyId: world.reviewer.personId } });
    await approveProblem(world.reviewer, { id, version: 1, allianceId: world.alliance });
  });

  it("lets only a reviewer of the same enterprise approve, only the secretariat publish", async () => {
    const id = await submittedProblem(world);
    await expect(approveProblem(world.engineer2, { id, version: 1, allianceId: world.alliance })).rejects.toEqual(
      refused("not_found"),
    );
    await expect(approveProblem(world.toolsReviewer, { id, version: 1, allianceId: world.alliance })).rejects.toEqual(
      refused("not_found"),
    );
    await expect(approveProblem(world.engineer, { id, version: 1, allianceId: world.alliance })).rejects.toEqual(
      refused("forbidden"),
    );
    await approveProblem(world.reviewer, { id, version: 1, allianceId: world.alliance });
    await expect(publishProblem(world.reviewer, { id, version: 2 })).rejects.toEqual(refused("forbidden"));
    await expect(publishProblem(world.outsideSecretariat, { id, version: 2 })).rejects.toEqual(refused("not_found"));
    await publishProblem(world.secretariat, { id, version: 2 });
  });

  it("sends nothing to an alliance or organisation the enterprise is not with", async () => {
    const id = await submittedProblem(world);
    const approve = (changes: object) =>
      approveProblem(world.reviewer, { id, version: 1, allianceId: world.alliance, ...changes });
    await expect(approve({ allianceId: world.otherAlliance })).rejects.toMatchObject({
      code: "invalid",
      details: { field: "allianceId" },
    });
    await expect(approve({ circle: "NAMED", circleIds: [] })).rejects.toMatchObject({
      details: { field: "circleIds" },
    });
    await expect(approve({ circle: "NAMED", circleIds: [world.outside] })).rejects.toMatchObject({
      messageKey: "not-in-alliance",
    });
    await expect(approve({ detail: "NAMED", detailIds: [world.outside] })).rejects.toMatchObject({
      messageKey: "not-in-alliance",
    });
    await expect(approve({ fieldLayers: { title: "CONFIDENTIAL" } })).rejects.toMatchObject({
      messageKey: "bad_choice",
    });
    await expect(approve({ redactions: { phenomenon: "  " } })).rejects.toMatchObject({ messageKey: "required" });
    expect(await stateOf(id)).toBe("ENTERPRISE_REVIEW");
  });
});

describe("two people at once", () => {
  it("gives one success and one conflict", async () => {
    const id = await submittedProblem(world);
    const both = await Promise.allSettled([
      approveProblem(world.reviewer, { id, version: 1, allianceId: world.alliance }),
      returnProblem(world.reviewer2, { id, version: 1, reason: "缺照片" }),
    ]);
    expect(both.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    const lost = both.find((one) => one.status === "rejected");
    expect(["conflict", "not_found"]).toContain((lost as PromiseRejectedResult).reason.code);
    expect(await db.event.count({ where: { subjectId: id } })).toBe(3);
  });

  it("refuses an old version with the state unchanged", async () => {
    const id = await draftedProblem(world);
    await saveDraft(world.engineer, { id, version: 0, draft: { title: "一" } });
    await expect(saveDraft(world.engineer, { id, version: 0, draft: { title: "二" } })).rejects.toEqual(
      refused("conflict", "problem-changed"),
    );
    await expect(submitProblem(world.engineer, { id, version: 0 })).rejects.toEqual(
      refused("conflict", "problem-changed"),
    );
    expect(await db.problem.findUnique({ where: { id }, select: { title: true, state: true } })).toEqual({
      title: "一",
      state: "DRAFT",
    });
  });
});

describe("going back", () => {
  it("to the author needs a reason and ends every release", async () => {
    const id = await releasedProblem(world, {}, { detail: "NAMED", detailIds: [world.tools] });
    await expect(
      returnFromTriage(world.secretariat, { id, version: await versionOf(id), reason: "  " }),
    ).rejects.toEqual(refused("invalid", "reason-required"));
    await returnFromTriage(world.secretariat, { id, version: await versionOf(id), reason: "请补充报警截图" });
    expect(
      await db.problem.findUnique({
        where: { id },
        select: { state: true, releasedAt: true, publishedAt: true, allianceId: true, dueAt: true },
      }),
    ).toEqual({
      state: "DRAFT",
      releasedAt: null,
      publishedAt: null,
      allianceId: null,
      dueAt: null,
    });
    expect(await db.problemAudience.count({ where: { problemId: id } })).toBe(0);
    for (const actor of [world.secretariat, world.toolsEngineer, world.reviewer]) {
      await expect(requireAccess(actor, id)).rejects.toEqual(refused("not_found"));
    }
    await submitProblem(world.engineer, { id, version: await versionOf(id) });
    expect(await stateOf(id)).toBe("ENTERPRISE_REVIEW");
    await expect(requireAccess(world.secretariat, id)).rejects.toEqual(refused("not_found"));
  });

  it("by withdrawing does not show colleagues what the review kept from them", async () => {
    const id = await submittedProblem(world);
    await withdrawProblem(world.engineer, { id, version: 1, reason: "自己修好了" });
    await expect(requireAccess(world.engineer2, id)).rejects.toEqual(refused("not_found"));
    await expect(requireAccess(world.toolsEngineer, id)).rejects.toEqual(refused("not_found"));
    expect((await requireAccess(world.reviewer, id)).own).toBe(true);
    await expect(submitProblem(world.engineer, { id, version: null })).rejects.toEqual(
      refused("conflict", "problem-state"),
    );
  });

  it("keeps a published problem readable to its circle after withdrawal", async () => {
    const id = await publishedProblem(world);
    await withdrawProblem(world.engineer, { id, version: 3, reason: "设备已报废" });
    expect((await requireAccess(world.toolsEngineer, id)).layer).toBe("DETAIL");
  });
});

describe("leaving", () => {
  it("ends access at once", async () => {
    const person = await makePerson([["ENGINEER", world.tools]]);
    const id = await publishedProblem(world);
    const before = await actorOf(person);
    expect((await requireAccess(before, id)).layer).toBe("DETAIL");
    await db.membership.updateMany({ where: { personId: person }, data: { endsAt: new Date(Date.now() - 1000) } });
    await expect(requireAccess(await actorOf(person), id)).rejects.toEqual(refused("not_found"));
  });
});
