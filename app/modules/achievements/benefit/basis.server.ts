import type { Prisma, Tx } from "#app/lib/db.server.ts";
import { canonicalHash } from "#app/modules/events/chain.ts";

/** What a row must bring for `basisOf`. */
export const basisSelect = {
  statements: {
    select: { stage: true, formula: true, inputs: true, costs: true, grossFen: true, costFen: true },
  },
  shares: {
    orderBy: { position: "asc" },
    select: { personId: true, organisationId: true, position: true, basisPoints: true },
  },
} satisfies Prisma.BenefitSelect;
type Basis = Prisma.BenefitGetPayload<{ select: typeof basisSelect }>;

/** SHA-256 of what a certificate rests on, calculation, shares and evidence: an auditor makes it anew from the rows. */
export function basisOf({ statements, shares }: Basis, evidence: readonly string[]): string {
  const basis = {
    statements: statements
      .map(({ stage, formula, inputs, costs, grossFen, costFen }) => ({
        stage,
        formula,
        inputs,
        costs,
        grossFen: grossFen.toString(),
        costFen: costFen.toString(),
      }))
      .sort((a, b) => a.stage.localeCompare(b.stage)),
    shares: shares.map(({ personId, organisationId, position, basisPoints }) => ({
      personId,
      organisationId,
      position,
      basisPoints,
    })),
    evidence: [...evidence].sort(),
  };
  return canonicalHash(basis);
}

const day = (at: Date): string => at.toISOString().slice(0, 10);

type Terms = {
  recipientId: string;
  fixId: string;
  reuseId: string | null;
  kind: string;
  measureKey: string;
  placeKey: string;
  fromOn: Date;
  toOn: Date;
  year: number;
  social: string;
};

/** SHA-256 of what was certified besides the figure: whose, from which fix, of what kind, where and for which days. */
export const termsOf = (row: Terms): string =>
  canonicalHash({
    recipientId: row.recipientId,
    fixId: row.fixId,
    reuseId: row.reuseId,
    kind: row.kind,
    measureKey: row.measureKey,
    placeKey: row.placeKey,
    fromOn: day(row.fromOn),
    toOn: day(row.toOn),
    year: row.year,
    social: row.social,
  });

/** The hash of calculation, shares and evidence of one benefit as its rows are now. */
export async function basisHash(tx: Pick<Tx, "benefit" | "attachment">, id: string): Promise<string> {
  const row = await tx.benefit.findUniqueOrThrow({ where: { id }, select: basisSelect });
  const files = await tx.attachment.findMany({
    where: { ownerKind: "benefit", ownerId: id, removedAt: null },
    select: { sha256: true },
  });
  return basisOf(
    row,
    files.map((one) => one.sha256),
  );
}
