import type { Question } from "#app/lib/ask-together.server.ts";
import { Prisma } from "#app/lib/db.server.ts";
import { type Actor, organisationsWith } from "#app/modules/accounts/actor.ts";
import { applicationAfter, type ApplicationState, type RoundState } from "../lifecycle.ts";
import { type ApplicationParts, relationsTo } from "../policy.ts";

export type ApplicationTodo = {
  id: string;
  reason: "confirm" | "returned" | "recommend" | "pass-on" | "admit";
  title: string;
  round: string;
};

type Row = ApplicationParts & {
  id: string;
  state: ApplicationState;
  roundState: RoundState;
  roundName: string;
  title: string;
  textVersion: number;
  reason: string;
  confirmedOf: number | null;
};

/** What applications want of the actor: to confirm, to change one that was returned, to recommend, to review. */
export function applicationTodo(actor: Actor): Question<ApplicationTodo[]> {
  const me = actor.personId;
  const unions = organisationsWith(actor, "UNION_OFFICER");
  const sql = Prisma.sql`
    SELECT a."id", a."state", a."byId", a."enterpriseId", a."studioId", a."personId", a."textVersion", a."reason",
      r."state" AS "roundState", r."name" AS "roundName", coalesce(h."title", o."name", p."name", '') AS "title",
      json_build_object('organisationId', r."organisationId") AS "round",
      CASE WHEN h."id" IS NULL THEN NULL ELSE json_build_object('studioId', h."studioId", 'contributors',
        (SELECT coalesce(json_agg(json_build_object('personId', c."personId")), '[]')
         FROM "AchievementContributor" c WHERE c."achievementId" = h."id")) END AS "achievement",
      (SELECT coalesce(json_agg(json_build_object('organisationId', s."organisationId", 'position', s."position",
        'decision', s."decision", 'byId', s."byId")), '[]') FROM "ApplicationStep" s WHERE s."applicationId" = a."id") AS "steps",
      (SELECT k."confirmedOf" FROM "ApplicationConfirmation" k WHERE k."applicationId" = a."id" AND k."personId" = ${me}::uuid) AS "confirmedOf"
    FROM "AwardApplication" a JOIN "AwardRound" r ON r."id" = a."roundId"
      LEFT JOIN "Achievement" h ON h."id" = a."achievementId" LEFT JOIN "Organisation" o ON o."id" = a."studioId"
      LEFT JOIN "Person" p ON p."id" = a."personId"
    WHERE r."state" IN ('OPEN', 'REVIEW') AND (
      a."state" = 'DRAFT' AND r."state" = 'OPEN' AND a."textVersion" > 0 AND (a."personId" = ${me}::uuid
        OR a."studioId" = ANY (${organisationsWith(actor, "STUDIO_LEADER")}::uuid[])
        OR a."achievementId" IN (SELECT c."achievementId" FROM "AchievementContributor" c WHERE c."personId" = ${me}::uuid))
      OR a."state" = 'SUBMITTED' AND a."enterpriseId" = ANY (${organisationsWith(actor, "REVIEWER")}::uuid[])
      OR a."state" = 'RECOMMENDED' AND (r."organisationId" = ANY (${unions}::uuid[])
        OR a."id" IN (SELECT s."applicationId" FROM "ApplicationStep" s
          WHERE s."organisationId" = ANY (${unions}::uuid[]) AND s."decision" = 'WAITING')))
    ORDER BY a."createdAt", a."id" LIMIT 30`;
  const reasonOf = (row: Row): ApplicationTodo["reason"] | null => {
    const relations = relationsTo(actor, row);
    const can = (action: Parameters<typeof applicationAfter>[2]) =>
      applicationAfter(row.state, row.roundState, action, relations) !== null;
    if (row.state === "DRAFT") {
      if (row.reason !== "" && relations.includes("APPLICANT")) return "returned";
      return row.confirmedOf === row.textVersion ? null : "confirm";
    }
    if (can("recommend")) return "recommend";
    if (row.state === "RECOMMENDED" && can("recommend-on")) return "pass-on";
    const done = row.steps.every((one) => one.decision === "RECOMMENDED");
    return done && can("admit") ? "admit" : null;
  };
  const read = (rows: Row[]) =>
    rows.flatMap((row) => {
      const reason = reasonOf(row);
      return reason === null ? [] : [{ id: row.id, reason, title: row.title, round: row.roundName }];
    });
  return { sql, read };
}
