import { db } from "#app/lib/db.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import type { DraftWithFiles, Names, OrganisationName } from "#app/modules/discussion/subject.ts";

type Row =
  | { kind: "person"; id: string; name: string }
  | ({ kind: "organisation" } & OrganisationName)
  | { kind: "watching" | "unread"; id: null }
  | { kind: "draft-file"; id: string; name: string; shortName: string; parentId: string };

/** An id in an event's payload, when it is one. */
const UUID = "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$";

/**
 * What the parts of a problem's page need besides their own rows, in one statement: the names behind all ids of its
 * events, comments, solving and import, whether the actor watches it, whether messages on it are unread, and the files of
 * a comment the actor has begun. Names only: who of them a reader may learn is decided where they are shown.
 */
export async function loadAround(
  actor: Actor,
  problemId: string,
): Promise<Names & { watching: boolean; unread: boolean; draft: DraftWithFiles | null }> {
  const rows = await db.$queryRaw<Row[]>`
    WITH event AS (
      SELECT e."actorOrgId", e."payload" ->> 'studioId' AS "studioId",
             coalesce(e."payload" ->> 'craftsmanId', e."payload" ->> 'leadId') AS "personId"
      FROM "Event" e WHERE e."subjectKind" = 'problem' AND e."subjectId" = ${problemId}::uuid
    ), somebody AS (
      SELECT "leadId" AS "id" FROM "Bid" WHERE "problemId" = ${problemId}::uuid
      UNION SELECT "craftsmanId" FROM "Assignment" WHERE "problemId" = ${problemId}::uuid
      UNION SELECT "authorId" FROM "DiagnosisEntry" WHERE "problemId" = ${problemId}::uuid
      UNION SELECT "byId" FROM "Acceptance" WHERE "problemId" = ${problemId}::uuid
      UNION SELECT i."byId" FROM "ImportRow" r JOIN "Import" i ON i."id" = r."importId" WHERE r."problemId" = ${problemId}::uuid
      UNION SELECT m."personId" FROM "Mention" m JOIN "Comment" c ON c."id" = m."commentId"
        WHERE c."subjectKind" = 'problem' AND c."subjectId" = ${problemId}::uuid
      UNION SELECT "personId"::uuid FROM event WHERE "personId" ~ ${UUID}
    ), somewhere AS (
      SELECT "actorOrgId" AS "id" FROM event
      UNION SELECT "studioId"::uuid FROM event WHERE "studioId" ~ ${UUID}
      UNION SELECT "authorOrgId" FROM "Comment" WHERE "subjectKind" = 'problem' AND "subjectId" = ${problemId}::uuid
    )
    SELECT 'person' AS "kind", p."id", p."name", NULL AS "shortName", NULL::uuid AS "parentId"
    FROM "Person" p JOIN somebody USING ("id")
    UNION ALL
    SELECT 'organisation', o."id", o."name", o."shortName", o."parentId" FROM "Organisation" o JOIN somewhere USING ("id")
    UNION ALL
    SELECT 'watching', NULL, NULL, NULL, NULL FROM "Watch"
    WHERE "personId" = ${actor.personId}::uuid AND "subjectKind" = 'problem' AND "subjectId" = ${problemId}::uuid
    UNION ALL
    (SELECT 'unread', NULL, NULL, NULL, NULL FROM "Notice"
     WHERE "personId" = ${actor.personId}::uuid AND "subjectKind" = 'problem' AND "subjectId" = ${problemId}::uuid
       AND "readAt" IS NULL LIMIT 1)
    UNION ALL
    (SELECT 'draft-file', a."id", a."fileName", a."kind"::text, d."clientId"
     FROM (SELECT "id", "clientId" FROM "CommentDraft"
           WHERE "authorId" = ${actor.personId}::uuid AND "subjectKind" = 'problem' AND "subjectId" = ${problemId}::uuid
           ORDER BY "createdAt" DESC, "id" DESC LIMIT 1) d
     JOIN "Attachment" a ON a."ownerKind" = 'comment' AND a."ownerId" = d."id" AND a."removedAt" IS NULL
     ORDER BY a."createdAt", a."id")`;
  const files = rows.flatMap((row) => (row.kind === "draft-file" ? [row] : []));
  return {
    people: new Map(rows.flatMap((row) => (row.kind === "person" ? [[row.id, row.name] as const] : []))),
    organisations: new Map(
      rows.flatMap((row) => {
        if (row.kind !== "organisation") return [];
        const { kind: _, ...organisation } = row;
        return [[row.id, organisation] as const];
      }),
    ),
    watching: rows.some((row) => row.kind === "watching"),
    unread: rows.some((row) => row.kind === "unread"),
    draft: files[0]
      ? {
          clientId: files[0].parentId,
          files: files.map(({ id, name, shortName }) => ({ id, fileName: name, kind: shortName })),
        }
      : null,
  };
}
