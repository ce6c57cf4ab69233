import { db, type Prisma } from "#app/lib/db.server.ts";
import type { AuditFinding, AuditResult, Tell } from "#app/modules/events/audit-checks.ts";
import { basisOf, basisSelect, termsOf } from "./basis.server.ts";

const PAGE = 500;
const CERTIFIED = ["benefit.certified", "benefit.certified-partly"];

type Told = { type: string; actorId: string | null; at: Date; payload: Record<string, unknown> };

/**
 * Every certified benefit is what the chain says of it: amount, whole or in part, and the hash of calculation, shares and
 * evidence, made anew from the rows. Reads in pages; memory does not grow with them.
 */
export async function verifyBenefitBases(tell: Tell): Promise<AuditResult> {
  const where = { state: { in: ["CERTIFIED" as const, "PARTLY" as const, "CORRECTED" as const] } };
  const total = await db.benefit.count({ where });
  const findings = await certifiedWithoutRow();
  let [checked, untold] = [0, 0];
  for (let last = ""; ; ) {
    const page = await db.benefit.findMany({
      where: { ...where, ...(last && { id: { gt: last } }) },
      orderBy: { id: "asc" },
      take: PAGE,
      select: {
        id: true,
        state: true,
        certifiedFen: true,
        certifiedById: true,
        certifiedAt: true,
        ...termsSelect,
        ...basisSelect,
      },
    });
    const [events, files] = await Promise.all([
      eventsOf(page.map((one) => one.id)),
      filesOf(page.map((one) => one.id)),
    ]);
    for (const row of page) {
      const told = events.get(row.id) ?? [];
      const evidence = files.get(row.id) ?? [];
      const wrong = whatIsWrong(row, told, basisOf(row, evidence));
      if (wrong)
        findings.push({ ...wrong, organisationId: row.recipientId, subjectKind: "benefit", subjectId: row.id });
      if (told.findLast((one) => CERTIFIED.includes(one.type))?.payload.terms === undefined) untold += 1;
    }
    checked += page.length;
    await tell(checked, total);
    last = page.at(-1)?.id ?? "";
    if (page.length < PAGE) return { checked, findings, untold };
  }
}

const termsSelect = {
  recipientId: true,
  fixId: true,
  reuseId: true,
  kind: true,
  measureKey: true,
  placeKey: true,
  fromOn: true,
  toOn: true,
  year: true,
  social: true,
} satisfies Prisma.BenefitSelect;

type Row = Parameters<typeof termsOf>[0] & {
  state: string;
  certifiedFen: bigint | null;
  certifiedById: string | null;
  certifiedAt: Date | null;
};

function whatIsWrong(row: Row, told: readonly Told[], basis: string): Pick<AuditFinding, "kind" | "part"> | null {
  const certified = told.findLast((one) => CERTIFIED.includes(one.type));
  if (!certified) return { kind: "row-without-event" };
  const partly = certified.type === "benefit.certified-partly";
  if (row.state !== "CORRECTED" && (row.state === "PARTLY") !== partly) return { kind: "row-differs", part: "state" };
  if ((certified.payload.certifiedFen ?? null) !== (row.certifiedFen?.toString() ?? null))
    return { kind: "row-differs", part: "amount" };
  if (row.certifiedById !== certified.actorId || row.certifiedAt?.getTime() !== certified.at.getTime())
    return { kind: "row-differs", part: "certified" };
  if ((certified.payload.terms ?? termsOf(row)) !== termsOf(row)) return { kind: "seal-broken", part: "terms" };
  // Shares not confirmed by everybody may still change; the change says what it rests on from then on.
  const sealed = told.findLast((one) => typeof one.payload.basis === "string");
  return sealed?.payload.basis === basis ? null : { kind: "seal-broken", part: "basis" };
}

/** Certifications and changes of shares of these benefits, in order. */
async function eventsOf(ids: string[]): Promise<Map<string, Told[]>> {
  const rows = await db.event.findMany({
    where: { subjectKind: "benefit", subjectId: { in: ids }, type: { in: [...CERTIFIED, "benefit.shared"] } },
    orderBy: { id: "asc" },
    select: { subjectId: true, type: true, actorId: true, at: true, payload: true },
  });
  return Map.groupBy(
    rows.map((one) => ({ ...one, payload: one.payload as Record<string, unknown> })),
    (one) => one.subjectId,
  );
}

async function filesOf(ids: string[]): Promise<Map<string, string[]>> {
  const rows = await db.attachment.findMany({
    where: { ownerKind: "benefit", ownerId: { in: ids }, removedAt: null },
    select: { ownerId: true, sha256: true },
  });
  const found = new Map<string, string[]>();
  for (const { ownerId, sha256 } of rows) found.set(ownerId, [...(found.get(ownerId) ?? []), sha256]);
  return found;
}

/** Certified by the chain, but gone, or no longer certified. */
async function certifiedWithoutRow(): Promise<AuditFinding[]> {
  const rows = await db.$queryRaw<{ id: string; organisationId: string; gone: boolean }[]>`
    SELECT DISTINCT e."subjectId" AS "id", e."organisationId", b."id" IS NULL AS "gone"
    FROM "Event" e LEFT JOIN "Benefit" b ON b."id" = e."subjectId"
    WHERE e."subjectKind" = 'benefit' AND e."type" = ANY (${CERTIFIED}::text[])
      AND (b."id" IS NULL OR b."state" NOT IN ('CERTIFIED', 'PARTLY', 'CORRECTED'))`;
  return rows.map(({ id, organisationId, gone }) => ({
    kind: gone ? "event-without-row" : "row-differs",
    organisationId,
    subjectKind: "benefit",
    subjectId: id,
  }));
}
