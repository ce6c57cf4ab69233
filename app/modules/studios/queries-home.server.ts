import type { Question } from "#app/lib/ask-together.server.ts";
import { Prisma } from "#app/lib/db.server.ts";
import { formatDate } from "#app/lib/format.ts";
import { type Actor, organisationsWith } from "#app/modules/accounts/actor.ts";
import type { StudioState } from "./lifecycle.ts";
import { unionsOf } from "./policy.ts";
import { addDays, dayOf, REMIND_DAYS, textOfDay } from "./rules.ts";

export type StudioTodo = {
  id: string;
  name: string;
  reason: "decide" | "proposed" | "rectify-late" | "file" | "file-late" | "rectify" | "returned" | "confirm-promotion";
  /** The day it is due, for what somebody has to do by a day; else empty. */
  dueOn: string;
};

/** Steps that are due on a day of the studio's. */
const WITH_DAY: readonly StudioTodo["reason"][] = ["file", "file-late", "rectify", "rectify-late"];

type Row = {
  id: string;
  name: string;
  state: StudioState;
  dueOn: string | null;
  proposed: boolean;
  officer: boolean;
  leader: boolean;
  returned: boolean;
  promotions: boolean;
};

/**
 * What studios want of the actor: to decide a file that lies with the union, an order that is proposed or has run out;
 * to file a re-review that is due, to put things right, to complete what was sent back; to confirm a promotion.
 */
export function studioTodo(actor: Actor): Question<StudioTodo[]> {
  const today = dayOf(formatDate(actor.now));
  const led = organisationsWith(actor, "STUDIO_LEADER");
  const reviewed = organisationsWith(actor, "REVIEWER");
  const sql = Prisma.sql`
    WITH RECURSIVE below AS (
      SELECT "id" FROM "Organisation" WHERE "id" = ANY (${unionsOf(actor)}::uuid[])
      UNION SELECT o."id" FROM "Organisation" o JOIN below b ON o."parentId" = b."id"
    ), seen AS (
      SELECT s."organisationId" AS "id", o."name", o."parentId", s."state",
        CASE WHEN s."state" = 'RECTIFICATION' THEN s."rectifyBy" ELSE s."reviewDueOn" END AS "dueOn",
        s."proposedAt" IS NOT NULL AS "proposed",
        s."organisationId" IN (SELECT "id" FROM below) AND NOT o."id" = ANY (${actor.recentOrganisationIds}::uuid[])
          AND NOT o."parentId" = ANY (${actor.recentOrganisationIds}::uuid[]) AS "officer",
        s."organisationId" = ANY (${led}::uuid[]) AS "leader",
        o."parentId" = ANY (${reviewed}::uuid[]) AS "reviewer"
      FROM "Studio" s JOIN "Organisation" o ON o."id" = s."organisationId"
      WHERE (o."closedAt" IS NULL OR o."closedAt" > ${actor.now})
        AND (s."organisationId" = ANY (${led}::uuid[]) OR o."parentId" = ANY (${reviewed}::uuid[])
          OR s."organisationId" IN (SELECT "id" FROM below))
    )
    SELECT seen."id", seen."name", seen."state", seen."dueOn", seen."proposed", seen."officer", seen."leader",
      (seen."leader" AND EXISTS (SELECT 1 FROM "StudioReview" r
        WHERE r."studioId" = seen."id" AND r."state" = 'DRAFT' AND r."returned" <> '')) AS "returned",
      ((seen."reviewer" OR seen."officer") AND EXISTS (SELECT 1 FROM "StudioPromotion" p
        WHERE p."studioId" = seen."id" AND p."confirmedAt" IS NULL AND p."withdrawnAt" IS NULL
          AND p."byId" <> ${actor.personId}::uuid AND p."personId" <> ${actor.personId}::uuid
          AND EXISTS (SELECT 1 FROM "Attachment" f
            WHERE f."ownerKind" = 'studio-promotion' AND f."ownerId" = p."id" AND f."removedAt" IS NULL))) AS "promotions"
    FROM seen
    WHERE seen."officer" AND (seen."state" IN ('UNDER_REVIEW', 'REEXAMINATION') OR seen."proposed"
        OR seen."state" = 'RECTIFICATION' AND seen."dueOn" < ${textOfDay(today)}::date)
      OR seen."leader" AND (seen."state" = 'RECTIFICATION'
        OR seen."state" IN ('DESIGNATED', 'CONFIRMED') AND seen."dueOn" <= ${textOfDay(addDays(today, REMIND_DAYS))}::date
        OR EXISTS (SELECT 1 FROM "StudioReview" r WHERE r."studioId" = seen."id" AND r."state" = 'DRAFT' AND r."returned" <> ''))
      OR (seen."reviewer" OR seen."officer") AND EXISTS (SELECT 1 FROM "StudioPromotion" p
        WHERE p."studioId" = seen."id" AND p."confirmedAt" IS NULL AND p."withdrawnAt" IS NULL)
    ORDER BY seen."dueOn" NULLS LAST, seen."name", seen."id" LIMIT 50`;
  const read = (rows: Row[]) =>
    rows.flatMap((row) =>
      reasonsOf(row, textOfDay(today)).map((reason) => ({
        id: row.id,
        name: row.name,
        reason,
        dueOn: WITH_DAY.includes(reason) ? (row.dueOn ?? "") : "",
      })),
    );
  return { sql, read };
}

function reasonsOf(row: Row, today: string): StudioTodo["reason"][] {
  const late = row.dueOn !== null && row.dueOn < today;
  const reasons: StudioTodo["reason"][] = [];
  if (row.officer) {
    if (row.state === "UNDER_REVIEW" || row.state === "REEXAMINATION") reasons.push("decide");
    else if (row.state === "RECTIFICATION" && late) reasons.push("rectify-late");
    else if (row.proposed) reasons.push("proposed");
  }
  if (row.leader) {
    const soon = row.dueOn !== null && row.dueOn <= textOfDay(addDays(dayOf(today), REMIND_DAYS));
    if (row.returned) reasons.push("returned");
    else if (row.state === "RECTIFICATION") reasons.push("rectify");
    else if (row.state === "DESIGNATED" || row.state === "CONFIRMED") {
      if (late) reasons.push("file-late");
      else if (soon) reasons.push("file");
    }
  }
  if (row.promotions) reasons.push("confirm-promotion");
  return reasons;
}
