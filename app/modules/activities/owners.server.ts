import { db } from "#app/lib/db.server.ts";

/** Who may be asked to follow something up: who is invited, who was there, and the host's own people. By name, at most 300. */
export function ownerCandidates(activityId: string, hostId: string | null, now: Date) {
  return db.person.findMany({
    where: {
      disabledAt: null,
      OR: [
        { activityInvitations: { some: { activityId, withdrawnAt: null } } },
        { attendances: { some: { activityId } } },
        ...(hostId
          ? [
              {
                memberships: {
                  some: {
                    role: { in: ["REVIEWER" as const, "ENGINEER" as const] },
                    organisationId: hostId,
                    startsAt: { lte: now },
                    OR: [{ endsAt: null }, { endsAt: { gt: now } }],
                  },
                },
              },
            ]
          : []),
      ],
    },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    take: 300,
    select: { id: true, name: true },
  });
}
