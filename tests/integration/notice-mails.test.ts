import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { db } from "#app/lib/db.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { postComment } from "#app/modules/discussion/post-comment.server.ts";
import { changePreferences, pauseMail } from "#app/modules/notifications/change-preferences.server.ts";
import { deliverMails } from "#app/modules/notifications/deliver-mails.server.ts";
import { deliverNotices } from "#app/modules/notifications/deliver-notices.server.ts";
import { readNoticesOf } from "#app/modules/notifications/inbox.server.ts";
import { loadMailState, retryAddress, retryMails } from "#app/modules/notifications/mail-admin.server.ts";
import { preferencesSchema } from "#app/modules/notifications/preferences.ts";
import { loadChoices } from "#app/modules/notifications/queries-choices.server.ts";
import { personOfToken } from "#app/modules/notifications/unsubscribe-token.server.ts";
import { problemDiscussion } from "#app/modules/problems/discussion-subject.server.ts";
import { freePort } from "#app/lib/runtime/processes.server.ts";
import { useTestDatabase } from "#tests/support/database.server.ts";
import {
  actorOf,
  makeActor,
  makeOrganisation,
  makeWorld,
  publishedProblem,
  submittedProblem,
  type World,
} from "#tests/support/factories.server.ts";
import { catchMail, smtpError } from "#tests/support/mail.server.ts";
import { anId, refusal } from "#tests/support/solving.server.ts";

useTestDatabase({ publicUrl: "https://jianglian.example.com" });

let server: Awaited<ReturnType<typeof catchMail>>;
let port: number;

beforeAll(async () => {
  port = await freePort();
  // The settings of a process are read once: the server may come and go, its address stays.
  process.env.SMTP_URL = `smtp://127.0.0.1:${port}`;
  process.env.MAIL_FROM = "Jianglian <jianglian@example.com>";
  server = await catchMail(port);
});
afterAll(() => server.stop());
beforeEach(async () => {
  await db.noticeMail.deleteMany();
  await db.setting.deleteMany();
  server.mails.length = 0;
  server.refuse({});
});

/** Noon in Shanghai: nobody sleeps. */
const NOON = new Date("2026-11-18T04:00:00Z");
const after = (minutes: number, from = NOON) => new Date(from.getTime() + minutes * 60_000);
const send = (now: Date) => deliverMails(() => now);
const address = (who: Actor) => `${who.personId}@test.example`;

async function world(): Promise<World> {
  const made = await makeWorld(NOON);
  for (const one of Object.values(made))
    if (typeof one === "object") await db.person.update({ where: { id: one.personId }, data: { email: address(one) } });
  return made;
}

/** Tells all that happened to a problem since the last time, as the jobs would. */
const seen = new Map<string, bigint>();
async function tell(problemId: string, now: Date): Promise<void> {
  const events = await db.event.findMany({
    where: { subjectId: problemId, id: { gt: seen.get(problemId) ?? 0n } },
    orderBy: { id: "asc" },
    select: { id: true },
  });
  for (const { id } of events) {
    await deliverNotices(id, now);
    seen.set(problemId, id);
  }
}

async function say(who: Actor, subjectId: string, body: string, layer: "DETAIL" | "CONFIDENTIAL" = "DETAIL") {
  await postComment(who, problemDiscussion, { subjectId, clientId: anId(), body, layer });
}

async function choose(who: Actor, choices: Record<string, string | string[]>): Promise<void> {
  const { values } = await loadChoices(who);
  const call = values.call.length > 0 ? values.call : undefined;
  const given = { ...values, call, timeZone: values.timeZone || undefined, mailPaused: values.mailPaused || undefined };
  const input = preferencesSchema.parse({ ...given, urgentAtNight: values.urgentAtNight || undefined, ...choices });
  await changePreferences(who, input);
}

const mailsTo = (who: Actor) => server.mails.filter((mail) => mail.to.includes(address(who)));

it("one mail tells of a problem however much happens to it, with number, state and link, and of no text", async () => {
  const w = await world();
  await choose(w.engineer, { "mail-comment": "soon", "mail-progress": "soon" });
  const id = await publishedProblem(w, { title: "灌装机卡瓶标题词", phenomenon: "现象词不外传" });
  await tell(id, NOON);
  for (const text of ["留言词甲", "留言词乙"]) await say(w.leader, id, text);
  await say(w.reviewer, id, "保密词", "CONFIDENTIAL");
  await tell(id, after(1));
  await send(after(4));
  expect(server.mails).toEqual([]);
  await send(after(6));
  const [mail, ...more] = mailsTo(w.engineer);
  expect(more).toEqual([]);
  const { number } = await db.problem.findUniqueOrThrow({ where: { id }, select: { number: true } });
  expect(mail?.subject).toContain(`[匠联] ${number}`);
  for (const part of [mail?.text, mail?.html]) {
    for (const word of [number, "已发榜", "灌装机卡瓶标题词", `https://jianglian.example.com/problems/${id}`])
      expect(part).toContain(word);
    for (const word of ["留言词", "保密词", "现象词", w.leader.name]) expect(part).not.toContain(word);
  }
  expect(mail?.html).not.toMatch(/<(img|script|link)/);

  // The next one of the same matter comes an hour later at the earliest, in the same thread.
  await say(w.leader, id, "又一条");
  await tell(id, after(20));
  await send(after(40));
  expect(mailsTo(w.engineer)).toHaveLength(1);
});

