import type { Tx } from "#app/lib/db.server.ts";
import { enqueue } from "#app/lib/jobs.server.ts";
import { chainHash, GENESIS } from "./chain.ts";
import { chainSecret } from "./chain-secret.server.ts";
import { subscribersOf } from "./registry.ts";
import type { EventType, SubjectKind } from "./types.ts";

export type NewEvent = {
  type: EventType;
  /** Whose chain it belongs to: the problem's enterprise, the organisation changed, the platform. */
  organisationId: string;
  subjectKind: SubjectKind;
  subjectId: string;
  by: { personId: string; name: string } | null;
  /** The organisation the actor spoke for. */
  actorOrgId?: string | null;
  onBehalfOf?: { personId: string; name: string } | null;
  reason?: string;
  /** Facts of the event; ids and states, not whole texts. JSON only. */
  payload?: Record<string, unknown>;
  /** Who may read the entry on a timeline; OWN is the organisation's own people. */
  layer?: "SUMMARY" | "DETAIL" | "CONFIDENTIAL" | "OWN";
  at: Date;
};

/**
 * Writes an event in the caller's transaction, appends it to its organisation's hash chain and
 * enqueues one job for each subscriber. Call it last: it locks the chain's head until the commit.
 */
export async function recordEvent(tx: Tx, event: NewEvent): Promise<{ id: bigint; seq: number }> {
  // Creates the chain's head or locks it, and reads it, in one statement.
  const [head] = await tx.$queryRaw<{ seq: number; hash: string }[]>`
    INSERT INTO "ChainHead" ("organisationId", "seq", "hash", "updatedAt") VALUES (${event.organisationId}::uuid, 0, ${GENESIS}, now())
    ON CONFLICT ("organisationId") DO UPDATE SET "updatedAt" = now() RETURNING "seq", "hash"`;
  if (!head) throw new Error("chain head vanished");

  const row = {
    organisationId: event.organisationId,
    seq: head.seq + 1,
    type: event.type,
    subjectKind: event.subjectKind,
    subjectId: event.subjectId,
    actorId: event.by?.personId ?? null,
    actorName: event.by?.name ?? "",
    onBehalfOfId: event.onBehalfOf?.personId ?? null,
    onBehalfOfName: event.onBehalfOf?.name ?? "",
    actorOrgId: event.actorOrgId ?? null,
    reason: event.reason ?? "",
    payload: JSON.parse(JSON.stringify(event.payload ?? {})) as Record<string, never>,
    layer: event.layer ?? "OWN",
    at: event.at,
    recordedAt: new Date(),
    prevHash: head.hash,
  };
  const hash = chainHash(chainSecret(), row);
  const { id } = await tx.event.create({ data: { ...row, hash }, select: { id: true } });
  await tx.chainHead.updateMany({ where: { organisationId: event.organisationId }, data: { seq: row.seq, hash } });

  for (const subscriber of subscribersOf(event.type)) {
    await enqueue(tx, subscriber, { eventId: id.toString(), subjectId: event.subjectId });
  }
  return { id, seq: row.seq };
}
