import { db } from "#app/lib/db.server.ts";
import { notFound } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { awardRoundsVisibleTo } from "../visibility.ts";
import type { StartedApplication } from "./schema.ts";
import { APPLIES_WITH, applicantSubject } from "./start-application.server.ts";

type Around = {
  title: string;
  kind: string | null;
  reach: string[];
  awardedTitleIds: string[];
  appliedRoundIds: string[];
};

/** What is applied with, the unions and alliances it is in, titles it was given and rounds it is in already. One statement. */
async function aroundSubject(actor: Actor, id: string, enterpriseId: string): Promise<Around> {
  const [found] = await db.$queryRaw<Around[]>`
    WITH RECURSIVE subject AS (
      SELECT h."title", h."kind"::text AS "kind", h."studioId" FROM "Achievement" h WHERE h."id" = ${id}::uuid
      UNION ALL SELECT o."name", NULL, o."id" FROM "Organisation" o WHERE o."id" = ${id}::uuid
      UNION ALL SELECT p."name", NULL, NULL FROM "Person" p WHERE p."id" = ${id}::uuid
    ), up AS (
      SELECT "id", "parentId" FROM "Organisation" WHERE "id" = ${enterpriseId}::uuid
      UNION SELECT o."id", o."parentId" FROM "Organisation" o JOIN up ON o."id" = up."parentId"
    ), reach AS (
      (SELECT m."allianceId" AS "id" FROM "AllianceMember" m
        WHERE m."memberId" IN (${enterpriseId}::uuid, (SELECT "studioId" FROM subject))
          AND m."joinedAt" <= ${actor.now} AND (m."leftAt" IS NULL OR m."leftAt" > ${actor.now})
        UNION SELECT "id" FROM up)
      UNION SELECT o."parentId" FROM "Organisation" o JOIN reach ON o."id" = reach."id" WHERE o."parentId" IS NOT NULL
    )
    SELECT "title", "kind", ARRAY(SELECT "id"::text FROM reach) AS "reach",
      ARRAY(SELECT r."titleId"::text FROM "AwardApplication" a JOIN "AwardRound" r ON r."id" = a."roundId"
        WHERE a."state" = 'AWARDED' AND ${id}::uuid IN (a."achievementId", a."studioId", a."personId")) AS "awardedTitleIds",
      ARRAY(SELECT a."roundId"::text FROM "AwardApplication" a
        WHERE a."state" <> 'WITHDRAWN' AND ${id}::uuid IN (a."achievementId", a."studioId", a."personId")) AS "appliedRoundIds"
    FROM subject`;
  if (!found) throw notFound();
  return found;
}

/**
 * What the actor begins an application with: the subject, if it is theirs to apply with, and the rounds open to it: that
 * take applications now, in whose scope it is, and whose title it was not given before. Those it is in already say so.
 * At most three statements. Errors: not_found.
 */
export async function loadApplicationStart(actor: Actor, subject: StartedApplication["subject"]) {
  const mine = await applicantSubject(db, actor, subject);
  if (!mine) throw notFound();
  const [around, rounds] = await Promise.all([
    aroundSubject(actor, subject.id, mine.enterpriseId),
    db.awardRound.findMany({
      where: {
        state: "OPEN",
        opensAt: { lte: actor.now },
        closesAt: { gte: actor.now },
        title: { subject: APPLIES_WITH[subject.kind] },
        AND: awardRoundsVisibleTo(actor),
      },
      orderBy: [{ closesAt: "asc" }, { id: "asc" }],
      take: 100,
      select: {
        id: true,
        name: true,
        nameEn: true,
        closesAt: true,
        titleId: true,
        organisationId: true,
        scopeIds: true,
        achievementKinds: true,
        organisation: { select: { timeZone: true } },
      },
    }),
  ]);
  const reach = new Set(around.reach);
  const kinds: readonly string[] = around.kind === null ? [] : [around.kind];
  return {
    about: around.title,
    rounds: rounds
      .filter(
        (one) =>
          reach.has(one.organisationId) &&
          (one.scopeIds.length === 0 || one.scopeIds.some((id) => reach.has(id))) &&
          (one.achievementKinds.length === 0 || one.achievementKinds.some((kind) => kinds.includes(kind))) &&
          !around.awardedTitleIds.includes(one.titleId),
      )
      .map(({ id, name, nameEn, closesAt, organisation }) => ({
        id,
        name,
        nameEn,
        closesAt,
        timeZone: organisation.timeZone,
        applied: around.appliedRoundIds.includes(id),
      })),
  };
}
