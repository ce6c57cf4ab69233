import { inTransaction, type Tx } from "#app/lib/db.server.ts";
import { DomainError, forbidden, invalid } from "#app/lib/errors.ts";
import type { Actor, OrganisationKind } from "#app/modules/accounts/actor.ts";
import { loadPlace } from "#app/modules/accounts/place.server.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";
import { mayCreateUnder, mayStandUnder } from "./policy.ts";
import { firstReviewOn } from "./review-day.ts";
import type { OrganisationFacts } from "./schema.ts";

export type CreateOrganisation = OrganisationFacts & { kind: OrganisationKind; parentId?: string };

/** Creates an organisation at its place in the union tree. @throws DomainError invalid, forbidden, conflict */
export async function createOrganisation(actor: Actor, input: CreateOrganisation): Promise<{ organisationId: string }> {
  return inTransaction(async (tx) => {
    const parent = input.parentId ? await loadPlace(tx, input.parentId, actor.now) : null;
    if (!mayCreateUnder(actor, parent)) throw forbidden();
    if (!mayStandUnder(input.kind, parent?.kind ?? null)) throw invalid("child_kind_not_allowed", "parentId");
    if (parent?.closedAt) throw new DomainError("conflict", "organisation_closed", { field: "parentId" });
    await refuseTakenName(tx, parent?.id ?? null, input.name, null);
    const { id } = await tx.organisation.create({
      data: {
        kind: input.kind,
        parentId: parent?.id ?? null,
        name: input.name,
        shortName: input.shortName,
        nameEn: input.nameEn,
        about: input.about,
        createdAt: actor.now,
      },
      select: { id: true },
    });
    await saveKindFacts(tx, id, input.kind, input, actor.now);
    await recordEvent(tx, {
      type: "organisation.created",
      organisationId: id,
      subjectKind: "organisation",
      subjectId: id,
      by: { personId: actor.personId, name: actor.name },
      actorOrgId: actor.currentOrganisationId,
      payload: {
        kind: input.kind,
        parentId: parent?.id ?? null,
        name: input.name,
        // As typed in: a studio stands so until a union decides about it.
        ...(input.kind === "STUDIO" && { level: input.level, designatedOn: input.designatedOn }),
      },
      at: actor.now,
    });
    return { organisationId: id };
  });
}

/** Two open organisations of one name under one parent can't be told apart. */
export async function refuseTakenName(
  tx: Tx,
  parentId: string | null,
  name: string,
  exceptId: string | null,
): Promise<void> {
  const taken = await tx.organisation.count({
    where: { parentId, name, closedAt: null, ...(exceptId ? { id: { not: exceptId } } : {}) },
  });
  if (taken > 0) throw invalid("name_taken", "name");
}

/** Writes what only enterprises, studios or alliances have. */
export async function saveKindFacts(
  tx: Tx,
  organisationId: string,
  kind: OrganisationKind,
  facts: OrganisationFacts,
  now: Date,
): Promise<void> {
  if (kind === "ENTERPRISE" && facts.industry) {
    const group = facts.groupName
      ? await tx.enterpriseGroup.upsert({
          where: { name: facts.groupName },
          create: { name: facts.groupName },
          update: {},
          select: { id: true },
        })
      : null;
    const data = {
      industry: facts.industry,
      groupId: group?.id ?? null,
      address: facts.address,
      aliases: facts.aliases,
      watermark: facts.watermark,
    };
    await tx.enterprise.upsert({ where: { organisationId }, create: { organisationId, ...data }, update: data });
  }
  if (kind === "STUDIO" && facts.level) await saveStudio(tx, organisationId, facts, now);
  if (kind === "ALLIANCE" && facts.allianceKind) {
    const data = { kind: facts.allianceKind, formedOn: facts.formedOn ?? null };
    await tx.alliance.upsert({ where: { organisationId }, create: { organisationId, ...data }, update: data });
  }
}

/** Level and the day it was named are typed in until a union decides about the studio here; then they follow from that. */
async function saveStudio(tx: Tx, organisationId: string, facts: OrganisationFacts, now: Date): Promise<void> {
  const { level, designatedOn = null, specialities, premises } = facts;
  if (!level) return;
  const before = await tx.studio.findUnique({
    where: { organisationId },
    select: { state: true, designatedOn: true, _count: { select: { decisions: true } } },
  });
  const said = { specialities, premises };
  const typed = !before || (before._count.decisions === 0 && ["NONE", "DESIGNATED"].includes(before.state));
  const same = before?.designatedOn?.getTime() === designatedOn?.getTime();
  const named = {
    level,
    designatedOn,
    ...(!same && {
      state: designatedOn ? ("DESIGNATED" as const) : ("NONE" as const),
      reviewDueOn: designatedOn && firstReviewOn(designatedOn, now),
    }),
  };
  await tx.studio.upsert({
    where: { organisationId },
    create: { organisationId, ...named, ...said },
    update: typed ? { ...named, ...said } : said,
  });
}
