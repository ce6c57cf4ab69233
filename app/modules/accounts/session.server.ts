import { Lucia, TimeSpan } from "lucia";
import { db } from "#app/lib/db.server.ts";
import { env } from "#app/lib/env.server.ts";
import { clientAddress } from "#app/lib/http/client-address.server.ts";
import { hashSecret, readCookie, SESSION_COOKIE, wantsSecureCookies } from "#app/lib/http/session-cookie.server.ts";
import { type SessionAttributes, sessionAdapter, type UserAttributes } from "./session-adapter.server.ts";

declare module "lucia" {
  interface Register {
    Lucia: ReturnType<typeof lucia>;
    DatabaseSessionAttributes: SessionAttributes;
    DatabaseUserAttributes: UserAttributes;
  }
}

const create = () =>
  new Lucia(sessionAdapter, {
    sessionExpiresIn: new TimeSpan(env().SESSION_DAYS, "d"),
    // The database decides when a session ends; the cookie just lasts, and needs no renewal with each answer.
    sessionCookie: { name: SESSION_COOKIE, expires: false, attributes: { sameSite: "lax", path: "/" } },
    getSessionAttributes: (attributes) => ({ ...attributes }),
    getUserAttributes: (attributes) => ({ ...attributes }),
  });

let instance: ReturnType<typeof create> | undefined;
function lucia() {
  instance ??= create();
  return instance;
}

const SEEN_EVERY_MS = 10 * 60_000;

/** The session of a request and its person; extends a session past its half-life. Null for none, ended or disabled. */
export async function readSession(request: Request, now: Date) {
  const id = readCookie(request, SESSION_COOKIE);
  if (!id || id.length > 200) return null;
  const { session, user } = await lucia().validateSession(id);
  if (!session) return null;
  if (now.getTime() - session.lastSeenAt.getTime() > SEEN_EVERY_MS) {
    await db.session.updateMany({ where: { id: hashSecret(id) }, data: { lastSeenAt: now } });
  }
  return { session, user };
}

function cookieFor(request: Request, id: string | null): string {
  const cookie = id === null ? lucia().createBlankSessionCookie() : lucia().createSessionCookie(id);
  cookie.attributes.secure = wantsSecureCookies(request);
  return cookie.serialize();
}

type Carry = { now: Date; currentOrganisationId?: string | null /** Message for the first page. */; flash?: string };

/** Opens a session with a new id. @returns the Set-Cookie header */
export async function openSession(request: Request, personId: string, carry: Carry): Promise<string> {
  const before = readCookie(request, SESSION_COOKIE);
  if (before) await lucia().invalidateSession(before);
  const session = await lucia().createSession(personId, {
    createdAt: carry.now,
    lastSeenAt: carry.now,
    userAgent: (request.headers.get("User-Agent") ?? "").slice(0, 300),
    address: clientAddress(request),
    currentOrganisationId: carry.currentOrganisationId ?? null,
    flash: carry.flash ? { kind: "success", text: carry.flash } : null,
  });
  return cookieFor(request, session.id);
}

/** Ends the session of this request. @returns the Set-Cookie header that removes the cookie */
export async function closeSession(request: Request): Promise<string> {
  const id = readCookie(request, SESSION_COOKIE);
  if (id) await lucia().invalidateSession(id);
  return cookieFor(request, null);
}

/** The key of this request's session in the database, or null. */
export function ownSessionKey(request: Request): string | null {
  const id = readCookie(request, SESSION_COOKIE);
  return id ? hashSecret(id) : null;
}

/** Removes sessions that have run out; a daily job. */
export const removeExpiredSessions = (): Promise<void> => lucia().deleteExpiredSessions();
