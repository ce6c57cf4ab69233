import { db } from "#app/lib/db.server.ts";
import { readVocabulary } from "#search/vocabulary.ts";
import { searchService } from "./search-service.server.ts";
import { loadVocabulary, VOCABULARY_KEY } from "./vocabulary.server.ts";

type Holder = { __jianglianVocabulary?: { service: object; version: number } };
const holder = globalThis as Holder;

/**
 * Lets this process search by the synonyms as they are kept now.
 * @param version the one in the database; null while nobody has changed the list
 */
export async function followVocabulary(version: number | null): Promise<void> {
  const service = searchService();
  const known = holder.__jianglianVocabulary;
  // A service made anew knows the words the product comes with.
  const followed = known?.service === service ? known.version : 0;
  if ((version ?? 0) === followed) return;
  const { version: read, groups } = await loadVocabulary();
  service.vocabulary = readVocabulary({ synonyms: groups });
  holder.__jianglianVocabulary = { service, version: read };
}

/** The same, for work that no question comes before. */
export async function followCurrentVocabulary(): Promise<void> {
  const [row] = await db.$queryRaw<{ version: number | null }[]>`
    SELECT ("value" ->> 'version')::int AS "version" FROM "Setting" WHERE "key" = ${VOCABULARY_KEY}`;
  await followVocabulary(row?.version ?? null);
}
