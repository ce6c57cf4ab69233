import { inTransaction, type Tx } from "#app/lib/db.server.ts";
import { forbidden, invalid } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { handOver } from "#app/modules/accounts/on-leave.server.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";
import { changeStudio, mayStep, type OpenStudio, openStudio, recordStudio } from "./open-studio.server.ts";
import { decidingUnions } from "./policy.ts";
import type { ChangeLeader } from "./schema.ts";

/**
 * Another of the studio's people leads it from now on: the role passes in one transaction, with the paper that says so.
 * Who led it stays as a member, or leaves; then open work passes to the new leader. The officer decides, or the
 * enterprise's reviewer; nobody makes themselves the leader.
 * @throws DomainError not_found, forbidden, conflict, invalid (not one of its people, day)
 */
export async function changeLeader(actor: Actor, studioId: string, input: ChangeLeader): Promise<{ id: string }> {
  return inTransaction(async (tx) => {
    const studio = await openStudio(tx, actor, studioId);
    const known = await tx.studioDecision.findUnique({
      where: { byId_clientId: { byId: actor.personId, clientId: input.clientId } },
      select: { id: true },
    });
    if (known) return known;
    mayStep(studio, "change-leader");
    if (input.toId === actor.personId) throw forbidden("no_role_for_oneself");
    if (input.decidedOn > studio.today) throw invalid("studio-day-ahead", "decidedOn");
    const roles = await rolesThere(tx, actor, studioId);
    const leaders = roles.filter((one) => one.role === "STUDIO_LEADER");
    const next = roles.find((one) => one.personId === input.toId && one.role === "CRAFTSMAN");
    if (leaders.some((one) => one.personId === input.toId)) throw invalid("studio-leads-already", "toId");
    if (!next) throw invalid("bad_choice", "toId");
    await changeStudio(tx, studio, input.version, {});
    await startRole(tx, actor, studio, next.person, "STUDIO_LEADER");
    await endRole(tx, actor, studio, next, null, input.reason);
    for (const before of leaders) {
      const member = roles.some((one) => one.personId === before.personId && one.role === "CRAFTSMAN");
      if (input.stays === "member" && !member) await startRole(tx, actor, studio, before.person, "CRAFTSMAN");
      const all = input.stays === "leaves" ? roles.filter((one) => one.personId === before.personId) : [before];
      for (const role of all) await endRole(tx, actor, studio, role, next.personId, input.reason);
    }
    const [unionId = null] = decidingUnions(actor, studio.place);
    const from = leaders[0]?.personId ?? null;
    const row = await tx.studioDecision.create({
      data: {
        clientId: input.clientId,
        studioId,
        kind: "LEADER_CHANGED",
        fromState: studio.state,
        toState: studio.state,
        level: studio.level,
        document: input.document,
        decidedOn: input.decidedOn,
        unionId,
        decidedBy: "",
        reason: input.reason,
        leaderFromId: from,
        leaderToId: next.personId,
        byId: actor.personId,
        byName: actor.name,
        at: actor.now,
      },
      select: { id: true },
    });
    await recordStudio(tx, actor, studioId, "studio.leader-changed", {
      reason: input.reason,
      actorOrgId: unionId,
      payload: {
        decisionId: row.id,
        fromId: from,
        toId: next.personId,
        document: input.document,
        decidedOn: input.decidedOn,
        stays: input.stays,
      },
    });
    return row;
  });
}

type RoleThere = Awaited<ReturnType<typeof rolesThere>>[number];
const rolesThere = (tx: Tx, actor: Actor, studioId: string) =>
  tx.membership.findMany({
    where: {
      organisationId: studioId,
      role: { in: ["STUDIO_LEADER", "CRAFTSMAN"] },
      startsAt: { lte: actor.now },
      OR: [{ endsAt: null }, { endsAt: { gt: actor.now } }],
      person: { disabledAt: null },
    },
    orderBy: [{ startsAt: "asc" }, { id: "asc" }],
    select: { id: true, role: true, personId: true, person: { select: { id: true, name: true } } },
  });

async function startRole(
  tx: Tx,
  actor: Actor,
  { place }: OpenStudio,
  person: { id: string },
  role: "STUDIO_LEADER" | "CRAFTSMAN",
): Promise<void> {
  const { id: membershipId } = await tx.membership.create({
    data: {
      personId: person.id,
      organisationId: place.id,
      role,
      startsAt: actor.now,
      createdAt: actor.now,
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
    payload: { membershipId, role, isHead: false, endsAt: null },
    at: actor.now,
  });
}

/** Ends one role as leaving does: whoever has none left there hands open work on. */
async function endRole(
  tx: Tx,
  actor: Actor,
  { place }: OpenStudio,
  role: RoleThere,
  deputyId: string | null,
  reason: string,
): Promise<void> {
  await tx.membership.update({ where: { id: role.id }, data: { endsAt: actor.now } });
  const by = { personId: actor.personId, name: actor.name };
  await handOver(tx, { person: role.person, place, role: role.role, deputyId, by, at: actor.now });
  await recordEvent(tx, {
    type: "person.membership-ended",
    organisationId: place.id,
    subjectKind: "person",
    subjectId: role.personId,
    by,
    actorOrgId: actor.currentOrganisationId,
    reason,
    payload: { membershipId: role.id, role: role.role, deputyId },
    at: actor.now,
  });
}
