import { inTransaction, type Tx } from "#app/lib/db.server.ts";
import { invalid } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { changeRow, type OpenMentorship, recordMentorship, requireMentorship } from "./open-mentorship.server.ts";
import { gradeRank, type SkillGrade } from "./rules.ts";

/** The apprentice's closing summary; it may be changed until the master has handed it in. */
export async function writeSummary(
  actor: Actor,
  id: string,
  input: { version: number; summary: string },
): Promise<void> {
  await inTransaction(async (tx) => {
    const row = await requireMentorship(tx, actor, id, "summarise");
    await changeRow(tx, { id, version: input.version }, { summary: input.summary });
    await recordMentorship(tx, actor, row, "mentorship.summary-written");
  });
}

/**
 * The master's word on the time and the grade reached; the enterprise's reviewer confirms. Errors: not_found,
 * forbidden, conflict, invalid (no summary yet, notes that wait, a lower grade).
 */
export async function handInMentorship(
  actor: Actor,
  id: string,
  input: { version: number; assessment: string; gradeAfter: SkillGrade },
): Promise<void> {
  await inTransaction(async (tx) => {
    const row = await requireMentorship(tx, actor, id, "hand-in");
    if (row.summary === "") throw invalid("mentor-summary-first", "assessment");
    const notes = await tx.mentorNote.groupBy({ by: ["state"], where: { mentorshipId: id }, _count: true });
    if (notes.some((one) => one.state !== "COUNTERSIGNED")) throw invalid("mentor-notes-open", "assessment");
    if (notes.length === 0) throw invalid("mentor-no-notes", "assessment");
    if (gradeRank(input.gradeAfter) < gradeRank(row.gradeBefore)) throw invalid("mentor-grade-lower", "gradeAfter");
    await changeRow(
      tx,
      { id, version: input.version },
      {
        state: "CLOSING",
        assessment: input.assessment,
        gradeAfter: input.gradeAfter,
      },
    );
    await recordMentorship(tx, actor, row, "mentorship.handed-in", { payload: { gradeAfter: input.gradeAfter } });
  });
}

/** From the end on it counts for another 12 months as a conflict of interest, and longer where a rule says so. */
async function endTie(tx: Tx, { tieId }: OpenMentorship, now: Date): Promise<void> {
  if (tieId) await tx.mentorTie.updateMany({ where: { id: tieId, endsAt: null }, data: { endsAt: now } });
}

/** The reviewer confirms the graduation (出师), or returns it with a reason. Errors: not_found, forbidden, conflict, invalid. */
export async function confirmMentorship(
  actor: Actor,
  id: string,
  input: { version: number; decision: "graduate" | "return"; reason: string },
): Promise<void> {
  const reason = input.reason.trim();
  await inTransaction(async (tx) => {
    const row = await requireMentorship(tx, actor, id, "confirm");
    if (input.decision === "return") {
      if (reason === "") throw invalid("reason-required", "reason");
      await changeRow(tx, { id, version: input.version }, { state: "RUNNING", reason });
      await recordMentorship(tx, actor, row, "mentorship.returned", { reason });
      return;
    }
    await changeRow(
      tx,
      { id, version: input.version },
      {
        state: "GRADUATED",
        reason,
        endedAt: actor.now,
        confirmedById: actor.personId,
      },
    );
    await endTie(tx, row, actor.now);
    await recordMentorship(tx, actor, row, "mentorship.graduated", { reason, payload: { gradeAfter: row.gradeAfter } });
  });
}

/** Ends one before its time, with the reason: broken off when it had begun, else withdrawn. Errors: not_found, forbidden, conflict. */
export async function endMentorship(
  actor: Actor,
  id: string,
  input: { version: number; reason: string },
): Promise<void> {
  const reason = input.reason.trim();
  if (reason === "") throw invalid("reason-required", "reason");
  await inTransaction(async (tx) => {
    const begun = (await tx.mentorship.findUnique({ where: { id }, select: { tieId: true } }))?.tieId != null;
    const row = await requireMentorship(tx, actor, id, begun ? "break-off" : "withdraw");
    await changeRow(
      tx,
      { id, version: input.version },
      {
        state: begun ? "BROKEN_OFF" : "WITHDRAWN",
        reason,
        endedAt: actor.now,
      },
    );
    await endTie(tx, row, actor.now);
    await recordMentorship(tx, actor, row, begun ? "mentorship.broken-off" : "mentorship.withdrawn", { reason });
  });
}
