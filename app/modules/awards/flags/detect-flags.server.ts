import { db, type Tx } from "#app/lib/db.server.ts";
import { detectBackDated } from "./detect-back-dated.server.ts";
import { detectInactive } from "./detect-inactive.server.ts";
import { detectReciprocal } from "./detect-reciprocal.server.ts";
import { detectRecycled } from "./detect-recycled.server.ts";
import { detectSplit } from "./detect-split.server.ts";
import { FLAG_KINDS, type FlagKind, type Found } from "./rules.ts";
import { openOfKind, raiseFlags } from "./raise-flags.server.ts";

type Reader = Pick<Tx, "$queryRaw" | "flag">;

/** Evidence that was cleared, by subject. */
export async function clearedEvidence(reader: Pick<Tx, "flag">, kind: FlagKind): Promise<Map<string, Set<string>>> {
  const rows = await reader.flag.findMany({
    where: { kind, clearedAt: { not: null } },
    select: { subjectKey: true, evidence: true },
  });
  const cleared = new Map<string, Set<string>>();
  for (const { subjectKey, evidence } of rows)
    cleared.set(subjectKey, new Set([...(cleared.get(subjectKey) ?? []), ...evidence]));
  return cleared;
}

const DETECT: Record<FlagKind, (reader: Reader, now: Date) => Promise<Found[]>> = {
  RECIPROCAL_ACCEPTANCE: async (reader) =>
    detectReciprocal(reader, await clearedEvidence(reader, "RECIPROCAL_ACCEPTANCE")),
  SPLIT_PROBLEM: detectSplit,
  RECYCLED_RESULT: detectRecycled,
  INACTIVE_STUDIO: (_reader, now) => detectInactive(now),
  BACK_DATED: detectBackDated,
};

/** Looks for everything that is flagged, over all rows at once; may be repeated at any time. @returns how many flags are new or grew */
export async function detectFlags(now: Date, kinds: readonly FlagKind[] = FLAG_KINDS): Promise<number> {
  let raised = 0;
  for (const kind of kinds) {
    const openBefore = await openOfKind(kind);
    raised += await raiseFlags(kind, await DETECT[kind](db, now), openBefore, now);
  }
  return raised;
}
