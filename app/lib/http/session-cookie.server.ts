import { createHash } from "node:crypto";
import { runtimeFacts } from "#app/lib/runtime/facts.server.ts";

export const SESSION_COOKIE = "jianglian_session";

/** What the database keeps of a session id or a token: the cookie or link can't be made from it. */
export const hashSecret = (secret: string): string => createHash("sha256").update(secret).digest("hex");

/** One cookie of a request, by name. */
export function readCookie(request: Request, name: string): string | null {
  for (const part of (request.headers.get("Cookie") ?? "").split(";")) {
    const at = part.indexOf("=");
    if (at > 0 && part.slice(0, at).trim() === name) {
      try {
        return decodeURIComponent(part.slice(at + 1).trim());
      } catch {
        return null;
      }
    }
  }
  return null;
}

/** Whether cookies answer this request as secure: by https, or when people reach us by https through a proxy. */
export const wantsSecureCookies = (request: Request): boolean =>
  runtimeFacts().secureCookies || new URL(request.url).protocol === "https:";

/** A cookie that remembers a choice for a year, for those not signed in. */
export function choiceCookie(request: Request, name: string, value: string): string {
  const secure = wantsSecureCookies(request) ? "; Secure" : "";
  return `${name}=${encodeURIComponent(value)}; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly${secure}`;
}
