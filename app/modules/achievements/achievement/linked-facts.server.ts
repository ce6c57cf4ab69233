import { db, type Prisma, type Tx } from "#app/lib/db.server.ts";
import { invalid } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { benefitsVisibleTo } from "../benefit/visibility.server.ts";

/** Benefits of fixes that an achievement may take in: under way or in force; a correction once it is certified. */
export const linkableBenefits = (actor: Actor, fixIds: readonly string[]): Prisma.BenefitWhereInput => ({
  fixId: { in: [...fixIds] },
  OR: [{ state: { in: ["CERTIFIED", "PARTLY"] } }, { state: { in: ["ACTUAL", "SUBMITTED"] }, correctsId: null }],
  AND: benefitsVisibleTo(actor),
});

/** Adoptions of fixes that were accepted; the certificate says of each what the author's studio may read. */
export const linkableAdoptions = (fixIds: readonly string[], studioId: string | null): Prisma.ReuseWhereInput => ({
  fixId: { in: [...fixIds] },
  state: "ACCEPTED",
  certificate: { is: { studioId: studioId ?? undefined } },
});

/** Rule "certified by who had no part in it": its completers have certified none of its benefits. Errors: invalid (shares-certifier). */
export async function requireNoCertifier(
  tx: Pick<Tx, "achievementContributor">,
  id: string,
  field: string,
): Promise<void> {
  const rows = await tx.achievementContributor.findMany({
    where: { achievementId: id },
    select: {
      personId: true,
      achievement: { select: { benefits: { select: { benefit: { select: { certifiedById: true } } } } } },
    },
  });
  const certified = new Set(
    rows.flatMap((one) => one.achievement.benefits.map(({ benefit }) => benefit.certifiedById)),
  );
  if (rows.some((one) => certified.has(one.personId))) throw invalid("shares-certifier", field);
}

const certificateSelect = {
  id: true,
  certificate: { select: { unit: true, contact: true, toOn: true } },
} satisfies Prisma.ReuseSelect;

/** Takes in an accepted adoption, as its certificate names it. */
export async function adoptersFrom(tx: Pick<Tx, "reuse">, where: Prisma.ReuseWhereInput) {
  const rows = await tx.reuse.findMany({ where, orderBy: [{ at: "asc" }, { id: "asc" }], select: certificateSelect });
  return rows.flatMap(({ id, certificate }) =>
    certificate ? [{ reuseId: id, unit: certificate.unit, contact: certificate.contact, on: certificate.toOn }] : [],
  );
}

/** What may be taken in now: benefits and accepted adoptions of its fixes, and which are taken already. Two statements. */
export async function loadLinkable(
  actor: Actor,
  { fixIds, studioId }: { fixIds: readonly string[]; studioId: string | null },
) {
  const [benefits, adoptions] = await Promise.all([
    db.benefit.findMany({
      where: linkableBenefits(actor, fixIds),
      orderBy: [{ fromOn: "asc" }, { id: "asc" }],
      take: 100,
      select: {
        id: true,
        kind: true,
        measure: true,
        year: true,
        state: true,
        achievement: { select: { achievementId: true } },
      },
    }),
    db.reuse.findMany({
      where: linkableAdoptions(fixIds, studioId),
      orderBy: [{ at: "asc" }, { id: "asc" }],
      take: 100,
      select: certificateSelect,
    }),
  ]);
  return { benefits, adoptions };
}
