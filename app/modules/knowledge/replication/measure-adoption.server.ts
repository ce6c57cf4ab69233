import { inTransaction } from "#app/lib/db.server.ts";
import { invalid } from "#app/lib/errors.ts";
import { formatDate } from "#app/lib/format.ts";
import { dayKey } from "#app/lib/working-time.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { fenOf } from "#app/modules/problems/schema.ts";
import { requireMeasures, writeMeasures } from "#app/modules/solving/measures.server.ts";
import { recordAdoption, requireAdoption } from "./open-adoption.server.ts";
import type { MeasuredAdoption } from "./schema.ts";

/**
 * The adopting enterprise logs its own before and after, as often as it likes until it is accepted. Who asked without a
 * name stays unnamed. Errors: those of requireAdoption, invalid (no measure with both values, a day to come).
 */
export async function measureAdoption(
  actor: Actor,
  id: string,
  { version, lossYuan, kept, anonymous, measures: lines, ...text }: MeasuredAdoption,
): Promise<void> {
  const measures = requireMeasures(lines);
  if (!measures.some((one) => one.before !== null && one.after !== null)) throw invalid("adoption-measure", "measures");
  if (dayKey(text.endedOn) > formatDate(actor.now)) throw invalid("adoption-ends-later", "endedOn");
  await inTransaction(async (tx) => {
    const { row, to } = await requireAdoption(tx, actor, { id, version, action: "measure" });
    const need = row.needId
      ? await tx.problem.findUniqueOrThrow({ where: { id: row.needId }, select: { anonymous: true } })
      : null;
    await tx.reuse.update({
      where: { id },
      data: {
        ...text,
        lossFen: fenOf(lossYuan),
        layer: kept ? "CONFIDENTIAL" : "DETAIL",
        anonymous: anonymous || need?.anonymous === true,
        state: to,
        measuredById: actor.personId,
        measuredAt: actor.now,
        version: { increment: 1 },
      },
    });
    await writeMeasures(tx, { reuseId: id }, measures);
    await recordAdoption(tx, actor, row, "adoption.measured", {
      payload: { measures: measures.map(({ name, unit, before, after }) => ({ name, unit, before, after })) },
    });
  });
}
