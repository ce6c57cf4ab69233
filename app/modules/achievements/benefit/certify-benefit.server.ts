import { inTransaction, type Tx } from "#app/lib/db.server.ts";
import { conflict, DomainError, forbidden, invalid } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { solversOf } from "#app/modules/problems/relations.server.ts";
import { whyNotShares } from "../shares/rules.ts";
import { basisHash, termsOf } from "./basis.server.ts";
import { requireOnce, requireUnderBaseline } from "./counted-once.server.ts";
import { fenOfYuan } from "./formula.ts";
import { lockRecipient, type OpenBenefit, recordBenefit, requireBenefit } from "./open-benefit.server.ts";
import { certifierOf } from "./policy.ts";
import { type CertifierFacts, whyNotCertify } from "./rules.ts";
import type { Certification } from "./schema.ts";
import { acceptanceOf } from "./source.server.ts";

/**
 * FINANCE of the recipient certifies whole, in part, or refuses with a reason (rule "Benefit", rules.ts). A certified
 * figure is locked; a correction takes the place of the entry it corrects in the same moment. What was certified, and a
 * hash of calculation, shares and evidence, goes into the chain of events.
 * Errors: not_found, forbidden (certify-…), conflict, invalid (certify-part, certify-shares, benefit-…).
 */
export async function certifyBenefit(actor: Actor, id: string, input: Certification): Promise<void> {
  await inTransaction(async (tx) => {
    const row = await requireBenefit(tx, actor, id, "certify", input.version);
    const against = whyNotCertify(certifierOf(actor), await certifierFacts(tx, actor, row));
    if (against === "not-finance") throw new DomainError("forbidden", "certify-not-finance");
    if (against !== null) throw new DomainError("forbidden", "certify-involved");
    const decided = { certifiedById: actor.personId, certifiedAt: actor.now, reason: input.reason };
    if (input.decision === "REFUSE") {
      await tx.benefit.update({
        where: { id },
        data: { state: "REFUSED", holds: false, reason: input.reason, version: { increment: 1 } },
      });
      return void (await recordBenefit(tx, actor, row, "benefit.refused", { reason: input.reason }));
    }
    if (row.origin !== "ENTERED") throw forbidden("not-your-move");
    if (whyNotShares(row.shares) !== null) throw invalid("certify-shares");
    if (!(await acceptanceOf(tx, row)).accepted) throw conflict("benefit-not-accepted");
    const amount = amountOf(row, input);
    await lockRecipient(tx, row.recipientId);
    const money = row.kind !== "SOCIAL";
    if (money) {
      await requireOnce(tx, row);
      await requireUnderBaseline(tx, actor, row, amount ?? 0n, "amountYuan");
    }
    if (row.correctsId) await takePlaceOf(tx, row.correctsId);
    const partly = input.decision === "PART";
    await tx.benefit.update({
      where: { id },
      data: {
        ...decided,
        state: partly ? "PARTLY" : "CERTIFIED",
        certifiedFen: amount,
        holds: money,
        version: { increment: 1 },
      },
    });
    await recordBenefit(tx, actor, row, partly ? "benefit.certified-partly" : "benefit.certified", {
      reason: input.reason,
      payload: {
        actualFen: row.actualFen?.toString() ?? null,
        certifiedFen: amount?.toString() ?? null,
        corrects: row.correctsId,
        basis: await basisHash(tx, id),
        terms: termsOf(row),
      },
    });
    if (row.correctsId) {
      // In the achievement that holds it too: one saving, whatever its figure is now.
      await tx.achievementBenefit.updateMany({ where: { benefitId: row.correctsId }, data: { benefitId: id } });
      await recordBenefit(tx, actor, { id: row.correctsId, recipientId: row.recipientId }, "benefit.corrected", {
        payload: { by: id },
      });
    }
  });
}

function amountOf(row: OpenBenefit, { decision, amountYuan }: Certification): bigint | null {
  if (row.kind === "SOCIAL") {
    if (decision === "PART") throw invalid("certify-part", "decision");
    return null;
  }
  const claimed = row.actualFen ?? 0n;
  if (decision === "WHOLE") return claimed;
  const part = fenOfYuan(amountYuan);
  if (part === null || part <= 0n || part >= claimed) throw invalid("certify-part", "amountYuan");
  return part;
}

/** The entry corrected gives up its place; its figure stays as it was. */
async function takePlaceOf(tx: Tx, id: string): Promise<void> {
  const { count } = await tx.benefit.updateMany({
    where: { id, state: { in: ["CERTIFIED", "PARTLY"] } },
    data: { state: "CORRECTED", holds: false, version: { increment: 1 } },
  });
  if (count !== 1) throw conflict("benefit-corrected");
}

/** Everybody who had a part in it: in the fix, in the adoption it comes from, in the entry and in the achievement that counts it. */
export async function certifierFacts(
  reader: Pick<Tx, "problem" | "reuse" | "achievementContributor" | "$queryRaw">,
  actor: Actor,
  row: OpenBenefit,
): Promise<CertifierFacts> {
  const { solverIds, solverStudioIds } = await solversOf(reader, actor, row.fixId);
  const own = {
    authorId: true,
    enteredById: true,
    acceptances: { select: { byId: true } },
    trials: { select: { startedById: true } },
  } as const;
  const fix = await reader.problem.findUniqueOrThrow({ where: { id: row.fixId }, select: own });
  const reuse = row.reuseId
    ? await reader.reuse.findUniqueOrThrow({
        where: { id: row.reuseId },
        select: { byId: true, measuredById: true, decidedById: true, need: { select: own } },
      })
    : null;
  const benefitIds = [row.id, ...(row.correctsId ? [row.correctsId] : [])];
  const completers = await reader.achievementContributor.findMany({
    where: { achievement: { benefits: { some: { benefitId: { in: benefitIds } } } } },
    select: { personId: true },
  });
  const involved = [
    ...solverIds,
    row.byId,
    row.submittedById,
    ...row.statements.map((one) => one.byId),
    ...row.shares.map((one) => one.personId),
    ...completers.map((one) => one.personId),
    reuse?.byId,
    reuse?.measuredById,
    reuse?.decidedById,
    ...[fix, reuse?.need].flatMap((posted) => [
      posted?.authorId,
      posted?.enteredById,
      ...(posted?.acceptances.map((one) => one.byId) ?? []),
      ...(posted?.trials.map((one) => one.startedById) ?? []),
    ]),
  ];
  return {
    recipientId: row.recipientId,
    involvedIds: involved.filter((id) => typeof id === "string"),
    solverStudioIds,
  };
}
