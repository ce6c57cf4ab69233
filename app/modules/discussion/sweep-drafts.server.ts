import { subDays } from "date-fns/subDays";
import { db } from "#app/lib/db.server.ts";

/** Somebody who comes back after the holidays still finds the files of what they had begun to say. */
const KEPT_DAYS = 30;

/**
 * Removes comments that were begun with files and never posted, a month after the last file. Nobody but their author
 * ever saw them and no event names them: their files go too, the bytes with the next sweep of files.
 */
export async function sweepDrafts(now: Date): Promise<number> {
  const before = subDays(now, KEPT_DAYS);
  // One that is being posted this moment is held by its author and stays.
  return db.$executeRaw`
    WITH old AS (
      SELECT d."id" FROM "CommentDraft" d
      WHERE d."createdAt" < ${before} AND NOT EXISTS (
        SELECT 1 FROM "Attachment" a
        WHERE a."ownerKind" = 'comment' AND a."ownerId" = d."id" AND a."createdAt" >= ${before})
      FOR UPDATE SKIP LOCKED
    ), files AS (
      DELETE FROM "Attachment" a USING old WHERE a."ownerKind" = 'comment' AND a."ownerId" = old."id"
    )
    DELETE FROM "CommentDraft" d USING old WHERE d."id" = old."id"`;
}
