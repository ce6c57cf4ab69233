import { db, type Prisma, type Tx } from "#app/lib/db.server.ts";
import { signal } from "#app/lib/signals.server.ts";
import { ownSessionKey } from "./session.server.ts";

/** How long a device that was left in a drawer may still learn that its session was revoked. */
const REMEMBERED_MS = 90 * 86_400_000;

/**
 * Ends sessions at once, in the caller's transaction, and remembers that they did not just run out: their devices
 * wipe what they keep when they next ask. @param renewed the session whose cookie is replaced by a new one in the same
 * answer; it ends too, but its device stays the person's. @returns how many ended
 */
export async function revokeSessions(
  tx: Tx,
  which: { personId: string; id?: Prisma.SessionWhereInput["id"] },
  now: Date,
  renewed: string | null = null,
): Promise<number> {
  const rows = await tx.session.findMany({ where: which, select: { id: true } });
  await tx.revokedSession.createMany({
    data: rows.filter(({ id }) => id !== renewed).map(({ id }) => ({ id, personId: which.personId, revokedAt: now })),
    skipDuplicates: true,
  });
  const ids = rows.map(({ id }) => id);
  const { count } = await tx.session.deleteMany({ where: { id: { in: ids } } });
  await signal(tx, "sessions", ids);
  return count;
}

/** What a device learns when its request carries no valid session. */
export type SessionEnd = { ended: "revoked"; personId: string } | { ended: "over" };

/**
 * 401 for a device that asks without a person looking: whether its session was revoked, so that it wipes what it keeps
 * of that person, or is merely over (run out, signed out of, never there).
 */
export async function noSession(request: Request): Promise<Response> {
  const id = ownSessionKey(request);
  const found = id ? await db.revokedSession.findUnique({ where: { id }, select: { personId: true } }) : null;
  const end: SessionEnd = found ? { ended: "revoked", personId: found.personId } : { ended: "over" };
  return Response.json({ code: "unauthenticated", ...end }, { status: 401, headers: { "Cache-Control": "no-store" } });
}

/** Forgets revocations no device will ask about any more; part of a daily job. */
export async function forgetOldRevocations(now: Date): Promise<void> {
  await db.revokedSession.deleteMany({ where: { revokedAt: { lt: new Date(now.getTime() - REMEMBERED_MS) } } });
}
