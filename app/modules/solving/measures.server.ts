import type { Tx } from "#app/lib/db.server.ts";
import { invalid } from "#app/lib/errors.ts";
import { type MeasureRow, measuresOf } from "./rules.ts";

export type MeasureLine = Partial<MeasureRow>;

/** Measures as kept; a line without its name or unit is refused beside itself. */
export function requireMeasures(lines: readonly MeasureLine[]): MeasureRow[] {
  const checked = measuresOf(lines);
  if ("incomplete" in checked) throw invalid("measure-incomplete", `measures[${checked.incomplete}].name`);
  return checked.rows;
}

/** Writes the measures of a solution, a trial or an adoption in their order, in place of those before. */
export async function writeMeasures(
  tx: Tx,
  owner: { solutionId: string } | { trialId: string } | { reuseId: string },
  rows: readonly MeasureRow[],
): Promise<void> {
  await tx.measure.deleteMany({ where: owner });
  await tx.measure.createMany({ data: rows.map((row, position) => ({ ...owner, ...row, position })) });
}
