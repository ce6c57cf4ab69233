import type { Actor } from "#app/modules/accounts/actor.ts";
import { ask } from "#search/question.ts";
import { type FixLine, readHits } from "./queries-hits.server.ts";
import { searchReader } from "./search-reader.server.ts";
import { searchService } from "./search-service.server.ts";

/**
 * Solved problems that name a machine's model, in text the actor may read; without a model, those about its kind.
 * Fails into nothing: a machine's card does not wait for the search.
 */
export async function fixesForModel(
  actor: Actor,
  machine: { model: string; type: string },
  limit = 5,
): Promise<FixLine[]> {
  const question = ask(machine.model || machine.type);
  if (question.empty) return [];
  const { reader, index } = await searchReader(actor);
  const filters = { state: ["SOLVED", "ANSWERED"] };
  const page = { offset: 0, limit, uncounted: true };
  const found = await searchService().find(question, reader, filters, page, index, "keyword");
  return (await readHits(actor, question, found.hits)).slice(0, limit);
}
