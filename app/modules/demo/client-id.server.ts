import { createHash } from "node:crypto";

/** The same id for the same thing at every start, so that an interrupted seeding goes on without doubles. */
export const clientIdOf = (key: string): string => {
  const hex = createHash("sha256").update(`demo:${key}`).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};
