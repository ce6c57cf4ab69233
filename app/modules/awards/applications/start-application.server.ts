import { inTransaction, type Tx } from "#app/lib/db.server.ts";
import { conflict, invalid, notFound } from "#app/lib/errors.ts";
import { type Actor, employerIds, organisationsWith } from "#app/modules/accounts/actor.ts";
import { achievementsVisibleTo } from "#app/modules/achievements/achievement/visibility.server.ts";
import type { AwardSubject } from "../facts/catalogue.ts";
import { awardRoundsVisibleTo } from "../visibility.ts";
import { recordApplication } from "./open-application.server.ts";
import type { StartedApplication } from "./schema.ts";

type Subject = { achievementId?: string; studioId?: string; personId?: string; enterpriseId: string };
/** What a round of each subject is applied to with. */
export const APPLIES_WITH = {
  achievement: "ACHIEVEMENT",
  studio: "STUDIO",
  person: "PERSON",
} as const satisfies Record<string, AwardSubject>;

/** What the actor may apply with: an achievement of their team, a studio they lead, themselves; null is none of these. */
export async function applicantSubject(
  tx: Pick<Tx, "organisation" | "achievement">,
  actor: Actor,
  { kind, id }: StartedApplication["subject"],
): Promise<Subject | null> {
  if (kind === "studio") {
    if (!organisationsWith(actor, "STUDIO_LEADER").includes(id)) return null;
    const studio = await tx.organisation.findUnique({ where: { id }, select: { parentId: true } });
    return studio?.parentId ? { studioId: id, enterpriseId: studio.parentId } : null;
  }
  if (kind === "person") {
    const [enterpriseId] = employerIds(actor);
    return id === actor.personId && enterpriseId ? { personId: id, enterpriseId } : null;
  }
  const achievement = await tx.achievement.findFirst({
    where: {
      id,
      state: { not: "WITHDRAWN" },
      AND: [
        achievementsVisibleTo(actor),
        {
          OR: [
            { contributors: { some: { personId: actor.personId } } },
            { studioId: { in: organisationsWith(actor, "STUDIO_LEADER") } },
            { byId: actor.personId, origin: "ENTERED" },
          ],
        },
      ],
    },
    select: { enterpriseId: true },
  });
  return achievement && { achievementId: id, enterpriseId: achievement.enterpriseId };
}

/**
 * Begins an application to an open round; what it lacks is shown from here on. One for each subject and round: a second
 * one leads to the first, also to one that was refused; only what its applicants withdrew may come again.
 * Errors: not_found, invalid (application-subject), conflict (round-not-open).
 */
export async function startApplication(actor: Actor, input: StartedApplication): Promise<{ id: string }> {
  return inTransaction(async (tx) => {
    const known = await tx.awardApplication.findUnique({
      where: { byId_clientId: { byId: actor.personId, clientId: input.clientId } },
      select: { id: true },
    });
    if (known) return known;
    await tx.$queryRaw`SELECT "id" FROM "AwardRound" WHERE "id" = ${input.roundId}::uuid FOR SHARE`;
    const round = await tx.awardRound.findFirst({
      where: { id: input.roundId, AND: awardRoundsVisibleTo(actor) },
      select: { id: true, state: true, closesAt: true, organisationId: true, title: { select: { subject: true } } },
    });
    if (!round) throw notFound();
    if (round.state !== "OPEN" || actor.now > round.closesAt) throw conflict("round-not-open");
    const subject =
      APPLIES_WITH[input.subject.kind] === round.title.subject
        ? await applicantSubject(tx, actor, input.subject)
        : null;
    if (!subject) throw invalid("application-subject", "subject");
    await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended('application:' || ${round.id} || ${input.subject.id}, 0))::text`;
    const { enterpriseId, ...about } = subject;
    const first = await tx.awardApplication.findFirst({
      where: { roundId: round.id, ...about, state: { not: "WITHDRAWN" } },
      orderBy: { createdAt: "asc" },
      select: { id: true },
    });
    if (first) return first;
    const row = await tx.awardApplication.create({
      data: { ...subject, roundId: round.id, clientId: input.clientId, byId: actor.personId, createdAt: actor.now },
      select: { id: true },
    });
    await recordApplication(tx, actor, { id: row.id, round }, "application.drafted", {
      payload: { roundId: round.id, ...about, enterpriseId },
    });
    return row;
  });
}
