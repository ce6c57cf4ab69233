import { createHash, createHmac } from "node:crypto";

/** What the first row of a chain points back to. */
export const GENESIS = "0".repeat(64);

export type ChainRow = {
  organisationId: string;
  seq: number;
  type: string;
  subjectKind: string;
  subjectId: string;
  actorId: string | null;
  actorName: string;
  onBehalfOfId: string | null;
  onBehalfOfName: string;
  actorOrgId: string | null;
  reason: string;
  payload: unknown;
  layer: string;
  at: Date;
  recordedAt: Date;
  prevHash: string;
};

/** JSON with sorted keys, so that the same facts always give the same bytes. */
export function canonicalJson(value: unknown): string {
  if (value instanceof Date) return JSON.stringify(value.toISOString());
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (value !== null && typeof value === "object") {
    const entries = Object.entries(value)
      .filter(([, v]) => v !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    return `{${entries.map(([k, v]) => `${JSON.stringify(k)}:${canonicalJson(v)}`).join(",")}}`;
  }
  return JSON.stringify(value ?? null);
}

/** What an event keeps of a text that it does not say: an audit compares with it. */
export const textHash = (text: string): string => createHash("sha256").update(text).digest("hex");

/** SHA-256 of facts as canonical JSON: made anew from the rows, it shows whether they are still the same. */
export const canonicalHash = (value: unknown): string => textHash(canonicalJson(value));

/**
 * Hash of one event row: HMAC-SHA256 over the row's facts and the previous hash, keyed with a
 * secret that never lies in the database, so that a recomputed chain shows.
 * Times count in whole milliseconds, as JavaScript and the column keep them.
 */
export function chainHash(secret: string, row: ChainRow): string {
  const facts = canonicalJson([
    row.organisationId,
    row.seq,
    row.type,
    row.subjectKind,
    row.subjectId,
    row.actorId,
    row.actorName,
    row.onBehalfOfId,
    row.onBehalfOfName,
    row.actorOrgId,
    row.reason,
    row.payload,
    row.layer,
    row.at,
    row.recordedAt,
    row.prevHash,
  ]);
  return createHmac("sha256", secret).update(facts).digest("hex");
}
