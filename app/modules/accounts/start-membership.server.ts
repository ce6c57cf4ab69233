import { endOfDay } from "#app/lib/calendar.ts";
import { inTransaction } from "#app/lib/db.server.ts";
import { DomainError, forbidden, invalid, notFound } from "#app/lib/errors.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";
import type { Actor, Role } from "./actor.ts";
import { loadPlace } from "./place.server.ts";
import { grantableRoles, mayManagePeople } from "./policy.ts";

export type StartMembership = { personId: string; organisationId: string; role: Role; isHead?: boolean; endsOn?: Date };

/**
 * Gives a person a role in an organisation, from now on. Nobody gives one to themselves.
 * @throws DomainError forbidden, invalid (an end in the past), conflict (has it already, organisation closed)
 */
export async function startMembership(actor: Actor, input: StartMembership): Promise<{ membershipId: string }> {
  return inTransaction(async (tx) => {
    const place = await loadPlace(tx, input.organisationId, actor.now);
    if (!mayManagePeople(actor, place)) throw notFound();
    if (place.closedAt) throw new DomainError("conflict", "organisation_closed");
    if (!grantableRoles(actor, place).includes(input.role))
      throw new DomainError("forbidden", "role_not_yours_to_give", { field: "role" });
    if (input.personId === actor.personId) throw forbidden("no_role_for_oneself");
    const { timeZone } = await tx.organisation.findUniqueOrThrow({
      where: { id: place.id },
      select: { timeZone: true },
    });
    // The end of the last day there, so that the day named still counts.
    const endsAt = input.endsOn ? endOfDay(input.endsOn, timeZone) : null;
    if (endsAt && endsAt <= actor.now) throw invalid("ends_in_the_past", "endsOn");
    const person = await tx.person.findFirst({
      where: { id: input.personId, disabledAt: null },
      select: { id: true, name: true },
    });
    if (!person) throw invalid("bad_choice", "personId");
    const held = await tx.membership.count({
      where: {
        personId: person.id,
        organisationId: place.id,
        role: input.role,
        OR: [{ endsAt: null }, { endsAt: { gt: actor.now } }],
      },
    });
    if (held > 0) throw new DomainError("conflict", "has_role_already", { field: "role" });
    const membership = await tx.membership.create({
      data: {
        personId: person.id,
        organisationId: place.id,
        role: input.role,
        isHead: input.isHead ?? false,
        startsAt: actor.now,
        createdAt: actor.now,
        endsAt,
        createdById: actor.personId,
      },
      select: { id: true },
    });
    await recordEvent(tx, {
      type: "person.membership-started",
      organisationId: place.id,
      subjectKind: "person",
      subjectId: person.id,
      by: { personId: actor.personId, name: actor.name },
      actorOrgId: actor.currentOrganisationId,
      payload: { membershipId: membership.id, role: input.role, isHead: input.isHead ?? false, endsAt },
      at: actor.now,
    });
    return { membershipId: membership.id };
  });
}
