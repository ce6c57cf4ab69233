import type { Prisma, Tx } from "#app/lib/db.server.ts";
import { conflict, forbidden, invalid, notFound } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";
import type { EventType } from "#app/modules/events/types.ts";
import { type AdoptionAction, adoptionStep } from "./rules.ts";
import { adoptionsVisibleTo, worksOnAdoption } from "./visibility.server.ts";

export type OpenAdoption = Prisma.ReuseGetPayload<object>;

/**
 * An adoption the actor works on, its row locked until the commit. Errors: not_found, forbidden, conflict (its state or
 * version moved on), invalid (reason missing).
 */
export async function requireAdoption(
  tx: Tx,
  actor: Actor,
  { id, version, action, reason = "" }: { id: string; version: number; action: AdoptionAction; reason?: string },
) {
  await tx.$queryRaw`SELECT "id" FROM "Reuse" WHERE "id" = ${id}::uuid FOR UPDATE`;
  const row = await tx.reuse.findFirst({ where: { id, AND: adoptionsVisibleTo(actor) } });
  if (!row) throw notFound();
  if (!worksOnAdoption(actor, row.enterpriseId)) throw forbidden("not-your-move");
  if (row.version !== version) throw conflict();
  const step = adoptionStep(row.state, action);
  if (!step) throw conflict("adoption-state");
  if (step.reason && reason === "") throw invalid("reason-required", "note");
  return { row, to: step.to };
}

/** Writes what happened into the adopter's chain; call it last. */
export const recordAdoption = (
  tx: Tx,
  actor: Actor,
  row: { id: string; enterpriseId: string; fixId: string },
  type: Extract<EventType, `adoption.${string}`>,
  more: { reason?: string; payload?: Record<string, unknown> } = {},
) =>
  recordEvent(tx, {
    type,
    organisationId: row.enterpriseId,
    subjectKind: "adoption",
    subjectId: row.id,
    by: { personId: actor.personId, name: actor.name },
    actorOrgId: row.enterpriseId,
    reason: more.reason,
    payload: { fixId: row.fixId, ...more.payload },
    at: actor.now,
  });
