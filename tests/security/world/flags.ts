import { randomUUID } from "node:crypto";
import { addDays } from "date-fns/addDays";
import { localText } from "#app/lib/calendar.ts";
import { db } from "#app/lib/db.server.ts";
import { holdTookPlace, publishActivity } from "#app/modules/activities/move-activity.server.ts";
import { createActivity } from "#app/modules/activities/plan-activity.server.ts";
import { detectFlags } from "#app/modules/awards/flags/detect-flags.server.ts";
import type { Cast } from "./cast.ts";

/** Everything the world has that is flagged, and a lecture of alliance A that was put in long afterwards. */
export async function setUpFlags({ cast, now }: { cast: Cast; now: Date }): Promise<string[]> {
  const secretariat = await cast.as("secretariatA", now);
  const { id } = await createActivity(secretariat, {
    clientId: randomUUID(),
    allianceId: cast.ids.allianceA,
    kind: "LECTURE",
    topic: "安全讲座",
    otherHost: "技工学校",
    startsAt: localText(addDays(now, -12), "Asia/Shanghai"),
    place: "礼堂",
    practical: "",
  });
  const version = async () => (await db.activity.findUniqueOrThrow({ where: { id } })).version;
  await publishActivity(secretariat, id, { version: await version() });
  await holdTookPlace(secretariat, id, await version());
  await detectFlags(now);
  return (await db.flag.findMany({ select: { id: true } })).map((flag) => flag.id);
}
