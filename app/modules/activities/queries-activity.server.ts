import { db, type Prisma } from "#app/lib/db.server.ts";
import { notFound } from "#app/lib/errors.ts";
import { type Actor, employerIds } from "#app/modules/accounts/actor.ts";
import { includesLayer } from "#app/modules/problems/access.ts";
import { type ListedProblem, listByIds } from "#app/modules/problems/queries-list.server.ts";
import { accessOf, accessSelect, visibleTo } from "#app/modules/problems/visibility.server.ts";
import { stepsFor } from "./lifecycle.ts";
import {
  managesActivity,
  mayAddPhotos,
  mayArrange,
  mayFinish,
  mayInvite,
  mayPickProblems,
  mayRecord,
  mayWriteNews,
  partsOf,
  readsAttendance,
  runsActivity,
} from "./policy.ts";
import { activitiesVisibleTo } from "./visibility.ts";

const activitySelect = {
  id: true,
  allianceId: true,
  hostId: true,
  kind: true,
  ordinal: true,
  state: true,
  version: true,
  topic: true,
  otherHost: true,
  startsAt: true,
  endsAt: true,
  place: true,
  practical: true,
  record: true,
  listeners: true,
  newsZh: true,
  newsEn: true,
  publishedAt: true,
  cancelReason: true,
  alliance: { select: { name: true, timeZone: true } },
  host: { select: { id: true, name: true } },
  problems: { orderBy: { addedAt: "asc" }, select: { problemId: true } },
  invitees: {
    where: { withdrawnAt: null },
    orderBy: [{ invitedAt: "asc" }, { personId: "asc" }],
    select: {
      personId: true,
      reply: true,
      note: true,
      proposed: true,
      until: true,
      person: { select: { name: true } },
    },
  },
  attendances: { select: { personId: true, unitId: true } },
  advice: {
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    select: {
      id: true,
      problemId: true,
      text: true,
      adviser: true,
      ownerId: true,
      owner: { select: { name: true } },
      dueOn: true,
      doneAt: true,
      doneByName: true,
      result: true,
      version: true,
    },
  },
} satisfies Prisma.ActivitySelect;

/**
 * One activity's page, as the actor may read it: of its problems only those the actor reads, of its advice only what
 * is general or about a problem whose detail the actor reads; nothing says that there is more. Five statements at most.
 * @throws not_found
 */
export async function loadActivity(actor: Actor, id: string) {
  const row = await db.activity.findFirst({
    where: { id, AND: activitiesVisibleTo(actor) },
    select: activitySelect,
  });
  if (!row) throw notFound();
  const now = actor.now;
  const mine = row.invitees.find((one) => one.personId === actor.personId && (!one.until || one.until > now));
  const parts = partsOf(actor, { ...row, invited: mine !== undefined });
  if (parts.length === 0) throw notFound();
  const ids = row.problems.map((one) => one.problemId);
  const publishes = row.state === "DRAFT" && managesActivity(parts);
  const [problems, readable, photos, numbered] = await Promise.all([
    listByIds(actor, ids),
    problemsInDetail(actor, ids),
    db.attachment.findMany({
      where: { ownerKind: "activity", ownerId: id, removedAt: null },
      orderBy: [{ createdAt: "asc" }, { id: "asc" }],
      select: { id: true },
    }),
    publishes
      ? db.activity.count({ where: { allianceId: row.allianceId, kind: row.kind, ordinal: { not: null } } })
      : 1,
  ]);
  const { state, attendances, invitees, newsZh, newsEn, practical, ...facts } = row;
  const runs = runsActivity(parts);
  const signedIn = attendances.some((one) => one.personId === actor.personId);
  const inside = runs || mine !== undefined || parts.includes("MEMBER");
  // It took place only once it has begun; until then the step would be refused.
  const steps = stepsFor(state, parts).filter((step) => step !== "hold" || row.startsAt <= now);
  return {
    ...facts,
    state,
    /** Nothing of its series was published here: it may begin with a later number than 1. */
    firstOfSeries: numbered === 0,
    practical: inside ? practical : "",
    hostName: row.host?.name ?? row.otherHost,
    problems: problems.map(shortened),
    invitees: invitees.map((one) => ({
      personId: one.personId,
      name: one.person.name,
      reply: one.reply,
      guest: one.until !== null,
      // What somebody writes to the secretariat is the secretariat's to read.
      note: runs || one.personId === actor.personId ? one.note : "",
      proposed: runs || one.personId === actor.personId ? one.proposed : "",
    })),
    mine: mine ? { reply: mine.reply, note: mine.note, proposed: mine.proposed } : null,
    signedIn,
    named: attendances.length,
    ownThere: attendances.filter((one) => one.unitId && employerIds(actor).includes(one.unitId)).length,
    advice: row.advice
      .filter((one) => one.problemId === null || readable.has(one.problemId))
      .map(({ owner, dueOn, ...one }) => ({
        ...one,
        ownerName: owner?.name ?? null,
        dueOn: dueOn?.toISOString().slice(0, 10) ?? null,
        mayFinish: one.ownerId !== null && one.doneAt === null && mayFinish(state, parts, one.ownerId, actor.personId),
      })),
    photos: photos.map((one) => one.id),
    // Its draft tells problems and advice open to the alliance: the union above reads figures, and guests their share.
    news: inside && !mine?.until && (newsZh || newsEn) ? { zh: newsZh, en: newsEn } : null,
    may: {
      steps,
      manage: managesActivity(parts),
      run: runs,
      arrange: mayArrange(state, parts),
      invite: mayInvite(state, parts),
      pickProblems: mayPickProblems(state, parts),
      record: mayRecord(state, parts),
      photos: mayAddPhotos(state, parts),
      news: mayWriteNews(state, parts),
      names: readsAttendance(parts),
      reply: mine !== undefined && state === "PLANNED" && !signedIn,
    },
  };
}
export type ActivityPage = Awaited<ReturnType<typeof loadActivity>>;

const shortened = ({ id, number, title, state, partial, severity, equipmentType, enterprise }: ListedProblem) => ({
  id,
  number,
  title,
  state,
  partial,
  severity,
  equipmentType,
  enterprise: enterprise?.name ?? null,
});

/** Of these problems, those whose detail the actor reads. */
export async function problemsInDetail(actor: Actor, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await db.problem.findMany({
    where: { id: { in: [...ids] }, AND: visibleTo(actor) },
    select: { id: true, ...accessSelect(actor) },
  });
  return new Set(rows.filter((row) => includesLayer(accessOf(actor, row).layer, "DETAIL")).map((row) => row.id));
}
