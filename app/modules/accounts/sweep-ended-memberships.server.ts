import { db, inTransaction, type Tx } from "#app/lib/db.server.ts";
import { DomainError } from "#app/lib/errors.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";
import { handOver } from "./on-leave.server.ts";

const AT_ONCE = 200;

/**
 * Looks after roles that ended by their date: what was open passes to the deputy named for that time, or back to the
 * organisation, as when somebody ends a role. What the role allowed had ended by the clock already. The event marks a
 * role as done, so that running again changes nothing.
 * @returns how many roles it did
 */
export async function sweepEndedMemberships(now: Date): Promise<number> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT m."id" FROM "Membership" m
    WHERE m."endsAt" <= ${now} AND NOT EXISTS (
      SELECT 1 FROM "Event" e
      WHERE e."subjectKind" = 'person' AND e."subjectId" = m."personId" AND e."type" = 'person.membership-ended'
        AND e."payload"->>'membershipId' = m."id"::text)
    ORDER BY m."endsAt", m."id" LIMIT ${AT_ONCE}`;
  let done = 0;
  for (const { id } of rows) if (await attend(id, now)) done += 1;
  return done;
}

/** One role in a transaction of its own; somebody acting on its matters at the same moment goes first. */
async function attend(membershipId: string, now: Date): Promise<boolean> {
  try {
    return await inTransaction((tx) => passOn(tx, membershipId, now));
  } catch (error) {
    if (error instanceof DomainError && (error.code === "conflict" || error.code === "unavailable")) return false;
    throw error;
  }
}

async function passOn(tx: Tx, membershipId: string, now: Date): Promise<boolean> {
  // Held until the commit: a second sweep waits here, and then finds the event.
  await tx.$queryRaw`SELECT 1 FROM "Membership" WHERE "id" = ${membershipId}::uuid FOR UPDATE`;
  const row = await tx.membership.findFirst({
    where: { id: membershipId, endsAt: { lte: now } },
    select: {
      role: true,
      endsAt: true,
      person: { select: { id: true, name: true } },
      organisation: { select: { id: true, kind: true } },
    },
  });
  if (!row?.endsAt) return false;
  const { person, organisation: place, role, endsAt } = row;
  const told = await tx.event.count({
    where: {
      subjectKind: "person",
      subjectId: person.id,
      type: "person.membership-ended",
      payload: { path: ["membershipId"], equals: membershipId },
    },
  });
  if (told > 0) return false;
  const deputy = await tx.deputy.findFirst({
    where: {
      personId: person.id,
      organisationId: place.id,
      endedAt: null,
      startsAt: { lte: endsAt },
      endsAt: { gte: endsAt },
    },
    orderBy: { startsAt: "desc" },
    select: { deputyId: true },
  });
  const deputyId = deputy?.deputyId ?? null;
  await handOver(tx, { person, place, role, deputyId, by: null, at: now });
  await recordEvent(tx, {
    type: "person.membership-ended",
    organisationId: place.id,
    subjectKind: "person",
    subjectId: person.id,
    by: null,
    actorOrgId: place.id,
    payload: { membershipId, role, deputyId, how: "date", endedAt: endsAt },
    at: now,
  });
  return true;
}
