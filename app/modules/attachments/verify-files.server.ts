import { createHash } from "node:crypto";
import { pipeline } from "node:stream/promises";
import { db } from "#app/lib/db.server.ts";
import { NAME } from "#app/lib/storage/storage.ts";
import type { AuditFinding, AuditResult, Tell } from "#app/modules/events/audit-checks.ts";
import { findKept } from "./storage.server.ts";

const PAGE = 200;

type Row = { id: string; enterpriseId: string; ownerKind: string; ownerId: string };
const findingOf = (kind: AuditFinding["kind"], row: Row): AuditFinding => ({
  kind,
  organisationId: row.enterpriseId,
  subjectKind: row.ownerKind,
  subjectId: row.ownerId,
  part: `file:${row.id}`,
});

/** Every file that the chain tells of still has the row it was taken in with, under the same hash. */
export async function verifyFileRecords(): Promise<AuditResult> {
  const [{ checked } = { checked: 0 }] = await db.$queryRaw<{ checked: number }[]>`
    SELECT count(*)::int AS "checked" FROM "Event" WHERE "type" LIKE '%.file-added' AND "payload" ? 'file'`;
  const rows = await db.$queryRaw<(Row & { gone: boolean })[]>`
    SELECT coalesce(a."id"::text, e."payload" ->> 'file') AS "id", e."organisationId" AS "enterpriseId",
           e."subjectKind" AS "ownerKind", e."subjectId" AS "ownerId", a."id" IS NULL AS "gone"
    FROM "Event" e LEFT JOIN "Attachment" a ON a."id"::text = e."payload" ->> 'file'
    WHERE e."type" LIKE '%.file-added' AND e."payload" ? 'file' AND e."payload" ? 'sha256'
      AND (a."id" IS NULL OR a."sha256" <> e."payload" ->> 'sha256') ORDER BY 1`;
  return { checked, findings: rows.map((row) => findingOf(row.gone ? "event-without-row" : "row-differs", row)) };
}

/** Reads every file that is kept and compares its bytes with the hash it was taken in with. Memory does not grow with the files. */
export async function verifyFiles(tell: Tell): Promise<AuditResult> {
  const total = await db.attachment.count({ where: { removedAt: null } });
  const findings: AuditFinding[] = [];
  let checked = 0;
  for (let last = ""; ; ) {
    const page = await db.attachment.findMany({
      where: { removedAt: null, ...(last && { id: { gt: last } }) },
      orderBy: { id: "asc" },
      take: PAGE,
      select: { id: true, enterpriseId: true, ownerKind: true, ownerId: true, key: true, kind: true, sha256: true },
    });
    for (const row of page) {
      const hash = await keptHash(row);
      if (hash !== row.sha256) findings.push(findingOf(hash === null ? "file-missing" : "file-differs", row));
      checked += 1;
      await tell(checked, total);
    }
    if (page.length < PAGE) return { checked, findings };
    last = page.at(-1)?.id ?? "";
  }
}

/** SHA-256 of a file's bytes as they are kept now: of a photo as it was encoded anew, of everything else as it came. Null when it is not there. */
export async function keptHash({ key, kind }: { key: string; kind: string }): Promise<string | null> {
  const size = kind === "PHOTO" ? "screen" : "original";
  // What no code here gave a name is nowhere; it must not keep the rest from being looked at.
  if (!NAME.test(`${key}.${size}`)) return null;
  const kept = await findKept(key, size);
  if (!kept) return null;
  const hash = createHash("sha256");
  await pipeline(kept.read(), hash);
  return hash.digest("hex");
}
