import { momentIn } from "#app/lib/calendar.ts";
import { db, inTransaction, isUniqueViolation, type Tx } from "#app/lib/db.server.ts";
import { DomainError, invalid, notFound } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { memberEnterprises } from "./host-rotation.server.ts";
import { holdActivity } from "./open-activity.server.ts";
import { createsFor, mayArrange, mayPlan } from "./policy.ts";
import { recordActivity } from "./record-activity.server.ts";
import type { ActivityKind } from "./rules.ts";
import type { NewActivity, PlanInput, PracticalInput } from "./schema.ts";

/** Longer than any visit; a year typed wrong shows. */
const LONGEST_MS = 31 * 86_400_000;

function times(input: { startsAt: string; endsAt?: string }, timeZone: string) {
  const startsAt = momentIn(input.startsAt, timeZone);
  const endsAt = input.endsAt ? momentIn(input.endsAt, timeZone) : null;
  if (!startsAt) throw invalid("bad_date", "startsAt");
  if (input.endsAt && !endsAt) throw invalid("bad_date", "endsAt");
  if (endsAt && (endsAt <= startsAt || endsAt.getTime() - startsAt.getTime() > LONGEST_MS))
    throw invalid("activity-ends-first", "endsAt");
  return { startsAt, endsAt };
}

/** A host named in words goes before the member chosen, except where only a member can host. */
const hostOf = (kind: ActivityKind, { hostId, otherHost }: { hostId?: string; otherHost: string }) =>
  kind !== "COLLABORATION" && otherHost !== ""
    ? { hostId: null, otherHost }
    : { hostId: hostId ?? null, otherHost: "" };

/** The host must be a member enterprise of the day; others are named in words. */
async function mustBeMember(tx: Tx, allianceId: string, hostId: string | undefined, now: Date): Promise<void> {
  if (!hostId) return;
  const members = await memberEnterprises(tx, allianceId, now);
  if (!members.some((one) => one.id === hostId)) throw invalid("not_a_member", "hostId");
}

/** Begins an activity as a draft; sent twice, it is one. Errors: not_found for alliances whose secretariat one is not, invalid. */
export async function createActivity(actor: Actor, input: NewActivity): Promise<{ id: string }> {
  if (!createsFor(actor).includes(input.allianceId)) throw notFound();
  const known = () =>
    db.activity.findUnique({
      where: { createdById_clientId: { createdById: actor.personId, clientId: input.clientId } },
      select: { id: true },
    });
  const first = await known();
  if (first) return first;
  try {
    return await inTransaction(async (tx) => {
      const alliance = await tx.organisation.findUnique({
        where: { id: input.allianceId },
        select: { timeZone: true, closedAt: true },
      });
      if (!alliance) throw notFound();
      if (alliance.closedAt) throw new DomainError("conflict", "organisation_closed");
      await mustBeMember(tx, input.allianceId, input.hostId, actor.now);
      const row = await tx.activity.create({
        data: {
          allianceId: input.allianceId,
          kind: input.kind,
          topic: input.topic,
          ...hostOf(input.kind, input),
          ...times(input, alliance.timeZone),
          place: input.place,
          practical: input.practical,
          createdById: actor.personId,
          clientId: input.clientId,
          createdAt: actor.now,
        },
        select: { id: true, allianceId: true },
      });
      await recordActivity(tx, actor, {
        type: "activity.drafted",
        activity: row,
        at: actor.now,
        payload: { kind: input.kind },
      });
      return { id: row.id };
    });
  } catch (error) {
    const raced = isUniqueViolation(error) ? await known() : null;
    if (!raced) throw error;
    return raced;
  }
}

/** Changes what is planned. Once published, those invited and the host are told. Errors: not_found, forbidden, conflict, invalid. */
export async function changePlan(actor: Actor, id: string, input: PlanInput): Promise<void> {
  await inTransaction(async (tx) => {
    const activity = await holdActivity(tx, actor, id, input.version, mayPlan);
    if (input.hostId !== activity.hostId) await mustBeMember(tx, activity.allianceId, input.hostId, actor.now);
    const host = hostOf(activity.kind, input);
    if (activity.state === "PLANNED") mustHaveHost(activity.kind, host.hostId, host.otherHost);
    await write(tx, actor, activity, input, { topic: input.topic, ...host });
  });
}

/** Changes date, time and place only: the host's part. Errors: not_found, forbidden, conflict, invalid. */
export async function changePractical(actor: Actor, id: string, input: PracticalInput): Promise<void> {
  await inTransaction(async (tx) => {
    await write(tx, actor, await holdActivity(tx, actor, id, input.version, mayArrange), input, {});
  });
}

/** @throws invalid where nobody receives it; a collaboration activity is received by a member (domain: "hosted in turn by its members") */
export function mustHaveHost(kind: string, hostId: string | null, otherHost: string): void {
  if (hostId === null && (kind === "COLLABORATION" || otherHost === "")) throw invalid("choose_one", "hostId");
}

async function write(
  tx: Tx,
  actor: Actor,
  activity: Awaited<ReturnType<typeof holdActivity>>,
  input: PracticalInput,
  more: { topic?: string; hostId?: string | null; otherHost?: string },
): Promise<void> {
  const when = times(input, activity.timeZone);
  if (activity.state === "PLANNED" && input.place === "") throw invalid("required", "place");
  await tx.activity.update({
    where: { id: activity.id },
    data: { ...more, ...when, place: input.place, practical: input.practical, version: { increment: 1 } },
  });
  const moved = when.startsAt.getTime() !== activity.startsAt.getTime();
  await recordActivity(tx, actor, {
    type: "activity.changed",
    activity,
    at: actor.now,
    payload: { moved, ...(moved ? { from: activity.startsAt, to: when.startsAt } : {}) },
  });
}
