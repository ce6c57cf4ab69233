import type { Question } from "#app/lib/ask-together.server.ts";
import { Prisma } from "#app/lib/db.server.ts";
import { type Actor, organisationsWith } from "#app/modules/accounts/actor.ts";
import { TITLE_COLUMNS, titleFrom, type TitledRow } from "#app/modules/problems/title-rows.server.ts";
import { accessRowsOf } from "#app/modules/problems/visibility.server.ts";

export type AdoptionTodo = { id: string; reason: "accept" | "measure"; title: string; number: string };
type Row = TitledRow & { id: string; state: string };

/** Adoptions of the actor's enterprises that wait for the next step, oldest first; the acceptor is asked on the page. */
export function adoptionTodo(actor: Actor): Question<AdoptionTodo[]> {
  const enterprises = organisationsWith(actor, "ENGINEER", "REVIEWER");
  const sql = Prisma.sql`
    SELECT r."id", r."state", ${TITLE_COLUMNS}
    FROM "Reuse" r JOIN "Problem" p ON p."id" = r."fixId" CROSS JOIN ${accessRowsOf(actor, Prisma.sql`p."id"`)} access
    WHERE r."enterpriseId" = ANY (${enterprises}::uuid[])
      AND (r."state" = 'MEASURED' OR r."state" = 'TAKEN' AND r."byId" = ${actor.personId}::uuid)
    ORDER BY r."at", r."id" LIMIT 20`;
  const read = (rows: Row[]) =>
    rows.map((row) => ({
      id: row.id,
      reason: row.state === "MEASURED" ? ("accept" as const) : ("measure" as const),
      title: titleFrom(actor, row),
      number: row.number,
    }));
  return { sql, read };
}
