import { randomUUID } from "node:crypto";
import { db, Prisma } from "#app/lib/db.server.ts";
import type { Tampering } from "./behind.server.ts";

/** What somebody with the database itself may want of a studio with decisions, a decided file, money and targets. */
export async function studioTamperings(studioId: string): Promise<Tampering[]> {
  const studio = (set: Prisma.Sql) => Prisma.sql`UPDATE "Studio" SET ${set} WHERE "organisationId" = ${studioId}::uuid`;
  const { state, level } = await db.studio.findUniqueOrThrow({ where: { organisationId: studioId } });
  const of = (table: string, set: string) =>
    Prisma.raw(`UPDATE "${table}" SET ${set} WHERE "studioId" = '${studioId}'`);
  const stray = randomUUID();
  const file = await db.studioReview.findFirstOrThrow({ where: { studioId, state: "DECIDED" } });
  const review = (set: Prisma.Sql) => Prisma.sql`UPDATE "StudioReview" SET ${set} WHERE "id" = ${file.id}::uuid`;
  return [
    [
      "row-differs decision",
      of("StudioDecision", `"document" = "document" || 'x'`),
      of("StudioDecision", `"document" = left("document", -1)`),
    ],
    [
      "row-differs state",
      studio(Prisma.sql`"state" = 'CONFIRMED'`),
      studio(Prisma.sql`"state" = ${state}::"StudioState"`),
    ],
    [
      "row-differs level",
      studio(Prisma.sql`"level" = 'NATIONAL'`),
      studio(Prisma.sql`"level" = ${level}::"StudioLevel"`),
    ],
    [
      "row-differs named-on",
      studio(Prisma.sql`"designatedOn" = "designatedOn" - 900`),
      studio(Prisma.sql`"designatedOn" = "designatedOn" + 900`),
    ],
    [
      "row-differs due",
      studio(Prisma.sql`"reviewDueOn" = "reviewDueOn" + 900`),
      studio(Prisma.sql`"reviewDueOn" = "reviewDueOn" - 900`),
    ],
    [
      "row-differs review",
      of("StudioReview", `"decidedAt" = "decidedAt" + interval '1 day'`),
      of("StudioReview", `"decidedAt" = "decidedAt" - interval '1 day'`),
    ],
    [
      "row-differs review",
      of("StudioReview", `"summary" = "summary" || 'x'`),
      of("StudioReview", `"summary" = left("summary", -1)`),
    ],
    [
      "row-differs review",
      review(Prisma.sql`"facts" = NULL`),
      review(Prisma.sql`"facts" = ${JSON.stringify(file.facts)}::jsonb`),
    ],
    [
      "row-differs review",
      review(Prisma.sql`"submittedAt" = NULL`),
      review(Prisma.sql`"submittedAt" = ${file.submittedAt}::timestamp`),
    ],
    [
      "row-differs review",
      review(Prisma.sql`"submittedById" = NULL`),
      review(Prisma.sql`"submittedById" = ${file.submittedById}::uuid`),
    ],
    [
      "row-differs review-files",
      Prisma.sql`UPDATE "Attachment" SET "removedAt" = now() WHERE "ownerKind" = 'studio-review'`,
      Prisma.sql`UPDATE "Attachment" SET "removedAt" = NULL WHERE "ownerKind" = 'studio-review'`,
    ],
    [
      "row-differs fund",
      of("StudioFund", `"amountFen" = "amountFen" + 100`),
      of("StudioFund", `"amountFen" = "amountFen" - 100`),
    ],
    [
      "row-without-event fund",
      Prisma.sql`INSERT INTO "StudioFund" ("id", "clientId", "studioId", "kind", "onDay", "amountFen", "text", "byId", "byName", "at")
          VALUES (${stray}::uuid, ${stray}::uuid, ${studioId}::uuid, 'GRANTED', '2026-11-20', 1, 'x', ${stray}::uuid, '', now())`,
      Prisma.sql`DELETE FROM "StudioFund" WHERE "id" = ${stray}::uuid`,
    ],
    [
      "row-differs target",
      of("StudioTarget", `"actual" = "actual" + 1`),
      of("StudioTarget", `"actual" = "actual" - 1`),
    ],
  ];
}
