import type { Tx } from "#app/lib/db.server.ts";
import { invalid, notFound } from "#app/lib/errors.ts";

export type StudioFacts = { id: string; name: string; enterpriseId: string | null };

/** The studio and its enterprise. @throws invalid when there is none, or it is closed */
export async function requireStudio(tx: Tx, studioId: string, field = "studioId"): Promise<StudioFacts> {
  const row = await tx.organisation.findFirst({
    where: { id: studioId, kind: "STUDIO", closedAt: null },
    select: { id: true, name: true, parentId: true },
  });
  if (!row) throw invalid("bad_choice", field);
  return { id: row.id, name: row.name, enterpriseId: row.parentId };
}

/** The problem's facts that solving steps ask for. */
export async function requireProblem(tx: Tx, problemId: string) {
  const row = await tx.problem.findUnique({
    where: { id: problemId },
    select: {
      id: true,
      state: true,
      version: true,
      severity: true,
      enterpriseId: true,
      authorId: true,
      allianceId: true,
      visitAllowed: true,
      agreementRequired: true,
      enterprise: { select: { timeZone: true } },
    },
  });
  if (!row) throw notFound();
  return row;
}

/** Whether the problem is open to a studio: its own enterprise's, named, or of an alliance it is published to. */
export async function studioInCircle(tx: Tx, problemId: string, studio: StudioFacts, now: Date): Promise<boolean> {
  const members = [studio.id, ...(studio.enterpriseId ? [studio.enterpriseId] : [])];
  const problem = await tx.problem.findFirst({
    where: {
      id: problemId,
      OR: [
        ...(studio.enterpriseId ? [{ enterpriseId: studio.enterpriseId }] : []),
        { audiences: { some: { organisationId: { in: members } } } },
        {
          audiences: {
            some: {
              organisation: {
                alliance: {
                  members: {
                    some: {
                      memberId: { in: members },
                      joinedAt: { lte: now },
                      OR: [{ leftAt: null }, { leftAt: { gt: now } }],
                    },
                  },
                },
              },
            },
          },
        },
      ],
    },
    select: { id: true },
  });
  return problem !== null;
}

/** Checks that all these people are members of the studio today. */
export async function requireStudioMembers(
  tx: Tx,
  studioId: string,
  personIds: readonly string[],
  now: Date,
  field: string,
): Promise<void> {
  const rows = await tx.membership.findMany({
    where: {
      organisationId: studioId,
      personId: { in: [...personIds] },
      role: { in: ["CRAFTSMAN", "STUDIO_LEADER"] },
      startsAt: { lte: now },
      OR: [{ endsAt: null }, { endsAt: { gt: now } }],
      person: { disabledAt: null },
    },
    select: { personId: true },
  });
  const known = new Set(rows.map((row) => row.personId));
  if (personIds.some((id) => !known.has(id))) throw invalid("not-in-studio", field);
}

/** Holds the problem's row until the commit, so that steps which don't change its state queue up behind one another. */
export async function lockProblem(tx: Tx, problemId: string): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM "Problem" WHERE "id" = ${problemId}::uuid FOR UPDATE`;
}
