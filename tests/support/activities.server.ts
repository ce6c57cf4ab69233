import { randomUUID } from "node:crypto";
import { addDays } from "date-fns/addDays";
import { addHours } from "date-fns/addHours";
import { expect } from "vitest";
import { localText } from "#app/lib/calendar.ts";
import { db } from "#app/lib/db.server.ts";
import { DomainError } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { countListeners, enterPeople } from "#app/modules/activities/attend.server.ts";
import { holdTookPlace, publishActivity } from "#app/modules/activities/move-activity.server.ts";
import { createActivity } from "#app/modules/activities/plan-activity.server.ts";
import type { ActivityKind } from "#app/modules/activities/rules.ts";
import { actorOf, next, type World } from "./factories.server.ts";

export const ZONE = "Asia/Shanghai";
/** A Wednesday morning at nine. */
export const MORNING = new Date("2026-06-03T01:00:00Z");
/** The version a form made now would carry. */
export const activityVersion = async (id: string) => (await db.activity.findUniqueOrThrow({ where: { id } })).version;
/** The same person at another moment. */
export const at = (actor: Actor, now: Date) => actorOf(actor.personId, now);

export async function draftedActivity(
  world: World,
  more: { kind?: ActivityKind; startsAt?: Date; hostId?: string; otherHost?: string; by?: Actor } = {},
): Promise<string> {
  const by = more.by ?? (await at(world.secretariat, addDays(MORNING, -14)));
  const { id } = await createActivity(by, {
    clientId: randomUUID(),
    allianceId: by.standings[0]?.organisationId ?? "",
    kind: more.kind ?? "COLLABORATION",
    topic: `在线检测 ${next()}`,
    hostId: more.otherHost ? undefined : (more.hostId ?? world.brewery),
    otherHost: more.otherHost ?? "",
    startsAt: localText(more.startsAt ?? MORNING, ZONE),
    place: "灌装二车间",
    practical: "带安全帽",
  });
  return id;
}

export async function publishedActivity(
  world: World,
  more: Parameters<typeof draftedActivity>[1] = {},
): Promise<string> {
  const id = await draftedActivity(world, more);
  await publishActivity(await at(world.secretariat, addDays(MORNING, -10)), id, { version: await activityVersion(id) });
  return id;
}

/** Held that morning, with these people written in from paper. */
export async function heldActivity(
  world: World,
  names: string[],
  more: Parameters<typeof draftedActivity>[1] & { listeners?: number } = {},
) {
  const id = await publishedActivity(world, more);
  const noon = await at(world.secretariat, addHours(more.startsAt ?? MORNING, 3));
  if (names.length > 0) await enterPeople(noon, id, names.join("\n"));
  if (more.listeners) await countListeners(noon, id, await activityVersion(id), more.listeners);
  await holdTookPlace(noon, id, await activityVersion(id));
  return id;
}

/** What refused it. */
export async function refusedBy(work: Promise<unknown>): Promise<DomainError> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error, "expected a refusal").toBeInstanceOf(DomainError);
  return error as DomainError;
}
