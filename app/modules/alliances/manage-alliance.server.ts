import { startOfDay } from "#app/lib/calendar.ts";
import { inTransaction, type Tx } from "#app/lib/db.server.ts";
import { conflict, DomainError, invalid, notFound } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { loadPlace, type NamedPlace } from "#app/modules/accounts/place.server.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";
import type { EventType } from "#app/modules/events/types.ts";
import { mayListAlliance, mayManageAlliance } from "./policy.ts";

async function managed(tx: Tx, actor: Actor, allianceId: string): Promise<NamedPlace> {
  const place = await loadPlace(tx, allianceId, actor.now);
  if (place.kind !== "ALLIANCE" || !mayListAlliance(actor, place)) throw notFound();
  if (!mayManageAlliance(actor, place)) throw new DomainError("forbidden");
  if (place.closedAt) throw new DomainError("conflict", "organisation_closed");
  return place;
}

const record = (
  tx: Tx,
  actor: Actor,
  allianceId: string,
  type: EventType,
  payload: Record<string, unknown>,
  reason = "",
) =>
  recordEvent(tx, {
    type,
    organisationId: allianceId,
    subjectKind: "organisation",
    subjectId: allianceId,
    by: { personId: actor.personId, name: actor.name },
    actorOrgId: actor.currentOrganisationId,
    reason,
    payload,
    at: actor.now,
  });

const inForce = (now: Date) => ({ OR: [{ leftAt: null }, { leftAt: { gt: now } }] });

/** Takes an enterprise or a studio of the same federation into the alliance, from a day on. */
export async function joinAlliance(
  actor: Actor,
  input: { allianceId: string; memberId: string; joinedOn: Date },
): Promise<void> {
  await inTransaction(async (tx) => {
    const alliance = await managed(tx, actor, input.allianceId);
    // Locked, so that two who enter the same member at once don't both succeed.
    await tx.$queryRaw`SELECT 1 FROM "Alliance" WHERE "organisationId" = ${alliance.id}::uuid FOR UPDATE`;
    const member = await loadPlace(tx, input.memberId, actor.now).catch(() => null);
    const sameTree = member?.ancestorIds.some((id) => alliance.ancestorIds.includes(id));
    if (!member || !sameTree || member.closedAt || (member.kind !== "ENTERPRISE" && member.kind !== "STUDIO"))
      throw invalid("bad_choice", "memberId");
    const { timeZone } = await tx.organisation.findUniqueOrThrow({
      where: { id: alliance.id },
      select: { timeZone: true },
    });
    const joinedAt = startOfDay(input.joinedOn, timeZone);
    if (joinedAt > actor.now) throw invalid("bad_date", "joinedOn");
    const already = await tx.allianceMember.count({
      where: { allianceId: alliance.id, memberId: member.id, ...inForce(actor.now) },
    });
    if (already > 0) throw new DomainError("conflict", "member_already", { field: "memberId" });
    await tx.allianceMember.create({
      data: { allianceId: alliance.id, memberId: member.id, joinedAt },
    });
    await record(tx, actor, alliance.id, "organisation.member-joined", {
      memberId: member.id,
      name: member.name,
      joinedOn: input.joinedOn,
    });
  });
}

/** Ends a membership in the alliance at once; its time as a member stays on record. */
export async function leaveAlliance(
  actor: Actor,
  input: { allianceId: string; allianceMemberId: string; reason?: string },
): Promise<void> {
  await inTransaction(async (tx) => {
    const alliance = await managed(tx, actor, input.allianceId);
    const row = await tx.allianceMember.findFirst({
      where: { id: input.allianceMemberId, allianceId: alliance.id },
      select: { id: true, memberId: true, member: { select: { name: true } } },
    });
    if (!row) throw notFound();
    const ended = await tx.allianceMember.updateMany({
      where: { id: row.id, ...inForce(actor.now) },
      data: { leftAt: actor.now },
    });
    if (ended.count === 0) throw conflict("member_left_already");
    await record(
      tx,
      actor,
      alliance.id,
      "organisation.member-left",
      { memberId: row.memberId, name: row.member.name },
      input.reason,
    );
  });
}

async function mustBeMember(tx: Tx, actor: Actor, allianceId: string, memberId: string, field: string): Promise<void> {
  const member = await tx.allianceMember.count({
    where: { allianceId, memberId, joinedAt: { lte: actor.now }, ...inForce(actor.now) },
  });
  if (member === 0) throw invalid("not_a_member", field);
}

/** Names the next chair; the one before ends the day before. */
export async function nameChair(
  actor: Actor,
  input: { allianceId: string; chairId: string; startsOn: Date },
): Promise<void> {
  await inTransaction(async (tx) => {
    const alliance = await managed(tx, actor, input.allianceId);
    await mustBeMember(tx, actor, alliance.id, input.chairId, "chairId");
    const later = await tx.allianceChair.count({
      where: { allianceId: alliance.id, startsOn: { gte: input.startsOn } },
    });
    if (later > 0) throw invalid("bad_date", "startsOn");
    await tx.allianceChair.updateMany({
      where: { allianceId: alliance.id, OR: [{ endsOn: null }, { endsOn: { gte: input.startsOn } }] },
      data: { endsOn: new Date(input.startsOn.getTime() - 86_400_000) },
    });
    await tx.allianceChair.create({
      data: { allianceId: alliance.id, chairId: input.chairId, startsOn: input.startsOn },
    });
    await record(tx, actor, alliance.id, "organisation.chair-named", {
      chairId: input.chairId,
      startsOn: input.startsOn,
    });
  });
}

/** Names the lead unit. */
export async function nameLeadUnit(actor: Actor, input: { allianceId: string; leadUnitId: string }): Promise<void> {
  await inTransaction(async (tx) => {
    const alliance = await managed(tx, actor, input.allianceId);
    await mustBeMember(tx, actor, alliance.id, input.leadUnitId, "leadUnitId");
    await tx.alliance.update({ where: { organisationId: alliance.id }, data: { leadUnitId: input.leadUnitId } });
    await record(tx, actor, alliance.id, "organisation.lead-named", { leadUnitId: input.leadUnitId });
  });
}
