import { createHash } from "node:crypto";
import { canonicalJson } from "#app/modules/events/chain.ts";

/** SHA-256 of what the applicants say about each criterion, as it is handed in: an audit makes it anew from the row. */
export const statementHash = (statement: unknown): string =>
  createHash("sha256").update(canonicalJson(statement)).digest("hex");
