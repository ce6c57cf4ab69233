import { randomUUID } from "node:crypto";
import { subMonths } from "date-fns/subMonths";
import { describe, expect, it } from "vitest";
import { ask } from "#app/lib/ask-together.server.ts";
import { db } from "#app/lib/db.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import {
  confirmMentorship,
  endMentorship,
  handInMentorship,
  writeSummary,
} from "#app/modules/mentorships/close-mentorship.server.ts";
import { answerNote } from "#app/modules/mentorships/write-note.server.ts";
import { changeMentorship } from "#app/modules/mentorships/propose-mentorship.server.ts";
import { loadEntry } from "#app/modules/mentorships/queries-entry.server.ts";
import { mentorshipTodo } from "#app/modules/mentorships/queries-home.server.ts";
import { loadMonth } from "#app/modules/mentorships/queries-month.server.ts";
import { listMentorships, loadMentorship } from "#app/modules/mentorships/queries.server.ts";
import { remindOfNotes } from "#app/modules/mentorships/remind-of-notes.server.ts";
import { signMentorship } from "#app/modules/mentorships/sign-mentorship.server.ts";
import { mentorshipWordFile } from "#app/modules/mentorships/word-files.server.ts";
import { useTestDatabase } from "#tests/support/database.server.ts";
import { actorOf } from "#tests/support/factories.server.ts";
import { refusal } from "#tests/support/solving.server.ts";
import {
  now,
  year,
  firstOf,
  monthOf,
  text,
  world,
  master,
  apprentice,
  propose,
  running,
  versionOf,
  note,
  answer,
  graduated,
} from "#tests/support/mentorships.server.ts";

useTestDatabase();

