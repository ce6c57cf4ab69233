import { inTransaction, type Prisma, type Tx } from "#app/lib/db.server.ts";
import { conflict, invalid, notFound } from "#app/lib/errors.ts";
import { type Actor, employerIds } from "#app/modules/accounts/actor.ts";
import { memberEnterprises } from "./host-rotation.server.ts";
import { holdActivity, type OpenActivity, requireActivity } from "./open-activity.server.ts";
import { mayRecord } from "./policy.ts";
import { recordActivity } from "./record-activity.server.ts";
import { type AttendanceVia, MOST_LINES, readPeople, type TypedPerson, unitMeant, whoOf } from "./rules.ts";
import { readSignInCode, takesSignIns } from "./sign-in-code.server.ts";

type NewAttendance = {
  personId: string | null;
  name: string;
  unit: string;
  unitId: string | null;
  via: AttendanceVia;
};

/** People at one activity, each once. @returns how many were not on the list yet */
async function put(tx: Tx, actor: Actor, activity: OpenActivity, people: readonly NewAttendance[]): Promise<number> {
  const { count } = await tx.activityAttendance.createMany({
    data: people.map((person) => ({
      activityId: activity.id,
      who: whoOf(person),
      ...person,
      at: actor.now,
      enteredById: person.via === "BEHALF" ? actor.personId : null,
    })),
    skipDuplicates: true,
  });
  return count;
}

/** Where somebody comes from, as a list at a gate says it: the enterprise, or the studio. */
export function unitOf(actor: Actor): { unit: string; unitId: string | null } {
  const own = actor.standings.filter((s) => s.role !== "GUEST" && s.role !== "JUDGE" && !s.deputyFor);
  const place =
    own.find((s) => s.organisationKind === "ENTERPRISE") ?? own.find((s) => s.organisationKind === "STUDIO") ?? own[0];
  return { unit: place?.organisationName ?? "", unitId: employerIds(actor)[0] ?? null };
}

/**
 * Signs the actor in by the code shown on site. Twice is once.
 * Errors: not_found for those who may not see the activity, conflict when it takes no sign-ins, invalid for an old code.
 */
export async function signInByCode(actor: Actor, id: string, code: string): Promise<{ first: boolean }> {
  return inTransaction(async (tx) => {
    const activity = await requireActivity(actor, id, tx);
    if (!["PLANNED", "HELD"].includes(activity.state)) throw conflict("activity-state");
    if (!takesSignIns(activity, actor.now)) throw conflict("activity-sign-in-closed");
    const via = readSignInCode(activity, code, actor.now);
    if (!via) throw invalid("activity-code-old", "code");
    const me = { personId: actor.personId, name: actor.name, ...unitOf(actor), via };
    const first = (await takeOverWritten(tx, activity, me)) || (await put(tx, actor, activity, [me])) > 0;
    if (first)
      await recordActivity(tx, actor, { type: "activity.attended", activity, at: actor.now, payload: { via } });
    return { first };
  });
}

/** Who was written in from paper already, without an account being known, is that row: one person, once there. */
async function takeOverWritten(
  tx: Tx,
  activity: OpenActivity,
  me: NewAttendance & { personId: string },
): Promise<boolean> {
  const written = await tx.activityAttendance.findMany({
    where: { activityId: activity.id, name: me.name, personId: null },
    select: { id: true, unit: true },
  });
  const house = await tx.organisation.findMany({
    where: { id: { in: me.unitId ? [me.unitId] : [] } },
    select: { name: true, shortName: true },
  });
  const called = [me.unit, ...house.flatMap((one) => [one.name, one.shortName])].filter(Boolean);
  const [mine, another] = written.filter((row) => row.unit !== "" && unitMeant(row.unit, called));
  if (!mine || another) return false;
  const there = await tx.activityAttendance.count({ where: { activityId: activity.id, personId: me.personId } });
  if (there > 0) return false;
  const { personId, unit, unitId, via } = me;
  await tx.activityAttendance.update({ where: { id: mine.id }, data: { who: whoOf(me), personId, unit, unitId, via } });
  return true;
}

/** On behalf only once people can be there. */
const begun = (activity: OpenActivity, now: Date): boolean => activity.startsAt <= now || takesSignIns(activity, now);

/**
 * Writes in those who signed on paper, one a line with the unit behind a comma. A name that is invited, or signed in
 * by code already, is that person; nobody is there twice. Errors: not_found, forbidden, conflict, invalid.
 */
