import { randomInt } from "node:crypto";
import { CODE_ALPHABET, CODE_LENGTH } from "./rules.ts";

/** The secret part of a label's address. */
export const newCode = (): string =>
  Array.from({ length: CODE_LENGTH }, () => CODE_ALPHABET[randomInt(CODE_ALPHABET.length)]).join("");
