import { inTransaction, type Tx } from "#app/lib/db.server.ts";
import { conflict, DomainError, invalid, notFound } from "#app/lib/errors.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";
import type { Actor } from "./actor.ts";
import { handOver } from "./on-leave.server.ts";
import { loadPlace, type NamedPlace } from "./place.server.ts";
import { mayManagePeople, revocableRoles } from "./policy.ts";

export type EndMembership = { membershipId: string; deputyId?: string | null; reason?: string };

/**
 * Ends a role at once; its history stays. Open matters pass to the deputy named, or back to the organisation.
 * People may lay down their own roles, but the last administrator stays.
 */
export async function endMembership(actor: Actor, input: EndMembership): Promise<void> {
  await inTransaction(async (tx) => {
    const current = { OR: [{ endsAt: null }, { endsAt: { gt: actor.now } }] };
    const membership = await tx.membership.findUnique({
      where: { id: input.membershipId },
      select: {
        id: true,
        role: true,
        organisationId: true,
        endsAt: true,
        person: { select: { id: true, name: true } },
      },
    });
    if (!membership) throw notFound();
    const { person, role } = membership;
    const place = await loadPlace(tx, membership.organisationId, actor.now);
    const self = person.id === actor.personId;
    if (!self && !mayManagePeople(actor, { ...place, filledRoles: [] })) throw notFound();
    if (!self && !revocableRoles(actor, place).includes(role))
      throw new DomainError("forbidden", "role_not_yours_to_end");
    if (role === "ADMIN") await keepOneAdmin(tx, membership.id, current);
    if (input.deputyId) await checkSuccessor(tx, input.deputyId, person.id, place, actor.now);
    const ended = await tx.membership.updateMany({
      where: { id: membership.id, ...current },
      data: { endsAt: actor.now },
    });
    if (ended.count === 0) throw conflict("role_ended_already");
    const by = { personId: actor.personId, name: actor.name };
    await handOver(tx, { person, place, role, deputyId: input.deputyId ?? null, by, at: actor.now });
    await recordEvent(tx, {
      type: "person.membership-ended",
      organisationId: place.id,
      subjectKind: "person",
      subjectId: person.id,
      by,
      actorOrgId: actor.currentOrganisationId,
      reason: input.reason ?? "",
      payload: { membershipId: membership.id, role, deputyId: input.deputyId ?? null },
      at: actor.now,
    });
  });
}

async function keepOneAdmin(tx: Tx, membershipId: string, current: object): Promise<void> {
  // Locked, so that two administrators can't release each other at the same moment.
  await tx.$queryRaw`SELECT "id" FROM "Membership" WHERE "role" = 'ADMIN' FOR UPDATE`;
  const others = await tx.membership.count({
    where: { role: "ADMIN", id: { not: membershipId }, person: { disabledAt: null }, ...current },
  });
  if (others === 0) throw conflict("last_admin");
}

async function checkSuccessor(tx: Tx, deputyId: string, leaverId: string, place: NamedPlace, now: Date): Promise<void> {
  const fits = await tx.membership.count({
    where: {
      personId: deputyId,
      organisationId: place.id,
      role: { notIn: ["GUEST", "JUDGE"] },
      startsAt: { lte: now },
      OR: [{ endsAt: null }, { endsAt: { gt: now } }],
      person: { disabledAt: null },
    },
  });
  if (fits === 0 || deputyId === leaverId) throw invalid("bad_choice", "deputyId");
}
