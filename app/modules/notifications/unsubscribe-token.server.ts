import { createHmac, timingSafeEqual } from "node:crypto";
import { runtimeFacts } from "#app/lib/runtime/facts.server.ts";

const BYTES = 16;

const sign = (id: Buffer): Buffer =>
  createHmac("sha256", runtimeFacts().secrets.app).update("unsubscribe:").update(id).digest().subarray(0, BYTES);

/** What a mail's unsubscribe link carries: whose mail it ends. It lasts as long as the mail is kept. */
export function unsubscribeToken(personId: string): string {
  const id = Buffer.from(personId.replaceAll("-", ""), "hex");
  return Buffer.concat([id, sign(id)]).toString("base64url");
}

/** The person a token was made for; null for one that we did not make. */
export function personOfToken(token: string | undefined): string | null {
  const bytes = Buffer.from(token ?? "", "base64url");
  if (bytes.length !== 2 * BYTES) return null;
  const id = bytes.subarray(0, BYTES);
  if (!timingSafeEqual(sign(id), bytes.subarray(BYTES))) return null;
  return id.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
