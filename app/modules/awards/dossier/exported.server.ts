import { db, type Prisma } from "#app/lib/db.server.ts";
import { type ExportedState, STANDING_STATES } from "./policy.ts";

type Asked = { roundId: string; applicationId: string | null; states: readonly string[] };

/** Which applications an export holds: never one that was not handed in. */
export const exportedWhere = ({ roundId, applicationId, states }: Asked): Prisma.AwardApplicationWhereInput =>
  applicationId
    ? { id: applicationId, roundId }
    : {
        roundId,
        submittedAt: { not: null },
        state: { in: (states.length > 0 ? [...states] : [...STANDING_STATES]) as ExportedState[] },
      };

/** Their ids, enterprise by enterprise. */
export async function exportedApplications(asked: Asked): Promise<string[]> {
  const rows = await db.awardApplication.findMany({
    where: exportedWhere(asked),
    orderBy: [{ enterprise: { name: "asc" } }, { enterpriseId: "asc" }, { id: "asc" }],
    select: { id: true },
  });
  return rows.map((one) => one.id);
}
