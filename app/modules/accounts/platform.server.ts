import type { db, Tx } from "#app/lib/db.server.ts";

/** The platform's own organisation: its chain holds what belongs to no other. @throws before the installation is set up */
export async function platformId(tx: Tx | typeof db): Promise<string> {
  const platform = await tx.organisation.findFirst({
    where: { kind: "PLATFORM" },
    orderBy: { createdAt: "asc" },
    select: { id: true },
  });
  if (!platform) throw new Error("The installation has not been set up");
  return platform.id;
}

/** In whose chain an event about a person belongs: the organisation they are with, or the platform. */
export async function chainOfPerson(tx: Tx, personId: string): Promise<string> {
  const membership = await tx.membership.findFirst({
    where: { personId },
    orderBy: [{ endsAt: { sort: "desc", nulls: "first" } }, { startsAt: "asc" }],
    select: { organisationId: true },
  });
  return membership?.organisationId ?? platformId(tx);
}
