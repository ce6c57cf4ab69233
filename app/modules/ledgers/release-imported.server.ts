import { containing } from "#app/lib/containing.ts";
import { db, inTransaction, type Prisma, type Tx } from "#app/lib/db.server.ts";
import { forbidden, invalid } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";
import { readersOf } from "#app/modules/problems/access.ts";
import { reachableAlliances } from "#app/modules/problems/release-choices.server.ts";
import { actsAs } from "#app/modules/problems/relations.server.ts";
import { visibleTo } from "#app/modules/problems/visibility.server.ts";
import { insertRows } from "./insert-rows.server.ts";
import { releasePlaces } from "./policy.ts";
import { BATCH } from "./run-import.server.ts";

export type ReleaseFilter = { importId?: string; state?: "SOLVED" | "UNSOLVED"; q?: string };
export type ReleaseInput = {
  enterpriseId: string;
  allianceId: string;
  layer: "SUMMARY" | "DETAIL";
  anonymous: boolean;
  /** The rows ticked, or null for all the filter matches. */
  ids: readonly string[] | null;
  filter: ReleaseFilter;
};

/**
 * Rule: what somebody imported, another reviewer of the enterprise releases where there is one. These are the rows the
 * actor may not release: imported by the actor, or by somebody the actor stands in for. Null when there is nobody else.
 */
export async function importedByActor(
  reader: Pick<Tx, "membership">,
  actor: Actor,
  enterpriseId: string,
): Promise<Prisma.ProblemWhereInput | null> {
  const involved = [...new Set([actor.personId, ...actsAs(actor, enterpriseId)])];
  const others = await reader.membership.count({
    where: {
      organisationId: enterpriseId,
      role: "REVIEWER",
      personId: { notIn: involved },
      startsAt: { lte: actor.now },
      OR: [{ endsAt: null }, { endsAt: { gt: actor.now } }],
      person: { disabledAt: null },
    },
  });
  return others > 0 ? { importRow: { import: { byId: { in: involved } } } } : null;
}

/** Imported problems of an enterprise that wait for its reviewer's release. */
export const waitingForRelease = (
  actor: Actor,
  enterpriseId: string,
  filter: ReleaseFilter = {},
  not: Prisma.ProblemWhereInput | null = null,
): Prisma.ProblemWhereInput => ({
  AND: [visibleTo(actor), ...(not ? [{ NOT: not }] : [])],
  enterpriseId,
  origin: "IMPORTED",
  releasedAt: null,
  state: filter.state ?? { in: ["SOLVED", "UNSOLVED"] },
  ...(filter.importId ? { importRow: { importId: filter.importId } } : {}),
  ...(filter.q
    ? {
        OR: [{ title: containing(filter.q) }, { phenomenon: containing(filter.q) }],
      }
    : {}),
});

/**
 * The enterprise's reviewer lets imported problems out to an alliance, as known fixes or open troubles: their state
 * stays, they take no part in bidding. What the actor imported waits for another reviewer, if there is one. In transactions of at most 200; interrupted, the rest waits on.
 * @returns how many were released
 */
export async function releaseImported(actor: Actor, input: ReleaseInput): Promise<number> {
  if (!releasePlaces(actor).some((place) => place.organisationId === input.enterpriseId)) throw forbidden();
  if (input.ids !== null && input.ids.length === 0) throw invalid("import_nothing_ticked", "ids");
  let released = 0;
  for (;;) {
    const count = await inTransaction((tx) => releaseBatch(tx, actor, input));
    released += count;
    if (count < BATCH) break;
  }
  if (released === 0) {
    const own = await importedByActor(db, actor, input.enterpriseId);
    const kept = own
      ? await db.problem.count({ where: { AND: [waitingForRelease(actor, input.enterpriseId, input.filter), own] } })
      : 0;
    throw invalid(kept > 0 ? "import_other_releases" : "import_nothing_to_release");
  }
  return released;
}

async function releaseBatch(tx: Tx, actor: Actor, input: ReleaseInput): Promise<number> {
  const { enterpriseId, allianceId, layer } = input;
  const alliances = await reachableAlliances(tx, enterpriseId, actor.now);
  if (!alliances.some((one) => one.id === allianceId)) throw invalid("bad_choice", "allianceId");
  const rows = await tx.problem.findMany({
    where: {
      ...waitingForRelease(actor, enterpriseId, input.filter, await importedByActor(tx, actor, enterpriseId)),
      ...(input.ids ? { id: { in: [...input.ids] } } : {}),
    },
    select: {
      id: true,
      authorId: true,
      enteredById: true,
      postedAt: true,
      state: true,
      severity: true,
      agreementRequired: true,
    },
    orderBy: { id: "asc" },
    take: BATCH,
  });
  if (rows.length === 0) return 0;
  const ids = rows.map((row) => row.id);
  const written = await tx.problem.updateMany({
    where: { id: { in: ids }, releasedAt: null },
    data: {
      releasedAt: actor.now,
      publishedAt: actor.now,
      allianceId,
      anonymous: input.anonymous,
      version: { increment: 1 },
    },
  });
  // Somebody else released some of them in between: nothing of this batch is written, the next try finds fewer.
  if (written.count !== rows.length) throw invalid("import_release_again");
  await tx.problemAudience.createMany({
    data: ids.map((problemId) => ({ problemId, organisationId: allianceId, layer })),
  });
  await tx.problemReader.deleteMany({ where: { problemId: { in: ids } } });
  await insertRows(
    tx,
    "ProblemReader",
    rows.flatMap((row) =>
      readersOf({
        ...row,
        enterpriseId,
        allianceId,
        origin: "IMPORTED",
        releasedAt: actor.now,
        publishedAt: actor.now,
        audiences: [{ organisationId: allianceId, kind: "ALLIANCE", layer }],
        named: [],
        guests: [],
        engagements: [],
        permits: [],
        mergeTargets: [],
      }).map((reader) => ({ problemId: row.id, ...reader })),
    ),
  );
  await recordEvent(tx, {
    type: "import.rows-released",
    organisationId: enterpriseId,
    subjectKind: "organisation",
    subjectId: enterpriseId,
    by: { personId: actor.personId, name: actor.name },
    actorOrgId: enterpriseId,
    payload: { rows: ids.length, problems: ids, allianceId, layer, anonymous: input.anonymous },
    at: actor.now,
  });
  return rows.length;
}
