import type { Tx } from "#app/lib/db.server.ts";
import type { Role } from "./actor.ts";

export type Leave = {
  personId: string;
  personName: string;
  organisationId: string;
  organisationKind: string;
  /** Roles that ended with this. */
  endedRoles: readonly Role[];
  /** Roles the person keeps in this organisation; empty when they leave it altogether. */
  remainingRoles: readonly Role[];
  /** Who takes over what is open; null gives it back to the organisation. */
  deputyId: string | null;
  by: { personId: string; name: string };
  at: Date;
};

type Handler = (tx: Tx, leave: Leave) => Promise<void>;
const handlers: Map<string, Handler> = ((
  globalThis as { __jianglianOnLeave?: Map<string, Handler> }
).__jianglianOnLeave ??= new Map());

/**
 * Registers what happens to the open matters of somebody whose role ends. Handlers run inside the transaction that
 * ends it; called at the start by the modules that own such matters. The same name twice replaces.
 */
export function onLeave(name: string, handler: Handler): void {
  handlers.set(name, handler);
}

/** Runs all handlers, in the order of registration. */
export async function passOnMatters(tx: Tx, leave: Leave): Promise<void> {
  for (const handler of handlers.values()) await handler(tx, leave);
}
