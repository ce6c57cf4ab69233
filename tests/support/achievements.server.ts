import { randomUUID } from "node:crypto";
import { db } from "#app/lib/db.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { changeAchievement } from "#app/modules/achievements/achievement/change-achievement.server.ts";
import { decideAchievement } from "#app/modules/achievements/achievement/decide-achievement.server.ts";
import { enterAchievement } from "#app/modules/achievements/achievement/enter-achievement.server.ts";
import { achievementSchema, enterAchievementSchema } from "#app/modules/achievements/achievement/schema.ts";
import {
  confirmContribution,
  shareAchievement,
} from "#app/modules/achievements/achievement/share-achievement.server.ts";
import { submitAchievement } from "#app/modules/achievements/achievement/submit-achievement.server.ts";
import { recordReuse } from "#app/modules/knowledge/record-reuse.server.ts";
import { decideAdoption } from "#app/modules/knowledge/replication/decide-adoption.server.ts";
import { measureAdoption } from "#app/modules/knowledge/replication/measure-adoption.server.ts";
import { LATER, later } from "#tests/support/benefits.server.ts";
import { makeActor, makeEnterprise, type World } from "#tests/support/factories.server.ts";

export const SUMMARY =
  "灌装线压盖机出口瓶盖错位靠人工抽检，漏检率高。加装光电传感器和凸轮编码器，高度偏差超过零点三毫米时立即报警并剔除。";
export const INNOVATION = "双传感器差分判断，消除链道抖动的影响；剔除机构与主机同步，不用停机。";

export const entered = (actor: Actor, source: string, more: Record<string, unknown> = {}) =>
  enterAchievement(
    actor,
    enterAchievementSchema.parse({ clientId: randomUUID(), source, kind: "TECHNICAL_RENOVATION", ...more }),
  );
export const versionOf = async (id: string) => (await db.achievement.findUniqueOrThrow({ where: { id } })).version;
export const content = async (id: string, more: Record<string, unknown> = {}) =>
  achievementSchema.parse({
    version: await versionOf(id),
    kind: "TECHNICAL_RENOVATION",
    title: "瓶盖错位在线检测装置",
    completedOn: "2027-12-01",
    summary: SUMMARY,
    innovation: INNOVATION,
    ...more,
  });
export const OTHER = {
  title: "压盖机主轴轴承集中润滑改造",
  summary: "主轴轴承每季度烧损一次，更换要停机六小时。查明是集中润滑管路末端压力不足，改为单独的递进式分配器。",
  innovation: "末端串联改为单点递进供脂，用压力开关代替人工检查。",
};
export const alone = (world: World) => [
  { who: `${world.craftsman.personId}@${world.toolsStudio}`, percent: "100", contribution: "找到原因，做出装置。" },
];

/** Written, shared by the craftsman alone and confirmed. */
export async function written(
  world: World,
  source: string,
  more: Record<string, unknown> = {},
  enter = {},
): Promise<string> {
  const craftsman = later(world.craftsman);
  const { id } = await entered(craftsman, source, enter);
  await changeAchievement(craftsman, id, await content(id, more));
  await shareAchievement(craftsman, id, { version: await versionOf(id), lines: alone(world) });
  await confirmContribution(craftsman, id, { sharesVersion: 2, decision: "confirm", objection: "" });
  return id;
}
export async function registered(
  world: World,
  source: string,
  more: Record<string, unknown> = {},
  enter = {},
  novelty = "",
) {
  const id = await written(world, source, more, enter);
  await submitAchievement(later(world.craftsman), id, { version: await versionOf(id), novelty });
  await decideAchievement(later(world.toolsReviewer), id, {
    version: await versionOf(id),
    decision: "register",
    reason: "",
  });
  return id;
}

/** A benefit of the fix as finance left it; how it comes to be is tested in benefit.test.ts. */
export async function benefitOf(world: World, fixId: string, place: string): Promise<string> {
  const { id } = await db.benefit.create({
    data: {
      clientId: randomUUID(),
      recipientId: world.brewery,
      fixId,
      kind: "SAVINGS",
      measure: "DOWNTIME",
      measureKey: "DOWNTIME",
      place,
      placeKey: `line:${place}`,
      fromOn: new Date("2027-01-01"),
      toOn: new Date("2027-01-31"),
      year: 2027,
      state: "CERTIFIED",
      actualFen: 12_000_000n,
      certifiedFen: 12_000_000n,
      certifiedById: world.finance.personId,
      certifiedAt: LATER,
      byId: world.engineer.personId,
      createdAt: LATER,
      sharesVersion: 1,
      shares: {
        create: {
          personId: world.craftsman.personId,
          organisationId: world.toolsStudio,
          position: 0,
          basisPoints: 10_000,
          confirmedOf: 1,
          confirmedAt: LATER,
        },
      },
    },
    select: { id: true },
  });
  return id;
}

export async function adopted(world: World, fixId: string, by: Actor): Promise<string> {
  const { reuseId } = await recordReuse(by, { fixId, note: "我们也用" });
  await measureAdoption(later(by), reuseId, {
    version: 0,
    place: "二号线",
    adapted: "",
    startedOn: new Date("2027-02-01"),
    endedOn: new Date("2027-03-01"),
    result: "好用",
    lossYuan: 100,
    contact: "设备科",
    anonymous: false,
    kept: false,
    measures: [{ name: "停机", unit: "h", before: 8, after: 1, period: "周" }],
  });
  const enterpriseId = by.standings[0]?.organisationId ?? "";
  const reviewer = await makeActor([["REVIEWER", enterpriseId]], { now: LATER });
  await decideAdoption(reviewer, { id: reuseId, version: 1, verdict: "FIXED", note: "" });
  return reuseId;
}
/** Somebody of an enterprise in the alliance. */
export async function adopter(world: World, groupId?: string): Promise<Actor> {
  const enterprise = await makeEnterprise({ groupId });
  await db.allianceMember.create({
    data: { allianceId: world.alliance, memberId: enterprise, joinedAt: new Date("2020-01-01") },
  });
  return makeActor([["ENGINEER", enterprise]]);
}
