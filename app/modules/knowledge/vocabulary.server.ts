import { db, type Tx } from "#app/lib/db.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { organisationsWith } from "#app/modules/accounts/actor.ts";
import { ask } from "#search/question.ts";
import { STARTING_SYNONYMS } from "#search/vocabulary.ts";
import { faultsOf, type Group, storedSchema } from "./vocabulary.ts";

/** Where the words are kept that mean the same; until somebody changes them, those the product comes with. */
export const VOCABULARY_KEY = "search.synonyms";

export type Vocabulary = { version: number; groups: readonly Group[] };
export const STARTING_VOCABULARY: Vocabulary = { version: 0, groups: STARTING_SYNONYMS };

/** The bodies for which the actor keeps the vocabulary: secretariats, and the platform's administration. */
export const vocabularyOffices = (actor: Actor): string[] => organisationsWith(actor, "SECRETARIAT", "ADMIN");

export async function loadVocabulary(reader: Pick<Tx, "setting"> = db): Promise<Vocabulary> {
  const row = await reader.setting.findUnique({ where: { key: VOCABULARY_KEY }, select: { value: true } });
  const stored = storedSchema.safeParse(row?.value);
  return stored.success ? stored.data : STARTING_VOCABULARY;
}

export const synonymGroups = async (): Promise<readonly Group[]> => (await loadVocabulary()).groups;

/** What is wrong with these groups; a word nobody can search for is wrong too. */
export const faultsIn = (groups: readonly Group[]) => faultsOf(groups, (word) => !ask(word).empty);
