import { db } from "#app/lib/db.server.ts";
import { conflict, forbidden, notFound } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { projectFields } from "#app/modules/problems/layers.ts";
import { relationsOf, relationsSelect } from "#app/modules/problems/relations.server.ts";
import { accessOf, accessSelect, visibleTo } from "#app/modules/problems/visibility.server.ts";
import { readingOfStillGood } from "./still-good.ts";

/** The question to the poster whether a fix still holds, with what was answered before. Errors: not_found, forbidden, conflict. */
export async function loadStillGood(actor: Actor, id: string) {
  const row = await db.problem.findFirst({
    where: { id, AND: visibleTo(actor) },
    select: {
      ...relationsSelect(actor),
      number: true,
      title: true,
      version: true,
      solvedAt: true,
      fieldLayers: true,
      redactions: true,
      stillGood: { orderBy: { dueAt: "asc" } },
      ...accessSelect(actor),
    },
  });
  if (!row) throw notFound();
  const relations = await relationsOf(db, actor, id, row);
  if (!relations.has("AUTHOR") && !relations.has("ENTERPRISE")) throw forbidden("not-your-move");
  const team = row.engagements.some((one) => one.endedAt && one.members.some((m) => m.personId === actor.personId));
  if (team) throw forbidden("still-good-by-team");
  const due = row.stillGood.filter((one) => one.dueAt <= actor.now);
  const open = due.findLast((one) => one.answer === null && one.closedAt === null);
  if (row.state !== "SOLVED" || !open) throw conflict("still-good-answered");
  return {
    step: { id, number: row.number, title: projectFields(row, accessOf(actor, row)).title || row.number },
    version: row.version,
    solvedAt: row.solvedAt?.toISOString() ?? null,
    afterDays: open.afterDays,
    mayGoToTeam: row.releasedAt !== null && row.engagements.some((one) => one.endedAt !== null),
    released: row.releasedAt !== null,
    before: due
      .filter((one) => one.id !== open.id)
      .map((one) => ({
        id: one.id,
        afterDays: one.afterDays,
        reading: readingOfStillGood(one, actor.now),
        note: one.note,
      })),
  };
}
