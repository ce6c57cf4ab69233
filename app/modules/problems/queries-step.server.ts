import { db } from "#app/lib/db.server.ts";
import { conflict, DomainError, notFound } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { filesToManage } from "#app/modules/attachments/queries-manage.server.ts";
import { projectFields } from "./layers.ts";
import { type Action, actionsFor, isTerminal, transitionFor } from "./lifecycle.ts";
import { relationsOf, relationsSelect } from "./relations.server.ts";
import { accessOf, accessSelect, visibleTo } from "./visibility.server.ts";

/** A problem for a small page of one step, when the actor may take one of these actions now. Errors: not_found, forbidden, conflict. */
export async function loadStep(actor: Actor, id: string, actions: readonly Action[]) {
  const row = await db.problem.findFirst({
    where: { id, AND: visibleTo(actor) },
    select: {
      id: true,
      number: true,
      title: true,
      version: true,
      fieldLayers: true,
      redactions: true,
      ...relationsSelect(actor),
      ...accessSelect(actor),
    },
  });
  if (!row) throw notFound();
  const relations = await relationsOf(db, actor, id, row);
  const allowed = actionsFor(row.state, relations).filter((one) => actions.includes(one));
  if (allowed.length === 0) {
    if (!actions.some((one) => transitionFor(row.state, one))) throw conflict("problem-state");
    throw new DomainError("forbidden", "not-your-move");
  }
  return {
    id: row.id,
    number: row.number,
    title: projectFields(row, accessOf(actor, row)).title || row.number,
    state: row.state,
    version: row.version,
    released: row.releasedAt !== null,
    allowed,
  };
}

/** People let in by name, for the enterprise's reviewer. Errors: not_found, forbidden, conflict. */
export async function loadNamed(actor: Actor, id: string) {
  const row = await db.problem.findFirst({
    where: { id, AND: visibleTo(actor) },
    select: {
      ...relationsSelect(actor),
      id: true,
      number: true,
      title: true,
      named: {
        orderBy: { createdAt: "asc" },
        select: { personId: true, layer: true, until: true, person: { select: { name: true } } },
      },
    },
  });
  if (!row) throw notFound();
  if (!(await relationsOf(db, actor, id, row)).has("REVIEWER")) throw new DomainError("forbidden", "not-your-move");
  if (row.releasedAt === null) throw conflict("not-released");
  return {
    id: row.id,
    number: row.number,
    title: row.title,
    named: row.named.map((one) => ({
      personId: one.personId,
      name: one.person.name,
      layer: one.layer,
      until: one.until,
      expired: one.until !== null && one.until <= actor.now,
    })),
  };
}

/** A problem's photos and files for its own people; once it has ended they are only read. Errors: not_found, forbidden. */
export async function loadFiles(actor: Actor, id: string) {
  const row = await db.problem.findFirst({
    where: { id, AND: visibleTo(actor) },
    select: { id: true, number: true, title: true, ...relationsSelect(actor) },
  });
  if (!row) throw notFound();
  const relations = await relationsOf(db, actor, id, row);
  if (!relations.has("AUTHOR") && !relations.has("TYPIST") && !relations.has("ENTERPRISE")) {
    throw new DomainError("forbidden", "not-your-move");
  }
  return {
    id: row.id,
    number: row.number,
    title: row.title,
    open: !isTerminal(row.state),
    personId: actor.personId,
    mayMove: relations.has("REVIEWER"),
    files: await filesToManage("problem", id),
  };
}
