import { randomBytes } from "node:crypto";
import { hashSecret } from "#app/lib/http/session-cookie.server.ts";

/** A link's secret and what the database keeps of it. */
export function newToken(): { token: string; tokenHash: string } {
  const token = randomBytes(32).toString("base64url");
  return { token, tokenHash: hashSecret(token) };
}

/** The stored form of a token from an address; null for what can't be one. */
export const tokenHashOf = (token: string | undefined): string | null =>
  token && /^[\w-]{43}$/.test(token) ? hashSecret(token) : null;
