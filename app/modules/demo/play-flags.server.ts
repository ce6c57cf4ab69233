import { db } from "#app/lib/db.server.ts";
import { countListeners } from "#app/modules/activities/attend.server.ts";
import { holdTookPlace, publishActivity } from "#app/modules/activities/move-activity.server.ts";
import { createActivity } from "#app/modules/activities/plan-activity.server.ts";
import { clearFlag } from "#app/modules/awards/flags/clear-flag.server.ts";
import { detectFlags } from "#app/modules/awards/flags/detect-flags.server.ts";
import { clientIdOf } from "./client-id.server.ts";
import type { Cast } from "./demo-actors.server.ts";
import { dayOf, daysFrom } from "./demo-days.ts";

type Late = {
  key: string;
  topic: string;
  place: string;
  day: number;
  entered: number;
  listeners: number;
  cleared?: string;
};

/** Lectures that were written down long after: one the officer looked into, one that waits. */
const LATE: Late[] = [
  {
    key: "late-lecture-school",
    topic: "技能大师进校园：从一只瓶盖说起",
    place: "市技工学校报告厅",
    day: -46,
    entered: -30,
    listeners: 120,
    cleared: "到学校核对过，有签到表和照片，是秘书处当时忘了登记。",
  },
  {
    key: "late-lecture-union",
    topic: "轴承装配讲座",
    place: "工人文化宫三楼",
    day: -27,
    entered: -12,
    listeners: 45,
  },
];

/** Plays what looks like back-dating; begun again, it leaves out what is there. */
export async function playFlags(cast: Cast, now: Date): Promise<void> {
  for (const one of LATE) await enterLate(cast, one, now);
  await detectFlags(daysFrom(now, -11), ["BACK_DATED"]);
  for (const { key, cleared } of LATE) {
    const activity = await db.activity.findFirst({ where: { clientId: clientIdOf(key) }, select: { id: true } });
    const flag = await db.flag.findFirst({
      where: { subjectKey: `activity:${activity?.id}`, clearedAt: null },
      select: { id: true, version: true },
    });
    if (cleared && flag)
      await clearFlag(await cast.as("officer", daysFrom(now, -9)), flag.id, { version: flag.version, reason: cleared });
  }
}

async function enterLate(cast: Cast, one: Late, now: Date): Promise<void> {
  const clientId = clientIdOf(one.key);
  const by = await cast.as("secretariat", daysFrom(now, one.entered));
  const { id } = await createActivity(by, {
    clientId,
    allianceId: cast.organisationId("alliance"),
    kind: "LECTURE",
    topic: one.topic,
    hostId: undefined,
    otherHost: one.place,
    startsAt: `${dayOf(daysFrom(now, one.day))}T14:00`,
    place: one.place,
    practical: "",
  });
  const row = () => db.activity.findUniqueOrThrow({ where: { id }, select: { state: true, version: true } });
  if ((await row()).state === "DRAFT") await publishActivity(by, id, { version: (await row()).version });
  if ((await row()).state !== "PLANNED") return;
  await countListeners(by, id, (await row()).version, one.listeners);
  await holdTookPlace(by, id, (await row()).version);
}
