import { tokenize } from "#search/tokenize.ts";
import type { Speciality } from "./rules.ts";

/** A town's craftsmen have some thousands of specialities in all; beyond that the memory begins anew. */
const MOST_KNOWN = 20_000;
const known = new Map<string, Speciality>();

/** A speciality with the tokens the search would look for it by; remembered, as the same names come again and again. */
export function specialityOf(name: string): Speciality {
  const before = known.get(name);
  if (before) return before;
  if (known.size >= MOST_KNOWN) known.clear();
  const speciality = { name, tokens: tokenize(name).stream };
  known.set(name, speciality);
  return speciality;
}

/** Distinct specialities among names typed by hand. */
export const specialitiesOf = (names: readonly string[]): Speciality[] =>
  [...new Set(names.map((name) => name.trim()).filter(Boolean))].map(specialityOf);
