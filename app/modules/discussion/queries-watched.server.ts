import { db } from "#app/lib/db.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import type { DiscussedKind } from "./subject.ts";

const PAGE = 30;

export type Watched = { kind: DiscussedKind; id: string; since: string };

/** What the actor watches, latest first, 30 a page; whether it is still open to them the caller asks. */
export async function loadWatched(actor: Actor, after: { at: Date; id: string } | null) {
  const rows = await db.watch.findMany({
    where: {
      personId: actor.personId,
      ...(after && { OR: [{ createdAt: { lt: after.at } }, { createdAt: after.at, subjectId: { lt: after.id } }] }),
    },
    orderBy: [{ createdAt: "desc" }, { subjectId: "desc" }],
    take: PAGE + 1,
    select: { subjectKind: true, subjectId: true, createdAt: true },
  });
  const page = rows.slice(0, PAGE);
  const last = page.at(-1);
  return {
    watched: page.map(
      (row): Watched => ({
        kind: row.subjectKind as DiscussedKind,
        id: row.subjectId,
        since: row.createdAt.toISOString(),
      }),
    ),
    after: rows.length > PAGE && last ? { at: last.createdAt, id: last.subjectId } : null,
  };
}

/** Stops watching, also what is no longer open to the actor. */
export async function stopWatching(actor: Actor, watched: { kind: DiscussedKind; id: string }): Promise<void> {
  await db.watch.deleteMany({
    where: { personId: actor.personId, subjectKind: watched.kind, subjectId: watched.id },
  });
}
