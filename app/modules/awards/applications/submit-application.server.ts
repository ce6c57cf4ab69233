import { inTransaction, type Tx } from "#app/lib/db.server.ts";
import { conflict, invalid } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { eligibilityOf } from "../gates/eligibility.server.ts";
import { recordApplication, requireApplication } from "./open-application.server.ts";
import { statementHash } from "./statement-hash.server.ts";

/**
 * Offices on the way: the enterprise, then the county and industry unions between it and the organiser, from below. An
 * enterprise's own union speaks through the enterprise's reviewer (domain: "REVIEWER, its union or technical department");
 * who belongs by an alliance alone is recommended by the enterprise alone.
 */
async function wayOf(tx: Pick<Tx, "$queryRaw">, enterpriseId: string, organiserId: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    WITH RECURSIVE up AS (
      SELECT "id", "parentId", "kind"::text AS "kind", 0 AS "depth" FROM "Organisation" WHERE "id" = ${enterpriseId}::uuid
      UNION ALL
      SELECT o."id", o."parentId", o."kind"::text, up."depth" + 1 FROM "Organisation" o JOIN up ON o."id" = up."parentId"
      WHERE up."id" <> ${organiserId}::uuid AND up."depth" < 10
    )
    SELECT "id" FROM up WHERE "depth" = 0 OR ("id" <> ${organiserId}::uuid AND "kind" IN ('COUNTY_UNION', 'INDUSTRY_UNION')
      AND EXISTS (SELECT 1 FROM up top WHERE top."id" = ${organiserId}::uuid))
    ORDER BY "depth"`;
  return rows.map((row) => row.id);
}

/** The evidence that is handed in, as the chain is told of it: whoever audits compares with these hashes. */
const submittedFiles = (tx: Pick<Tx, "$queryRaw">, row: { id: string; achievementId: string | null }) =>
  tx.$queryRaw<{ file: string; sha256: string }[]>`
    SELECT "id" AS "file", "sha256" FROM "Attachment"
    WHERE "removedAt" IS NULL AND ("ownerKind" = 'application' AND "ownerId" = ${row.id}::uuid
      OR "ownerKind" = 'achievement' AND "ownerId" = ${row.achievementId}::uuid) ORDER BY "id"`;

/**
 * Hands an application in: nothing is missing (gates/rules.ts), everybody confirmed it, and the way of its recommendation
 * is laid down. Errors: those of requireApplication, invalid (application-lacks), conflict (round-not-open).
 */
export async function submitApplication(actor: Actor, id: string, version: number): Promise<void> {
  await inTransaction(async (tx) => {
    const { row, to } = await requireApplication(tx, actor, id, "submit", { version });
    const { opensAt, closesAt } = row.round;
    if (actor.now < opensAt || actor.now > closesAt) throw conflict("round-not-open");
    // Two applications with one achievement: the second one to come sees the first.
    const subject = row.achievementId ?? row.studioId ?? row.personId ?? "";
    await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended('application:' || ${row.roundId} || ${subject}, 0))::text`;
    const { missing } = await eligibilityOf(tx, row, actor.now);
    const stops = missing.filter((one) => one.blocks === "submit");
    if (stops.length > 0) throw invalid("application-lacks", undefined, { count: stops.length });
    await tx.applicationStep.deleteMany({ where: { applicationId: id } });
    const way = await wayOf(tx, row.enterpriseId, row.round.organisationId);
    await tx.applicationStep.createMany({
      data: way.map((organisationId, position) => ({ applicationId: id, organisationId, position })),
    });
    await tx.awardApplication.update({
      where: { id },
      data: {
        state: to,
        reason: "",
        submittedAt: actor.now,
        submittedById: actor.personId,
        version: { increment: 1 },
      },
    });
    const files = await submittedFiles(tx, row);
    await recordApplication(tx, actor, row, "application.submitted", {
      payload: { textVersion: row.textVersion, statement: statementHash(row.statement), way, files },
    });
  });
}

/** The applicants take it back for good. Errors: those of requireApplication. */
export async function withdrawApplication(
  actor: Actor,
  id: string,
  input: { version: number; reason: string },
): Promise<void> {
  await inTransaction(async (tx) => {
    const { row, to } = await requireApplication(tx, actor, id, "withdraw", input);
    await tx.awardApplication.update({
      where: { id },
      data: { state: to, reason: input.reason, version: { increment: 1 } },
    });
    await recordApplication(tx, actor, row, "application.withdrawn", { reason: input.reason });
  });
}
