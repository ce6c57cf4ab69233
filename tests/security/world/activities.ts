import { randomUUID } from "node:crypto";
import { addDays } from "date-fns/addDays";
import { addMinutes } from "date-fns/addMinutes";
import { localText } from "#app/lib/calendar.ts";
import { db } from "#app/lib/db.server.ts";
import { DomainError } from "#app/lib/errors.ts";
import { giveAdvice } from "#app/modules/activities/advise.server.ts";
import { enterPeople } from "#app/modules/activities/attend.server.ts";
import { inviteExpert } from "#app/modules/activities/invite-expert.server.ts";
import { holdTookPlace, publishActivity } from "#app/modules/activities/move-activity.server.ts";
import { loadNews, saveNews } from "#app/modules/activities/news.server.ts";
import { addProblem } from "#app/modules/activities/pick-problems.server.ts";
import { createActivity } from "#app/modules/activities/plan-activity.server.ts";
import { screenCode } from "#app/modules/activities/sign-in-code.server.ts";
import type { Cast } from "./cast.ts";
import type { Story } from "./marks.ts";

export type WorldActivity = { id: string; code: string };

const ZONE = "Asia/Shanghai";

/**
 * Activities of alliance A that treat every published problem of the world, as many as one can: a draft, one whose gate
 * is open at this moment, one that was held, with advice on each problem whose detail not everybody reads, and a news text.
 */
export async function setUpActivities(b: {
  cast: Cast;
  now: Date;
  stories: readonly Story[];
}): Promise<WorldActivity[]> {
  const { cast, now } = b;
  const secretariat = await cast.as("secretariatA", now);
  const make = async (startsAt: Date) => {
    const { id } = await createActivity(secretariat, {
      clientId: randomUUID(),
      allianceId: cast.ids.allianceA,
      kind: "COLLABORATION",
      topic: "在线检测",
      hostId: cast.ids.brewery,
      otherHost: "",
      startsAt: localText(startsAt, ZONE),
      place: "灌装车间",
      practical: "带安全帽",
    });
    return id;
  };
  const step = async (id: string) => (await db.activity.findUniqueOrThrow({ where: { id } })).version;
  const draft = await make(addDays(now, 20));
  const open = await make(addMinutes(now, -30));
  const past = await make(addDays(now, -1));
  for (const id of [draft, open, past]) {
    for (const story of b.stories) await maybe(addProblem(secretariat, id, story.id));
    await inviteExpert(secretariat, id, cast.idOf("toolsCraftsman"));
  }
  for (const id of [open, past]) await publishActivity(secretariat, id, { version: await step(id) });
  for (const story of b.stories) {
    const text = story.layer("advice at an activity", 2, { shown: false });
    await maybe(
      giveAdvice(secretariat, past, { clientId: randomUUID(), problemId: story.id, text: `建议 ${text}`, adviser: "" }),
    );
  }
  await enterPeople(secretariat, past, "赵一，雪川啤酒\n钱二，关山机床");
  await holdTookPlace(secretariat, past, await step(past));
  const { draft: news } = await loadNews(secretariat, past);
  await saveNews(secretariat, past, { version: 0, ...news });
  const when = { id: open, startsAt: addMinutes(now, -30), endsAt: null, timeZone: ZONE };
  return [draft, open, past].map((id) => ({ id, code: screenCode(when, now) }));
}

/** What is not open to the secretariat, or one too many, is left out. */
async function maybe(work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
  }
}
