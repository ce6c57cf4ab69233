import { endOfDay, startOfDay } from "#app/lib/calendar.ts";
import { inTransaction } from "#app/lib/db.server.ts";
import { conflict, invalid, notFound } from "#app/lib/errors.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";
import type { Actor } from "./actor.ts";
import { loadPlace } from "./place.server.ts";
import { mayNameDeputyFor } from "./policy.ts";

export type NameDeputy = {
  /** Who will be away; the actor, or somebody whose roles the actor manages. */
  personId: string;
  organisationId: string;
  deputyId: string;
  /** First and last day, at midnight UTC as the form gives them; both count, in the organisation's time zone. */
  startsOn: Date;
  endsOn: Date;
};

const DAY_MS = 86_400_000;
const LONGEST_MS = 366 * DAY_MS;

/** Names who acts for somebody during an absence, in one organisation. */
export async function nameDeputy(actor: Actor, input: NameDeputy): Promise<{ deputyRelationId: string }> {
  if (input.endsOn.getTime() + DAY_MS - input.startsOn.getTime() > LONGEST_MS)
    throw invalid("absence_too_long", "endsOn");
  return inTransaction(async (tx) => {
    const place = await loadPlace(tx, input.organisationId, actor.now);
    if (!mayNameDeputyFor(actor, input.personId, place)) throw notFound();
    const { timeZone } = await tx.organisation.findUniqueOrThrow({
      where: { id: place.id },
      select: { timeZone: true },
    });
    const startsAt = startOfDay(input.startsOn, timeZone);
    const endsAt = endOfDay(input.endsOn, timeZone);
    if (endsAt <= actor.now) throw invalid("ends_in_the_past", "endsOn");
    const current = { startsAt: { lte: actor.now }, OR: [{ endsAt: null }, { endsAt: { gt: actor.now } }] };
    const absent = await tx.membership.count({
      where: {
        personId: input.personId,
        organisationId: place.id,
        role: { notIn: ["ADMIN", "JUDGE", "GUEST"] },
        ...current,
      },
    });
    if (absent === 0) throw invalid("bad_choice", "organisationId");
    if (input.deputyId === input.personId) throw invalid("deputy_is_oneself", "deputyId");
    const lead =
      place.kind === "ALLIANCE"
        ? await tx.alliance.findUnique({ where: { organisationId: place.id }, select: { leadUnitId: true } })
        : null;
    const fits = await tx.membership.count({
      where: {
        personId: input.deputyId,
        organisationId: { in: lead?.leadUnitId ? [place.id, lead.leadUnitId] : [place.id] },
        role: { not: "GUEST" },
        person: { disabledAt: null },
        ...current,
      },
    });
    if (fits === 0) throw invalid("bad_choice", "deputyId");
    const overlapping = await tx.deputy.count({
      where: {
        personId: input.personId,
        organisationId: place.id,
        endedAt: null,
        startsAt: { lt: endsAt },
        endsAt: { gt: startsAt },
      },
    });
    if (overlapping > 0) throw conflict("deputy_overlaps");
    const { id } = await tx.deputy.create({
      data: {
        personId: input.personId,
        deputyId: input.deputyId,
        organisationId: place.id,
        startsAt,
        endsAt,
        createdAt: actor.now,
      },
      select: { id: true },
    });
    await recordEvent(tx, {
      type: "person.deputy-named",
      organisationId: place.id,
      subjectKind: "person",
      subjectId: input.personId,
      by: { personId: actor.personId, name: actor.name },
      actorOrgId: place.id,
      payload: { deputyRelationId: id, deputyId: input.deputyId, startsAt, endsAt },
      at: actor.now,
    });
    return { deputyRelationId: id };
  });
}
