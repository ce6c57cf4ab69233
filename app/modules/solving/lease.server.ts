import type { Tx } from "#app/lib/db.server.ts";
import { conflict } from "#app/lib/errors.ts";
import { startClock } from "#app/modules/problems/clock.server.ts";

type End = "RELEASED" | "GIVEN_UP" | "FINISHED" | "CLOSED";

/** A lease begins: the studio works on the problem, one person leads. */
export async function startLease(
  tx: Tx,
  lease: { problemId: string; studioId: string; leadId: string; at: Date },
): Promise<string> {
  const { id } = await tx.engagement.create({
    data: {
      problemId: lease.problemId,
      studioId: lease.studioId,
      startedAt: lease.at,
      lastEntryAt: lease.at,
      members: { create: { personId: lease.leadId, isLead: true } },
    },
    select: { id: true },
  });
  return id;
}

/** The lease in force. @throws conflict when nobody holds one */
export async function requireLease(tx: Tx, problemId: string) {
  const row = await tx.engagement.findFirst({
    where: { problemId, endedAt: null },
    orderBy: { startedAt: "desc" },
    select: {
      id: true,
      studioId: true,
      startedAt: true,
      lastEntryAt: true,
      studio: { select: { name: true, parentId: true } },
      members: { select: { personId: true, isLead: true } },
    },
  });
  if (!row) throw conflict("no-open-lease");
  return row;
}

/** Ends the lease in force, if there is one. */
export async function endLease(tx: Tx, problemId: string, end: End, at: Date, handOverNote = ""): Promise<void> {
  await tx.engagement.updateMany({
    where: { problemId, endedAt: null },
    data: { endedAt: at, end, handOverNote, askedAgainAt: null },
  });
}

/** Work showed: the clock of the lease starts again. */
export async function noteProgress(tx: Tx, problemId: string, at: Date): Promise<void> {
  // The problem's row first, as transitions do: two orders of locking would meet each other head on.
  const [problem] = await tx.$queryRaw<{ state: string }[]>`
    SELECT "state"::text AS "state" FROM "Problem" WHERE "id" = ${problemId}::uuid FOR UPDATE`;
  // Who writes has taken it up again.
  await tx.engagement.updateMany({ where: { problemId, endedAt: null }, data: { askedAgainAt: null } });
  await tx.engagement.updateMany({
    where: { problemId, endedAt: null, lastEntryAt: { lt: at } },
    data: { lastEntryAt: at },
  });
  if (problem?.state === "IN_PROGRESS") await startClock(tx, problemId, at, { sameStay: true });
}