describe("A mentorship agreement", () => {
  it("begins when both have signed in person the text as it stands", async () => {
    const { id } = await propose(world.leader);
    expect(await propose(world.leader).catch((error: { messageKey: string }) => error.messageKey)).toBe(
      "mentorship-exists",
    );
    // Nobody signs for another: not the leader, not the reviewer, not the apprentice for the master.
    for (const other of [world.leader, world.toolsReviewer])
      expect(await refusal(signMentorship(other, id, 1))).toBe("not-your-move");
    for (const stranger of [world.engineer, world.outsider])
      expect(await refusal(signMentorship(stranger, id, 1))).toBe("not_found");
    await signMentorship(apprentice, id, 1);
    expect(await refusal(signMentorship(apprentice, id, 1))).toBe("mentorship-signed");
    expect(await loadMentorship(master, id)).toMatchObject({
      state: "PROPOSED",
      masterSignedAt: null,
      mySignature: true,
    });
    expect(await db.mentorTie.count({ where: { apprenticeId: apprentice.personId } })).toBe(0);

    // A changed text needs both again; a page of before signs nothing.
    await changeMentorship(world.leader, id, { ...text, goals: ["能带班"], version: await versionOf(id) });
    expect(await refusal(signMentorship(master, id, 1))).toBe("mentorship-text-changed");
    expect((await loadMentorship(apprentice, id)).apprenticeSignedAt).toBeNull();
    await signMentorship(master, id, 2);
    expect((await loadMentorship(master, id)).state).toBe("PROPOSED");
    await signMentorship(apprentice, id, 2);
    expect((await loadMentorship(master, id)).state).toBe("RUNNING");
    const { tie } = await db.mentorship.findUniqueOrThrow({ where: { id }, select: { tie: true } });
    expect(tie).toMatchObject({ mentorId: master.personId, apprenticeId: apprentice.personId, endsAt: null });

    // Changed while it runs, it waits for both again; the tie stays.
    await note(id, monthOf(1));
    await changeMentorship(master, id, { ...text, version: await versionOf(id) });
    expect(await refusal(note(id, monthOf(0)))).toBe("mentorship-state");
    await signMentorship(master, id, 3);
    await signMentorship(apprentice, id, 3);
    expect(await db.mentorTie.count({ where: { apprenticeId: apprentice.personId } })).toBe(1);
  });

  it("of two who act at once the second is told", async () => {
    const { id } = await propose(world.leader);
    const version = await versionOf(id);
    const change = (terms: string) => changeMentorship(world.leader, id, { ...text, terms, version });
    const both = await Promise.allSettled([change("一"), change("二")]);
    expect(both.map((one) => one.status).sort()).toEqual(["fulfilled", "rejected"]);
    // Both sign in the same moment: it begins once.
    await Promise.all([signMentorship(master, id, 2), signMentorship(apprentice, id, 2)]);
    const events = await db.event.findMany({ where: { subjectId: id }, select: { type: true } });
    expect(events.filter((one) => one.type === "mentorship.began")).toHaveLength(1);
  });

  it("is entered by the house for its own people, once however often it is sent", async () => {
    for (const other of [world.engineer, world.reviewer, world.outsideSecretariat])
      expect(await refusal(propose(other))).toBe("mentor-place");
    // A craftsman enters their own, not other people's.
    expect(await refusal(propose(apprentice))).toBe("mentor-place");
    expect(await refusal(propose(world.leader, { apprenticeId: master.personId }))).toBe("mentor-is-apprentice");
    expect(await refusal(propose(world.leader, { apprenticeId: world.engineer.personId }))).toBe("mentor-person");
    expect(await refusal(propose(world.leader, { masterId: randomUUID() }))).toBe("mentor-person");
    // Somebody of another enterprise by the exact address; a master from there is none of the house.
    const guestMail = `lin${randomUUID()}@other.test`;
    await db.person.update({ where: { id: world.engineer.personId }, data: { email: guestMail } });
    expect(await refusal(propose(world.leader, { masterId: undefined, master: guestMail }))).toBe("mentor-not-there");
    const clientId = randomUUID();
    const byMail = { clientId, apprenticeId: undefined, apprentice: ` ${guestMail.toUpperCase()} ` };
    const [first, again] = await Promise.all([propose(master, byMail), propose(master, byMail)]);
    expect(again).toEqual(first);
    expect((await loadMentorship(world.engineer, first.id)).isApprentice).toBe(true);
  });

  it("is entered on behalf by the secretariat or a union, marked so, and begins by the two's own signatures only", async () => {
    const { id } = await propose(world.secretariat);
    expect(await loadMentorship(world.secretariat, id)).toMatchObject({
      onBehalf: true,
      full: false,
      terms: text.terms,
      mySignature: false,
      may: { edit: true, withdraw: true, sign: false, confirm: false },
    });
    expect(await refusal(signMentorship(world.secretariat, id, 1))).toBe("not-your-move");
    expect(await refusal(changeMentorship(world.officer, id, { ...text, version: 0 }))).toBe("not-your-move");
    await changeMentorship(world.secretariat, id, { ...text, trade: "机修钳工", version: 0 });
    await signMentorship(master, id, 2);
    await signMentorship(apprentice, id, 2);
    // Begun, it is the two's and their house's: whoever entered it changes and ends nothing any more.
    const version = await versionOf(id);
    expect(await refusal(changeMentorship(world.secretariat, id, { ...text, version }))).toBe("not-your-move");
    expect(await refusal(endMentorship(world.secretariat, id, { version, reason: "错" }))).toBe("not-your-move");
    const proposed = await db.event.findFirstOrThrow({ where: { subjectId: id, type: "mentorship.proposed" } });
    expect(proposed.payload).toMatchObject({ onBehalf: true });
    await endMentorship(master, id, { version, reason: "调岗" });
    const { id: byUnion } = await propose(world.officer);
    expect((await loadMentorship(master, byUnion)).onBehalf).toBe(true);
    await endMentorship(world.officer, byUnion, { version: 0, reason: "填错" });
    expect((await loadMentorship(master, (await propose(world.leader)).id)).onBehalf).toBe(false);

    // Who enters for many houses says which first; then only its people are offered.
    expect((await loadEntry(world.secretariat, null)).people).toBeNull();
    const entry = await loadEntry(world.secretariat, world.toolsStudio);
    expect(entry).toMatchObject({ onBehalf: true, places: [{ id: world.toolsStudio }] });
    const offered = (entry.people ?? []).map((one) => one.id);
    expect(offered).toContain(apprentice.personId);
    expect(offered).not.toContain(world.engineer.personId);
    expect(await refusal(loadEntry(world.outsideSecretariat, world.toolsStudio))).toBe("not_found");
  });

  it("says at home what waits: to sign, to write, to countersign, to revise, to assess, to confirm", async () => {
    const { id } = await propose(world.leader);
    const waits = async (actor: Actor) => (await ask(mentorshipTodo(actor))).map(({ what, month }) => [what, month]);
    for (const one of [master, apprentice]) expect(await waits(one)).toEqual([["sign", null]]);
    expect(await waits(world.leader)).toEqual([]);
    await signMentorship(master, id, 1);
    expect(await waits(master)).toEqual([]);
    await signMentorship(apprentice, id, 1);
    expect(await waits(apprentice)).toEqual([["write-note", monthOf(2)]]);
    await note(id, monthOf(2));
    expect(await waits(master)).toEqual([["answer-note", monthOf(2)]]);
    await answer(id, monthOf(2), "return");
    expect(await waits(master)).toEqual([]);
    expect(await waits(apprentice)).toEqual([["rewrite-note", monthOf(2)]]);
    await note(id, monthOf(2), apprentice, 1);
    await answer(id, monthOf(2), "sign", master, 2);
    await writeSummary(apprentice, id, { version: await versionOf(id), summary: "都会了" });
    expect(await waits(master)).toEqual([["assess", null]]);
    const handIn = { version: await versionOf(id), assessment: "好", gradeAfter: "SENIOR" as const };
    await handInMentorship(master, id, handIn);
    expect(await waits(world.toolsReviewer)).toEqual([["confirm", null]]);
    for (const other of [master, apprentice, world.reviewer, world.secretariat]) expect(await waits(other)).toEqual([]);
  });

  it("is read in full by the two, the leader and the reviewer; others see that it is, strangers nothing", async () => {
    const id = await running();
    await note(id, monthOf(1));
    for (const reader of [master, apprentice, world.leader, world.toolsReviewer])
      expect(await loadMentorship(reader, id)).toMatchObject({
        full: true,
        terms: text.terms,
        notes: [{ state: "WRITTEN" }],
      });
    for (const reader of [world.toolsEngineer, world.secretariat, world.officer]) {
      expect(await loadMentorship(reader, id)).toMatchObject({ full: false, terms: null, notes: [], summary: null });
      expect(await refusal(mentorshipWordFile(reader, id, "record"))).toBe("not-your-move");
    }
    for (const stranger of [world.engineer, world.reviewer, world.outsider, world.outsideSecretariat]) {
      expect(await refusal(loadMentorship(stranger, id))).toBe("not_found");
      expect((await listMentorships(stranger, { year }, {})).rows).toEqual([]);
      expect((await listMentorships(stranger, { year }, {})).figures.total.pairs).toBe(0);
    }
    expect((await listMentorships(world.secretariat, { year }, {})).figures.total).toMatchObject({
      pairs: 1,
      training: 1,
    });
  });
});

