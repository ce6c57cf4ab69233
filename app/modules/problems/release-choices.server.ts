import type { Tx } from "#app/lib/db.server.ts";

type Reader = Pick<Tx, "alliance" | "allianceMember">;

const inForce = (now: Date) => ({ joinedAt: { lte: now }, OR: [{ leftAt: null }, { leftAt: { gt: now } }] });

/** Alliances an enterprise may send its problems to: those it, or a studio of it, is a member of today. */
export async function reachableAlliances(
  reader: Reader,
  enterpriseId: string,
  now: Date,
): Promise<{ id: string; name: string }[]> {
  const rows = await reader.alliance.findMany({
    where: {
      members: {
        some: { ...inForce(now), member: { OR: [{ id: enterpriseId }, { parentId: enterpriseId, kind: "STUDIO" }] } },
      },
    },
    select: { organisation: { select: { id: true, name: true } } },
    orderBy: { organisation: { name: "asc" } },
  });
  return rows.map((row) => row.organisation);
}

export type CircleMember = { id: string; name: string; kind: "ENTERPRISE" | "STUDIO"; enterpriseId: string };

/** Enterprises and studios in an alliance today. */
export async function membersOfAlliance(reader: Reader, allianceId: string, now: Date): Promise<CircleMember[]> {
  const rows = await reader.allianceMember.findMany({
    where: { allianceId, ...inForce(now) },
    select: { member: { select: { id: true, name: true, kind: true, parentId: true } } },
    orderBy: { member: { name: "asc" } },
  });
  const members = rows.map(({ member }) => ({
    id: member.id,
    name: member.name,
    kind: member.kind === "STUDIO" ? ("STUDIO" as const) : ("ENTERPRISE" as const),
    enterpriseId: member.kind === "STUDIO" ? (member.parentId ?? member.id) : member.id,
  }));
  return [...new Map(members.map((one) => [one.id, one])).values()];
}
