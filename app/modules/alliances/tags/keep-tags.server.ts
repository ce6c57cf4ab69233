import { inTransaction, isUniqueViolation, type Tx } from "#app/lib/db.server.ts";
import { conflict, DomainError, invalid, notFound } from "#app/lib/errors.ts";
import { formatDate } from "#app/lib/format.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { loadPlace } from "#app/modules/accounts/place.server.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";
import type { EventType } from "#app/modules/events/types.ts";
import { tagOwners } from "./policy.ts";
import type { AttachTag, CreateTag, DetachTag } from "./schema.ts";

/** In the chain of the federation that keeps the title. */
const record = (
  tx: Tx,
  actor: Actor,
  ownerId: string,
  subjectId: string,
  type: Extract<EventType, `organisation.tag-${string}`>,
  more: { reason?: string; payload: Record<string, unknown> },
) =>
  recordEvent(tx, {
    type,
    organisationId: ownerId,
    subjectKind: "organisation",
    subjectId,
    by: { personId: actor.personId, name: actor.name },
    actorOrgId: ownerId,
    ...more,
    at: actor.now,
  });

async function requireTag(tx: Tx, actor: Actor, tagId: string) {
  const tag = await tx.enterpriseTag.findFirst({
    where: { id: tagId, ownerId: { in: tagOwners(actor) } },
    select: { id: true, ownerId: true, name: true, retiredAt: true },
  });
  if (!tag) throw notFound();
  return tag;
}

/** A title of the federation's own vocabulary. @throws not_found, invalid (known) */
export async function createTag(actor: Actor, input: CreateTag): Promise<{ id: string }> {
  if (!tagOwners(actor).includes(input.ownerId)) throw notFound();
  try {
    return await inTransaction(async (tx) => {
      const { ownerId, name, nameEn, year } = input;
      const row = await tx.enterpriseTag.create({
        data: { ownerId, name, nameEn, year: year ?? null, byId: actor.personId, createdAt: actor.now },
        select: { id: true },
      });
      await record(tx, actor, ownerId, ownerId, "organisation.tag-created", {
        payload: { tagId: row.id, name, year: year ?? null },
      });
      return row;
    });
  } catch (error) {
    if (isUniqueViolation(error)) throw invalid("tag-known", "name");
    throw error;
  }
}

/** No longer given; who bears it keeps it. @throws not_found, conflict */
export async function retireTag(actor: Actor, tagId: string): Promise<void> {
  await inTransaction(async (tx) => {
    const tag = await requireTag(tx, actor, tagId);
    const { count } = await tx.enterpriseTag.updateMany({
      where: { id: tagId, retiredAt: null },
      data: { retiredAt: actor.now },
    });
    if (count !== 1) throw conflict();
    await record(tx, actor, tag.ownerId, tag.ownerId, "organisation.tag-retired", { payload: { tagId } });
  });
}

/** Gives the title to an enterprise below the federation, from a day on, by a paper. @throws not_found, conflict, invalid */
export async function attachTag(actor: Actor, tagId: string, input: AttachTag): Promise<void> {
  const once = inTransaction(async (tx) => {
    const tag = await requireTag(tx, actor, tagId);
    if (tag.retiredAt) throw conflict("tag-retired");
    const place = await loadPlace(tx, input.enterpriseId, actor.now);
    if (place.kind !== "ENTERPRISE" || !place.ancestorIds.includes(tag.ownerId))
      throw invalid("bad_choice", "enterpriseId");
    if (place.closedAt) throw new DomainError("conflict", "organisation_closed", { field: "enterpriseId" });
    if (input.fromOn.toISOString().slice(0, 10) > formatDate(actor.now)) throw invalid("studio-day-ahead", "fromOn");
    const { fromOn, document } = input;
    const row = await tx.enterpriseTagging.create({
      data: { tagId, enterpriseId: place.id, fromOn, document, byId: actor.personId, at: actor.now },
      select: { id: true },
    });
    await record(tx, actor, tag.ownerId, place.id, "organisation.tag-attached", {
      payload: { taggingId: row.id, tagId, fromOn, document },
    });
  });
  await once.catch((error: unknown) => {
    if (isUniqueViolation(error)) throw invalid("tag-borne", "enterpriseId");
    throw error;
  });
}

/** Ends it from a day on, by a paper and with why; the time it was borne stays on record. @throws not_found, conflict, invalid */
export async function detachTag(actor: Actor, tagId: string, input: DetachTag): Promise<void> {
  await inTransaction(async (tx) => {
    const tag = await requireTag(tx, actor, tagId);
    const row = await tx.enterpriseTagging.findFirst({ where: { id: input.taggingId, tagId } });
    if (!row) throw notFound();
    if (input.untilOn < row.fromOn) throw invalid("tag-before-start", "untilOn");
    if (input.untilOn.toISOString().slice(0, 10) > formatDate(actor.now)) throw invalid("studio-day-ahead", "untilOn");
    const { count } = await tx.enterpriseTagging.updateMany({
      where: { id: row.id, untilOn: null },
      data: {
        untilOn: input.untilOn,
        endDocument: input.document,
        endReason: input.reason,
        endedById: actor.personId,
        endedAt: actor.now,
      },
    });
    if (count !== 1) throw conflict();
    await record(tx, actor, tag.ownerId, row.enterpriseId, "organisation.tag-detached", {
      reason: input.reason,
      payload: { taggingId: row.id, tagId, untilOn: input.untilOn, document: input.document },
    });
  });
}
