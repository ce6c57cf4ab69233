import type { Prisma } from "#app/lib/db.server.ts";
import { includesLayer, type Layer, LAYERS } from "#app/modules/problems/access.ts";

const inForce = (now: Date) => ({ joinedAt: { lte: now }, OR: [{ leftAt: null }, { leftAt: { gt: now } }] });

/** What to read of a robot's organisation to know what its group may hear. */
export const hearerSelect = (now: Date) =>
  ({
    id: true,
    kind: true,
    parentId: true,
    timeZone: true,
    closedAt: true,
    inAlliances: { where: inForce(now), select: { allianceId: true } },
    parent: { select: { inAlliances: { where: inForce(now), select: { allianceId: true } } } },
  }) satisfies Prisma.OrganisationSelect;

type Hearer = {
  id: string;
  kind: string;
  parentId: string | null;
  inAlliances: { allianceId: string }[];
  parent: { inAlliances: { allianceId: string }[] } | null;
};
type ReaderRow = { key: string; layer: Layer; until: Date | null };

/**
 * Keys (modules/problems/access.ts) that every member of the organisation holds, so that a group of its people may hear
 * what they open. What single people, its leader or its secretariat read is not among them.
 */
export function keysOfAll(one: Hearer): Set<string> {
  if (one.kind === "ALLIANCE") return new Set([`alliance:${one.id}`]);
  const alliances = [...one.inAlliances, ...(one.parent?.inAlliances ?? [])];
  return new Set([
    `org:${one.id}`,
    ...(one.parentId ? [`org:${one.parentId}`, `own:${one.parentId}`] : []),
    ...alliances.map(({ allianceId }) => `alliance:${allianceId}`),
  ]);
}

/** Whether all of the organisation may read something on a layer; OWN is the poster's own enterprise. */
export function allMayRead(
  keys: ReadonlySet<string>,
  readers: readonly ReaderRow[],
  layer: string,
  now: Date,
): boolean {
  const mine = readers.filter((row) => keys.has(row.key) && (row.until === null || row.until > now));
  const wanted = LAYERS.find((one) => one === layer);
  return mine.some((row) => (wanted ? includesLayer(row.layer, wanted) : row.key.startsWith("own:")));
}
