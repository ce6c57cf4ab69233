import { db, inTransaction, isUniqueViolation, type Tx } from "#app/lib/db.server.ts";
import { conflict, DomainError, forbidden, invalid } from "#app/lib/errors.ts";
import { type Actor, organisationsWith } from "#app/modules/accounts/actor.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";
import { engineersOfMembers, entersForMembers } from "./entry-for-members.server.ts";
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
 * first one, untouched. Entry for a colleague needs REVIEWER in the enterprise, entry for an engineer of a member enterprise
 * SECRETARIAT in its alliance; both mark who typed, and end in that enterprise's review.
 * Errors: forbidden, invalid (authorId).
 */
export async function postProblem(actor: Actor, input: PostInput): Promise<Posted> {
  const { clientId, enterpriseId: wanted, authorId = actor.personId, ...draft } = input;
  const onBehalf = authorId !== actor.personId;
  const forMember = await memberFor(actor, wanted, onBehalf ? authorId : null);
  const enterpriseId = forMember ?? enterpriseOf(actor, wanted);
  if (onBehalf && !forMember && !organisationsWith(actor, "REVIEWER").includes(enterpriseId))
    throw forbidden("may-not-enter-for-others");

  const earlier = await findEarlier(actor, authorId, clientId);
  if (earlier) return earlier;
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await inTransaction((tx) =>
        insert(tx, actor, { clientId, enterpriseId, authorId, onBehalf, forMember: forMember !== null, draft }),
      );
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      const first = await findEarlier(actor, authorId, clientId);
      if (first) return first;
      if (attempt === 4) throw new DomainError("unavailable", "busy");
    }
  }
}

/**
 * The enterprise an alliance's secretariat enters for: one of its members, in which the author is an engineer. Null when
 * the actor writes for an own enterprise. Errors: forbidden, invalid (authorId).
 */
async function memberFor(actor: Actor, wanted: string | undefined, authorId: string | null): Promise<string | null> {
  const own = wanted !== undefined && postsFor(actor).includes(wanted);
  if (own || organisationsWith(actor, "SECRETARIAT").length === 0) return null;
  if (wanted === undefined && !entersForMembers(actor)) return null;
  if (authorId === null) throw invalid("required", "authorId");
  const [found] = await engineersOfMembers(db, actor, { personId: authorId, enterpriseId: wanted });
  if (!found) throw forbidden("may-not-enter-for-others");
  return found.enterpriseId;
}

/** The alliance whose secretariat the actor is here. */
const spokenFor = (actor: Actor): string | null => {
  const alliances = organisationsWith(actor, "SECRETARIAT");
  return alliances.find((id) => id === actor.currentOrganisationId) ?? alliances[0] ?? null;
};

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

type Insert = {
  clientId: string;
  enterpriseId: string;
  authorId: string;
  onBehalf: boolean;
  /** By the secretariat, for an engineer of a member enterprise. */
  forMember: boolean;
  draft: Partial<Draft>;
};

async function insert(
  tx: Tx,
  actor: Actor,
  { clientId, enterpriseId, authorId, onBehalf, forMember, draft }: Insert,
): Promise<Posted> {
  const enterprise = await tx.organisation.findUniqueOrThrow({
    where: { id: enterpriseId },
    select: { timeZone: true, enterprise: { select: { industry: true } } },
  });
  const author = await tx.person.findFirst({
    where: { id: authorId, memberships: { some: employedAt(enterpriseId, actor.now) } },
    select: { id: true, name: true },
  });
  const found = !forMember || (await engineersOfMembers(tx, actor, { personId: authorId, enterpriseId })).length > 0;
  if (!author || !found) throw invalid("author-not-employed", "authorId");
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
    actorOrgId: forMember ? spokenFor(actor) : enterpriseId,
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
