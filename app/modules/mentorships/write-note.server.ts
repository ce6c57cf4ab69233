import { inTransaction, isUniqueViolation } from "#app/lib/db.server.ts";
import { conflict, invalid, notFound } from "#app/lib/errors.ts";
import { formatDate } from "#app/lib/format.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { recordMentorship, requireMentorship } from "./open-mentorship.server.ts";
import { openMonths } from "./rules.ts";

type Note = { mentorshipId: string; month: string; text: string; version?: number };

/**
 * The apprentice writes a month's note, or changes it until the master has signed. A returned one goes back to the
 * master with that. Errors: not_found, forbidden, conflict, invalid (a month outside, or not begun).
 */
export async function writeNote(actor: Actor, { mentorshipId, month, text, version }: Note): Promise<void> {
  try {
    await inTransaction(async (tx) => {
      const row = await requireMentorship(tx, actor, mentorshipId, "write-note");
      const { timeZone } = await tx.organisation.findUniqueOrThrow({
        where: { id: row.placeId },
        select: { timeZone: true },
      });
      if (!openMonths(row, formatDate(actor.now, timeZone)).includes(month)) throw invalid("mentor-month", "text");
      const known = await tx.mentorNote.findUnique({
        where: { mentorshipId_month: { mentorshipId, month } },
        select: { id: true, state: true, version: true },
      });
      if (known?.state === "COUNTERSIGNED") throw conflict("mentor-note-signed");
      if (known && version === undefined) throw conflict("mentor-note-there");
      if (known && known.version !== version) throw conflict();
      const written = { text, state: "WRITTEN" as const, writtenAt: actor.now };
      if (known)
        await tx.mentorNote.update({ where: { id: known.id }, data: { ...written, version: { increment: 1 } } });
      else await tx.mentorNote.create({ data: { mentorshipId, month, ...written } });
      await recordMentorship(tx, actor, row, "mentorship.note-written", { payload: { month } });
    });
  } catch (error) {
    if (isUniqueViolation(error)) throw conflict("mentor-note-there");
    throw error;
  }
}

/** The master signs a month's note or returns it with a reason. Errors: not_found, forbidden, conflict, invalid. */
export async function answerNote(
  actor: Actor,
  input: { mentorshipId: string; month: string; version: number; decision: "sign" | "return"; answer: string },
): Promise<void> {
  const { mentorshipId, month, version, decision } = input;
  const answer = input.answer.trim();
  if (decision === "return" && answer === "") throw invalid("reason-required", "answer");
  await inTransaction(async (tx) => {
    const row = await requireMentorship(tx, actor, mentorshipId, "answer-note");
    const note = await tx.mentorNote.findUnique({
      where: { mentorshipId_month: { mentorshipId, month } },
      select: { id: true },
    });
    if (!note) throw notFound();
    const { count } = await tx.mentorNote.updateMany({
      where: { id: note.id, version, state: "WRITTEN" },
      data: {
        state: decision === "sign" ? "COUNTERSIGNED" : "RETURNED",
        answer,
        answeredAt: actor.now,
        version: { increment: 1 },
      },
    });
    if (count !== 1) throw conflict();
    await recordMentorship(
      tx,
      actor,
      row,
      decision === "sign" ? "mentorship.note-signed" : "mentorship.note-returned",
      {
        reason: decision === "return" ? answer : "",
        payload: { month },
      },
    );
  });
}
