import { addHours } from "date-fns/addHours";
import { localText } from "#app/lib/calendar.ts";
import { db } from "#app/lib/db.server.ts";
import { finishFollowUp, giveAdvice, writeRecord } from "#app/modules/activities/advise.server.ts";
import { countListeners, enterPeople, signInByCode } from "#app/modules/activities/attend.server.ts";
import { inviteExpert, replyToInvitation } from "#app/modules/activities/invite-expert.server.ts";
import { closeActivity, holdTookPlace, publishActivity } from "#app/modules/activities/move-activity.server.ts";
import { loadNews, saveNews } from "#app/modules/activities/news.server.ts";
import { addProblem } from "#app/modules/activities/pick-problems.server.ts";
import { createActivity } from "#app/modules/activities/plan-activity.server.ts";
import { screenCode } from "#app/modules/activities/sign-in-code.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { demoActivities, type DemoActivity } from "#prisma/seed/content/activities.ts";
import { demoCases } from "#prisma/seed/content/index.ts";
import { clientIdOf } from "./client-id.server.ts";
import type { Cast } from "./demo-actors.server.ts";
import { dayOf, daysFrom } from "./demo-days.ts";

const ZONE = "Asia/Shanghai";
const NOT_TREATED = ["DRAFT", "ENTERPRISE_REVIEW", "TRIAGE", "WITHDRAWN", "MERGED"];

/** Plays the alliance's activities of the last months and the next one, in order; begun again, it goes on where it stopped. */
export async function playActivities(cast: Cast, now: Date): Promise<void> {
  for (const one of demoActivities) await play(cast, one, now);
}

/** Nine in the morning there, so many days from now. */
const morningOf = (now: Date, days: number): Date => new Date(`${dayOf(daysFrom(now, days))}T09:00:00+08:00`);

async function play(cast: Cast, one: DemoActivity, now: Date): Promise<void> {
  const startsAt = morningOf(now, one.day);
  const as = (hours: number): Promise<Actor> => cast.as("secretariat", addHours(startsAt, hours));
  const planned = new Date(Math.min(daysFrom(startsAt, -10).getTime(), now.getTime() - 3_600_000));
  const early = await cast.as("secretariat", planned);
  const { id } = await createActivity(early, {
    clientId: clientIdOf(one.key),
    allianceId: cast.organisationId("alliance"),
    kind: one.kind,
    topic: one.topic,
    hostId: one.host && cast.organisationId(one.host),
    otherHost: one.otherHost ?? "",
    startsAt: localText(startsAt, ZONE),
    endsAt: localText(addHours(startsAt, 7), ZONE),
    place: one.place,
    practical: one.practical ?? "",
  });
  const row = () => db.activity.findUniqueOrThrow({ where: { id }, select: { state: true, version: true } });
  const problems = await treated(one);
  if ((await row()).state === "DRAFT") {
    for (const problemId of problems) await addProblem(early, id, problemId);
    for (const expert of one.experts) await inviteExpert(early, id, cast.personId(expert));
    await publishActivity(early, id, { version: (await row()).version });
  }
  const coming = one.experts.filter((expert) => !one.waiting?.includes(expert));
  if ((await row()).state !== "PLANNED") return;
  const pending = await db.activityInvitee.findMany({
    where: { activityId: id, reply: "PENDING" },
    select: { personId: true },
  });
  for (const expert of coming) {
    if (!pending.some((two) => two.personId === cast.personId(expert))) continue;
    const actor = await cast.as(
      expert,
      new Date(Math.min(daysFrom(startsAt, -7).getTime(), now.getTime() - 1_800_000)),
    );
    await replyToInvitation(actor, id, { reply: "COMES", note: "", proposed: "" });
  }
  if (startsAt > now) return;
  for (const [n, expert] of coming.entries()) {
    const at = new Date(startsAt.getTime() - (n + 2) * 90_000);
    await signInByCode(await cast.as(expert, at), id, screenCode({ id, startsAt, endsAt: null, timeZone: ZONE }, at));
  }
  if (one.people.length > 0) await enterPeople(await as(1), id, one.people.join("\n"));
  if (one.listeners) await countListeners(await as(5), id, (await row()).version, one.listeners);
  for (const advice of one.advice) {
    await giveAdvice(await as(5), id, {
      clientId: clientIdOf(`${one.key}.${advice.text}`),
      problemId: advice.about === undefined ? undefined : problems[advice.about],
      text: advice.text,
      adviser: advice.adviser,
      ...(advice.owner
        ? { ownerId: cast.personId(advice.owner), dueOn: dayOf(daysFrom(startsAt, advice.days ?? 14)) }
        : {}),
    });
  }
  await writeRecord(await as(6), id, { version: (await row()).version, record: one.record });
  await holdTookPlace(await as(7), id, (await row()).version);
  await finish(cast, one, id, startsAt);
  const after = await as(24);
  const { draft, newsVersion } = await loadNews(after, id);
  await saveNews(after, id, { version: newsVersion, ...draft });
  if (one.closed) await closeActivity(await as(48), id, (await row()).version);
}

/** Follow-ups whose result is known. */
async function finish(cast: Cast, one: DemoActivity, id: string, startsAt: Date): Promise<void> {
  for (const advice of one.advice) {
    if (!advice.owner || !advice.result) continue;
    const row = await db.activityAdvice.findFirst({
      where: { activityId: id, text: advice.text, doneAt: null },
      select: { id: true, version: true },
    });
    if (!row) continue;
    const owner = await cast.as(advice.owner, daysFrom(startsAt, 6));
    await finishFollowUp(owner, id, { adviceId: row.id, version: row.version, result: advice.result });
  }
}

/** Problems of the host's own that the alliance reads, as many as the activity treats. */
async function treated(one: DemoActivity): Promise<string[]> {
  const keys = demoCases.filter((two) => two.enterprise === one.host && !NOT_TREATED.includes(two.state));
  const rows = await db.problem.findMany({
    where: { clientId: { in: keys.map((two) => clientIdOf(two.key)) }, publishedAt: { not: null }, anonymous: false },
    orderBy: { createdAt: "desc" },
    take: one.problems,
    select: { id: true },
  });
  return rows.map((row) => row.id);
}
