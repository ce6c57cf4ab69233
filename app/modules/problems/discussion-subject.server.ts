import { db, type Prisma } from "#app/lib/db.server.ts";
import { DomainError, notFound } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { loadActor } from "#app/modules/accounts/load-actor.server.ts";
import type { Reading, Subject } from "#app/modules/discussion/subject.ts";
import type { Access } from "./access.ts";
import { spokesOrganisation } from "./transition.server.ts";
import { accessOf, accessSelect, requireAccess, visibleTo } from "./visibility.server.ts";

/** The layer a person reads of a problem at a moment; null when it isn't open to them. Outside a transaction. */
export async function layerFor(personId: string, problemId: string, now: Date) {
  const account = await db.person.findFirst({ where: { id: personId, disabledAt: null }, select: { id: true } });
  if (!account) return null;
  try {
    return (await requireAccess(await loadActor(personId, now), problemId)).layer;
  } catch (error) {
    if (error instanceof DomainError && error.code === "not_found") return null;
    throw error;
  }
}

/** What a reader of a problem is to its discussion. */
export const readingOf = (
  actor: Actor,
  { enterpriseId, allianceId }: { enterpriseId: string; allianceId: string | null },
  access: Access,
): Reading => {
  const ofPoster = (one: { id: string; parentId: string | null }) =>
    one.id === enterpriseId || one.parentId === enterpriseId;
  return {
    layer: access.layer,
    organisationId: enterpriseId,
    spokesId: spokesOrganisation(actor, enterpriseId, allianceId),
    shows: (organisation) => access.knowsPoster || (organisation !== null && !ofPoster(organisation)),
  };
};

const person = { select: { id: true, name: true } } as const;

/** Put this in a `select` to learn who takes part with `participantsOf`. */
export const participantsSelect = (now: Date) =>
  ({
    enterpriseId: true,
    author: person,
    named: { where: { OR: [{ until: null }, { until: { gt: now } }] }, select: { person } },
    engagements: {
      where: { OR: [{ endedAt: null }, { end: "FINISHED" }] },
      select: { studio: { select: { id: true, parentId: true } }, members: { select: { person } } },
    },
  }) satisfies Prisma.ProblemSelect;

/** People who take part by their office, as far as the reader may know them. */
export function participantsOf(
  row: Prisma.ProblemGetPayload<{ select: ReturnType<typeof participantsSelect> }>,
  reading: Reading,
): { id: string; name: string }[] {
  const plain = ({ id, name }: { id: string; name: string }) => ({ id, name });
  const poster = reading.shows({ id: row.enterpriseId, parentId: null })
    ? [row.author, ...(reading.layer === "CONFIDENTIAL" ? row.named.map((n) => n.person) : [])]
    : [];
  const team = row.engagements.filter((e) => reading.shows(e.studio)).flatMap((e) => e.members.map((m) => m.person));
  return [...new Map([...poster, ...team].map((one) => [one.id, plain(one)])).values()];
}

/** Discussion on a problem. */
export const problemDiscussion: Subject = {
  kind: "problem",
  events: { commented: "problem.commented", edited: "problem.comment-edited", removed: "problem.comment-removed" },
  async requireReading(actor, subjectId, reader = db) {
    const row = await reader.problem.findFirst({
      where: { id: subjectId, AND: visibleTo(actor) },
      select: { enterpriseId: true, allianceId: true, ...accessSelect(actor) },
    });
    if (!row) throw notFound();
    return readingOf(actor, row, accessOf(actor, row));
  },
  layerOf: layerFor,
  async participants(subjectId, reading, now) {
    const row = await db.problem.findUniqueOrThrow({ where: { id: subjectId }, select: participantsSelect(now) });
    return participantsOf(row, reading);
  },
};
