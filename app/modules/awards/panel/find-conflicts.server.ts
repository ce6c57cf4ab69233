import { Prisma, type Tx } from "#app/lib/db.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { conflictBetween } from "./conflicts.ts";
import { judgeFacts, matterFacts } from "./conflict-facts.server.ts";
import { recordAward } from "./open-panel.server.ts";

export type Pair = { seatId: string; applicationId: string; ground: string };

/** Every pair of judge and admitted application of a round that conflicts as things are now; two statements. */
export async function conflictsIn(
  reader: Pick<Tx, "$queryRaw">,
  roundId: string,
  seats: readonly { id: string; personId: string | null }[],
  now: Date,
): Promise<Pair[]> {
  const seated = seats.flatMap(({ id, personId }) => (personId ? [{ id, personId }] : []));
  if (seated.length === 0) return [];
  const judges = await judgeFacts(
    reader,
    seated.map((one) => one.personId),
    now,
  );
  const matters = await matterFacts(reader, Prisma.sql`a."roundId" = ${roundId}::uuid AND a."state" = 'ADMITTED'`, now);
  return [...matters].flatMap(([applicationId, matter]) =>
    seated.flatMap(({ id, personId }): Pair[] => {
      const judge = judges.get(personId);
      const ground = judge ? conflictBetween(judge, matter) : null;
      return ground ? [{ seatId: id, applicationId, ground }] : [];
    }),
  );
}

/** Writes down the conflicts found that nobody declared before, with one event; again, it changes nothing. */
export async function recuseDetected(
  tx: Tx,
  actor: Actor,
  round: { id: string; organisationId: string; seats: readonly { id: string; personId: string | null }[] },
): Promise<number> {
  const found = await conflictsIn(tx, round.id, round.seats, actor.now);
  const known = await tx.recusal.findMany({
    where: { seatId: { in: round.seats.map((one) => one.id) } },
    select: { seatId: true, applicationId: true },
  });
  const before = new Set(known.map((one) => one.seatId + one.applicationId));
  const fresh = found.filter((one) => !before.has(one.seatId + one.applicationId));
  if (fresh.length === 0) return 0;
  await tx.recusal.createMany({ data: fresh.map((one) => ({ ...one, kind: "DETECTED" as const, at: actor.now })) });
  await recordAward(tx, actor, round, "panel.recused", { payload: { kind: "DETECTED", pairs: fresh } });
  return fresh.length;
}
