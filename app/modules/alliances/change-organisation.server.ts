import { inTransaction, type Tx } from "#app/lib/db.server.ts";
import { conflict, DomainError, forbidden } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { loadPlace } from "#app/modules/accounts/place.server.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";
import { refuseTakenName, saveKindFacts } from "./create-organisation.server.ts";
import { mustSee } from "./must-see.server.ts";
import { editScope, mayClose } from "./policy.ts";
import type { OrganisationFacts } from "./schema.ts";

export type ChangeOrganisation = OrganisationFacts & { organisationId: string; version: number };

/** What was certified from above and stays as it is when the organisation edits itself. */
async function certifiedFacts(tx: Tx, id: string, wanted: OrganisationFacts): Promise<OrganisationFacts> {
  const current = await tx.organisation.findUniqueOrThrow({
    where: { id },
    select: {
      name: true,
      enterprise: { select: { industry: true, group: { select: { name: true } } } },
      studio: { select: { level: true, designatedOn: true } },
      alliance: { select: { kind: true, formedOn: true } },
    },
  });
  return {
    ...wanted,
    name: current.name,
    industry: current.enterprise?.industry ?? wanted.industry,
    groupName: current.enterprise?.group?.name,
    level: current.studio?.level ?? wanted.level,
    designatedOn: current.studio?.designatedOn ?? undefined,
    allianceKind: current.alliance?.kind ?? wanted.allianceKind,
    formedOn: current.alliance?.formedOn ?? undefined,
  };
}

/**
 * Changes what is known of an organisation. Its own people change what it says about itself; name, level,
 * designation, group and kind come from the union or an administrator.
 */
export async function changeOrganisation(actor: Actor, input: ChangeOrganisation): Promise<void> {
  await inTransaction(async (tx) => {
    await mustSee(tx, actor, input.organisationId);
    const place = await loadPlace(tx, input.organisationId, actor.now);
    const scope = editScope(actor, place);
    if (!scope) throw forbidden();
    if (place.closedAt) throw new DomainError("conflict", "organisation_closed");
    const facts = scope === "all" ? input : await certifiedFacts(tx, place.id, input);
    await refuseTakenName(tx, place.parentId, facts.name, place.id);
    const changed = await tx.organisation.updateMany({
      where: { id: place.id, version: input.version },
      data: {
        name: facts.name,
        shortName: facts.shortName,
        nameEn: facts.nameEn,
        about: facts.about,
        version: { increment: 1 },
      },
    });
    if (changed.count === 0) throw conflict();
    await saveKindFacts(tx, place.id, place.kind, facts, actor.now);
    await recordEvent(tx, {
      type: "organisation.changed",
      organisationId: place.id,
      subjectKind: "organisation",
      subjectId: place.id,
      by: { personId: actor.personId, name: actor.name },
      actorOrgId: actor.currentOrganisationId,
      payload: {
        name: facts.name,
        level: facts.level,
        designatedOn: facts.designatedOn,
        industry: facts.industry,
        group: facts.groupName,
        watermark: place.kind === "ENTERPRISE" ? facts.watermark : undefined,
      },
      at: actor.now,
    });
  });
}

/** Closes an organisation that has no open parts and no alliance any more. Its people's roles in it end with it. */
export async function closeOrganisation(
  actor: Actor,
  input: { organisationId: string; version: number; reason: string },
): Promise<void> {
  await inTransaction(async (tx) => {
    await mustSee(tx, actor, input.organisationId);
    const place = await loadPlace(tx, input.organisationId, actor.now);
    if (!mayClose(actor, place)) throw forbidden();
    const inForce = { OR: [{ leftAt: null }, { leftAt: { gt: actor.now } }] };
    const parts = await tx.organisation.count({ where: { parentId: place.id, closedAt: null } });
    const joined = await tx.allianceMember.count({
      where: { AND: [{ OR: [{ memberId: place.id }, { allianceId: place.id }] }, inForce] },
    });
    const people = await tx.membership.count({
      where: { organisationId: place.id, OR: [{ endsAt: null }, { endsAt: { gt: actor.now } }] },
    });
    if (parts + joined + people > 0) throw new DomainError("conflict", "has_open_parts");
    const changed = await tx.organisation.updateMany({
      where: { id: place.id, version: input.version, closedAt: null },
      data: { closedAt: actor.now, version: { increment: 1 } },
    });
    if (changed.count === 0) throw conflict();
    await recordEvent(tx, {
      type: "organisation.closed",
      organisationId: place.id,
      subjectKind: "organisation",
      subjectId: place.id,
      by: { personId: actor.personId, name: actor.name },
      actorOrgId: actor.currentOrganisationId,
      reason: input.reason,
      at: actor.now,
    });
  });
}