describe("Monthly notes", () => {
  it("are written by the apprentice, signed or returned with a reason by the master, and then stay", async () => {
    const id = await running();
    const month = monthOf(1);
    expect(await refusal(note(id, month, master))).toBe("not-your-move");
    expect(await refusal(note(id, monthOf(-1)))).toBe("mentor-month");
    expect(await refusal(note(id, monthOf(5)))).toBe("mentor-month");
    await note(id, month);
    expect(await refusal(note(id, month))).toBe("mentor-note-there");
    expect(await refusal(answer(id, month, "sign", apprentice))).toBe("not-your-move");
    expect(await refusal(answer(id, month, "sign", world.toolsReviewer))).toBe("not-your-move");
    const empty = answerNote(master, { mentorshipId: id, month, version: 0, decision: "return", answer: "  " });
    expect(await refusal(empty)).toBe("reason-required");
    await answer(id, month, "return");
    expect(await loadMonth(apprentice, id, month)).toMatchObject({
      writes: true,
      note: { state: "RETURNED", answer: "写具体些" },
    });
    expect(await refusal(note(id, month, apprentice, 0))).toBe("conflict");
    await note(id, month, apprentice, 1);
    // The master answers what they read: a note changed meanwhile is not signed unread.
    expect(await refusal(answer(id, month, "sign", master, 0))).toBe("conflict");
    await answer(id, month, "sign", master, 2);
    expect(await refusal(note(id, month, apprentice, 3))).toBe("mentor-note-signed");
    const page = await loadMentorship(apprentice, id);
    expect(page.missing).toContain(monthOf(2));
    expect(page.missing).not.toContain(month);
    expect(page.counts).toEqual({ signed: 1, waiting: 0, returned: 0 });
  });

  it("are reminded of once a month, also when the reminder runs twice or later", async () => {
    const id = await running();
    const at = new Date(firstOf(0).getTime() + 25 * 86_400_000);
    expect(await remindOfNotes(at)).toBeGreaterThan(0);
    expect(await remindOfNotes(at)).toBe(0);
    await remindOfNotes(new Date(at.getTime() + 86_400_000));
    const said = await db.event.findMany({
      where: { subjectId: id, type: "mentorship.reminded" },
      select: { payload: true },
    });
    expect(said).toEqual([{ payload: { month: monthOf(0) } }]);
    await db.mentorship.updateMany({ data: { state: "BROKEN_OFF" } });
  });
});

