import type { Tx } from "#app/lib/db.server.ts";

/** Ends everything that is still open on a problem that came to an end: bids, offers, leases, proposals. */
export async function closeOpenWork(tx: Tx, problemId: string, now: Date): Promise<void> {
  await tx.bid.updateMany({ where: { problemId, state: "OPEN" }, data: { state: "REFUSED", decidedAt: now } });
  await tx.assignment.updateMany({
    where: { problemId, state: "OFFERED" },
    data: { state: "CANCELLED", decidedAt: now },
  });
  await tx.engagement.updateMany({ where: { problemId, endedAt: null }, data: { endedAt: now, end: "CLOSED" } });
  const proposals = { state: "OPEN" as const, OR: [{ problemId }, { targetId: problemId }] };
  await tx.triageProposal.updateMany({ where: proposals, data: { state: "CANCELLED", decidedAt: now } });
}
