import { addHours } from "date-fns/addHours";
import { db } from "#app/lib/db.server.ts";
import { confirmMentorship, handInMentorship, writeSummary } from "#app/modules/mentorships/close-mentorship.server.ts";
import { proposeMentorship } from "#app/modules/mentorships/propose-mentorship.server.ts";
import { monthsOf } from "#app/modules/mentorships/rules.ts";
import { signMentorship } from "#app/modules/mentorships/sign-mentorship.server.ts";
import { answerNote, writeNote } from "#app/modules/mentorships/write-note.server.ts";
import { demoMentorships, type DemoMentorship } from "#prisma/seed/content/mentorships.ts";
import { clientIdOf } from "./client-id.server.ts";
import type { Cast } from "./demo-actors.server.ts";
import { dayOf, daysFrom } from "./demo-days.ts";

/** Plays the alliance's masters and apprentices; begun again, it goes on where it stopped. */
export async function playMentorships(cast: Cast, now: Date): Promise<void> {
  for (const one of demoMentorships) await play(cast, one, now);
}

/** The first day of the month so many months after (or before) this one, as the database keeps days. */
function firstOfMonth(now: Date, months: number): Date {
  const [year = 0, month = 1] = dayOf(now).split("-").map(Number);
  return new Date(Date.UTC(year, month - 1 + months, 1));
}

async function play(cast: Cast, one: DemoMentorship, now: Date): Promise<void> {
  const startsOn = firstOfMonth(now, -one.monthsAgo);
  const endsOn = daysFrom(firstOfMonth(now, one.months - one.monthsAgo), -1);
  // Before it begins, and never later than now: what the demo tells has happened.
  const entered = new Date(Math.min(addHours(daysFrom(startsOn, -3), 2).getTime(), now.getTime() - 4 * 3_600_000));
  const enteredBy = await cast.as(one.enteredBy, entered);
  const { id } = await proposeMentorship(enteredBy, {
    clientId: clientIdOf(one.key),
    placeId: cast.organisationId(one.place),
    masterId: cast.personId(one.master),
    apprenticeId: cast.personId(one.apprentice),
    trade: one.trade,
    startsOn,
    endsOn,
    goals: one.goals,
    terms: one.terms ?? "",
    gradeBefore: one.gradeBefore,
  });
  const row = () =>
    db.mentorship.findUniqueOrThrow({
      where: { id },
      select: { state: true, version: true, masterSigned: true, apprenticeSigned: true, summary: true },
    });
  for (const [n, who] of one.signed.entries()) {
    const { masterSigned, apprenticeSigned } = await row();
    if ((who === "master" ? masterSigned : apprenticeSigned) === null)
      await signMentorship(await cast.as(one[who], addHours(entered, n + 1)), id, 1);
  }
  if ((await row()).state !== "RUNNING") return;
  for (const [n, note] of one.notes.entries()) await playNote(cast, one, { id, note, n, startsOn, endsOn });
  if (!one.graduation) return;
  const at = (days: number) => addHours(daysFrom(endsOn, days), 2);
  const { summary, assessment, grade, confirmedBy } = one.graduation;
  const { version } = await row();
  if ((await row()).summary === "") await writeSummary(await cast.as(one.apprentice, at(1)), id, { version, summary });
  await handInMentorship(await cast.as(one.master, at(2)), id, {
    version: (await row()).version,
    assessment,
    gradeAfter: grade,
  });
  const last = { version: (await row()).version, decision: "graduate" as const, reason: "" };
  await confirmMentorship(await cast.as(confirmedBy, at(3)), id, last);
}

type PlayedNote = { id: string; note: DemoMentorship["notes"][number]; n: number; startsOn: Date; endsOn: Date };

/** Written on the month's 26th, answered two days later. */
async function playNote(cast: Cast, one: DemoMentorship, { id, note, n, startsOn, endsOn }: PlayedNote): Promise<void> {
  const month = monthsOf({ startsOn, endsOn })[n];
  if (!month) throw new Error(`The demo's "${one.key}" has more notes than months`);
  const written = new Date(`${month}-26T01:20:00Z`);
  const kept = () =>
    db.mentorNote.findUnique({
      where: { mentorshipId_month: { mentorshipId: id, month } },
      select: { state: true, version: true },
    });
  if (!(await kept()))
    await writeNote(await cast.as(one.apprentice, written), { mentorshipId: id, month, text: note.text });
  const there = await kept();
  if (note.answer === undefined || there?.state !== "WRITTEN") return;
  const master = await cast.as(one.master, daysFrom(written, 2));
  await answerNote(master, { mentorshipId: id, month, version: there.version, decision: "sign", answer: note.answer });
}
