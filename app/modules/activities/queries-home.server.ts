import { addDays } from "date-fns/addDays";
import { momentOf, type Question } from "#app/lib/ask-together.server.ts";
import { Prisma } from "#app/lib/db.server.ts";
import { type Actor, organisationsWith } from "#app/modules/accounts/actor.ts";
import type { ActivityKind } from "./rules.ts";

export type ActivityTodo = {
  reason: "invitation" | "follow-up" | "record";
  activityId: string;
  kind: ActivityKind;
  ordinal: number | null;
  topic: string;
  startsAt: Date;
  timeZone: string;
  /** When a follow-up is due, as a day. */
  dueOn: Date | null;
};

/** Follow-ups show from a week before their day on. */
const SHOWN_DAYS_BEFORE = 7;

type Row = Omit<ActivityTodo, "startsAt" | "dueOn"> & { startsAt: string; dueOn: string | null };

/**
 * What activities want of the actor: invitations to answer, follow-ups whose day is near, and for the
 * secretariat those that are over and not written down. Advice is not told here: it may be in a closer layer.
 */
export function activityTodo(actor: Actor): Question<ActivityTodo[]> {
  const known = [...actor.allianceIds, ...actor.officerAllianceIds];
  const { personId: me, now } = actor;
  const sql = Prisma.sql`
    WITH invited AS (
      SELECT "activityId", "reply" FROM "ActivityInvitee"
      WHERE "personId" = ${me}::uuid AND "withdrawnAt" IS NULL AND ("until" IS NULL OR "until" > ${now})
    ), waiting AS (
      SELECT 'invitation' AS "reason", "activityId", NULL::date AS "dueOn" FROM invited i WHERE "reply" = 'PENDING'
        AND NOT EXISTS (SELECT 1 FROM "ActivityAttendance" t
                        WHERE t."activityId" = i."activityId" AND t."personId" = ${me}::uuid)
      UNION ALL
      SELECT 'follow-up', "activityId", min("dueOn") FROM "ActivityAdvice"
      WHERE "ownerId" = ${me}::uuid AND "doneAt" IS NULL AND "dueOn" <= ${addDays(now, SHOWN_DAYS_BEFORE)}::date
      GROUP BY "activityId"
      UNION ALL
      SELECT 'record', "id", NULL FROM "Activity"
      WHERE "state" = 'PLANNED' AND coalesce("endsAt", "startsAt") < ${now}
        AND "allianceId" = ANY (${organisationsWith(actor, "SECRETARIAT")}::uuid[])
    )
    SELECT w."reason", a."id" AS "activityId", a."kind"::text AS "kind", a."ordinal", a."topic", a."startsAt",
           o."timeZone", w."dueOn"
    FROM waiting w JOIN "Activity" a ON a."id" = w."activityId" JOIN "Organisation" o ON o."id" = a."allianceId"
    WHERE (w."reason" = 'follow-up' AND a."state" IN ('PLANNED', 'HELD', 'CLOSED')
           OR a."state" = 'PLANNED' AND (w."reason" = 'record' OR coalesce(a."endsAt", a."startsAt") >= ${now}))
      AND (a."allianceId" = ANY (${known}::uuid[]) OR EXISTS (SELECT 1 FROM invited i WHERE i."activityId" = a."id"))
    ORDER BY coalesce(w."dueOn", a."startsAt"), a."id", w."reason" LIMIT 30`;
  const read = (rows: Row[]) =>
    rows.map((row) => ({
      ...row,
      startsAt: momentOf(row.startsAt),
      dueOn: row.dueOn === null ? null : new Date(row.dueOn),
    }));
  return { sql, read };
}
