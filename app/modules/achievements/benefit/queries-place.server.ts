import { db } from "#app/lib/db.server.ts";
import { forbidden, notFound } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { entersBenefits, fits } from "./policy.ts";
import { type Band, bandOf } from "./rules.ts";
import { benefitsVisibleTo } from "./visibility.server.ts";

const day = (at: Date): string => at.toISOString().slice(0, 10);

/** Where, by what measure and when, for who may change it, and the recipient's machines. Two statements. Errors: not_found, forbidden. */
export async function loadBenefitPlace(actor: Actor, id: string) {
  const row = await db.benefit.findFirst({
    where: { id, AND: benefitsVisibleTo(actor) },
    select: {
      recipientId: true,
      state: true,
      version: true,
      measure: true,
      measureText: true,
      assetId: true,
      place: true,
      fromOn: true,
      toOn: true,
    },
  });
  if (!row) throw notFound();
  if (!entersBenefits(actor, row.recipientId) || !fits("actual", row.state)) throw forbidden("not-your-move");
  const machines = await db.asset.findMany({
    where: { enterpriseId: row.recipientId, OR: [{ retiredAt: null }, ...(row.assetId ? [{ id: row.assetId }] : [])] },
    orderBy: [{ line: "asc" }, { number: "asc" }],
    take: 500,
    select: { id: true, number: true, name: true, line: true },
  });
  return {
    id,
    version: row.version,
    values: {
      measure: row.measure,
      measureText: row.measureText,
      assetId: row.assetId ?? "",
      place: row.assetId ? "" : row.place,
      fromOn: day(row.fromOn),
      toOn: day(row.toOn),
    },
    machines,
  };
}

/** What each adoption of a fix brought, certified and in force: bands, for who reads what came of it. One statement. */
export async function bandsOfAdoptions(reuseIds: readonly string[]): Promise<Map<string, Band>> {
  const rows = await db.benefit.groupBy({
    by: ["reuseId"],
    where: { reuseId: { in: [...reuseIds] }, state: { in: ["CERTIFIED", "PARTLY"] }, origin: "ENTERED" },
    _sum: { certifiedFen: true },
  });
  return new Map(rows.flatMap((row) => (row.reuseId ? [[row.reuseId, bandOf(row._sum.certifiedFen)] as const] : [])));
}
