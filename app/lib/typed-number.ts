/** Digits, set apart in thousands or in 万 or not at all; what blanks and commas mean elsewhere nobody can say. */
const NUMBER = /^-?(?:\d+|\d{1,3}(?:[, ]\d{3})+|\d{1,4}(?:[, ]\d{4})+)(?:\.\d+)?$/;

/**
 * A number as people type it, "1,200", "１２", " 3.5 ", as plain digits; null when it is none. "1,2" is none: it would be
 * read as 12 by one and as 1.2 by another. Two cells of a table side by side are none either.
 */
export function plainNumber(typed: string): string | null {
  const text = typed.normalize("NFKC").replace(/[−–—]/g, "-").trim();
  return NUMBER.test(text) ? text.replace(/[, ]/g, "") : null;
}
