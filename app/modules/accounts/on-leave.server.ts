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
  /** Who ended it; null for its date. */
  by: { personId: string; name: string } | null;
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

type Ending = {
  person: { id: string; name: string };
  place: { id: string; kind: string };
  role: Role;
  deputyId: string | null;
  by: Leave["by"];
  at: Date;
};

/** After a role has ended: who leaves altogether is nobody's deputy any more, and open matters pass on. */
export async function handOver(tx: Tx, { person, place, role, deputyId, by, at }: Ending): Promise<void> {
  const rest = await tx.membership.findMany({
    where: {
      personId: person.id,
      organisationId: place.id,
      startsAt: { lte: at },
      OR: [{ endsAt: null }, { endsAt: { gt: at } }],
    },
    select: { role: true },
  });
  if (rest.length === 0) {
    await tx.deputy.updateMany({
      where: { organisationId: place.id, endedAt: null, OR: [{ personId: person.id }, { deputyId: person.id }] },
      data: { endedAt: at },
    });
  }
  await passOnMatters(tx, {
    personId: person.id,
    personName: person.name,
    organisationId: place.id,
    organisationKind: place.kind,
    endedRoles: [role],
    remainingRoles: rest.map((row): Role => row.role),
    deputyId,
    by,
    at,
  });
}
