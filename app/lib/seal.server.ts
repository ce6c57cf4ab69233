import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { runtimeFacts } from "./runtime/facts.server.ts";

const FORM = "v1";

const keyFor = (purpose: string): Buffer =>
  Buffer.from(hkdfSync("sha256", runtimeFacts().secrets.app, "jianglian", `seal ${purpose}`, 32));

/**
 * Encrypts a short secret for keeping in the database: AES-256-GCM with a key that lies outside it (APP_SECRET).
 * `place` says what it belongs to, such as a row's id: elsewhere it cannot be opened.
 */
export function seal(text: string, purpose: string, place: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", keyFor(purpose), nonce).setAAD(Buffer.from(place));
  const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return [FORM, ...[nonce, cipher.getAuthTag(), sealed].map((part) => part.toString("base64url"))].join(".");
}

/** What was sealed; null when it was changed, belongs elsewhere, or APP_SECRET is another one now. */
export function unseal(sealed: string, purpose: string, place: string): string | null {
  const [form, nonce, tag, text] = sealed.split(".");
  if (form !== FORM || !nonce || !tag || text === undefined) return null;
  try {
    const decipher = createDecipheriv("aes-256-gcm", keyFor(purpose), Buffer.from(nonce, "base64url"))
      .setAAD(Buffer.from(place))
      .setAuthTag(Buffer.from(tag, "base64url"));
    return Buffer.concat([decipher.update(Buffer.from(text, "base64url")), decipher.final()]).toString("utf8");
  } catch {
    return null;
  }
}
