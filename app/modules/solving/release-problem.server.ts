import { inTransaction } from "#app/lib/db.server.ts";
import { invalid } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { transition } from "#app/modules/problems/transition.server.ts";
import { endLease } from "./lease.server.ts";

/** The team gives the problem back with a note for whoever comes next; it is open to all again. */
export async function releaseProblem(
  actor: Actor,
  input: { problemId: string; version: number | null; handOverNote: string },
): Promise<void> {
  const note = input.handOverNote.trim();
  if (note === "") throw invalid("required", "handOverNote");
  await inTransaction(async (tx) => {
    await transition(tx, actor, {
      problemId: input.problemId,
      version: input.version,
      action: "release",
      event: "problem.released",
      layer: "DETAIL",
      reason: note,
      also: () => endLease(tx, input.problemId, "RELEASED", actor.now, note),
    });
  });
}
