import { db, inTransaction } from "#app/lib/db.server.ts";
import { conflict, forbidden } from "#app/lib/errors.ts";
import { formatDate } from "#app/lib/format.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { includesLayer } from "#app/modules/problems/access.ts";
import { projectFields } from "#app/modules/problems/layers.ts";
import { draftNews, type NewsFacts } from "./draft-news.ts";
import { holdActivity, requireActivity } from "./open-activity.server.ts";
import { mayWriteNews } from "./policy.ts";
import { recordActivity } from "./record-activity.server.ts";

/**
 * Facts of an activity that the whole alliance may read. A problem's title is in its released wording and only when
 * its summary is open to the whole alliance; advice on it only when its detail is; guests are not named.
 */
async function newsFacts(activityId: string): Promise<NewsFacts> {
  const row = await db.activity.findUniqueOrThrow({
    where: { id: activityId },
    select: {
      kind: true,
      ordinal: true,
      topic: true,
      allianceId: true,
      startsAt: true,
      place: true,
      otherHost: true,
      listeners: true,
      alliance: { select: { name: true, timeZone: true } },
      host: { select: { name: true } },
      attendances: { orderBy: { at: "asc" }, select: { personId: true, unit: true } },
      invitees: {
        where: { withdrawnAt: null, until: null },
        orderBy: { invitedAt: "asc" },
        select: { personId: true, person: { select: { name: true } } },
      },
      problems: {
        orderBy: { addedAt: "asc" },
        select: {
          problem: {
            select: {
              id: true,
              title: true,
              fieldLayers: true,
              redactions: true,
              publishedAt: true,
              audiences: { select: { organisationId: true, layer: true } },
            },
          },
        },
      },
      advice: { orderBy: { createdAt: "asc" }, select: { problemId: true, text: true, adviser: true, ownerId: true } },
    },
  });
  const open = row.problems.flatMap(({ problem }) => {
    const audience = problem.audiences.find((one) => one.organisationId === row.allianceId);
    return audience && problem.publishedAt ? [{ ...problem, layer: audience.layer }] : [];
  });
  const inDetail = new Set(open.filter((one) => includesLayer(one.layer, "DETAIL")).map((one) => one.id));
  const advice = row.advice.filter((one) => one.problemId === null || inDetail.has(one.problemId));
  const came = new Set(row.attendances.map((one) => one.personId));
  return {
    kind: row.kind,
    ordinal: row.ordinal ?? 0,
    topic: row.topic,
    alliance: row.alliance.name,
    day: formatDate(row.startsAt, row.alliance.timeZone),
    place: row.place,
    host: row.host?.name ?? row.otherHost,
    units: [...new Set(row.attendances.map((one) => one.unit).filter(Boolean))],
    attendances: row.attendances.length,
    people: row.attendances.length,
    listeners: row.listeners,
    experts: row.invitees.filter((one) => came.has(one.personId)).map((one) => one.person.name),
    // Nobody reads the original here, not even in an alliance that was given everything.
    problems: open.flatMap((one) => projectFields(one, { layer: "SUMMARY" }).title || []),
    advice: advice.map(({ text, adviser }) => ({ text, adviser })),
    followUps: advice.filter((one) => one.ownerId !== null).length,
  };
}

/** The news text as it stands, and a draft in both languages from the facts. Errors: not_found, forbidden. */
export async function loadNews(actor: Actor, id: string) {
  const activity = await requireActivity(actor, id);
  if (!mayWriteNews(activity.state, activity.parts)) {
    if (mayWriteNews("HELD", activity.parts)) throw conflict("activity-not-held");
    throw forbidden("not-your-move");
  }
  const [saved, facts] = await Promise.all([
    db.activity.findUniqueOrThrow({ where: { id }, select: { newsZh: true, newsEn: true, newsVersion: true } }),
    newsFacts(id),
  ]);
  const draft = { newsZh: draftNews(facts, "zh-CN"), newsEn: draftNews(facts, "en") };
  return { ...activity, ...saved, draft, isSaved: saved.newsVersion > 0 };
}

/** Keeps the edited text; the counts and everything else stay as they are. Errors: not_found, forbidden, conflict. */
export async function saveNews(
  actor: Actor,
  id: string,
  input: { version: number; newsZh: string; newsEn: string },
): Promise<void> {
  await inTransaction(async (tx) => {
    const activity = await holdActivity(tx, actor, id, null, mayWriteNews);
    const { count } = await tx.activity.updateMany({
      where: { id, newsVersion: input.version },
      data: { newsZh: input.newsZh, newsEn: input.newsEn, newsVersion: { increment: 1 } },
    });
    if (count === 0) throw conflict();
    await recordActivity(tx, actor, { type: "activity.news-saved", activity, at: actor.now });
  });
}
