import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { db } from "#app/lib/db.server.ts";
import { pendingJobs, startJobs, stopJobs } from "#app/lib/jobs.server.ts";
import { getActor } from "#app/modules/accounts/current-actor.server.ts";
import { createPerson, issueResetLink } from "#app/modules/accounts/manage-person.server.ts";
import { readReset, requestReset, setPasswordByLink } from "#app/modules/accounts/reset-password.server.ts";
import { createSetupCode, needsSetUp, setUpInstallation } from "#app/modules/accounts/set-up.server.ts";
import { signIn } from "#app/modules/accounts/sign-in.server.ts";
import { registerAccounts } from "#app/worker/accounts.server.ts";
import { useTestDatabase } from "#tests/support/database.server.ts";
import { catchMail } from "#tests/support/mail.server.ts";
import { actorOf, makePerson, makeRequest, makeWorld, PASSWORD, type World } from "#tests/support/people.server.ts";

useTestDatabase();
let world: World;
let catcher: Awaited<ReturnType<typeof catchMail>>;
beforeAll(async () => {
  catcher = await catchMail();
  process.env.SMTP_URL = catcher.url;
  process.env.MAIL_FROM = "Jianglian <jianglian@test.example>";
  registerAccounts();
  await startJobs({ work: true });
});
afterAll(async () => {
  await stopJobs();
  await catcher.stop();
});

const enter = (identifier: string, password: string) =>
  signIn(makeRequest("/login"), { identifier, password }, new Date());

describe("set-up", () => {
  it("creates platform, federation and administrator with the code, once", async () => {
    expect(await needsSetUp()).toBe(true);
    const void1 = await createSetupCode();
    const code = await createSetupCode();
    expect(code).toMatch(/^([2-9A-Z]{4}-){3}[2-9A-Z]{4}$/);
    expect(JSON.stringify(await db.setting.findMany())).not.toContain(code.replaceAll("-", ""));
    const input = {
      platformName: "平台",
      federationName: "总工会",
      name: "管理员",
      email: "first@test.example",
      password: "a long password",
    };
    for (const wrong of [void1, "XXXX-XXXX-XXXX-XXXX"]) {
      await expect(setUpInstallation({ ...input, code: wrong }, new Date())).rejects.toMatchObject({
        messageKey: "wrong_setup_code",
        details: { field: "code" },
      });
    }
    const both = await Promise.allSettled(
      [1, 2].map((n) =>
        setUpInstallation({ ...input, email: `a${n}@test.example`, code: code.toLowerCase() }, new Date()),
      ),
    );
    expect(both.map((one) => one.status).sort()).toEqual(["fulfilled", "rejected"]);
    const winner = both.find((one) => one.status === "fulfilled");
    const actor = await actorOf({ id: winner?.status === "fulfilled" ? winner.value : "" });
    expect(actor.standings).toMatchObject([{ role: "ADMIN", organisationKind: "PLATFORM" }]);
    expect(await db.organisation.findMany({ select: { kind: true }, orderBy: { kind: "asc" } })).toEqual([
      { kind: "PLATFORM" },
      { kind: "FEDERATION" },
    ]);
    expect(await needsSetUp()).toBe(false);
    world = await makeWorld();
  });
});

describe("reset", () => {
  it("by mail: a link that works once and ends all sessions", async () => {
    const person = await makePerson(["ENGINEER", world.enterprise]);
    const cookie = await enter(person.email, PASSWORD);
    const arrived = catcher.next();
    await requestReset(person.email, "http://localhost:3000");
    const mail = await arrived;
    expect(mail.to).toEqual([person.email]);
    const token = mail.text.match(/http:\/\/localhost:3000\/reset-password\/([\w-]+)/)?.[1] ?? "";
    expect(await readReset(token, new Date())).toMatchObject({ name: person.name });
    await setPasswordByLink(token, "quite another one", new Date());
    expect(await getActor(makeRequest("/", { cookie }))).toBeNull();
    expect(await enter(person.email, "quite another one")).toBeTruthy();
    await expect(enter(person.email, PASSWORD)).rejects.toMatchObject({ messageKey: "wrong_sign_in" });
    await expect(setPasswordByLink(token, "once more please", new Date())).rejects.toMatchObject({ code: "not_found" });
  });

  it("by mail: nothing is sent, and nothing differs, for an address without an account", async () => {
    const before = catcher.mails.length;
    await expect(requestReset("nobody@test.example", "http://localhost:3000")).resolves.toBeUndefined();
    // The queue of this one job is worked in order: once a later one has arrived, the earlier one is done.
    const person = await makePerson(["ENGINEER", world.enterprise]);
    const arrived = catcher.next();
    await requestReset(person.email, "http://localhost:3000");
    await arrived;
    await expect.poll(pendingJobs, { timeout: 10_000 }).toBe(0);
    expect(catcher.mails.slice(before).map((mail) => mail.to)).toEqual([[person.email]]);
    expect(JSON.stringify(await db.$queryRaw`SELECT data FROM jobs.job`)).not.toMatch(/[\w-]{43}/);
  });

  it("by an administrator: a link for three days, a newer one voids the older", async () => {
    const admin = await actorOf(await makePerson(["ADMIN", world.platform]));
    const { personId, token: first } = await createPerson(admin, { name: "新人", phone: "13900002222" });
    const { token } = await issueResetLink(admin, { personId });
    await expect(setPasswordByLink(first, "some password", new Date())).rejects.toMatchObject({ code: "not_found" });
    await expect(readReset(token, new Date(Date.now() + 73 * 3_600_000))).rejects.toMatchObject({ code: "not_found" });
    await setPasswordByLink(token, "some password", new Date());
    expect(await enter("13900002222", "some password")).toBeTruthy();
    const engineer = await actorOf(await makePerson(["ENGINEER", world.enterprise]));
    await expect(issueResetLink(engineer, { personId })).rejects.toMatchObject({ code: "not_found" });
    await expect(createPerson(engineer, { name: "x", email: "x@test.example" })).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(createPerson(admin, { name: "x", phone: "13900002222" })).rejects.toMatchObject({
      messageKey: "contact_taken",
      details: { field: "phone" },
    });
  });
});
