import { randomInt } from "node:crypto";
import { formatDate } from "#app/lib/format.ts";

/** Digits and letters that nobody mixes up on the phone or on paper. */
const ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

/** A number for people, such as 26-7K3QF: the year in the organisation's time zone, then five random signs. */
export function newNumber(now: Date, timeZone: string): string {
  const year = formatDate(now, timeZone).slice(2, 4);
  const signs = Array.from({ length: 5 }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");
  return `${year}-${signs}`;
}
