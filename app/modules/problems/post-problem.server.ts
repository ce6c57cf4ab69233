import { db, inTransaction, isUniqueViolation, type Tx } from "#app/lib/db.server.ts";
import { conflict, DomainError, forbidden, invalid } from "#app/lib/errors.ts";
import { type Actor, organisationsWith } from "#app/modules/accounts/actor.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";
import { newNumber } from "./number.server.ts";
import type { Draft } from "./schema.ts";
import { refreshReaders } from "./visibility.server.ts";

export type PostInput = Partial<Draft> & {
  /** Made by the author's device: a repeat returns the first. */
  clientId: string;
  /** By default the enterprise switched to, or the only one. */
  enterpriseId?: string;
  /** Whom it is entered for (代填); by default the actor. */
  authorId?: string;
};

export type Posted = { id: string; number: string; version: number; state: string; created: boolean };

/** Enterprises for which the actor may write problems down. */
export const postsFor = (actor: Actor): string[] => organisationsWith(actor, "ENGINEER", "REVIEWER");

function enterpriseOf(actor: Actor, wanted: string | undefined): string {
  const mine = postsFor(actor);
  const current = actor.currentOrganisationId;
  const id = wanted ?? (current && mine.includes(current) ? current : mine[0]);
  if (!id || !mine.includes(id)) throw forbidden("may-not-post");
  return id;
}

/**
 * Writes down a problem as a DRAFT of its author. A repeat of the same client id by the same author returns the
 * first one, untouched. Entry for a colleague needs REVIEWER in the enterprise and marks who typed.
 * Errors: forbidden, invalid (authorId).
 */
export async function postProblem(actor: Actor, input: PostInput): Promise<Posted> {
  const { clientId, enterpriseId: wanted, authorId = actor.personId, ...draft } = input;
  const enterpriseId = enterpriseOf(actor, wanted);
  const onBehalf = authorId !== actor.personId;
  if (onBehalf && !organisationsWith(actor, "REVIEWER").includes(enterpriseId))
    throw forbidden("may-not-enter-for-others");

  const earlier = await findEarlier(actor, authorId, clientId);
  if (earlier) return earlier;
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await inTransaction((tx) => insert(tx, actor, { clientId, enterpriseId, authorId, onBehalf, draft }));
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      const first = await findEarlier(actor, authorId, clientId);
      if (first) return first;
      if (attempt === 4) throw new DomainError("unavailable", "busy");
    }
  }
}

async function findEarlier(actor: Actor, authorId: string, clientId: string): Promise<Posted | null> {
  const row = await db.problem.findUnique({
    where: { authorId_clientId: { authorId, clientId } },
    select: { id: true, number: true, version: true, state: true, enteredById: true },
  });
  if (!row) return null;
  // The author's own id, met by somebody typing for the author, is not theirs to see.
  if (authorId !== actor.personId && row.enteredById !== actor.personId) throw conflict("client-id-taken");
  return { id: row.id, number: row.number, version: row.version, state: row.state, created: false };
}

type Insert = { clientId: string; enterpriseId: string; authorId: string; onBehalf: boolean; draft: Partial<Draft> };

async function insert(
  tx: Tx,
  actor: Actor,
  { clientId, enterpriseId, authorId, onBehalf, draft }: Insert,
): Promise<Posted> {
  const enterprise = await tx.organisation.findUniqueOrThrow({
    where: { id: enterpriseId },
    select: { timeZone: true, enterprise: { select: { industry: true } } },
  });
  const author = await tx.person.findFirst({
    where: { id: authorId, memberships: { some: employedAt(enterpriseId, actor.now) } },
    select: { id: true, name: true },
  });
  if (!author) throw invalid("author-not-employed", "authorId");
  const row = await tx.problem.create({
    data: {
      ...draft,
      number: newNumber(actor.now, enterprise.timeZone),
      clientId,
      enterpriseId,
      authorId,
      enteredById: onBehalf ? actor.personId : null,
      industry: enterprise.enterprise?.industry ?? "OTHER",
      stateSince: actor.now,
      createdAt: actor.now,
    },
    select: { id: true, number: true, version: true, state: true },
  });
  await refreshReaders(tx, row.id);
  await recordEvent(tx, {
    type: "problem.drafted",
    organisationId: enterpriseId,
    subjectKind: "problem",
    subjectId: row.id,
    by: actor,
    actorOrgId: enterpriseId,
    onBehalfOf: onBehalf ? { personId: author.id, name: author.name } : null,
    payload: { number: row.number },
    at: actor.now,
  });
  return { ...row, created: true };
}

/** A membership in force that makes somebody one of the enterprise's own people, also through a studio of it. */
export const employedAt = (enterpriseId: string, now: Date) => ({
  startsAt: { lte: now },
  OR: [{ endsAt: null }, { endsAt: { gt: now } }],
  role: { notIn: ["GUEST" as const, "JUDGE" as const] },
  organisation: { OR: [{ id: enterpriseId }, { parentId: enterpriseId, kind: "STUDIO" as const }] },
});
