import { addHours } from "date-fns/addHours";
import { localText } from "#app/lib/calendar.ts";
import { db } from "#app/lib/db.server.ts";
import { postComment } from "#app/modules/discussion/post-comment.server.ts";
import type { Subject } from "#app/modules/discussion/subject.ts";
import { problemDiscussion } from "#app/modules/problems/discussion-subject.server.ts";
import { decidePermit } from "#app/modules/solving/decide-permit.server.ts";
import { answerInvitation } from "#app/modules/solving/diagnosis/answer-invitation.server.ts";
import { conveneDiagnosis } from "#app/modules/solving/diagnosis/convene-diagnosis.server.ts";
import { diagnosisDiscussion } from "#app/modules/solving/diagnosis/diagnosis-subject.server.ts";
import { recordAttendance } from "#app/modules/solving/diagnosis/record-attendance.server.ts";
import { recordOpinion } from "#app/modules/solving/diagnosis/record-opinion.server.ts";
import { recordOutcome } from "#app/modules/solving/diagnosis/record-outcome.server.ts";
import { fixTime } from "#app/modules/solving/diagnosis/set-time.server.ts";
import { type DemoDiagnosis, type DemoWord, demoDiagnoses, demoTalk } from "#prisma/seed/content/diagnoses.ts";
import { demoCases } from "#prisma/seed/content/index.ts";
import { clientIdOf } from "./client-id.server.ts";
import type { Cast } from "./demo-actors.server.ts";
import { dayOf, daysFrom } from "./demo-days.ts";

const ZONE = "Asia/Shanghai";

/** So many days from now, at an hour there. */
const momentOf = (now: Date, days: number, hour: number): Date =>
  addHours(new Date(`${dayOf(daysFrom(now, days))}T00:00:00+08:00`), hour);

/** Plays joint diagnoses, and what is said on cases meanwhile; begun again, it goes on where it stopped. */
export async function playDiagnoses(cast: Cast, now: Date): Promise<void> {
  for (const one of demoDiagnoses) await play(cast, one, now);
  for (const { about, day, words } of demoTalk)
    await talk(cast, problemDiscussion, await problemOf(about), words, momentOf(now, day, 9), about);
}

async function play(cast: Cast, one: DemoDiagnosis, now: Date): Promise<void> {
  const problemId = await problemOf(one.about);
  const calledAt = momentOf(now, one.day, 9);
  const times = one.times.map(({ after, hour }) => momentOf(now, one.day + after, hour));
  const caller = (hours: number) => cast.as(one.by, addHours(calledAt, hours));
  const known = await db.jointDiagnosis.findFirst({ where: { problemId, purpose: one.purpose }, select: { id: true } });
  const { diagnosisId } = known
    ? { diagnosisId: known.id }
    : await conveneDiagnosis(await caller(0), {
        problemId,
        version: null,
        purpose: one.purpose,
        mode: one.mode,
        place: one.place,
        minutes: one.minutes,
        times: times.map((at) => localText(at, ZONE)),
        invite: one.guests.map(({ who }) => `${cast.personId(who)}@${cast.organisationId(who.split(".")[0] ?? "")}`),
      });
  const at = { problemId, diagnosisId };
  const room = () =>
    db.jointDiagnosis.findUniqueOrThrow({
      where: { id: diagnosisId },
      select: {
        state: true,
        version: true,
        times: { orderBy: { startsAt: "asc" }, select: { id: true } },
        seats: { select: { id: true, personId: true, state: true, _count: { select: { opinions: true } } } },
      },
    });
  const seatOf = async (who: string) => (await room()).seats.find((seat) => seat.personId === cast.personId(who));
  if ((await room()).state === "RECORDED") return;

  for (const [n, { who, answer }] of one.guests.entries()) {
    if (!answer || (await seatOf(who))?.state !== "INVITED") continue;
    const suits = (await room()).times.map((time, k) => ({
      timeId: time.id,
      suits: k === 0 ? ("YES" as const) : ("MAYBE" as const),
    }));
    await answerInvitation(await cast.as(who, addHours(calledAt, 2 + n / 2)), { ...at, ...answer, suits });
  }
  await grant(cast, problemId, addHours(calledAt, 6));
  await talk(cast, diagnosisDiscussion, diagnosisId, one.talk, addHours(calledAt, 8), one.key);
  const [heldAt] = times;
  if (!one.held || !heldAt) return;

  const before = await room();
  if (before.state === "CONVENED")
    await fixTime(await caller(24), {
      ...at,
      version: before.version,
      timeId: before.times[0]?.id,
      mode: one.mode,
      place: one.place,
      link: "",
      minutes: one.minutes,
    });
  await grant(cast, problemId, addHours(calledAt, 28));
  const entryId = one.held.verdict && (await causeOf(problemId, one.held.verdict.cause));
  for (const [n, { who, opinion }] of one.guests.entries()) {
    if (!opinion || (await seatOf(who))?._count.opinions !== 0) continue;
    const { vote, ...said } = opinion;
    await recordOpinion(await cast.as(who, addHours(heldAt, 2 + n / 4)), {
      ...at,
      ...said,
      seen: 0,
      votes: entryId && vote ? [{ entryId, status: vote }] : [],
    });
  }
  const { version, seats } = await room();
  const present = seats.filter((seat) => seat.state === "COMING").map((seat) => seat.id);
  const recorder = (hours: number) => cast.as(one.by, addHours(heldAt, hours));
  await recordAttendance(await recorder(4), { ...at, version, present });
  const { outcome, verdict } = one.held;
  await recordOutcome(await recorder(5), {
    ...at,
    version: (await room()).version,
    outcome,
    verdicts: entryId && verdict ? [{ entryId, status: verdict.status, why: verdict.why }] : [],
  });
}

/** The permits somebody's coming asks for, given by the reviewers they are put before. */
async function grant(cast: Cast, problemId: string, at: Date): Promise<void> {
  const asked = await db.permit.findMany({
    where: { problemId, state: "REQUESTED", kind: { in: ["DIAGNOSIS_CONSENT", "VISIT_PERMIT", "SAFETY_BRIEFING"] } },
    // The visit before the briefing.
    orderBy: { kind: "asc" },
    select: { id: true, organisationId: true },
  });
  for (const permit of asked)
    await decidePermit(await cast.as(`${cast.keyOf(permit.organisationId)}.reviewer`, at), {
      permitId: permit.id,
      version: null,
      granted: true,
    });
}

async function talk(
  cast: Cast,
  subject: Subject,
  subjectId: string,
  words: readonly DemoWord[],
  from: Date,
  key: string,
): Promise<void> {
  const said: string[] = [];
  for (const [n, { by, text, to }] of words.entries()) {
    const { commentId } = await postComment(await cast.as(by, addHours(from, n)), subject, {
      subjectId,
      clientId: clientIdOf(`${key}.talk.${n}`),
      body: text,
      ...(to !== undefined && { replyToId: said[to] }),
    });
    said.push(commentId);
  }
}

async function problemOf(key: string): Promise<string> {
  if (!demoCases.some((one) => one.key === key)) throw new Error(`The demo has no case "${key}"`);
  const row = await db.problem.findFirstOrThrow({ where: { clientId: clientIdOf(key) }, select: { id: true } });
  return row.id;
}

async function causeOf(problemId: string, text: string): Promise<string> {
  const entry = await db.diagnosisEntry.findFirstOrThrow({
    where: { problemId, kind: "HYPOTHESIS", text },
    select: { id: true },
  });
  return entry.id;
}