describe("The end", () => {
  it("is a graduation confirmed by the enterprise's reviewer, with the grade, and counted", async () => {
    const id = await running();
    const handIn = async (changes: Record<string, unknown> = {}) =>
      handInMentorship(master, id, {
        version: await versionOf(id),
        assessment: "好",
        gradeAfter: "SENIOR",
        ...changes,
      });
    expect(await refusal(handIn())).toBe("mentor-summary-first");
    await writeSummary(apprentice, id, { version: await versionOf(id), summary: "都会了" });
    expect(await refusal(handIn())).toBe("mentor-no-notes");
    await note(id, monthOf(1));
    expect(await refusal(handIn())).toBe("mentor-notes-open");
    await answer(id, monthOf(1), "sign");
    expect(await refusal(handIn({ gradeAfter: "JUNIOR" }))).toBe("mentor-grade-lower");
    await handIn();
    const confirm = async (by: Actor, decision: "graduate" | "return", reason = "") =>
      confirmMentorship(by, id, { version: await versionOf(id), decision, reason });
    for (const other of [master, apprentice, world.leader])
      expect(await refusal(confirm(other, "graduate"))).toBe("not-your-move");
    expect(await refusal(confirm(world.reviewer, "graduate"))).toBe("not_found");
    // Nobody confirms what they are part of, also as the stand-in of a reviewer.
    await db.deputy.create({
      data: {
        personId: world.toolsReviewer.personId,
        deputyId: apprentice.personId,
        organisationId: world.tools,
        startsAt: subMonths(now, 1),
        endsAt: firstOf(-2),
      },
    });
    expect(await refusal(confirm(await actorOf(apprentice.personId, now), "graduate"))).toBe("not-your-move");
    expect(await refusal(confirm(world.toolsReviewer, "return"))).toBe("reason-required");
    await confirm(world.toolsReviewer, "return", "缺九月小结");
    expect(await loadMentorship(master, id)).toMatchObject({ state: "RUNNING", reason: "缺九月小结" });
    await handIn();
    await confirm(world.toolsReviewer, "graduate");
    const page = await loadMentorship(world.toolsEngineer, id);
    expect(page).toMatchObject({ state: "GRADUATED", gradeAfter: "SENIOR", confirmedBy: world.toolsReviewer.name });
    const { figures } = await listMentorships(world.officer, { year }, {});
    expect(figures.total).toEqual({ pairs: 1, masters: 1, apprentices: 1, training: 0, graduated: 1 });
  });

  it("counts in the year of the house's own calendar", async () => {
    const id = await graduated();
    // Half past midnight on 1 January in Auckland is still 19:30 on 31 December in Shanghai.
    const startsOn = new Date("2025-03-01");
    await db.mentorship.update({ where: { id }, data: { startsOn, endedAt: new Date("2025-12-31T11:30:00Z") } });
    const graduatedIn = async (of: number) => {
      const { figures, rows } = await listMentorships(world.toolsReviewer, { year: of }, {});
      return [figures.total.graduated, figures.total.training, rows.length];
    };
    expect(await graduatedIn(2025)).toEqual([1, 0, 1]);
    expect(await graduatedIn(2026)).toEqual([0, 0, 0]);
    await db.organisation.update({ where: { id: world.toolsStudio }, data: { timeZone: "Pacific/Auckland" } });
    expect(await graduatedIn(2025)).toEqual([0, 1, 1]);
    expect(await graduatedIn(2026)).toEqual([1, 0, 1]);
  });

  it("before its time is on the record with its reason; an unsigned one is withdrawn and counts nowhere", async () => {
    const id = await running();
    expect(await refusal(endMentorship(world.leader, id, { version: await versionOf(id), reason: "调岗" }))).toBe(
      "not-your-move",
    );
    expect(await refusal(endMentorship(apprentice, id, { version: await versionOf(id), reason: " " }))).toBe(
      "reason-required",
    );
    await endMentorship(apprentice, id, { version: await versionOf(id), reason: "调岗" });
    expect(await loadMentorship(master, id)).toMatchObject({ state: "BROKEN_OFF", reason: "调岗" });
    expect(await refusal(note(id, monthOf(1)))).toBe("mentorship-state");
    const { id: second } = await propose(world.leader);
    await endMentorship(world.leader, second, { version: await versionOf(second), reason: "写错人" });
    expect(await loadMentorship(master, second)).toMatchObject({ state: "WITHDRAWN" });
    expect((await listMentorships(master, { year }, {})).figures.total).toMatchObject({
      pairs: 1,
      training: 0,
      graduated: 0,
    });
  });
});
