import { db, type Tx } from "#app/lib/db.server.ts";
import type { AuditFinding, AuditKind, AuditResult, Tell } from "#app/modules/events/audit-checks.ts";
import { readAtOnce } from "#app/modules/events/read-at-once.server.ts";
import { certificateHash } from "./issue-certificate.server.ts";

const PAGE = 500;

/**
 * Every certificate (印证) was issued as the chain says, with its number and words, and none was added or removed. Reads
 * in pages.
 */
export async function verifyCertificates(tell: Tell): Promise<AuditResult> {
  const total = await db.adoptionCertificate.count();
  const findings = await issuedWithoutRow();
  let [checked, untold] = [0, 0];
  for (let last = ""; ; ) {
    const { page, told } = await readAtOnce((tx) => pageAfter(tx, last));
    for (const { reuse, ...row } of page) {
      const payload = told.get(row.reuseId);
      const kind: AuditKind | null =
        payload?.certificateId !== row.id
          ? "row-without-event"
          : payload.certificate !== undefined && payload.certificate !== certificateHash(row)
            ? "row-differs"
            : null;
      if (kind) findings.push(findingOf(kind, reuse.enterpriseId, row.reuseId));
      if (payload?.certificate === undefined) untold += 1;
    }
    checked += page.length;
    await tell(checked, total);
    last = page.at(-1)?.id ?? "";
    if (page.length < PAGE) return { checked, findings, untold };
  }
}

const findingOf = (kind: AuditKind, organisationId: string, subjectId: string): AuditFinding => ({
  kind,
  organisationId,
  subjectKind: "adoption",
  subjectId,
  part: "certificate",
});

async function pageAfter(tx: Tx, last: string) {
  const page = await tx.adoptionCertificate.findMany({
    where: last ? { id: { gt: last } } : {},
    orderBy: { id: "asc" },
    take: PAGE,
    include: { reuse: { select: { enterpriseId: true } } },
  });
  const events = await tx.event.findMany({
    where: {
      subjectKind: "adoption",
      subjectId: { in: page.map((one) => one.reuseId) },
      type: "adoption.accepted",
    },
    orderBy: { id: "asc" },
    select: { subjectId: true, payload: true },
  });
  const told = new Map(
    events.map((one) => [one.subjectId, one.payload as { certificateId?: string; certificate?: string | null }]),
  );
  return { page, told };
}

async function issuedWithoutRow(): Promise<AuditFinding[]> {
  const rows = await db.$queryRaw<{ id: string; organisationId: string }[]>`
    SELECT e."subjectId" AS "id", e."organisationId" FROM "Event" e
    WHERE e."subjectKind" = 'adoption' AND e."type" = 'adoption.accepted' AND e."payload" ->> 'certificateId' IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM "AdoptionCertificate" c WHERE c."id"::text = e."payload" ->> 'certificateId') ORDER BY 1`;
  return rows.map(({ id, organisationId }) => findingOf("event-without-row", organisationId, id));
}
