import { db, inTransaction, type Prisma } from "#app/lib/db.server.ts";
import { conflict, forbidden, invalid } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { canonicalHash } from "#app/modules/events/chain.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";
import { MOVABLE } from "./layers.ts";
import { isTerminal } from "./lifecycle.ts";
import { loadRelations } from "./relations.server.ts";
import { COMPLETED_LATER, type Completion } from "./schema.ts";
import { requireAccess } from "./visibility.server.ts";

const ownSide = ["AUTHOR", "TYPIST", "ENTERPRISE"] as const;
const columnOf = (field: (typeof COMPLETED_LATER)[number]) => (field === "impactYuan" ? "impactFen" : field);
const COLUMNS = COMPLETED_LATER.map(columnOf);
const missingSelect = Object.fromEntries(COLUMNS.map((column) => [column, true])) as Record<
  (typeof COLUMNS)[number],
  true
>;
const isEmpty = (value: unknown): boolean => value === "" || value === null;

/** What of a problem nobody has written yet, for its own people. Errors: not_found, forbidden, conflict (draft, ended). */
export async function loadMissing(actor: Actor, id: string) {
  await requireAccess(actor, id);
  const relations = await loadRelations(db, actor, id);
  if (!ownSide.some((one) => relations.has(one))) throw forbidden("not-your-move");
  const row = await db.problem.findUniqueOrThrow({
    where: { id },
    select: { id: true, number: true, title: true, version: true, state: true, releasedAt: true, ...missingSelect },
  });
  if (row.state === "DRAFT" || isTerminal(row.state)) throw conflict("problem-state");
  return {
    id: row.id,
    number: row.number,
    title: row.title,
    version: row.version,
    released: row.releasedAt !== null,
    missing: COMPLETED_LATER.filter((field) => isEmpty(row[columnOf(field)])),
  };
}

/**
 * Adds what was left out when a problem was posted; what stands there already stays. Until the review it is reviewed
 * with the rest; after the release it belongs to the confidential layer, because no reviewer has let it out.
 * Errors: not_found, forbidden, conflict, invalid (nothing-added).
 */
export async function completeProblem(
  actor: Actor,
  { id, version, facts }: { id: string; version: number; facts: Completion },
): Promise<void> {
  await inTransaction(async (tx) => {
    await requireAccess(actor, id, tx);
    const relations = await loadRelations(tx, actor, id);
    if (!ownSide.some((one) => relations.has(one))) throw forbidden("not-your-move");
    const problem = await tx.problem.findUniqueOrThrow({
      where: { id },
      select: { state: true, enterpriseId: true, releasedAt: true, fieldLayers: true, ...missingSelect },
    });
    if (problem.state === "DRAFT" || isTerminal(problem.state)) throw conflict("problem-state");
    const added = Object.fromEntries(
      COLUMNS.flatMap((column) =>
        !isEmpty(facts[column]) && isEmpty(problem[column]) ? [[column, facts[column]]] : [],
      ),
    ) as Partial<Completion>;
    const fields = Object.keys(added);
    if (fields.length === 0) throw invalid("nothing-added", "phenomenon");
    const moved = problem.releasedAt === null ? [] : fields.filter((field) => MOVABLE.some((one) => one === field));
    const fieldLayers: Prisma.InputJsonObject = {
      ...(problem.fieldLayers as Prisma.InputJsonObject),
      ...Object.fromEntries(moved.map((field) => [field, "CONFIDENTIAL"])),
    };
    const written = await tx.problem.updateMany({
      where: { id, version, state: problem.state },
      data: { ...added, fieldLayers, version: { increment: 1 } },
    });
    if (written.count !== 1) throw conflict("problem-changed");
    const said = { ...added, ...(added.impactFen ? { impactFen: added.impactFen.toString() } : {}) };
    await recordEvent(tx, {
      type: "problem.completed",
      organisationId: problem.enterpriseId,
      subjectKind: "problem",
      subjectId: id,
      by: actor,
      actorOrgId: problem.enterpriseId,
      payload: { fields, fingerprint: canonicalHash(said) },
      at: actor.now,
    });
  });
}
