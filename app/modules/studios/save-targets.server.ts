import { inTransaction } from "#app/lib/db.server.ts";
import { conflict, forbidden, notFound } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { openStudio, recordStudio } from "./open-studio.server.ts";
import { setsTargets } from "./policy.ts";
import type { SaveTargets } from "./schema.ts";

/**
 * Writes a year's topics and targets, with what was reached. Closed once the year's file lies with the union or is
 * decided. @throws not_found, forbidden, conflict (closed, or changed meanwhile)
 */
export async function saveTargets(actor: Actor, studioId: string, input: SaveTargets): Promise<void> {
  await inTransaction(async (tx) => {
    const studio = await openStudio(tx, actor, studioId);
    if (studio.parts.size === 0) throw notFound();
    if (!setsTargets(studio.state, studio.parts, studio.involved)) throw forbidden("not-your-move");
    const { year } = input;
    const closed = await tx.studioReview.count({ where: { studioId, year, state: { not: "DRAFT" } } });
    if (closed > 0) throw conflict("studio-targets-closed");
    await tx.studioYear.createMany({ data: [{ studioId, year }], skipDuplicates: true });
    const { count } = await tx.studioYear.updateMany({
      where: { studioId, year, version: input.version },
      data: { version: { increment: 1 } },
    });
    if (count !== 1) throw conflict();
    await tx.studioTarget.deleteMany({ where: { studioId, year } });
    const lines = input.lines.map((line, position) => ({
      topic: line.topic,
      measure: line.measure,
      unit: line.unit,
      target: line.target ?? "0",
      actual: line.actual,
      note: line.note,
      position,
    }));
    await tx.studioTarget.createMany({
      data: lines.map((line) => ({ ...line, studioId, year, changedAt: actor.now })),
    });
    // The whole list: the rows are replaced, what stood there stays in the chain.
    await recordStudio(tx, actor, studioId, "studio.targets-changed", { payload: { year, lines } });
  });
}
