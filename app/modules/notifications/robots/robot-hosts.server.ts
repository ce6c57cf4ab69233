import { randomUUID } from "node:crypto";
import { inTransaction, isUniqueViolation, type Tx } from "#app/lib/db.server.ts";
import { DomainError, notFound } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { platformId } from "#app/modules/accounts/platform.server.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";
import { mayAllowHosts } from "./policy.ts";
import type { AddHostInput } from "./schema.ts";

async function note(
  tx: Tx,
  actor: Actor,
  what: "robot-host-added" | "robot-host-removed",
  payload: { base: string; internal: boolean },
): Promise<void> {
  const platform = await platformId(tx);
  await recordEvent(tx, {
    type: `installation.${what}`,
    organisationId: platform,
    subjectKind: "installation",
    subjectId: platform,
    by: { personId: actor.personId, name: actor.name },
    actorOrgId: actor.currentOrganisationId,
    payload,
    at: actor.now,
  });
}

/** Allows robots at addresses that begin so. Errors: not_found (no administrator), conflict (allowed already). */
export async function allowHost(actor: Actor, { base, internal, note: remark }: AddHostInput): Promise<void> {
  if (!mayAllowHosts(actor)) throw notFound();
  try {
    await inTransaction(async (tx) => {
      await tx.robotHost.create({
        data: {
          id: randomUUID(),
          base,
          internal,
          note: remark ?? "",
          createdById: actor.personId,
          createdAt: actor.now,
        },
      });
      await note(tx, actor, "robot-host-added", { base, internal });
    });
  } catch (error) {
    if (isUniqueViolation(error)) throw new DomainError("conflict", "robot-host-known", { field: "base" });
    throw error;
  }
}

/** Takes an address off the list: robots there are refused from now on. Errors: not_found. Twice is once. */
export async function forbidHost(actor: Actor, id: string): Promise<void> {
  if (!mayAllowHosts(actor)) throw notFound();
  await inTransaction(async (tx) => {
    const host = await tx.robotHost.findUnique({ where: { id }, select: { base: true, internal: true } });
    if (!host) return;
    const { count } = await tx.robotHost.deleteMany({ where: { id } });
    if (count > 0) await note(tx, actor, "robot-host-removed", host);
  });
}
