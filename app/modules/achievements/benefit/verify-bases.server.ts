import { db, type Prisma, type Tx } from "#app/lib/db.server.ts";
import type { AuditFinding, AuditResult, Tell, Told } from "#app/modules/events/audit-checks.ts";
import { checkInPages, type Page, toldOf } from "#app/modules/events/check-in-pages.server.ts";
import { wordEvents, wordsAreTold, wordSelect, type Word } from "../shares/verify-confirmations.ts";
import { basisOf, basisSelect, termsOf } from "./basis.server.ts";

const CERTIFIED = ["benefit.certified", "benefit.certified-partly"];

const where = { state: { in: ["CERTIFIED" as const, "PARTLY" as const, "CORRECTED" as const] } };

/**
 * Every certified benefit is what the chain says of it: amount, whole or in part, corrected or not, the hash of
 * calculation, shares and evidence, made anew from the rows, and who confirmed the shares; and it holds its place against
 * others as its certification leaves it. Reads in pages; memory does not grow with them.
 */
export const verifyBenefitBases = (tell: Tell): Promise<AuditResult> =>
  checkInPages(tell, {
    lost: certifiedWithoutRow,
    total: () => db.benefit.count({ where }),
    read: readPage,
    look: ({ told, evidence, ...row }) => {
      const of = { organisationId: row.recipientId, subjectKind: "benefit", subjectId: row.id };
      return {
        wrongs: wrongs(row, told, basisOf(row, evidence)).map((wrong) => ({ ...wrong, ...of })),
        untold: told.findLast((one) => CERTIFIED.includes(one.type))?.payload.terms === undefined,
      };
    },
  });

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
  holds: boolean;
  sharesVersion: number;
  said: readonly Word[];
};
type Wrong = Pick<AuditFinding, "kind" | "part">;

function wrongs(row: Row, told: readonly Told[], basis: string): Wrong[] {
  const certified = told.findLast((one) => CERTIFIED.includes(one.type));
  if (!certified) return [{ kind: "row-without-event" }];
  const wrong = certificateWrong(row, certified, told, basis);
  // Money keeps others from its place until a correction takes it; what is social never did.
  const holds = row.state !== "CORRECTED" && row.kind !== "SOCIAL";
  return [
    ...(wrong ? [wrong] : []),
    ...(row.holds === holds ? [] : [{ kind: "row-differs" as const, part: "holds" }]),
    ...(wordsAreTold("benefit", row.sharesVersion, row.said, told)
      ? []
      : [{ kind: "row-differs" as const, part: "confirmation" }]),
  ];
}

/** The first that is wrong with the certificate itself. */
function certificateWrong(row: Row, certified: Told, told: readonly Told[], basis: string): Wrong | null {
  const corrected = told.some((one) => one.type === "benefit.corrected");
  const due = corrected ? "CORRECTED" : certified.type === "benefit.certified-partly" ? "PARTLY" : "CERTIFIED";
  if (row.state !== due) return { kind: "row-differs", part: "state" };
  if ((certified.payload.certifiedFen ?? null) !== (row.certifiedFen?.toString() ?? null))
    return { kind: "row-differs", part: "amount" };
  if (row.certifiedById !== certified.actorId || row.certifiedAt?.getTime() !== certified.at.getTime())
    return { kind: "row-differs", part: "certified" };
  if ((certified.payload.terms ?? termsOf(row)) !== termsOf(row)) return { kind: "seal-broken", part: "terms" };
  // Shares not confirmed by everybody may still change; the change says what it rests on from then on.
  const sealed = told.findLast((one) => typeof one.payload.basis === "string");
  return sealed?.payload.basis === basis ? null : { kind: "seal-broken", part: "basis" };
}

async function readPage(tx: Tx, page: Page) {
  const rows = await tx.benefit.findMany({
    ...page,
    where: { ...where, ...page.where },
    select: {
      id: true,
      state: true,
      certifiedFen: true,
      certifiedById: true,
      certifiedAt: true,
      holds: true,
      sharesVersion: true,
      ...termsSelect,
      ...basisSelect,
    },
  });
  const ids = rows.map((one) => one.id);
  const told = await toldOf(tx, "benefit", ids, [...CERTIFIED, "benefit.corrected", ...wordEvents("benefit")]);
  const words = await tx.benefitShare.findMany({
    where: { benefitId: { in: ids } },
    select: { benefitId: true, ...wordSelect },
  });
  const said = Map.groupBy(words, (one) => one.benefitId);
  const files = await tx.attachment.findMany({
    where: { ownerKind: "benefit", ownerId: { in: ids }, removedAt: null },
    select: { ownerId: true, sha256: true },
  });
  const evidence = Map.groupBy(files, (one) => one.ownerId);
  return rows.map((row) => ({
    ...row,
    told: told(row.id),
    said: said.get(row.id) ?? [],
    evidence: (evidence.get(row.id) ?? []).map((one) => one.sha256),
  }));
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