it("a title stays here unless the whole alliance reads it", async () => {
  const w = await world();
  const inReview = await submittedProblem(w, { title: "未放行的标题" });
  await tell(inReview, NOON);
  const id = await publishedProblem(w, { title: "原来的标题" }, { redactions: { title: "放行的标题" } });
  await choose(w.engineer, { "mail-progress": "soon" });
  await say(w.leader, id, "请看");
  await tell(id, NOON);
  await send(after(6));
  const all = server.mails.map((mail) => mail.subject + mail.text + mail.html).join("\n");
  expect(mailsTo(w.reviewer)).toHaveLength(2);
  expect(
    mailsTo(w.reviewer)
      .map((mail) => mail.subject)
      .join(),
  ).toContain("有难题等待审核");
  expect(all).not.toContain("未放行的标题");
  expect(all).not.toContain("原来的标题");
});

it("nobody is told by mail what was read, closed or switched off before it went", async () => {
  const w = await world();
  const id = await submittedProblem(w);
  await tell(id, NOON);
  await readNoticesOf(await actorOf(w.reviewer.personId), id);
  await db.membership.updateMany({ where: { personId: w.reviewer2.personId }, data: { endsAt: NOON } });
  await send(after(6));
  expect(server.mails).toEqual([]);
  expect(await db.noticeMail.groupBy({ by: ["state"], _count: true })).toEqual([{ state: "DROPPED", _count: 2 }]);

  const other = await submittedProblem(w);
  await tell(other, NOON);
  await choose(w.reviewer, { "mail-turn": "off" });
  await send(after(6));
  expect(mailsTo(w.reviewer)).toEqual([]);
});

it("what one only follows comes together in the morning, by the person's own clock, in the person's language", async () => {
  const w = await world();
  await db.person.update({ where: { id: w.engineer.personId }, data: { locale: "en" } });
  const ids = [await publishedProblem(w), await publishedProblem(w)];
  for (const id of ids) {
    await say(w.leader, id, "看过了");
    await tell(id, NOON);
  }
  await choose(w.engineer, {});
  await send(after(6));
  const eight = new Date("2026-11-19T00:00:00Z");
  await send(after(-1, eight));
  expect(mailsTo(w.engineer).filter((mail) => mail.subject.includes("Digest"))).toEqual([]);
  await send(eight);
  const [digest, ...more] = mailsTo(w.engineer).filter((mail) => mail.subject.includes("Digest"));
  expect(more).toEqual([]);
  expect(digest?.subject).toBe("[Jianglian] Digest: 2 matters");
  expect(digest?.text).toContain("New comment");
});

it("comes at no time of the night, unless an urgent one was asked for", async () => {
  const w = await world();
  const night = new Date("2026-11-18T15:30:00Z");
  await choose(w.reviewer2, { urgentAtNight: "on" });
  const id = await submittedProblem(w, { severity: "LINE_DOWN" });
  await tell(id, night);
  await send(night);
  expect(mailsTo(w.reviewer2)).toHaveLength(1);
  for (const minutes of [1, 60, 400]) await send(after(minutes, night));
  expect(mailsTo(w.reviewer)).toEqual([]);
  // The clock is set back an hour, and on again: nothing goes twice.
  await send(after(-60, night));
  const seven = new Date("2026-11-18T23:00:00Z");
  for (const now of [seven, after(-120, seven), after(1, seven)]) await send(now);
  expect([mailsTo(w.reviewer).length, mailsTo(w.reviewer2).length]).toEqual([1, 1]);
});

it("a server that is away, slow or busy delays a mail and neither loses nor doubles it", async () => {
  const w = await world();
  const admin = await makeActor([["ADMIN", await makeOrganisation("PLATFORM")]], { now: NOON });
  const id = await submittedProblem(w);
  await tell(id, NOON);
  await server.stop();
  await send(after(6));
  const state = await loadMailState({ ...admin, now: after(7) });
  expect(state.trouble?.reason).toMatch(/ECONNREFUSED/);
  expect([state.waiting, state.sent]).toEqual([2, 0]);
  server = await catchMail(port);
  // It is left alone for a while, then asked again.
  await send(after(6.5));
  expect(server.mails).toEqual([]);
  let busy = 1;
  server.refuse({ mail: () => (busy-- > 0 ? smtpError(451, "try again later") : null) });
  for (let minutes = 8; minutes < 40; minutes += 4) await send(after(minutes));
  expect([mailsTo(w.reviewer).length, mailsTo(w.reviewer2).length]).toEqual([1, 1]);
  expect((await loadMailState({ ...admin, now: after(40) })).trouble).toBeNull();
  expect(await db.noticeMail.count({ where: { state: "SENT" } })).toBe(2);
});

