import { db } from "#app/lib/db.server.ts";
import { DomainError } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { unitOf } from "./attend.server.ts";
import { requireActivity } from "./open-activity.server.ts";
import { mayRecord } from "./policy.ts";
import { paperCode, readSignInCode, screenCode, takesSignIns } from "./sign-in-code.server.ts";

/** The code for a screen at the gate; null when it is not the time. Errors: not_found, forbidden. */
export async function loadScreenCode(actor: Actor, id: string) {
  const activity = await requireActivity(actor, id);
  if (!mayRecord("PLANNED", activity.parts)) throw new DomainError("forbidden", "not-your-move");
  const open = mayRecord(activity.state, activity.parts) && takesSignIns(activity, actor.now);
  const named = await db.activityAttendance.count({ where: { activityId: id } });
  return { ...activity, named, code: open ? screenCode(activity, actor.now) : null };
}

/** The sheet to be signed by hand: those who said they come first, with room for others. Errors: not_found, forbidden. */
export async function loadSheet(actor: Actor, id: string) {
  const activity = await requireActivity(actor, id);
  if (!mayRecord("PLANNED", activity.parts)) throw new DomainError("forbidden", "not-your-move");
  const facts = await db.activity.findUniqueOrThrow({
    where: { id },
    select: {
      place: true,
      otherHost: true,
      host: { select: { name: true } },
      invitees: {
        where: { withdrawnAt: null, reply: { in: ["COMES", "PENDING"] } },
        orderBy: [{ reply: "desc" }, { invitedAt: "asc" }],
        select: {
          person: {
            select: {
              id: true,
              name: true,
              profile: { select: { trade: true } },
              memberships: {
                where: {
                  role: { in: ["CRAFTSMAN", "STUDIO_LEADER", "ENGINEER", "REVIEWER"] },
                  startsAt: { lte: actor.now },
                  OR: [{ endsAt: null }, { endsAt: { gt: actor.now } }],
                },
                orderBy: { startsAt: "asc" },
                take: 1,
                select: { organisation: { select: { name: true } } },
              },
            },
          },
        },
      },
    },
  });
  return {
    ...activity,
    place: facts.place,
    hostName: facts.host?.name ?? facts.otherHost,
    code: activity.state === "PLANNED" || activity.state === "HELD" ? paperCode(activity) : null,
    people: facts.invitees.map(({ person }) => ({
      id: person.id,
      name: person.name,
      unit: person.memberships[0]?.organisation.name ?? "",
      post: person.profile?.trade ?? "",
    })),
  };
}

/** What the page behind the code shows: whether the code is good now, and whether the reader is on the list already. */
export async function loadSignIn(actor: Actor, id: string, code: string) {
  const activity = await requireActivity(actor, id);
  const takes = ["PLANNED", "HELD"].includes(activity.state) && takesSignIns(activity, actor.now);
  const there = await db.activityAttendance.count({ where: { activityId: id, personId: actor.personId } });
  return {
    ...activity,
    takes,
    good: takes && readSignInCode(activity, code, actor.now) !== null,
    code,
    there: there > 0,
    name: actor.name,
    unit: unitOf(actor).unit,
  };
}
