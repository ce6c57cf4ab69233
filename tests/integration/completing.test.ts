import { beforeAll, describe, expect, it } from "vitest";
import { db } from "#app/lib/db.server.ts";
import { completeProblem, loadMissing } from "#app/modules/problems/complete-problem.server.ts";
import { getProblem } from "#app/modules/problems/queries-problem.server.ts";
import { type Completion, completeSchema, completionOf } from "#app/modules/problems/schema.ts";
import { withdrawProblem } from "#app/modules/problems/withdraw-problem.server.ts";
import { useTestDatabase } from "#tests/support/database.server.ts";
import {
  draftedProblem,
  makeWorld,
  publishedProblem,
  submittedProblem,
  versionOf,
  type World,
} from "#tests/support/factories.server.ts";
import { refusal } from "#tests/support/solving.server.ts";

useTestDatabase();
let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

const facts = (typed: Record<string, string>): Completion =>
  completionOf(completeSchema.parse({ version: 0, ...typed }));
const add = async (actor: World["engineer"], id: string, typed: Record<string, string>) =>
  completeProblem(actor, { id, version: await versionOf(id), facts: facts(typed) });

describe("adding what is missing", () => {
  it("fills what is empty and leaves what stands there", async () => {
    const id = await submittedProblem(world);
    const before = await db.problem.findUniqueOrThrow({ where: { id } });
    const { missing } = await loadMissing(world.engineer, id);
    expect(missing).not.toContain("phenomenon");
    expect(missing).toContain("measuredBy");
    await add(world.engineer, id, { phenomenon: "别的话", measuredBy: "每班次数", impactYuan: "1,200.5" });
    const after = await db.problem.findUniqueOrThrow({ where: { id } });
    expect(after).toMatchObject({ phenomenon: before.phenomenon, measuredBy: "每班次数", impactFen: 120_050n });
    expect(after.fieldLayers).toEqual({});
    expect((await loadMissing(world.engineer, id)).missing).not.toContain("measuredBy");
    expect(await refusal(add(world.engineer, id, { measuredBy: "又一次" }))).toBe("nothing-added");
  });

  it("after the release stays with the own side: no reviewer has let it out", async () => {
    const id = await publishedProblem(world);
    await add(world.engineer, id, { measuredBy: "只给自己人看" });
    expect((await getProblem(world.engineer, id)).fields.measuredBy).toBe("只给自己人看");
    expect((await getProblem(world.toolsEngineer, id)).fields.measuredBy).toBeNull();
    expect((await getProblem(world.secretariat, id)).fields.measuredBy).toBeNull();
  });

  it("is for the own people of an open problem; of two at once one is told", async () => {
    const id = await publishedProblem(world);
    expect(await refusal(add(world.toolsEngineer, id, { measuredBy: "外人" }))).toBe("not-your-move");
    expect(await refusal(add(world.outsider, id, { measuredBy: "外人" }))).toBe("not_found");
    const version = await versionOf(id);
    const both = await Promise.allSettled(
      [facts({ measuredBy: "甲" }), facts({ target: "乙" })].map((one) =>
        completeProblem(world.engineer, { id, version, facts: one }),
      ),
    );
    expect(both.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    await withdrawProblem(world.engineer, { id, version: await versionOf(id), reason: "不用了" });
    expect(await refusal(add(world.engineer, id, { since: "上周" }))).toBe("problem-state");
    expect(await refusal(loadMissing(world.engineer, await draftedProblem(world)))).toBe("problem-state");
  });
});
