import { inTransaction } from "#app/lib/db.server.ts";
import { conflict, invalid, notFound } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";
import type { Group } from "./vocabulary.ts";
import {
  faultsIn,
  STARTING_VOCABULARY,
  loadVocabulary,
  VOCABULARY_KEY,
  vocabularyOffices,
} from "./vocabulary.server.ts";

export type VocabularyChange =
  | { kind: "add"; words: Group }
  | { kind: "change"; was: Group; words: Group }
  | { kind: "remove"; was: Group }
  | { kind: "replace"; groups: readonly Group[] };

/** Of a great change the history keeps the beginning. */
const MOST_TOLD = 40;

/**
 * Changes which words mean the same, for everybody's search; the engine follows while it goes on answering.
 * Two people may work on different groups at once.
 * @param input.version of the list that a whole new one replaces; it must be the latest
 * Errors: not_found (no office), conflict (that group, or the list to be replaced, is another by now), invalid (first
 * fault; `words` or `file`).
 */
export async function changeVocabulary(
  actor: Actor,
  { version, change }: { version?: number; change: VocabularyChange },
): Promise<{ added: number; removed: number }> {
  const offices = vocabularyOffices(actor);
  const office = offices.find((id) => id === actor.currentOrganisationId) ?? offices[0];
  if (!office) throw notFound();
  return inTransaction(async (tx) => {
    const starting = JSON.stringify(STARTING_VOCABULARY);
    await tx.$executeRaw`
      INSERT INTO "Setting" ("key", "value", "updatedAt") VALUES (${VOCABULARY_KEY}, ${starting}::jsonb, ${actor.now}) ON CONFLICT ("key") DO NOTHING`;
    await tx.$queryRaw`SELECT 1 FROM "Setting" WHERE "key" = ${VOCABULARY_KEY} FOR UPDATE`;
    const before = await loadVocabulary(tx);
    if (change.kind === "replace" && before.version !== version) throw conflict();
    const groups = changed(before.groups, change);
    const field = change.kind === "replace" ? "file" : "words";
    const [fault] = faultsIn(groups);
    if (fault) throw invalid(fault.key, field, fault.values);
    const known = new Set(before.groups.map(written));
    const wanted = new Set(groups.map(written));
    const added = groups.filter((group) => !known.has(written(group)));
    const removed = before.groups.filter((group) => !wanted.has(written(group)));
    if (added.length + removed.length === 0) return { added: 0, removed: 0 };
    const value = { version: before.version + 1, groups: groups.map((group) => [...group]) };
    await tx.setting.update({ where: { key: VOCABULARY_KEY }, data: { value } });
    await recordEvent(tx, {
      type: "organisation.vocabulary-changed",
      organisationId: office,
      subjectKind: "organisation",
      subjectId: office,
      by: actor,
      actorOrgId: office,
      payload: {
        added: added.slice(0, MOST_TOLD),
        removed: removed.slice(0, MOST_TOLD),
        counts: { added: added.length, removed: removed.length },
      },
      at: actor.now,
    });
    return { added: added.length, removed: removed.length };
  });
}

const written = (group: Group): string => JSON.stringify(group);

function changed(groups: readonly Group[], change: VocabularyChange): readonly Group[] {
  if (change.kind === "replace") return change.groups;
  if (change.kind === "add") return [...groups, change.words];
  const was = written(change.was);
  if (!groups.some((group) => written(group) === was)) throw conflict();
  if (change.kind === "remove") return groups.filter((group) => written(group) !== was);
  return groups.map((group) => (written(group) === was ? change.words : group));
}
