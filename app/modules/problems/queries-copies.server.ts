import { createHash } from "node:crypto";
import { db } from "#app/lib/db.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { draftSelect, formValuesOf } from "./queries-form.server.ts";
import { accessOf, accessSelect, visibleTo } from "./visibility.server.ts";

/** Copies a device may keep. */
export const MOST_COPIES = 60;
const MOST_DRAFTS = 20;

/**
 * For each of the problems the actor may still read, what a copy of it depends on: its version and the actor's rights
 * in it. A copy with another mark shows something that may no longer be shown.
 */
export async function copyMarks(actor: Actor, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await db.problem.findMany({
    where: { id: { in: ids.slice(0, MOST_COPIES) }, AND: visibleTo(actor) },
    select: { id: true, version: true, fieldLayers: true, redactions: true, ...accessSelect(actor) },
  });
  return new Map(
    rows.map((row) => {
      const { version, fieldLayers, redactions } = row;
      const basis = JSON.stringify([accessOf(actor, row), version, fieldLayers, redactions]);
      return [row.id, createHash("sha256").update(basis).digest("base64url").slice(0, 16)];
    }),
  );
}

export type KeptDraft = { clientId: string; number: string; values: Record<string, string> };

/** The actor's own drafts as the form's values, to be read and gone on with where there is no signal. */
export async function draftsToKeep(actor: Actor): Promise<KeptDraft[]> {
  const rows = await db.problem.findMany({
    where: { authorId: actor.personId, state: "DRAFT", AND: visibleTo(actor) },
    orderBy: { id: "desc" },
    take: MOST_DRAFTS,
    select: draftSelect,
  });
  return rows.map((row) => ({ clientId: row.clientId, number: row.number, values: formValuesOf(row) }));
}
