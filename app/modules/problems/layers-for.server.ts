import type { Layer } from "./access.ts";
import { layerFor } from "./discussion-subject.server.ts";

const AT_ONCE = 8;

/** The layer each of these people reads of a problem at a moment; those it isn't open to are left out. Outside a transaction. */
export async function layersFor(
  personIds: readonly string[],
  problemId: string,
  now: Date,
): Promise<Map<string, Layer>> {
  const found = new Map<string, Layer>();
  for (let from = 0; from < personIds.length; from += AT_ONCE) {
    const some = personIds.slice(from, from + AT_ONCE);
    const layers = await Promise.all(some.map((personId) => layerFor(personId, problemId, now)));
    for (const [n, personId] of some.entries()) if (layers[n]) found.set(personId, layers[n]);
  }
  return found;
}
