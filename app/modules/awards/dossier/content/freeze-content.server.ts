import { createHash } from "node:crypto";
import type { Tx } from "#app/lib/db.server.ts";
import { canonicalJson } from "#app/modules/events/chain.ts";
import { contentToKeep, type KeptContent } from "./content.ts";
import { readContent } from "./read-content.server.ts";

/** SHA-256 of what a dossier says, as it is kept: an auditor makes it anew from the row. */
export const contentHashOf = (content: unknown): string =>
  createHash("sha256").update(canonicalJson(content)).digest("hex");

/**
 * Keeps what an application's dossier says from now on, whatever happens to people, studios and achievements later: a
 * trigger refuses a change. Its facts are kept before. @returns the hash for the chain of events
 */
export async function freezeContent(tx: Tx, applicationId: string, now: Date): Promise<string> {
  const content = (await readContent(tx, [applicationId], now)).get(applicationId);
  if (!content) throw new Error(`application ${applicationId} is gone`);
  const kept: KeptContent = contentToKeep(content);
  await tx.applicationContent.create({ data: { applicationId, content: kept, frozenAt: now } });
  return contentHashOf(kept);
}
