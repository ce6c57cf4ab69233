import { redirect } from "@remix-run/node";
import { oncePerRequest } from "#app/lib/http/request-scope.server.ts";
import { DomainError, notFound } from "#app/lib/errors.ts";
import { paths } from "#app/lib/paths.ts";
import type { Actor } from "./actor.ts";
import { staysInside } from "./guest-pages.ts";
import { loadActorWithChanges } from "./load-actor.server.ts";
import { openSession, readSession } from "./session.server.ts";

export { loadActor } from "./load-actor.server.ts";

type SignedIn = {
  actor: Actor;
  theme: string;
  flash: { kind: "success" | "error"; text: string } | null;
  /** Roles began or ended since this session got its id. */
  stale: boolean;
};

/** Who is signed in, loaded once per request. */
export function signedIn(request: Request): Promise<SignedIn | null> {
  return oncePerRequest(request, "signed-in", async () => {
    const now = new Date();
    const found = await readSession(request, now);
    if (!found) return null;
    const { session, user } = found;
    const loaded = await loadActorWithChanges(user.id, now, {
      currentOrganisationId: session.currentOrganisationId,
      person: user,
    });
    if (!loaded) return null;
    const changed = loaded.rolesChangedAt;
    // A change "ahead" of our clock (a database server's clock) waits its turn; otherwise renewing would repeat itself.
    const stale = changed !== null && changed > session.createdAt && changed <= now;
    return { actor: loaded.actor, theme: user.theme, flash: session.flash ?? null, stale };
  });
}

/** The person signed in, or null. */
export async function getActor(request: Request): Promise<Actor | null> {
  return (await signedIn(request))?.actor ?? null;
}

/** A guest goes nowhere but to what the invitation is for. @throws DomainError not_found */
export function keepGuestInside(actor: Actor, request: Request): void {
  if (!staysInside(actor, new URL(request.url).pathname)) throw notFound();
}

/** Of an address to come back to, after signing in. */
const LONGEST_RETURN = 2_000;

/** Machines get an answer they can read; people are led to the sign-in page. */
const wantsJson = (request: Request): boolean =>
  request.headers.get("X-Requested-With") === "fetch" ||
  (request.headers.get("Accept") ?? "").startsWith("application/json");

/** Whoever sent something hears that it did not arrive, and why: nobody is signed in, or somebody else. */
const unsent = (sign: string, why: "1" | "other"): string => `${sign}${sign.includes("?") ? "&" : "?"}unsent=${why}`;

/**
 * The person signed in. Leads to the sign-in page otherwise, and back afterwards. When the person's roles have
 * changed, the session gets a new id first: on the next page, so that nothing typed is lost. Guests find only their
 * own few pages. A form of a page that was opened for somebody else (`X-Person`, see `failInPlace`) is not taken.
 */
export async function requireActor(request: Request): Promise<Actor> {
  const signed = await signedIn(request);
  const url = new URL(request.url);
  const here = url.pathname + url.search;
  const reading = request.method === "GET" || request.method === "HEAD";
  if (!signed) {
    if (wantsJson(request)) throw new DomainError("unauthenticated");
    const back = reading ? here : refererPath(request);
    // A question as long as a page would make a header that browsers and proxies refuse.
    const sign = paths.login(back && back.length > LONGEST_RETURN ? new URL(back, url).pathname : back);
    throw redirect(reading ? sign : unsent(sign, "1"));
  }
  const writer = request.headers.get("X-Person");
  if (!reading && writer && writer !== signed.actor.personId) throw redirect(unsent(paths.login(), "other"));
  if (signed.stale && reading && !wantsJson(request)) {
    const { personId, now, currentOrganisationId } = signed.actor;
    throw redirect(here, {
      headers: { "Set-Cookie": await openSession(request, personId, { now, currentOrganisationId }) },
    });
  }
  keepGuestInside(signed.actor, request);
  return signed.actor;
}

function refererPath(request: Request): string | undefined {
  const referer = request.headers.get("Referer");
  if (!referer || !URL.canParse(referer)) return undefined;
  const url = new URL(referer);
  return url.host === new URL(request.url).host ? url.pathname + url.search : undefined;
}
