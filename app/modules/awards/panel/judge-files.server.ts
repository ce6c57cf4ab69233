import { db } from "#app/lib/db.server.ts";
import { registerFileReader } from "#app/modules/attachments/policy-registry.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { conflictNow } from "./open-panel.server.ts";
import { judgesFor } from "./seats.ts";

const open = (actor: Actor) => ({
  state: "ADMITTED" as const,
  round: {
    state: "PANEL" as const,
    seats: { some: { personId: actor.personId, acceptedAt: { not: null }, declinedAt: null } },
  },
});

/** Whether one of these applications is before the actor as a judge called for it. */
async function judges(actor: Actor, filter: { id: string } | { achievementId: string }): Promise<boolean> {
  const rows = await db.awardApplication.findMany({
    where: { ...open(actor), ...filter },
    select: { id: true, recusals: { select: { seatId: true } }, round: { select: { seats: true } } },
  });
  for (const { id, recusals, round } of rows) {
    const called = judgesFor(round.seats, new Set(recusals.map((one) => one.seatId)));
    if (!called.some((one) => one.personId === actor.personId)) continue;
    if ((await conflictNow(db, actor.personId, id, actor.now)) === null) return true;
  }
  return false;
}

/** Judges read the evidence of what is before them, while it is, and nothing else of whose it is. */
export function registerJudgeFiles(): void {
  registerFileReader("achievement", "judges", (actor, achievementId) => judges(actor, { achievementId }));
  registerFileReader("application", "judges", (actor, id) => judges(actor, { id }));
}
