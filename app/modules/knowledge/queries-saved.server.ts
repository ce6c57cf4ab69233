import { db } from "#app/lib/db.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import type { Filters } from "#search/engines/engine.ts";
import { parseSearch } from "./schema.ts";
import { allianceNames } from "./search-fixes.server.ts";

export type SavedSearch = { id: string; name: string; text: string; filters: Filters; query: string };

/** The person's saved searches, the latest first, with the names of the alliances they narrow to. */
export async function savedSearches(
  actor: Actor,
): Promise<{ searches: SavedSearch[]; alliances: Record<string, string> }> {
  const rows = await db.savedSearch.findMany({
    where: { personId: actor.personId },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    select: { id: true, name: true, query: true },
  });
  const searches = rows.map((row) => {
    const { text, filters } = parseSearch(new URLSearchParams(row.query));
    return { ...row, text, filters };
  });
  // Only of alliances the person still knows from inside.
  const known = new Set([...actor.allianceIds, ...actor.officerAllianceIds]);
  const asked = searches.flatMap(({ filters }) => filters.alliance ?? []).filter((id) => known.has(id));
  return { searches, alliances: await allianceNames(actor, [...new Set(asked)]) };
}
