import { createHash } from "node:crypto";
import { inTransaction } from "#app/lib/db.server.ts";
import { conflict, invalid } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { canonicalJson } from "#app/modules/events/chain.ts";
import { freezeContent } from "../dossier/content/freeze-content.server.ts";
import type { Facts } from "../facts/catalogue.ts";
import { requireNoFlag } from "../flags/open-flags.server.ts";
import { eligibilityOf } from "../gates/eligibility.server.ts";
import { recordApplication, requireApplication } from "./open-application.server.ts";

/** SHA-256 of facts with their evidence: an auditor makes it anew from the rows. */
export const factsHashOf = (facts: Facts): string =>
  createHash("sha256")
    .update(
      canonicalJson(
        Object.keys(facts)
          .sort()
          .map((key) => ({ key, value: facts[key]?.value ?? "0", evidence: facts[key]?.evidence ?? [] })),
      ),
    )
    .digest("hex");

/**
 * The organiser admits an application to the panel: recommended by every office, nothing missing, no open flag. Its facts
 * are counted now, kept with their evidence and locked, and with them what its dossier says. Errors: those of
 * requireApplication, conflict (application-recommend-first, round-review-over, flag-blocks), invalid (application-lacks).
 */
export async function admitApplication(actor: Actor, id: string, version: number): Promise<void> {
  await inTransaction(async (tx) => {
    const { row, to } = await requireApplication(tx, actor, id, "admit", { version });
    if (actor.now > row.round.reviewUntil) throw conflict("round-review-over");
    if (row.steps.some((one) => one.decision !== "RECOMMENDED")) throw conflict("application-recommend-first");
    const { missing, facts } = await eligibilityOf(tx, row, actor.now);
    if (missing.length > 0) throw invalid("application-lacks", undefined, { count: missing.length });
    await tx.applicationFact.deleteMany({ where: { applicationId: id } });
    await tx.applicationFact.createMany({
      data: Object.entries(facts).map(([key, { value, evidence }]) => ({
        applicationId: id,
        key,
        value,
        evidence: evidence.map((one) => ({ ...one })),
      })),
    });
    // Asked again now that the records behind the facts are known: a studio's or a person's are named by nothing else.
    await requireNoFlag(tx, id, "admit");
    const factsHash = factsHashOf(facts);
    await tx.awardApplication.update({
      where: { id },
      data: {
        state: to,
        admittedAt: actor.now,
        admittedById: actor.personId,
        factsHash,
        reason: "",
        version: { increment: 1 },
      },
    });
    const contentHash = await freezeContent(tx, id, actor.now);
    await recordApplication(tx, actor, row, "application.admitted", {
      payload: {
        factsHash,
        contentHash,
        facts: Object.fromEntries(Object.entries(facts).map(([key, one]) => [key, one.value])),
      },
    });
  });
}
