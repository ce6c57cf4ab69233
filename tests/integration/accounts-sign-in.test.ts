import { beforeAll, describe, expect, it, vi } from "vitest";
import { db } from "#app/lib/db.server.ts";
import type { DomainError } from "#app/lib/errors.ts";
import { hashSecret } from "#app/lib/http/session-cookie.server.ts";
import { getActor, requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { setDisabled } from "#app/modules/accounts/manage-person.server.ts";
import {
  changeContact,
  changePassword,
  endOwnSessions,
  listOwnSessions,
} from "#app/modules/accounts/own-account.server.ts";
import { closeSession, readSession } from "#app/modules/accounts/session.server.ts";
import { signIn } from "#app/modules/accounts/sign-in.server.ts";
import { startMembership } from "#app/modules/accounts/start-membership.server.ts";
import { useTestDatabase } from "#tests/support/database.server.ts";
import { actorOf, makePerson, makeRequest, makeWorld, PASSWORD, type World } from "#tests/support/people.server.ts";

useTestDatabase();
let world: World;
beforeAll(async () => {
  world = await makeWorld();
});

const attempt = (identifier: string, password = PASSWORD, address = "10.0.0.1") =>
  signIn(makeRequest("/login", { address }), { identifier, password }, new Date());
const idIn = (cookie: string) => cookie.split(";")[0]?.split("=")[1] ?? "";

describe("signing in", () => {
  it("works by e-mail in any spelling, and by phone number", async () => {
    const person = await makePerson(["ENGINEER", world.enterprise]);
    await db.person.update({ where: { id: person.id }, data: { phone: "13800001111" } });
    for (const identifier of [person.email.toUpperCase(), ` ${person.email} `, "138 0000 1111", "+86 13800001111"]) {
      const actor = await getActor(makeRequest("/", { cookie: await attempt(identifier) }));
      expect(actor?.personId).toBe(person.id);
      expect(actor?.standings.map((s) => [s.role, s.organisationId])).toEqual([["ENGINEER", world.enterprise]]);
    }
  });

  it("keeps only a hash of the session's id, and the cookie away from scripts", async () => {
    const person = await makePerson(["ENGINEER", world.enterprise]);
    const cookie = await attempt(person.email);
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Lax/);
    expect(cookie).not.toMatch(/Secure/);
    const [row] = await db.session.findMany({ where: { personId: person.id } });
    expect(row?.id).toBe(hashSecret(idIn(cookie)));
    // What lies in the database signs nobody in.
    expect(await getActor(makeRequest("/", { cookie: cookie.replace(idIn(cookie), row?.id ?? "") }))).toBeNull();
  });

  it("marks the cookie secure when people come by https", async () => {
    const person = await makePerson(["ENGINEER", world.enterprise]);
    const request = new Request("https://jianglian.example/login", { headers: { "x-client-address": "10.0.0.2" } });
    expect(await signIn(request, { identifier: person.email, password: PASSWORD }, new Date())).toMatch(/Secure/);
  });

  it("says the same for a wrong password, no account and a disabled one", async () => {
    const person = await makePerson(["ENGINEER", world.enterprise]);
    const gone = await makePerson(["ENGINEER", world.enterprise]);
    await db.person.update({ where: { id: gone.id }, data: { disabledAt: new Date() } });
    for (const [identifier, password] of [
      [person.email, "wrong"],
      ["nobody@test.example", PASSWORD],
      [gone.email, PASSWORD],
    ] as const) {
      await expect(attempt(identifier, password)).rejects.toMatchObject({
        code: "invalid",
        messageKey: "wrong_sign_in",
        details: {},
      });
    }
  });

  it("throttles an account after ten failures, also against the right password, and says until when", async () => {
    const person = await makePerson(["ENGINEER", world.enterprise]);
    for (let n = 0; n < 10; n += 1)
      await expect(attempt(person.email, "wrong", `10.1.0.${n}`)).rejects.toMatchObject({
        messageKey: "wrong_sign_in",
      });
    await expect(attempt(person.email, PASSWORD, "10.1.0.99")).rejects.toMatchObject({
      code: "throttled",
      messageKey: "throttled_until",
      details: { values: { minutes: 15 } },
    });
    const other = await makePerson(["ENGINEER", world.enterprise]);
    await expect(attempt(other.email)).resolves.toBeTruthy();
    expect((await db.rateLimiterFlexible.findMany()).filter((row) => row.key.includes(person.email))).toEqual([]);
  });

  it("throttles an address that tries many accounts; successes don't count", async () => {
    const person = await makePerson(["ENGINEER", world.enterprise]);
    for (let n = 0; n < 5; n += 1) await attempt(person.email, PASSWORD, "10.2.0.1");
    const tries = await Promise.allSettled(
      Array.from({ length: 60 }, (_, n) => attempt(`guess-${n}@test.example`, "x", "10.2.0.1")),
    );
    expect(tries.filter((t) => t.status === "rejected" && t.reason.code === "throttled")).toHaveLength(0);
    await expect(attempt("guess-61@test.example", "x", "10.2.0.1")).rejects.toMatchObject({ code: "throttled" });
  });
});

