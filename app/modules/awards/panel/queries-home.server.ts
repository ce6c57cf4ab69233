import type { Question } from "#app/lib/ask-together.server.ts";
import { Prisma } from "#app/lib/db.server.ts";
import { type Actor, organisationsWith } from "#app/modules/accounts/actor.ts";

export type PanelTodo = {
  what: "answer" | "score" | "start" | "propose" | "objection" | "decide";
  /** The round, or the objection. */
  id: string;
  name: string;
  year: number;
};

/** Whether the judge on `seat` (a row of PanelSeat) is called for an application without having handed in a sheet for it. */
export const sheetsLeft = Prisma.sql`EXISTS (
  SELECT 1 FROM "AwardApplication" a WHERE a."roundId" = seat."roundId" AND a."state" = 'ADMITTED'
    AND NOT EXISTS (SELECT 1 FROM "Recusal" c WHERE c."applicationId" = a."id" AND c."seatId" = seat."id")
    AND NOT EXISTS (SELECT 1 FROM "ScoreSheet" s WHERE s."applicationId" = a."id" AND s."seatId" = seat."id" AND s."submittedAt" IS NOT NULL)
    -- A substitute is called where a seat is empty: not taken, or stood back from.
    AND (NOT seat."substitute" OR EXISTS (
      SELECT 1 FROM "PanelSeat" o WHERE o."roundId" = seat."roundId" AND NOT o."substitute" AND (o."acceptedAt" IS NULL
        OR o."declinedAt" IS NOT NULL
        OR EXISTS (SELECT 1 FROM "Recusal" c WHERE c."seatId" = o."id" AND c."applicationId" = a."id")))))`;

/**
 * What panels and notices want of the actor: to answer a seat, to score; of the organiser's officers to begin the panel, to
 * put up the notice, to handle an objection, to decide.
 */
export function panelTodo(actor: Actor): Question<PanelTodo[]> {
  const me = actor.personId;
  const unions = organisationsWith(actor, "UNION_OFFICER");
  const sql = Prisma.sql`
    WITH own AS (SELECT r.* FROM "AwardRound" r WHERE r."organisationId" = ANY (${unions}::uuid[])),
    seat AS (SELECT s.*, r."state", r."name" AS "round", r."year", r."panelClosedAt" FROM "PanelSeat" s
      JOIN "AwardRound" r ON r."id" = s."roundId" WHERE s."personId" = ${me}::uuid AND s."declinedAt" IS NULL)
    SELECT 'answer' AS "what", "roundId" AS "id", "round" AS "name", "year" FROM seat
      WHERE "acceptedAt" IS NULL AND "state" IN ('OPEN', 'REVIEW')
    UNION ALL
    SELECT 'score', "roundId", "round", "year" FROM seat
      WHERE "acceptedAt" IS NOT NULL AND "state" = 'PANEL' AND "panelClosedAt" IS NULL AND ${sheetsLeft}
    UNION ALL
    SELECT 'start', "id", "name", "year" FROM own WHERE "state" = 'REVIEW' AND NOT EXISTS (
      SELECT 1 FROM "AwardApplication" a WHERE a."roundId" = own."id" AND a."state" IN ('SUBMITTED', 'RECOMMENDED'))
    UNION ALL
    SELECT 'propose', "id", "name", "year" FROM own WHERE "state" = 'PANEL' AND "panelClosedAt" IS NOT NULL
    UNION ALL
    SELECT 'decide', "id", "name", "year" FROM own WHERE "state" = 'NOTICE' AND "noticeUntil" <= ${actor.now}
      AND NOT EXISTS (SELECT 1 FROM "Objection" o JOIN "AwardApplication" a ON a."id" = o."applicationId"
        WHERE a."roundId" = own."id" AND o."state" = 'RECEIVED')
    UNION ALL
    SELECT 'objection', o."id", own."name", own."year" FROM own JOIN "AwardApplication" a ON a."roundId" = own."id"
      JOIN "Objection" o ON o."applicationId" = a."id" AND o."state" = 'RECEIVED'
        AND (o."handlerId" IS NULL OR o."handlerId" = ${me}::uuid)
    ORDER BY "what", "id" LIMIT 30`;
  return { sql, read: (rows: PanelTodo[]) => rows };
}
