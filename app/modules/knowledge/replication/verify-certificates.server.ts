import { db, type Tx } from "#app/lib/db.server.ts";
import type { AuditFinding, AuditKind, AuditResult, Tell } from "#app/modules/events/audit-checks.ts";
import { checkInPages, type Page, toldOf } from "#app/modules/events/check-in-pages.server.ts";
import { certificateHash } from "./issue-certificate.server.ts";

/**
 * Every certificate (印证) was issued as the chain says, with its number and words, and none was added or removed. Reads
 * in pages.
 */
export const verifyCertificates = (tell: Tell): Promise<AuditResult> =>
  checkInPages(tell, {
    lost: issuedWithoutRow,
    total: () => db.adoptionCertificate.count(),
    read: readPage,
    look: ({ reuse, told, ...row }) => {
      const kind: AuditKind | null =
        told.certificateId !== row.id
          ? "row-without-event"
          : told.certificate !== undefined && told.certificate !== certificateHash(row)
            ? "row-differs"
            : null;
      return {
        wrongs: kind ? [findingOf(kind, reuse.enterpriseId, row.reuseId)] : [],
        untold: told.certificate === undefined,
      };
    },
  });

const findingOf = (kind: AuditKind, organisationId: string, subjectId: string): AuditFinding => ({
  kind,
  organisationId,
  subjectKind: "adoption",
  subjectId,
  part: "certificate",
});

type Said = { certificateId?: string; certificate?: string | null };

async function readPage(tx: Tx, page: Page) {
  const rows = await tx.adoptionCertificate.findMany({
    ...page,
    include: { reuse: { select: { enterpriseId: true } } },
  });
  const told = await toldOf(
    tx,
    "adoption",
    rows.map((one) => one.reuseId),
    ["adoption.accepted"],
  );
  return rows.map((row) => ({ ...row, told: (told(row.reuseId).at(-1)?.payload ?? {}) as Said }));
}

async function issuedWithoutRow(): Promise<AuditFinding[]> {
  const rows = await db.$queryRaw<{ id: string; organisationId: string }[]>`
    SELECT e."subjectId" AS "id", e."organisationId" FROM "Event" e
    WHERE e."subjectKind" = 'adoption' AND e."type" = 'adoption.accepted' AND e."payload" ->> 'certificateId' IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM "AdoptionCertificate" c WHERE c."id"::text = e."payload" ->> 'certificateId') ORDER BY 1`;
  return rows.map(({ id, organisationId }) => findingOf("event-without-row", organisationId, id));
}
