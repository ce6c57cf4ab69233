/** A master and an apprentice of one studio, anew for each test, and what they do. */
import { randomUUID } from "node:crypto";
import { beforeEach } from "vitest";
import { db } from "#app/lib/db.server.ts";
import { formatDate } from "#app/lib/format.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { confirmMentorship, handInMentorship, writeSummary } from "#app/modules/mentorships/close-mentorship.server.ts";
import { answerNote, writeNote } from "#app/modules/mentorships/write-note.server.ts";
import { proposeMentorship } from "#app/modules/mentorships/propose-mentorship.server.ts";
import { signMentorship } from "#app/modules/mentorships/sign-mentorship.server.ts";
import { makeActor, makeWorld, type World } from "#tests/support/factories.server.ts";

export const now = new Date();
export const year = Number(formatDate(now).slice(0, 4));
export const dayOf = (at: Date): Date => new Date(`${formatDate(at)}T00:00:00Z`);
export const firstOf = (monthsAgo: number): Date => {
  const [y, m] = formatDate(now).split("-").map(Number) as [number, number];
  return new Date(Date.UTC(y, m - 1 - monthsAgo, 1));
};
export const monthOf = (monthsAgo: number): string => firstOf(monthsAgo).toISOString().slice(0, 7);

export const text = {
  trade: "包装机械维修",
  startsOn: firstOf(2),
  endsOn: firstOf(-10),
  goals: ["能独立换型 <30 分钟", "会排查卡瓶 & 漏贴"],
  terms: "每周至少跟班两次",
  gradeBefore: "INTERMEDIATE" as const,
};

export let world: World;
/** Master and apprentice of the studio of `tools`. */
export let master: Actor;
export let apprentice: Actor;
beforeEach(async () => {
  world = await makeWorld(now);
  master = world.craftsman;
  apprentice = await makeActor([["CRAFTSMAN", world.toolsStudio]], { name: "小林", now });
});

export const propose = (by: Actor, changes: Record<string, unknown> = {}) =>
  proposeMentorship(by, {
    clientId: randomUUID(),
    placeId: world.toolsStudio,
    masterId: master.personId,
    apprenticeId: apprentice.personId,
    ...text,
    ...changes,
  });

export async function running(changes: Record<string, unknown> = {}): Promise<string> {
  const { id } = await propose(world.leader, changes);
  await signMentorship(master, id, 1);
  await signMentorship(apprentice, id, 1);
  return id;
}
export const versionOf = async (id: string) => (await db.mentorship.findUniqueOrThrow({ where: { id } })).version;
export const note = (id: string, month: string, by: Actor = apprentice, version?: number) =>
  writeNote(by, { mentorshipId: id, month, text: `${month} 学会了换型`, version });
export const answer = (id: string, month: string, decision: "sign" | "return", by: Actor = master, version = 0) =>
  answerNote(by, { mentorshipId: id, month, version, decision, answer: decision === "return" ? "写具体些" : "有进步" });

export async function graduated(): Promise<string> {
  const id = await running();
  await note(id, monthOf(1));
  await answer(id, monthOf(1), "sign");
  await writeSummary(apprentice, id, { version: await versionOf(id), summary: "两条目标都做到了" });
  const handIn = { version: await versionOf(id), assessment: "可以独立顶岗", gradeAfter: "SENIOR" as const };
  await handInMentorship(master, id, handIn);
  await confirmMentorship(world.toolsReviewer, id, { version: await versionOf(id), decision: "graduate", reason: "" });
  return id;
}
