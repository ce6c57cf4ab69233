import { db, inTransaction } from "#app/lib/db.server.ts";
import { conflict, forbidden, invalid } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";
import type { Layer } from "./access.ts";
import { loadRelations } from "./relations.server.ts";
import { refreshReaders, requireAccess } from "./visibility.server.ts";

export type NameReaderInput = {
  id: string;
  personId: string;
  layer: Layer;
  /** The last moment; null until taken back. */
  until?: Date | null;
  note?: string;
};

/** The person behind an exact e-mail address or phone number; nothing else is searched, so that nobody can leaf through people. */
export async function findByContact(contact: string): Promise<{ id: string; name: string } | null> {
  const exact = contact.trim();
  if (exact === "") return null;
  return db.person.findFirst({
    where: { disabledAt: null, OR: [{ email: exact.toLowerCase() }, { phone: exact.replace(/[\s-]/g, "") }] },
    select: { id: true, name: true },
  });
}

/**
 * Lets a person read a released problem by name, up to a layer and until a date; decided by the enterprise's
 * reviewer. Naming again changes the terms. Errors: not_found, forbidden, conflict, invalid (until, personId).
 */
export async function nameReader(actor: Actor, input: NameReaderInput): Promise<void> {
  const { id, personId, layer, until = null, note = "" } = input;
  await inTransaction(async (tx) => {
    await requireAccess(actor, id, tx);
    if (!(await loadRelations(tx, actor, id)).has("REVIEWER")) throw forbidden("not-your-move");
    const problem = await tx.problem.findUniqueOrThrow({
      where: { id },
      select: { enterpriseId: true, releasedAt: true },
    });
    if (problem.releasedAt === null) throw conflict("not-released");
    if (until && until <= actor.now) throw invalid("until-in-past", "until");
    const person = await tx.person.findFirst({ where: { id: personId, disabledAt: null }, select: { id: true } });
    if (!person) throw invalid("no-such-person", "contact");
    await tx.problemNamed.upsert({
      where: { problemId_personId: { problemId: id, personId } },
      create: { problemId: id, personId, layer, until, addedById: actor.personId, createdAt: actor.now },
      update: { layer, until, addedById: actor.personId },
    });
    await refreshReaders(tx, id);
    await recordEvent(tx, {
      type: "problem.named",
      organisationId: problem.enterpriseId,
      subjectKind: "problem",
      subjectId: id,
      by: actor,
      actorOrgId: problem.enterpriseId,
      reason: note.trim(),
      payload: { personId, layer, until: until?.toISOString() ?? null },
      at: actor.now,
    });
  });
}

/** Ends what a person was let in for by name, at once. Errors: not_found, forbidden, conflict. */
export async function endNaming(actor: Actor, { id, personId }: { id: string; personId: string }): Promise<void> {
  await inTransaction(async (tx) => {
    await requireAccess(actor, id, tx);
    if (!(await loadRelations(tx, actor, id)).has("REVIEWER")) throw forbidden("not-your-move");
    const { enterpriseId } = await tx.problem.findUniqueOrThrow({ where: { id }, select: { enterpriseId: true } });
    const { count } = await tx.problemNamed.deleteMany({ where: { problemId: id, personId } });
    if (count === 0) throw conflict("problem-changed");
    await refreshReaders(tx, id);
    await recordEvent(tx, {
      type: "problem.named-ended",
      organisationId: enterpriseId,
      subjectKind: "problem",
      subjectId: id,
      by: actor,
      actorOrgId: enterpriseId,
      payload: { personId },
      at: actor.now,
    });
  });
}
