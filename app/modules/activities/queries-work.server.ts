import { db } from "#app/lib/db.server.ts";
import { conflict, DomainError } from "#app/lib/errors.ts";
import { type Actor, employerIds } from "#app/modules/accounts/actor.ts";
import { localText } from "#app/lib/calendar.ts";
import { listByIds } from "#app/modules/problems/queries-list.server.ts";
import { hostTurnsOf } from "./host-rotation.server.ts";
import type { ActivityState, Part } from "./lifecycle.ts";
import { type OpenActivity, requireActivity } from "./open-activity.server.ts";
import { ownerCandidates } from "./owners.server.ts";
import { findExperts } from "./invite-expert.server.ts";
import { findProblems } from "./pick-problems.server.ts";
import { managesActivity, mayArrange, mayInvite, mayPickProblems, mayRecord, readsAttendance } from "./policy.ts";
import { takesSignIns } from "./sign-in-code.server.ts";

/** The activity for a page on which something is done. Errors: not_found, forbidden, conflict when its state has moved on. */
async function requireWork(
  actor: Actor,
  id: string,
  may: (state: ActivityState, parts: readonly Part[]) => boolean,
): Promise<OpenActivity> {
  const activity = await requireActivity(actor, id);
  if (may(activity.state, activity.parts)) return activity;
  const elsewhere = (["DRAFT", "PLANNED", "HELD", "CLOSED"] as const).some((state) => may(state, activity.parts));
  throw elsewhere ? conflict("activity-state") : new DomainError("forbidden", "not-your-move");
}

/** The form to change what is planned; the host changes date, time and place only. */
export async function loadPlan(actor: Actor, id: string) {
  const activity = await requireWork(actor, id, mayArrange);
  const whole = managesActivity(activity.parts);
  const [facts, turns] = await Promise.all([
    db.activity.findUniqueOrThrow({ where: { id }, select: { otherHost: true, place: true, practical: true } }),
    whole ? hostTurnsOf(activity.allianceId, actor.now, id) : [],
  ]);
  return {
    ...activity,
    ...facts,
    whole,
    turns,
    startsAt: localText(activity.startsAt, activity.timeZone),
    endsAt: activity.endsAt ? localText(activity.endsAt, activity.timeZone) : "",
  };
}

/** Problems on the activity's list, and those a search finds. */
export async function loadProblemChoice(actor: Actor, id: string, q: string) {
  const activity = await requireWork(actor, id, mayPickProblems);
  const picked = await db.activityProblem.findMany({
    where: { activityId: id },
    orderBy: { addedAt: "asc" },
    select: { problemId: true },
  });
  const ids = picked.map((one) => one.problemId);
  const [there, found] = await Promise.all([listByIds(actor, ids), findProblems(actor, activity, q)]);
  return { ...activity, q, there, found: found.filter((one) => !one.picked) };
}

/** Who is invited, and craftsmen a search finds. */
export async function loadExpertChoice(actor: Actor, id: string, q: string) {
  const activity = await requireWork(actor, id, mayInvite);
  const [invited, found] = await Promise.all([
    db.activityInvitee.findMany({
      where: { activityId: id, withdrawnAt: null },
      orderBy: { invitedAt: "asc" },
      select: { personId: true, reply: true, proposed: true, until: true, person: { select: { name: true } } },
    }),
    findExperts(actor, q),
  ]);
  const there = new Set(invited.map((one) => one.personId));
  return {
    ...activity,
    q,
    invited: invited.map(({ person, ...one }) => ({ ...one, name: person.name })),
    found: found.filter((one) => !there.has(one.id)),
  };
}

/** Who was there. Others than those who run it and the union above read their own enterprise's people and the number. */
export async function loadAttendance(actor: Actor, id: string) {
  const activity = await requireActivity(actor, id);
  const all = readsAttendance(activity.parts);
  const [rows, facts, invited] = await Promise.all([
    db.activityAttendance.findMany({
      where: { activityId: id },
      orderBy: [{ at: "asc" }, { id: "asc" }],
      take: 2000,
      select: { id: true, personId: true, name: true, unit: true, unitId: true, via: true, at: true },
    }),
    db.activity.findUniqueOrThrow({ where: { id }, select: { listeners: true } }),
    db.activityInvitee.findMany({
      where: { activityId: id, withdrawnAt: null, reply: { not: "DECLINES" } },
      orderBy: { invitedAt: "asc" },
      select: { personId: true, person: { select: { name: true } } },
    }),
  ]);
  const employers = employerIds(actor);
  const there = new Set(rows.map((row) => row.personId));
  const shown = rows.filter(
    (row) => all || row.personId === actor.personId || (row.unitId !== null && employers.includes(row.unitId)),
  );
  return {
    ...activity,
    rows: shown.map(({ personId, unitId: _unit, ...row }) => ({ ...row, account: personId !== null })),
    named: rows.length,
    listeners: facts.listeners,
    record: mayRecord(activity.state, activity.parts),
    open: takesSignIns(activity, actor.now),
    missing: all
      ? invited.flatMap((one) => (there.has(one.personId) ? [] : [{ personId: one.personId, name: one.person.name }]))
      : [],
  };
}

/** The form for advice: the activity's problems the actor reads, and who may be asked to follow it up. */
export async function loadAdviceForm(actor: Actor, id: string) {
  const activity = await requireWork(actor, id, mayRecord);
  const [picked, owners, facts] = await Promise.all([
    db.activityProblem.findMany({ where: { activityId: id }, select: { problemId: true } }),
    ownerCandidates(id, activity.hostId, actor.now),
    db.activity.findUniqueOrThrow({ where: { id }, select: { record: true } }),
  ]);
  const problems = await listByIds(
    actor,
    picked.map((one) => one.problemId),
  );
  return {
    ...activity,
    record: facts.record,
    problems: problems.map(({ id: problemId, number, title }) => ({ id: problemId, number, title })),
    owners,
  };
}
