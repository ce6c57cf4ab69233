import { createHash } from "node:crypto";
import { db, type Prisma, type Tx } from "#app/lib/db.server.ts";
import type { AuditFinding, AuditResult, Tell } from "#app/modules/events/audit-checks.ts";
import { canonicalJson } from "#app/modules/events/chain.ts";

/** What is locked once registered; benefits and adoptions may be added, and are certified themselves. */
const sealedSelect = {
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

function sealOf(row: Sealed, evidence: readonly string[]): string {
  const { kind, title, enterpriseId, studioId, completedOn, summary, innovation, application, social, novelty } = row;
  const { contributors, fixes, patents, works, awards } = row;
  const texts = { kind, title, enterpriseId, studioId, completedOn, summary, innovation, application, social, novelty };
  const plain: unknown = JSON.parse(
    JSON.stringify({ ...texts, contributors, fixes, patents, works, awards, evidence: [...evidence].sort() }),
  );
  return createHash("sha256").update(canonicalJson(plain)).digest("hex");
}

const evidenceOf = async (reader: Pick<Tx, "attachment">, ids: readonly string[]): Promise<Map<string, string[]>> => {
  const rows = await reader.attachment.findMany({
    where: { ownerKind: "achievement", ownerId: { in: [...ids] }, removedAt: null },
    select: { ownerId: true, sha256: true },
  });
  const found = new Map<string, string[]>();
  for (const { ownerId, sha256 } of rows) found.set(ownerId, [...(found.get(ownerId) ?? []), sha256]);
  return found;
};

/** SHA-256 of what is registered, for the event that says so. */
export async function sealHash(tx: Pick<Tx, "achievement" | "attachment">, id: string): Promise<string> {
  const row = await tx.achievement.findUniqueOrThrow({ where: { id }, select: sealedSelect });
  return sealOf(row, (await evidenceOf(tx, [id])).get(id) ?? []);
}

const PAGE = 500;

/** Registered by the chain, but gone, or something else without the chain saying so. */
async function registeredWithoutRow(): Promise<AuditFinding[]> {
  const rows = await db.$queryRaw<{ id: string; organisationId: string; gone: boolean }[]>`
    SELECT DISTINCT e."subjectId" AS "id", e."organisationId", a."id" IS NULL AS "gone"
    FROM "Event" e LEFT JOIN "Achievement" a ON a."id" = e."subjectId"
    WHERE e."subjectKind" = 'achievement' AND e."type" = 'achievement.registered' AND (a."id" IS NULL OR a."state" <> 'REGISTERED')
      AND NOT (a."state" IS NOT DISTINCT FROM 'WITHDRAWN' AND EXISTS (SELECT 1 FROM "Event" r
        WHERE r."subjectKind" = 'achievement' AND r."subjectId" = e."subjectId" AND r."type" = 'achievement.revoked'))
    ORDER BY 1`;
  return rows.map(({ id, organisationId, gone }) => ({
    kind: gone ? "event-without-row" : "row-differs",
    organisationId,
    subjectKind: "achievement",
    subjectId: id,
  }));
}

/** Every registered achievement is what it was registered as, and none was lost. Reads in pages. */
export async function verifyAchievements(tell: Tell): Promise<AuditResult> {
  const where = { state: "REGISTERED" as const };
  const total = await db.achievement.count({ where });
  const findings = await registeredWithoutRow();
  let checked = 0;
  for (let last = ""; ; ) {
    const page = await db.achievement.findMany({
      where: { ...where, ...(last && { id: { gt: last } }) },
      orderBy: { id: "asc" },
      take: PAGE,
      select: { id: true, ...sealedSelect },
    });
    const ids = page.map((one) => one.id);
    const files = await evidenceOf(db, ids);
    const events = await db.event.findMany({
      where: { subjectKind: "achievement", subjectId: { in: ids }, type: "achievement.registered" },
      orderBy: { id: "asc" },
      select: { subjectId: true, payload: true },
    });
    const told = new Map(events.map((one) => [one.subjectId, one.payload as Record<string, unknown>]));
    for (const row of page) {
      const payload = told.get(row.id);
      const kind = payload
        ? payload.seal === sealOf(row, files.get(row.id) ?? [])
          ? null
          : "seal-broken"
        : "row-without-event";
      if (kind)
        findings.push({ kind, organisationId: row.enterpriseId, subjectKind: "achievement", subjectId: row.id });
    }
    checked += page.length;
    await tell(checked, total);
    last = page.at(-1)?.id ?? "";
    if (page.length < PAGE) return { checked, findings };
  }
}
