import { db, type Prisma } from "#app/lib/db.server.ts";

/** Membership as a craftsman or leader in force at a moment. */
export const workingIn = (now: Date) => ({
  role: { in: ["CRAFTSMAN" as const, "STUDIO_LEADER" as const] },
  startsAt: { lte: now },
  OR: [{ endsAt: null }, { endsAt: { gt: now } }],
});

/**
 * Open studios a problem is open to: the same circle as `studioInCircle`, for many at once. Without `own`, the poster's
 * studios count only where the circle names them: listing them would tell who asks.
 */
export async function studiosInCircle(
  problemId: string,
  now: Date,
  { own = true }: { own?: boolean } = {},
): Promise<Prisma.OrganisationWhereInput> {
  const { enterpriseId, audiences } = await db.problem.findUniqueOrThrow({
    where: { id: problemId },
    select: { enterpriseId: true, audiences: { select: { organisationId: true } } },
  });
  const named = audiences.map((one) => one.organisationId);
  const member = {
    some: { allianceId: { in: named }, joinedAt: { lte: now }, OR: [{ leftAt: null }, { leftAt: { gt: now } }] },
  };
  return {
    kind: "STUDIO",
    closedAt: null,
    OR: [
      ...(own ? [{ parentId: enterpriseId }] : []),
      { id: { in: named } },
      { parentId: { in: named } },
      { inAlliances: member },
      { parent: { inAlliances: member } },
    ],
  };
}
