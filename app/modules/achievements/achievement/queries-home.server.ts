import type { Question } from "#app/lib/ask-together.server.ts";
import { Prisma } from "#app/lib/db.server.ts";
import { type Actor, organisationsWith } from "#app/modules/accounts/actor.ts";
import type { AchievementState } from "./lifecycle.ts";
import { confirmsNext, relationsTo } from "./policy.ts";
import type { AchievementOrigin } from "./rules.ts";

export type AchievementTodo = { id: string; reason: "confirm" | "take-over" | "register" | "returned"; title: string };

type Row = {
  id: string;
  title: string;
  state: AchievementState;
  origin: AchievementOrigin;
  byId: string;
  enterpriseId: string;
  studioId: string | null;
  contributorsVersion: number;
  reason: string;
  contributors: { personId: string; confirmedOf: number | null; objectedOf: number | null }[];
};

/** What achievements want of the actor: to confirm the own line, to take over what was entered for them, to register, to look at one returned. */
export function achievementTodo(actor: Actor): Question<AchievementTodo[]> {
  const me = actor.personId;
  const sql = Prisma.sql`
    SELECT a."id", a."title", a."state", a."origin", a."byId", a."enterpriseId", a."studioId", a."contributorsVersion", a."reason",
      (SELECT coalesce(json_agg(json_build_object('personId', c."personId", 'confirmedOf', c."confirmedOf", 'objectedOf', c."objectedOf")), '[]')
       FROM "AchievementContributor" c WHERE c."achievementId" = a."id") AS "contributors"
    FROM "Achievement" a
    WHERE a."state" IN ('DRAFT', 'SUBMITTED')
        AND a."id" IN (SELECT c."achievementId" FROM "AchievementContributor" c WHERE c."personId" = ${me}::uuid)
      OR a."state" = 'SUBMITTED' AND a."enterpriseId" = ANY (${organisationsWith(actor, "REVIEWER")}::uuid[])
    ORDER BY a."createdAt", a."id" LIMIT 30`;
  const reasonOf = (row: Row): AchievementTodo["reason"] | null => {
    const mine = row.contributors.some((one) => one.personId === me);
    if (mine && row.state === "DRAFT" && row.origin !== "ENTERED") return "take-over";
    if (confirmsNext(me, row)) return "confirm";
    if (mine && row.state === "DRAFT" && row.reason !== "") return "returned";
    return row.state === "SUBMITTED" && relationsTo(actor, row).has("REVIEWER") ? "register" : null;
  };
  const read = (rows: Row[]) =>
    rows.flatMap((row) => {
      const reason = reasonOf(row);
      return reason === null ? [] : [{ id: row.id, reason, title: row.title }];
    });
  return { sql, read };
}
