import type { Question } from "#app/lib/ask-together.server.ts";
import { Prisma } from "#app/lib/db.server.ts";
import { type Actor, organisationsWith } from "#app/modules/accounts/actor.ts";
import { TITLE_COLUMNS, titleFrom, type TitledRow } from "#app/modules/problems/title-rows.server.ts";
import { accessRowsOf } from "#app/modules/problems/visibility.server.ts";
import { readsAmounts, waitsForWordOf } from "./policy.ts";
import type { BenefitState } from "./rules.ts";

export type BenefitTodo = { id: string; reason: "confirm" | "refused" | "certify"; title: string; number: string };

type Row = TitledRow & {
  id: string;
  state: BenefitState;
  byId: string;
  recipientId: string;
  sharesVersion: number;
  shares: { personId: string; confirmedOf: number | null; objectedOf: number | null }[];
};

/**
 * What benefits want of the actor: to certify, to confirm a share, to look at one refused or objected to.;
 * who had a part in it and so cannot certify is told so on its page.
 */
export function benefitTodo(actor: Actor): Question<BenefitTodo[]> {
  const me = actor.personId;
  const sql = Prisma.sql`
    SELECT b."id", b."state", b."byId", b."recipientId", b."sharesVersion", ${TITLE_COLUMNS},
      (SELECT coalesce(json_agg(json_build_object('personId', s."personId", 'confirmedOf', s."confirmedOf", 'objectedOf', s."objectedOf")), '[]')
       FROM "BenefitShare" s WHERE s."benefitId" = b."id") AS "shares"
    FROM "Benefit" b JOIN "Problem" p ON p."id" = b."fixId" CROSS JOIN ${accessRowsOf(actor, Prisma.sql`p."id"`)} access
      CROSS JOIN LATERAL (
        SELECT EXISTS (SELECT 1 FROM "BenefitShare" s WHERE s."benefitId" = b."id" AND s."personId" = ${me}::uuid) AS "mine") own
    WHERE b."state" = 'SUBMITTED' AND b."recipientId" = ANY (${organisationsWith(actor, "FINANCE")}::uuid[])
        AND b."byId" <> ${me}::uuid AND b."submittedById" IS DISTINCT FROM ${me}::uuid AND NOT own."mine"
      OR own."mine" AND b."state" NOT IN ('WITHDRAWN', 'CORRECTED')
      OR b."state" = 'REFUSED' AND b."byId" = ${me}::uuid
        AND b."recipientId" = ANY (${organisationsWith(actor, "ENGINEER", "REVIEWER", "FINANCE")}::uuid[])
    ORDER BY b."createdAt", b."id" LIMIT 30`;
  const reasonOf = (row: Row): BenefitTodo["reason"] | null => {
    if (row.state === "REFUSED" && row.byId === me) return "refused";
    if (waitsForWordOf(me, row)) return "confirm";
    const shares = row.shares.some((one) => one.personId === me);
    return row.state === "SUBMITTED" && readsAmounts(actor, row.recipientId) && !shares ? "certify" : null;
  };
  const read = (rows: Row[]) =>
    rows.flatMap((row) => {
      const reason = reasonOf(row);
      return reason === null ? [] : [{ id: row.id, reason, title: titleFrom(actor, row), number: row.number }];
    });
  return { sql, read };
}
