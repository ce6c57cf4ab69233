import type { Actor } from "#app/modules/accounts/actor.ts";
import { ranked, understand } from "#search/ranked.server.ts";
import { ask } from "#search/question.ts";
import { idf } from "#search/ranking.ts";
import { searchReader } from "./search-reader.server.ts";
import { searchService } from "./search-service.server.ts";

export type Similar = {
  /** Solved problems like the text, the likest first; `share` is how like, as a part of the likest one. */
  cases: { problemId: string; share: number }[];
  /** How telling each piece of the text is, 0 … 1: what hardly any case speaks of tells most. */
  worth: ReadonlyMap<string, number>;
};

/**
 * Solved problems that are like a text, among those the actor may find. The ranked way of the search: the same
 * whichever engine answers, because it needs word counts and the stored token stream only. Nothing is found for an empty text.
 */
export async function similarSolved(
  actor: Actor,
  text: string,
  { limit = 60, except = [] }: { limit?: number; except?: readonly string[] } = {},
): Promise<Similar> {
  if (ask(text).empty) return { cases: [], worth: new Map() };
  const { reader } = await searchReader(actor);
  const service = searchService();
  const question = ask(text, service.vocabulary);
  // What is misspelt in a long text hardly counts: nothing is looked for by its sound.
  const thorough = await understand(service.statistics, question, reader, { sounds: false });
  const hits = await ranked(service, question, reader, { state: ["SOLVED"] }, limit + except.length, { thorough });
  const kept = hits.filter((hit) => !except.includes(hit.problemId)).slice(0, limit);
  const best = kept[0]?.score ?? 1;
  const { frequencies } = thorough;
  const rarest = idf(frequencies, 1);
  return {
    cases: kept.map(({ problemId, score }) => ({ problemId, share: score / best })),
    worth: new Map(
      question.tokens.map((token) => {
        const documents = frequencies.of.get(token) ?? 0;
        return [token, documents === 0 ? 1 : Math.max(0, idf(frequencies, documents) / rarest)];
      }),
    ),
  };
}
