import { db, type Tx } from "#app/lib/db.server.ts";
import type { AuditFinding, AuditResult, Tell } from "#app/modules/events/audit-checks.ts";
import { readAtOnce } from "#app/modules/events/read-at-once.server.ts";

const PAGE = 500;
/** Withdrawn it gives up its benefits, in its own time. */
const where = { state: { not: "WITHDRAWN" as const } };

type Told = {
  type: string;
  payload: { fixIds?: string[]; benefitIds?: string[]; reuseIds?: string[]; what?: string; id?: string };
};

/**
 * Every achievement rests on the solved problems, certified benefits and accepted adoptions that the chain says were put
 * into it and not taken out: none was added, so that another's saving counts, and none lost. Reads in pages.
 */
export async function verifyLinks(tell: Tell): Promise<AuditResult> {
  const total = await db.achievement.count({ where });
  const findings: AuditFinding[] = [];
  let [checked, untold] = [0, 0];
  for (let last = ""; ; ) {
    const { page, events, corrected } = await readAtOnce((tx) => pageAfter(tx, last));
    const byId = Map.groupBy(events, (one) => one.subjectId);
    for (const row of page) {
      const told = (byId.get(row.id) ?? []) as Told[];
      const begun = told.find((one) => one.type === "achievement.entered")?.payload;
      // Who entered it is told of a registered one by verifyAchievements.
      if (!begun?.fixIds || !begun.benefitIds || !begun.reuseIds) {
        untold += 1;
        continue;
      }
      const due = dueLinks(told, corrected);
      const kept = {
        fixes: row.fixes.map((one) => one.problemId),
        benefits: row.benefits.map((one) => one.benefitId),
        adopters: row.adopters.flatMap((one) => one.reuseId ?? []),
      };
      for (const part of ["fixes", "benefits", "adopters"] as const)
        for (const kind of differences(kept[part], due[part]))
          findings.push({
            kind,
            organisationId: row.enterpriseId,
            subjectKind: "achievement",
            subjectId: row.id,
            part,
          });
    }
    checked += page.length;
    await tell(checked, total);
    last = page.at(-1)?.id ?? "";
    if (page.length < PAGE) return { checked, findings, untold };
  }
}

async function pageAfter(tx: Tx, last: string) {
  const page = await tx.achievement.findMany({
    where: { ...where, ...(last && { id: { gt: last } }) },
    orderBy: { id: "asc" },
    take: PAGE,
    select: {
      id: true,
      enterpriseId: true,
      fixes: { select: { problemId: true } },
      benefits: { select: { benefitId: true } },
      adopters: { where: { reuseId: { not: null } }, select: { reuseId: true } },
    },
  });
  const events = await tx.event.findMany({
    where: {
      subjectKind: "achievement",
      subjectId: { in: page.map((one) => one.id) },
      type: { in: ["achievement.entered", "achievement.linked", "achievement.unlinked"] },
    },
    orderBy: { id: "asc" },
    select: { subjectId: true, type: true, payload: true },
  });
  const corrections = await tx.event.findMany({
    where: { subjectKind: "benefit", type: "benefit.corrected" },
    orderBy: { id: "asc" },
    select: { subjectId: true, payload: true },
  });
  return {
    page,
    events,
    corrected: new Map(corrections.map((one) => [one.subjectId, (one.payload as { by: string }).by])),
  };
}

/** What the chain leaves in it; a corrected benefit is the entry that took its place. */
function dueLinks(told: readonly Told[], corrected: ReadonlyMap<string, string>) {
  const today = (id: string): string => {
    const by = corrected.get(id);
    return by === undefined ? id : today(by);
  };
  const [fixes, benefits, adopters] = [new Set<string>(), new Set<string>(), new Set<string>()];
  for (const { type, payload } of told) {
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
