/** So much of what was searched for is said again. */
const MOST_LETTERS = 40;
const TURNING = ["after", "before"];

/**
 * What a list was narrowed to by its address: the words searched for, cut between letters, or else true for filters alone.
 * False for a list that is shown whole, sorted or turned over; `keep` names what else is no filter.
 */
export function narrowedBy(params: URLSearchParams, keep: readonly string[] = ["sort"]): string | boolean {
  const q = params.get("q")?.trim();
  if (q) return [...q].slice(0, MOST_LETTERS).join("");
  return [...params].some(([name, value]) => name !== "q" && value !== "" && ![...keep, ...TURNING].includes(name));
}
