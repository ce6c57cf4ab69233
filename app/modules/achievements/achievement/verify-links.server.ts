import { db, type Tx } from "#app/lib/db.server.ts";
import type { AuditResult, Tell, Told } from "#app/modules/events/audit-checks.ts";
import { checkInPages, type Page, toldOf } from "#app/modules/events/check-in-pages.server.ts";

/** Withdrawn it gives up its benefits, in its own time. */
const where = { state: { not: "WITHDRAWN" as const } };

/**
 * Every achievement rests on the solved problems, certified benefits and accepted adoptions that the chain says were put
 * into it and not taken out: none was added, so that another's saving counts, and none lost. Reads in pages.
 */
export const verifyLinks = (tell: Tell): Promise<AuditResult> =>
  checkInPages(tell, {
    total: () => db.achievement.count({ where }),
    read: readPage,
    look: ({ told, corrected, ...row }) => {
      const of = { organisationId: row.enterpriseId, subjectKind: "achievement", subjectId: row.id };
      const begun = told.find((one) => one.type === "achievement.entered")?.payload;
      if (!begun) return { wrongs: [{ ...of, kind: "row-without-event" }] };
      if (!begun.fixIds || !begun.benefitIds || !begun.reuseIds) return { wrongs: [], untold: true };
      const due = dueLinks(told, corrected);
      const kept = {
        fixes: row.fixes.map((one) => one.problemId),
        benefits: row.benefits.map((one) => one.benefitId),
        adopters: row.adopters.flatMap((one) => one.reuseId ?? []),
      };
      const parts = ["fixes", "benefits", "adopters"] as const;
      return {
        wrongs: parts.flatMap((part) => differences(kept[part], due[part]).map((kind) => ({ ...of, kind, part }))),
      };
    },
  });

async function readPage(tx: Tx, page: Page) {
  const rows = await tx.achievement.findMany({
    ...page,
    where: { ...where, ...page.where },
    select: {
      id: true,
      enterpriseId: true,
      fixes: { select: { problemId: true } },
      benefits: { select: { benefitId: true } },
      adopters: { where: { reuseId: { not: null } }, select: { reuseId: true } },
    },
  });
  const ids = rows.map((one) => one.id);
  const told = await toldOf(tx, "achievement", ids, [
    "achievement.entered",
    "achievement.linked",
    "achievement.unlinked",
  ]);
  const corrected = await correctionsOf(
    tx,
    ids.flatMap((id) => told(id).flatMap(benefitsNamed)),
  );
  return rows.map((row) => ({ ...row, told: told(row.id), corrected }));
}

type Put = { fixIds?: string[]; benefitIds?: string[]; reuseIds?: string[]; what?: string; id?: string };

const benefitsNamed = ({ payload }: Told): string[] => {
  const { benefitIds = [], what, id }: Put = payload;
  return what === "benefit" && id !== undefined ? [...benefitIds, id] : benefitIds;
};

/** Which entry took the place of each of these, and of those in turn: a statement for each time one was corrected. */
async function correctionsOf(tx: Tx, benefitIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const corrected = new Map<string, string>();
  for (let ids = [...new Set(benefitIds)]; ids.length > 0; ) {
    const told = await toldOf(tx, "benefit", ids, ["benefit.corrected"]);
    const found = ids.flatMap((id) => told(id).map((one) => [id, one.payload.by as string] as const));
    for (const [id, by] of found) corrected.set(id, by);
    ids = found.flatMap(([, by]) => (corrected.has(by) ? [] : [by]));
  }
  return corrected;
}

/** What the chain leaves in it; a corrected benefit is the entry that took its place. */
function dueLinks(told: readonly Told[], corrected: ReadonlyMap<string, string>) {
  const today = (id: string): string => {
    const by = corrected.get(id);
    return by === undefined ? id : today(by);
  };
  const [fixes, benefits, adopters] = [new Set<string>(), new Set<string>(), new Set<string>()];
  for (const { type, payload: said } of told) {
    const payload: Put = said;
    for (const id of payload.fixIds ?? []) fixes.add(id);
    for (const id of payload.benefitIds ?? []) benefits.add(today(id));
    for (const id of payload.reuseIds ?? []) adopters.add(id);
    if (payload.id === undefined) continue;
    const [set, id] = payload.what === "benefit" ? [benefits, today(payload.id)] : [adopters, payload.id];
    if (type === "achievement.linked") set.add(id);
    else set.delete(id);
  }
  return { fixes, benefits, adopters };
}

function differences(kept: readonly string[], due: ReadonlySet<string>) {
  const there = new Set(kept);
  return [
    ...(kept.every((id) => due.has(id)) ? [] : ["row-without-event" as const]),
    ...([...due].every((id) => there.has(id)) ? [] : ["event-without-row" as const]),
  ];
}
