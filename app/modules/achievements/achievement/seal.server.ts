import type { Prisma, Tx } from "#app/lib/db.server.ts";
import { canonicalHash } from "#app/modules/events/chain.ts";

/** What is locked once registered; benefits and adoptions may be added, and are certified themselves. */
export const sealedSelect = {
  kind: true,
  title: true,
  enterpriseId: true,
  studioId: true,
  completedOn: true,
  summary: true,
  innovation: true,
  application: true,
  social: true,
  novelty: true,
  contributors: {
    orderBy: { position: "asc" },
    select: { personId: true, organisationId: true, position: true, basisPoints: true, contribution: true },
  },
  fixes: { orderBy: { problemId: "asc" }, select: { problemId: true } },
  patents: {
    orderBy: { id: "asc" },
    select: { kind: true, number: true, title: true, holder: true, state: true, on: true },
  },
  works: { orderBy: { id: "asc" }, select: { kind: true, title: true, issuer: true, number: true, on: true } },
  awards: { orderBy: { id: "asc" }, select: { name: true, issuer: true, grade: true, on: true } },
} satisfies Prisma.AchievementSelect;
type Sealed = Prisma.AchievementGetPayload<{ select: typeof sealedSelect }>;

const sha256 = (value: unknown): string => canonicalHash(JSON.parse(JSON.stringify(value)));

/** What an achievement says, and how it stands together: the seal over all, and a hash of each part to name what broke. */
export type Seal = { seal: string; parts: Record<string, string> };

export function sealOf(row: Sealed, files: readonly string[]): Seal {
  const { kind, title, enterpriseId, studioId, completedOn, summary, innovation, application, social, novelty } = row;
  const { contributors, fixes, patents, works, awards } = row;
  const texts = { kind, title, enterpriseId, studioId, completedOn, summary, innovation, application, social, novelty };
  const evidence = [...files].sort();
  return {
    seal: sha256({ ...texts, contributors, fixes, patents, works, awards, evidence }),
    parts: Object.fromEntries(
      Object.entries({ texts, contributors, fixes, patents, works, awards, files: evidence }).map(([part, value]) => [
        part,
        sha256(value),
      ]),
    ),
  };
}

export const evidenceOf = async (
  reader: Pick<Tx, "attachment">,
  ids: readonly string[],
): Promise<Map<string, string[]>> => {
  const rows = await reader.attachment.findMany({
    where: { ownerKind: "achievement", ownerId: { in: [...ids] }, removedAt: null },
    select: { ownerId: true, sha256: true },
  });
  const found = new Map<string, string[]>();
  for (const { ownerId, sha256 } of rows) found.set(ownerId, [...(found.get(ownerId) ?? []), sha256]);
  return found;
};

/** The seal of what is handed in or registered, for the event that says so. */
export async function sealAchievement(tx: Pick<Tx, "achievement" | "attachment">, id: string): Promise<Seal> {
  const row = await tx.achievement.findUniqueOrThrow({ where: { id }, select: sealedSelect });
  return sealOf(row, (await evidenceOf(tx, [id])).get(id) ?? []);
}
