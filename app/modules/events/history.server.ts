import { db } from "#app/lib/db.server.ts";
import type { SubjectKind } from "./types.ts";

const MOST = 100;

/**
 * What happened to a subject, oldest first, for who may read all of it; `kind` leaves out what others record of it, such
 * as a panel of an application. One statement.
 */
export async function historyOf(subjectKind: SubjectKind, subjectId: string, kind?: string) {
  const rows = await db.event.findMany({
    where: { subjectKind, subjectId, ...(kind !== undefined && { type: { startsWith: `${kind}.` } }) },
    orderBy: { id: "desc" },
    take: MOST,
    select: { id: true, type: true, at: true, actorName: true, reason: true },
  });
  return rows
    .reverse()
    .map(({ id, type, ...one }) => ({ id: id.toString(), what: type.slice(type.indexOf(".") + 1), ...one }));
}
