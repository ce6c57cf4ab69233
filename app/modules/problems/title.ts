/** Longest title made from the first words. */
const MAX = 40;

/** A title from what happens: the first clause, at most 40 characters; empty when there is nothing to take. */
export function suggestTitle(phenomenon: string): string {
  const text = phenomenon.trim().replace(/\s+/g, " ");
  // A full stop or comma between digits belongs to a number.
  const end = text.search(/[。！？；，\n]|[!?;]|[.,](?!\d)/);
  const clause = (end > 0 ? text.slice(0, end) : text).trim();
  const characters = [...clause];
  return characters.length <= MAX ? clause : `${characters.slice(0, MAX - 1).join("")}…`;
}