it("an address its server refuses is left alone, seen by the person and by administrators, until it is tried again", async () => {
  const w = await world();
  const admin = await makeActor([["ADMIN", await makeOrganisation("PLATFORM")]], { now: NOON });
  server.refuse({ recipient: (to) => (to === address(w.reviewer) ? smtpError(550, "no such user") : null) });
  await tell(await submittedProblem(w), NOON);
  await send(after(6));
  expect([mailsTo(w.reviewer).length, mailsTo(w.reviewer2).length]).toEqual([0, 1]);
  const seenByAdmin = await loadMailState({ ...admin, now: after(7) });
  expect(seenByAdmin.refused).toMatchObject([{ personId: w.reviewer.personId, address: address(w.reviewer) }]);
  expect(seenByAdmin.failures).toMatchObject([{ state: "FAILED", person: { id: w.reviewer.personId } }]);
  expect((await loadChoices(w.reviewer)).refused?.reason).toContain("no such user");
  expect(await refusal(loadMailState(w.reviewer))).toBe("not_found");
  expect(await refusal(retryMails(w.reviewer))).toBe("not_found");

  server.refuse({});
  await tell(await submittedProblem(w), after(10));
  await send(after(20));
  expect(mailsTo(w.reviewer)).toEqual([]);
  await retryAddress(admin, w.reviewer.personId);
  expect(await retryMails({ ...admin, now: after(30) })).toBe(1);
  await send(after(30));
  expect(mailsTo(w.reviewer)).toHaveLength(1);
});

it("many senders at once send each mail once", async () => {
  const w = await world();
  for (let n = 0; n < 6; n += 1) await tell(await submittedProblem(w), NOON);
  await Promise.all(Array.from({ length: 4 }, () => send(after(6))));
  await send(after(7));
  const ids = server.mails.map((mail) => mail.headers.get("message-id"));
  expect(ids).toHaveLength(12);
  expect(new Set(ids).size).toBe(12);
});

it("the link in a mail ends it in one press; nobody can make one for somebody else", async () => {
  const w = await world();
  await tell(await submittedProblem(w), NOON);
  await send(after(6));
  const [mail] = mailsTo(w.reviewer);
  expect(mail?.headers.get("list-unsubscribe-post")).toBe("List-Unsubscribe=One-Click");
  const link = mail?.headers.get("list-unsubscribe")?.slice(1, -1) ?? "";
  expect(mail?.text).toContain(link);
  const token = link.split("/").pop() ?? "";
  expect(personOfToken(token)).toBe(w.reviewer.personId);
  const bytes = Buffer.from(token, "base64url");
  for (let at = 0; at < bytes.length; at += 1) {
    const forged = Buffer.from(bytes);
    forged[at] = (forged[at] ?? 0) ^ 1;
    expect(personOfToken(forged.toString("base64url"))).toBeNull();
  }
  expect([personOfToken(undefined), personOfToken(""), personOfToken("x".repeat(5_000))]).toEqual([null, null, null]);

  await pauseMail(w.reviewer.personId, true);
  await tell(await submittedProblem(w), after(10));
  await send(after(20));
  expect([mailsTo(w.reviewer).length, mailsTo(w.reviewer2).length]).toEqual([1, 2]);
});

it("choices are the person's own, kept whole, and refused when another window was faster", async () => {
  const w = await world();
  await choose(w.reviewer, {
    call: ["turn"],
    "mail-late": "digest",
    quietFrom: "8",
    quietTo: "16",
    timeZone: "Asia/Urumqi",
  });
  const { values } = await loadChoices(w.reviewer);
  expect(values).toMatchObject({
    version: "1",
    call: ["turn"],
    quietFrom: "8",
    timeZone: "Asia/Urumqi",
    "mail-late": "digest",
  });
  const stale = preferencesSchema.parse({ version: "0", quietFrom: "0", quietTo: "0" });
  expect(await refusal(changePreferences(w.reviewer, stale))).toBe("conflict");
  // What does not count in the badge is in the inbox all the same.
  const id = await publishedProblem(w);
  await db.watch.create({ data: { personId: w.reviewer.personId, subjectKind: "problem", subjectId: id } });
  await say(w.leader, id, "记录");
  await tell(id, NOON);
  const rows = await db.notice.findMany({ where: { personId: w.reviewer.personId, subjectId: id } });
  expect(rows.map((row) => [row.type, row.readAt === null]).sort()).toEqual([
    ["problem.commented", false],
    ["problem.submitted", true],
  ]);
});
