import { inTransaction, type Tx } from "#app/lib/db.server.ts";
import { DomainError } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { whyNotAcceptAdoption } from "#app/modules/problems/relations.server.ts";
import { creditFix } from "../credit-fix.server.ts";
import { issueCertificate } from "./issue-certificate.server.ts";
import { type OpenAdoption, recordAdoption, requireAdoption } from "./open-adoption.server.ts";
import { kinshipOf, type Side } from "./rules.ts";

type Ruling = { id: string; version: number; verdict: "FIXED" | "PARTLY" | "NOT_FIXED"; note: string };

/**
 * The adopting enterprise accepts what it measured (rule "Acceptance"), or says that it did not fix it. Accepted, it is
 * marked internal or affiliate once and for all, and the author's studio gets its certificate.
 * Errors: those of requireAdoption, forbidden (adoption-acceptor).
 */
export async function decideAdoption(actor: Actor, { id, version, verdict, note }: Ruling): Promise<void> {
  await inTransaction(async (tx) => {
    const action = verdict === "NOT_FIXED" ? "not-fixed" : "accept";
    const { row, to } = await requireAdoption(tx, actor, { id, version, action, reason: note });
    if ((await whyNotAcceptAdoption(tx, actor, row)) !== null) throw new DomainError("forbidden", "adoption-acceptor");
    const kinship = await kinshipTo(tx, row);
    const accepted = verdict !== "NOT_FIXED";
    await tx.reuse.update({
      where: { id },
      data: {
        state: to,
        verdict,
        verdictNote: note,
        decidedById: actor.personId,
        decidedAt: actor.now,
        ...(accepted && { internal: kinship === "INTERNAL", affiliate: kinship === "AFFILIATE" }),
        version: { increment: 1 },
      },
    });
    const certificate = accepted ? await issueCertificate(tx, row, actor.now) : null;
    const own = () =>
      recordAdoption(tx, actor, row, accepted ? "adoption.accepted" : "adoption.not-fixed", {
        reason: note,
        payload: { verdict, kinship, certificateId: certificate?.id ?? null, certificate: certificate?.hash ?? null },
      });
    if (!accepted) return void (await own());
    const fix = await tx.problem.findUniqueOrThrow({ where: { id: row.fixId }, select: { enterpriseId: true } });
    const credit = { ...row, reuseId: row.id };
    const steps = [own, () => creditFix(tx, actor, "problem.adopted", fix.enterpriseId, credit)];
    // Two chains, always in the order of their ids: see record-reuse.server.ts.
    for (const step of row.enterpriseId < fix.enterpriseId ? steps : steps.reverse()) await step();
  });
}

/** What the adopter is to the houses of the fix's poster and solvers. */
async function kinshipTo(tx: Tx, row: OpenAdoption) {
  const fix = await tx.problem.findUniqueOrThrow({
    where: { id: row.fixId },
    select: {
      enterpriseId: true,
      engagements: { where: { end: "FINISHED" }, select: { studio: { select: { parentId: true } } } },
    },
  });
  const houses = [fix.enterpriseId, ...fix.engagements.flatMap((e) => e.studio.parentId ?? [])];
  const rows = await tx.enterprise.findMany({
    where: { organisationId: { in: [row.enterpriseId, ...houses] } },
    select: { organisationId: true, groupId: true },
  });
  const side = (enterpriseId: string): Side => ({
    enterpriseId,
    groupId: rows.find((one) => one.organisationId === enterpriseId)?.groupId ?? null,
  });
  return kinshipOf(side(row.enterpriseId), houses.map(side));
}
