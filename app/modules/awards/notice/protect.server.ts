import { createHmac } from "node:crypto";
import { runtimeFacts } from "#app/lib/runtime/facts.server.ts";
import { seal, unseal } from "#app/lib/seal.server.ts";

/**
 * Rule: objectors' names are seen by the handling officer only. In the database name, contact and text are sealed (what
 * somebody saw, and from where, may say who it was), and the account is a mark.
 */
const PURPOSE = "objection";

export const hide = (text: string, objectionId: string): string => seal(text, PURPOSE, objectionId);
export const reveal = (sealed: string, objectionId: string): string => unseal(sealed, PURPOSE, objectionId) ?? "—";

const SEALED = /^v1\.[\w-]{16}\.[\w-]{22}\.[\w-]*$/;
/** Texts of before were kept as they came, until `sealEarlierTexts` has been there. */
export const isSealed = (text: string): boolean => SEALED.test(text);
export const revealText = (text: string, objectionId: string): string =>
  isSealed(text) ? reveal(text, objectionId) : text;

/** A mark in place of the account, keyed with a secret outside the database: finds one's own objections, names nobody. */
export function markOf(personId: string): string {
  const hex = createHmac("sha256", runtimeFacts().secrets.app).update(`objector ${personId}`).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
