import { inTransaction } from "#app/lib/db.server.ts";
import { conflict, forbidden, invalid, notFound } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { requireContributors, shareLinesOf } from "../shares/contributors.server.ts";
import type { TypedShare } from "../shares/schema.ts";
import { recordBenefit, requireBenefit } from "./open-benefit.server.ts";
import { basisHash } from "./basis.server.ts";
import { sharesOpen } from "./policy.ts";
import { isCertified } from "./rules.ts";
import { benefitsVisibleTo } from "./visibility.server.ts";

/**
 * Sets who contributed, in order, each for the solving studio or the recipient, 100 % together. Any change asks
 * everybody for their confirmation again. Errors: those of requireBenefit, conflict (shares-locked), invalid (shares-…).
 */
export async function shareBenefit(
  actor: Actor,
  id: string,
  { version, lines: typed }: { version: number; lines: readonly TypedShare[] },
): Promise<void> {
  const lines = shareLinesOf(typed);
  await inTransaction(async (tx) => {
    const row = await requireBenefit(tx, actor, id, "share", version);
    if (!sharesOpen(row)) throw conflict("shares-locked");
    await requireContributors(tx, { fixIds: [row.fixId], enterpriseIds: [row.recipientId] }, lines, actor.now);
    // Rule "certified by who had no part in it" holds afterwards too.
    const certifier = lines.findIndex((one) => one.personId === row.certifiedById);
    if (certifier >= 0) throw invalid("shares-certifier", `lines[${certifier}].who`);
    await tx.benefitShare.deleteMany({ where: { benefitId: id } });
    await tx.benefitShare.createMany({ data: lines.map((line, position) => ({ benefitId: id, position, ...line })) });
    await tx.benefit.update({
      where: { id },
      data: { sharesVersion: { increment: 1 }, version: { increment: 1 } },
    });
    await recordBenefit(tx, actor, row, "benefit.shared", {
      payload: {
        sharesVersion: row.sharesVersion + 1,
        shares: lines.map(({ contribution: _, ...line }) => line),
        // What is certified rests on these from now on.
        ...(isCertified(row.state) && { basis: await basisHash(tx, id) }),
      },
    });
  });
}

/**
 * A contributor confirms order and share as they stand, in person, or says why not. Errors: not_found, forbidden,
 * conflict (shares-changed, or the benefit moved on).
 */
export async function confirmShare(
  actor: Actor,
  id: string,
  input: { sharesVersion: number; decision: "confirm" | "object"; objection: string },
): Promise<void> {
  await inTransaction(async (tx) => {
    await tx.$queryRaw`SELECT "id" FROM "Benefit" WHERE "id" = ${id}::uuid FOR UPDATE`;
    const row = await tx.benefit.findFirst({
      where: { id, AND: benefitsVisibleTo(actor) },
      select: {
        id: true,
        recipientId: true,
        state: true,
        sharesVersion: true,
        shares: { select: { id: true, personId: true, confirmedOf: true, objectedOf: true } },
      },
    });
    if (!row) throw notFound();
    const mine = row.shares.find((line) => line.personId === actor.personId);
    if (!mine) throw forbidden("shares-not-yours");
    if (row.sharesVersion !== input.sharesVersion) throw conflict("shares-changed");
    if (!sharesOpen(row)) throw conflict("benefit-state");
    const agrees = input.decision === "confirm";
    await tx.benefitShare.update({
      where: { id: mine.id },
      data: agrees
        ? { confirmedOf: row.sharesVersion, confirmedAt: actor.now, objectedOf: null, objection: "" }
        : { confirmedOf: null, confirmedAt: null, objectedOf: row.sharesVersion, objection: input.objection },
    });
    await recordBenefit(tx, actor, row, agrees ? "benefit.share-confirmed" : "benefit.share-objected", {
      reason: agrees ? "" : input.objection,
      payload: { sharesVersion: row.sharesVersion },
    });
  });
}
