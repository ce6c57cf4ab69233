import { db, Prisma } from "#app/lib/db.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { registerFileReader } from "#app/modules/attachments/policy-registry.ts";
import type { FileKind } from "#app/modules/attachments/rules.ts";
import { keptHash } from "#app/modules/attachments/verify-files.server.ts";
import { roundsAuditedBy } from "./visibility.ts";

export type EvidenceFile = {
  id: string;
  ownerKind: string;
  ownerId: string;
  fileName: string;
  kind: FileKind;
  mime: string;
  size: number;
  sha256: string;
  pages: number | null;
};

/**
 * Files that are evidence of applications (`picked`: a condition on `a`, the application), as rows of attachments: what the
 * applicants handed in with it and with its achievement, stamped scans, and what stands behind the records its facts were
 * counted from; before it is admitted behind the certified benefits of its achievement, as in its dossier. Nothing of what
 * is a draft again or withdrawn, and nothing that was added after it was handed in.
 */
const evidence = (picked: Prisma.Sql) => Prisma.sql`
  WITH app AS (
    SELECT a."id", a."achievementId", a."submittedAt", a."admittedAt" FROM "AwardApplication" a
    WHERE a."submittedAt" IS NOT NULL AND a."state" NOT IN ('DRAFT', 'WITHDRAWN') AND ${picked}
  ), record AS (
    SELECT app."id" AS "app", app."admittedAt", one ->> 'kind' AS "kind", (one ->> 'id')::uuid AS "id"
    FROM app JOIN "ApplicationFact" f ON f."applicationId" = app."id", jsonb_array_elements(f."evidence") AS one
    WHERE app."admittedAt" IS NOT NULL AND one ->> 'id' ~ '^[0-9a-f-]{36}$'
  ), owner AS (
    SELECT 'application' AS "kind", "id", "submittedAt" AS "until" FROM app
    UNION ALL SELECT 'application-scan', "id", NULL FROM app
    UNION ALL SELECT 'achievement', "achievementId", "submittedAt" FROM app WHERE "achievementId" IS NOT NULL
    UNION ALL SELECT 'benefit', b."id", NULL FROM app JOIN "AchievementBenefit" l ON l."achievementId" = app."achievementId"
      JOIN "Benefit" b ON b."id" = l."benefitId" AND b."state" IN ('CERTIFIED', 'PARTLY') WHERE app."admittedAt" IS NULL
    UNION ALL SELECT CASE "kind" WHEN 'promotion' THEN 'studio-promotion' ELSE "kind" END, "id", "admittedAt" FROM record
      WHERE "kind" IN ('benefit', 'achievement', 'promotion', 'competition-result')
    UNION ALL SELECT 'achievement', t."achievementId", "admittedAt" FROM record JOIN "AchievementPatent" t
      ON record."kind" = 'patent' AND t."id" = record."id"
    UNION ALL SELECT 'achievement', k."achievementId", "admittedAt" FROM record JOIN "AchievementWork" k
      ON record."kind" = 'work' AND k."id" = record."id"
  )
  SELECT DISTINCT file."id", file."createdAt", file."ownerKind", file."ownerId", file."fileName", file."kind"::text AS "kind",
    file."mime", file."size", file."sha256", file."pages", file."key"
  FROM owner JOIN "Attachment" file ON file."ownerKind" = owner."kind" AND file."ownerId" = owner."id"
    AND file."removedAt" IS NULL AND (owner."until" IS NULL OR file."createdAt" <= owner."until")`;

/** Owners whose files may be evidence. */
export const EVIDENCE_OWNERS = [
  "application",
  "application-scan",
  "achievement",
  "benefit",
  "studio-promotion",
  "competition-result",
] as const;

/** So many files a page names. */
const MOST = 200;

/** The evidence of one application, whoever asks; rights are asked before. */
export const evidenceOf = (applicationId: string) => db.$queryRaw<(EvidenceFile & { key: string })[]>`
  SELECT * FROM (${evidence(Prisma.sql`a."id" = ${applicationId}::uuid`)}) found ORDER BY "createdAt", "id" LIMIT ${MOST}`;

/** Whether a file is evidence in a round the actor audits at this moment. */
async function audits(actor: Actor, fileId: string): Promise<boolean> {
  const rounds = await db.awardRound.findMany({ where: roundsAuditedBy(actor), select: { id: true } });
  if (rounds.length === 0) return false;
  const rows = await db.$queryRaw<unknown[]>`
    SELECT 1 FROM (${evidence(Prisma.sql`a."roundId" = ANY (${rounds.map((one) => one.id)}::uuid[])`)}) found
    WHERE "id" = ${fileId}::uuid LIMIT 1`;
  return rows.length > 0;
}

/** Auditors of a round open what is evidence in it, file by file, while they are its auditors; nothing else of whose it is. */
export function registerAuditorFiles(): void {
  for (const kind of EVIDENCE_OWNERS)
    registerFileReader(kind, "auditors", async (actor, _owner, fileId) =>
      fileId === undefined ? false : audits(actor, fileId),
    );
}

/** `untold`: no event tells of it. */
export type Sameness = "same" | "differs" | "missing" | "untold";

type Told = { file: string; sha256: string };

/**
 * Whether the bytes kept now are those that were handed in, for each of these files: read anew and compared with the hash
 * in the chain, of the application's last submission or else of when the file came in. The row's own hash counts for nothing.
 */
export async function compareWithChain(
  applicationId: string,
  files: readonly (EvidenceFile & { key: string })[],
): Promise<Record<string, Sameness>> {
  if (files.length === 0) return {};
  const told = await toldHashes(applicationId, files);
  const result: Record<string, Sameness> = {};
  for (const file of files) {
    const [kept, said] = [await keptHash(file), told.get(file.id)];
    result[file.id] = kept === null ? "missing" : said === undefined ? "untold" : kept === said ? "same" : "differs";
  }
  return result;
}

/** What the chain says of these files, the last submission before everything else. */
async function toldHashes(applicationId: string, files: readonly EvidenceFile[]): Promise<Map<string, string>> {
  const owners = files.map((one) => one.ownerId);
  const rows = await db.$queryRaw<Told[]>`
    WITH subject AS (
      SELECT unnest(${owners}::uuid[]) AS "id"
      UNION SELECT "studioId" FROM "StudioPromotion" WHERE "id" = ANY (${owners}::uuid[])
      UNION SELECT "competitionId" FROM "CompetitionResult" WHERE "id" = ANY (${owners}::uuid[])
    )
    SELECT e."payload" ->> 'file' AS "file", e."payload" ->> 'sha256' AS "sha256" FROM "Event" e
    WHERE e."subjectId" IN (SELECT "id" FROM subject) AND e."type" LIKE '%-added' AND e."payload" ->> 'file' = ANY (${files.map((one) => one.id)})
    ORDER BY e."id"`;
  const last = await db.event.findFirst({
    where: { subjectKind: "application", subjectId: applicationId, type: "application.submitted" },
    orderBy: { id: "desc" },
    select: { payload: true },
  });
  const handedIn = (last?.payload as { files?: Told[] } | null)?.files ?? [];
  return new Map([...rows, ...handedIn].map((one) => [one.file, one.sha256]));
}
