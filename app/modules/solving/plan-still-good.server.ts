import { addDays } from "date-fns/addDays";
import type { Tx } from "#app/lib/db.server.ts";
import { ASKED_AFTER_DAYS } from "./still-good.ts";

/** An acceptance stands: the poster will be asked after 30 and 90 days. */
export async function planStillGood(tx: Tx, problemId: string, acceptanceId: string, at: Date): Promise<void> {
  await tx.stillGood.createMany({
    data: ASKED_AFTER_DAYS.map((afterDays) => ({ problemId, acceptanceId, afterDays, dueAt: addDays(at, afterDays) })),
    skipDuplicates: true,
  });
}
