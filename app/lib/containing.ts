/** A text that holds what was typed, letter by letter: to LIKE, `%` and `_` would mean anything. */
export const containing = (typed: string) => ({ contains: likeLiteral(typed), mode: "insensitive" as const });

export const likeLiteral = (typed: string): string => typed.replace(/[\\%_]/g, "\\$&");
