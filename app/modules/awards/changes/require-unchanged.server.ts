import type { Tx } from "#app/lib/db.server.ts";
import { invalid } from "#app/lib/errors.ts";
import { type ChangedRound, changedSince } from "./changed-since.server.ts";
import { barred, waitsForWord } from "./rules.ts";

/**
 * Refuses a step over applications that are not any more what was admitted: what the round's rules no longer admit is taken
 * out first, and to every other change an officer has given a reason, with the grade that is proposed. Errors: invalid (award-not-admitted-now, award-changes-open).
 */
export async function requireUnchanged(
  tx: Tx,
  round: ChangedRound,
  proposed: ReadonlyMap<string, string>,
  now: Date,
): Promise<void> {
  const changed = [...(await changedSince(tx, round, proposed, now)).values()];
  const bars = changed.filter(barred).length;
  if (bars > 0) throw invalid("award-not-admitted-now", undefined, { count: bars });
  const open = changed.filter(waitsForWord).length;
  if (open > 0) throw invalid("award-changes-open", undefined, { count: open });
}
