import { db } from "#app/lib/db.server.ts";
import { DomainError, notFound } from "#app/lib/errors.ts";
import { loadActor } from "#app/modules/accounts/load-actor.server.ts";
import type { Subject } from "#app/modules/discussion/subject.ts";
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
    const access = accessOf(actor, row);
    const { enterpriseId, allianceId } = row;
    const ofPoster = (one: { id: string; parentId: string | null }) =>
      one.id === enterpriseId || one.parentId === enterpriseId;
    return {
      layer: access.layer,
      organisationId: enterpriseId,
      spokesId: spokesOrganisation(actor, enterpriseId, allianceId),
      shows: (organisation) => access.knowsPoster || (organisation !== null && !ofPoster(organisation)),
    };
  },
  layerOf: layerFor,
  async participants(subjectId, reading, now) {
    const { enterpriseId, ...problem } = await db.problem.findUniqueOrThrow({
      where: { id: subjectId },
      select: {
        enterpriseId: true,
        author: { select: { id: true, name: true } },
        named: {
          where: { OR: [{ until: null }, { until: { gt: now } }] },
          select: { person: { select: { id: true, name: true } } },
        },
        engagements: {
          where: { OR: [{ endedAt: null }, { end: "FINISHED" }] },
          select: {
            studio: { select: { id: true, parentId: true } },
            members: { select: { person: { select: { id: true, name: true } } } },
          },
        },
      },
    });
    const poster = reading.shows({ id: enterpriseId, parentId: null })
      ? [problem.author, ...(reading.layer === "CONFIDENTIAL" ? problem.named.map((n) => n.person) : [])]
      : [];
    const team = problem.engagements
      .filter((e) => reading.shows(e.studio))
      .flatMap((e) => e.members.map((m) => m.person));
    return [...new Map([...poster, ...team].map((person) => [person.id, person])).values()];
  },
};