export async function enterPeople(actor: Actor, id: string, text: string): Promise<{ added: number; there: number }> {
  const people = readPeople(text);
  if (people.length === 0) throw invalid("required", "people");
  if (people.length > MOST_LINES) throw invalid("too_many", "people", { max: MOST_LINES });
  return inTransaction(async (tx) => {
    const activity = await holdActivity(tx, actor, id, null, mayRecord);
    if (!begun(activity, actor.now)) throw conflict("activity-not-begun");
    const known = await tx.activityAttendance.findMany({
      where: { activityId: id },
      select: { name: true, unit: true, unitId: true },
    });
    const members = await memberEnterprises(tx, activity.allianceId, actor.now);
    const houses = await tx.organisation.findMany({
      where: { id: { in: [...members.map((one) => one.id), ...known.flatMap((row) => row.unitId ?? [])] } },
      select: { id: true, name: true, shortName: true },
    });
    const namesOf = (unitId: string | null): string[] =>
      houses.flatMap((one) => (one.id === unitId ? [one.name, one.shortName].filter(Boolean) : []));
    const invited = await tx.activityInvitee.findMany({
      where: { activityId: id, withdrawnAt: null },
      select: { personId: true, person: { select: { name: true } } },
    });
    // Who signed by code from a studio is on the paper with the enterprise: the same person, and once there.
    const isThere = (one: TypedPerson) =>
      known.some((row) => row.name === one.name && unitMeant(one.unit, [row.unit, ...namesOf(row.unitId)]));
    const fresh = people.filter((one) => !isThere(one));
    const accountOf = (name: string): string | null => {
      const same = invited.filter((one) => one.person.name === name);
      return same.length === 1 ? (same[0]?.personId ?? null) : null;
    };
    const rows = fresh.map((one) => ({
      ...one,
      personId: accountOf(one.name),
      unitId: houses.find((house) => one.unit !== "" && namesOf(house.id).includes(one.unit))?.id ?? null,
      via: "BEHALF" as const,
    }));
    const added = await put(tx, actor, activity, rows);
    if (added > 0)
      await recordActivity(tx, actor, {
        type: "activity.attendance-entered",
        activity,
        at: actor.now,
        payload: { added },
      });
    return { added, there: people.length - added };
  });
}

/** One tap at the gate: an invited person without a phone is there. */
export async function enterInvited(actor: Actor, id: string, personId: string): Promise<void> {
  await inTransaction(async (tx) => {
    const activity = await holdActivity(tx, actor, id, null, mayRecord);
    if (!begun(activity, actor.now)) throw conflict("activity-not-begun");
    const invitee = await tx.activityInvitee.findFirst({
      where: { activityId: id, personId, withdrawnAt: null },
      select: { person: { select: personWithUnit(actor.now) } },
    });
    if (!invitee) throw notFound();
    const { name, memberships } = invitee.person;
    const place = memberships[0]?.organisation;
    const row = {
      personId,
      name,
      unit: place?.name ?? "",
      unitId: place ? (place.kind === "STUDIO" ? place.parentId : place.id) : null,
      via: "BEHALF" as const,
    };
    if ((await put(tx, actor, activity, [row])) > 0)
      await recordActivity(tx, actor, {
        type: "activity.attendance-entered",
        activity,
        at: actor.now,
        payload: { added: 1, personId },
      });
  });
}

const personWithUnit = (now: Date) =>
  ({
    name: true,
    memberships: {
      where: {
        role: { notIn: ["GUEST", "JUDGE", "ADMIN"] },
        startsAt: { lte: now },
        OR: [{ endsAt: null }, { endsAt: { gt: now } }],
      },
      orderBy: { startsAt: "asc" },
      take: 1,
      select: { organisation: { select: { id: true, name: true, kind: true, parentId: true } } },
    },
  }) satisfies Prisma.PersonSelect;

/** Strikes somebody off who was written in by mistake; the striking stays on record. */
export async function removeAttendance(actor: Actor, id: string, attendanceId: string): Promise<void> {
  await inTransaction(async (tx) => {
    const activity = await holdActivity(tx, actor, id, null, mayRecord);
    const { count } = await tx.activityAttendance.deleteMany({ where: { id: attendanceId, activityId: id } });
    if (count === 0) throw notFound();
    await recordActivity(tx, actor, {
      type: "activity.attendance-removed",
      activity,
      at: actor.now,
      payload: { attendanceId },
    });
  });
}

/** Listeners counted but not named, as at a lecture or in a school. They make attendances, never people. */
export async function countListeners(actor: Actor, id: string, version: number, listeners: number): Promise<void> {
  await inTransaction(async (tx) => {
    const activity = await holdActivity(tx, actor, id, version, mayRecord);
    if (!begun(activity, actor.now)) throw conflict("activity-not-begun");
    await tx.activity.update({ where: { id }, data: { listeners, version: { increment: 1 } } });
    await recordActivity(tx, actor, {
      type: "activity.listeners-counted",
      activity,
      at: actor.now,
      payload: { listeners },
    });
  });
}