describe("sessions", () => {
  it("gives a new id at each sign-in and ends the one before", async () => {
    const person = await makePerson(["ENGINEER", world.enterprise]);
    const first = await attempt(person.email);
    const second = await signIn(
      makeRequest("/login", { cookie: first }),
      { identifier: person.email, password: PASSWORD },
      new Date(),
    );
    expect(idIn(second)).not.toBe(idIn(first));
    expect(await getActor(makeRequest("/", { cookie: first }))).toBeNull();
    expect(await getActor(makeRequest("/", { cookie: second }))).not.toBeNull();
  });

  it("ends after its time, and lasts longer when used past half of it", async () => {
    const person = await makePerson(["ENGINEER", world.enterprise]);
    const cookie = await attempt(person.email);
    const id = hashSecret(idIn(cookie));
    const soon = new Date(Date.now() + 86_400_000);
    await db.session.update({ where: { id }, data: { expiresAt: soon } });
    expect(await readSession(makeRequest("/", { cookie }), new Date())).not.toBeNull();
    expect((await db.session.findUniqueOrThrow({ where: { id } })).expiresAt.getTime()).toBeGreaterThan(
      soon.getTime() + 10 * 86_400_000,
    );
    await db.session.update({ where: { id }, data: { expiresAt: new Date(Date.now() - 1000) } });
    expect(await getActor(makeRequest("/", { cookie }))).toBeNull();
    expect(await db.session.count({ where: { id } })).toBe(0);
  });

  it("gets a new id on the next page once a role was given, and the old one is void", async () => {
    const person = await makePerson(["ENGINEER", world.enterprise]);
    const reviewer = await actorOf(await makePerson(["REVIEWER", world.enterprise]));
    const cookie = await attempt(person.email);
    await startMembership(
      { ...reviewer, now: new Date() },
      { personId: person.id, organisationId: world.enterprise, role: "REVIEWER" },
    );
    const posted = await requireActor(makeRequest("/problems", { cookie, form: { a: "b" } }));
    expect(posted.personId).toBe(person.id);
    const turned = await requireActor(makeRequest("/problems?x=1", { cookie })).catch((answer: unknown) => answer);
    expect(turned).toBeInstanceOf(Response);
    const answer = turned as Response;
    expect(answer.headers.get("Location")).toBe("/problems?x=1");
    const renewed = answer.headers.get("Set-Cookie") ?? "";
    expect(idIn(renewed)).not.toBe(idIn(cookie));
    expect(await getActor(makeRequest("/", { cookie }))).toBeNull();
    expect((await requireActor(makeRequest("/", { cookie: renewed }))).standings.map((s) => s.role).sort()).toEqual([
      "ENGINEER",
      "REVIEWER",
    ]);
  });

  it("lists own sessions and ends others, never somebody else's", async () => {
    const person = await makePerson(["ENGINEER", world.enterprise]);
    const [here, there] = [await attempt(person.email), await attempt(person.email)];
    const actor = await actorOf(person);
    const request = makeRequest("/me/sessions", { cookie: here });
    const listed = await listOwnSessions(actor, request);
    expect(listed.map((s) => s.here).sort()).toEqual([false, true]);
    const stranger = await actorOf(await makePerson(["ENGINEER", world.enterprise]));
    const key = listed.find((s) => !s.here)?.key ?? "";
    await expect(endOwnSessions(stranger, makeRequest("/"), { key })).rejects.toMatchObject({ code: "not_found" });
    await endOwnSessions(actor, request, { key });
    expect(await getActor(makeRequest("/", { cookie: there }))).toBeNull();
    expect(await getActor(makeRequest("/", { cookie: here }))).not.toBeNull();
  });

  it("all end with a password change but the new one, and by disabling the account", async () => {
    const person = await makePerson(["ENGINEER", world.enterprise]);
    const old = await attempt(person.email);
    const actor = await actorOf(person);
    await expect(
      changePassword(actor, makeRequest("/me", { cookie: old }), { current: "wrong", password: "another long one" }),
    ).rejects.toMatchObject({ details: { field: "current" } });
    const fresh = await changePassword(actor, makeRequest("/me", { cookie: old }), {
      current: PASSWORD,
      password: "another long one",
    });
    expect(await getActor(makeRequest("/", { cookie: old }))).toBeNull();
    expect(await getActor(makeRequest("/", { cookie: fresh }))).not.toBeNull();
    await expect(attempt(person.email)).rejects.toMatchObject({ messageKey: "wrong_sign_in" });
    const admin = await actorOf(await makePerson(["ADMIN", world.platform]));
    await setDisabled(admin, { personId: person.id, disabled: true });
    expect(await getActor(makeRequest("/", { cookie: fresh }))).toBeNull();
    await setDisabled(admin, { personId: person.id, disabled: false });
    expect(await attempt(person.email, "another long one")).toBeTruthy();
  });

  it("are renewed with the own address or number, which the password is asked for", async () => {
    const person = await makePerson(["ENGINEER", world.enterprise]);
    const other = await makePerson(["ENGINEER", world.enterprise]);
    const [here, there] = [await attempt(person.email), await attempt(person.email)];
    const actor = await actorOf(person);
    const change = (input: { current?: string; email?: string; phone?: string }) =>
      changeContact(actor, makeRequest("/me", { cookie: here }), { current: PASSWORD, ...input });
    await expect(change({ current: "wrong", email: "new@test.example" })).rejects.toMatchObject({
      details: { field: "current" },
    });
    await expect(change({ email: other.email })).rejects.toMatchObject({
      messageKey: "contact_taken",
      details: { field: "email" },
    });
    await db.person.update({ where: { id: other.id }, data: { phone: "13900000077" } });
    await expect(change({ email: "new@test.example", phone: "13900000077" })).rejects.toMatchObject({
      details: { field: "phone" },
    });
    expect(await getActor(makeRequest("/", { cookie: there }))).not.toBeNull();
    const fresh = await change({ email: "new@test.example", phone: "13912345678" });
    for (const cookie of [here, there]) expect(await getActor(makeRequest("/", { cookie }))).toBeNull();
    expect(await getActor(makeRequest("/", { cookie: fresh }))).not.toBeNull();
    await expect(attempt(person.email)).rejects.toMatchObject({ messageKey: "wrong_sign_in" });
    expect(await attempt("13912345678")).toBeTruthy();
    const events = await db.event.findMany({
      where: { subjectId: person.id, type: "person.changed" },
      select: { payload: true },
    });
    expect(events).toEqual([{ payload: { fields: ["email", "phone"], how: "own" } }]);
  });

  it("are no way to try out whose number is whose", async () => {
    const actor = await actorOf(await makePerson(["ENGINEER", world.enterprise]));
    const other = await makePerson();
    const change = (email: string) =>
      changeContact(actor, makeRequest("/me"), { current: PASSWORD, email }).catch((error: DomainError) => error.code);
    for (let n = 0; n < 5; n += 1) expect(await change(other.email)).toBe("invalid");
    expect(await change(other.email)).toBe("throttled");
    expect(await change("nobody-has-this@test.example")).toBe("throttled");
  });

  it("ends on signing out", async () => {
    const cookie = await attempt((await makePerson(["ENGINEER", world.enterprise])).email);
    expect(await closeSession(makeRequest("/logout", { cookie }))).toMatch(/Max-Age=0/);
    expect(await getActor(makeRequest("/", { cookie }))).toBeNull();
  });

  it("leads the signed-out to the sign-in page and back to own paths only; machines get 401", async () => {
    const turned = (await requireActor(makeRequest("/problems?state=DRAFT")).catch(
      (answer: unknown) => answer,
    )) as Response;
    expect(turned.headers.get("Location")).toBe(`/login?returnTo=${encodeURIComponent("/problems?state=DRAFT")}`);
    // Whoever sent something hears that it was not taken.
    const sending = makeRequest("/benefits/new", { method: "POST" });
    const sent = (await requireActor(sending).catch((answer: unknown) => answer)) as Response;
    expect(sent.headers.get("Location")).toBe("/login?unsent=1");
    const request = makeRequest("/problems/draft");
    request.headers.set("Accept", "application/json");
    await expect(requireActor(request)).rejects.toMatchObject({ code: "unauthenticated" });
  });

  it("takes what was typed on another person's page from nobody else; reading and forms that name nobody go on", async () => {
    const [first, second] = [
      await makePerson(["ENGINEER", world.enterprise]),
      await makePerson(["ENGINEER", world.enterprise]),
    ];
    const cookie = await attempt(second.email);
    const turnedAway = async (method: string, writer?: string) => {
      const request = makeRequest("/benefits/new", { method, cookie });
      if (writer) request.headers.set("X-Person", writer);
      const answer: unknown = await requireActor(request).catch((thrown: unknown) => thrown);
      return answer instanceof Response ? answer.headers.get("Location") : null;
    };
    expect(await turnedAway("POST", first.id)).toBe("/login?unsent=other");
    expect(await turnedAway("POST", second.id)).toBeNull();
    expect(await turnedAway("POST")).toBeNull();
    expect(await turnedAway("GET", first.id)).toBeNull();
  });

  it("takes two queries to know who is signed in", async () => {
    const person = await makePerson(
      ["ENGINEER", world.enterprise],
      ["CRAFTSMAN", world.studio],
      ["UNION_OFFICER", world.federation],
    );
    const cookie = await attempt(person.email);
    await getActor(makeRequest("/", { cookie }));
    const pg = (await import("pg")).default;
    const query = vi.spyOn(pg.Pool.prototype, "query");
    const connect = vi.spyOn(pg.Client.prototype, "query");
    const actor = await getActor(makeRequest("/", { cookie }));
    const count = Math.max(query.mock.calls.length, connect.mock.calls.length);
    query.mockRestore();
    connect.mockRestore();
    expect(actor?.officerAllianceIds).toContain(world.alliance);
    expect(count).toBeGreaterThan(0);
    expect(count).toBeLessThanOrEqual(2);
  });
});
