import type { Tx } from "#app/lib/db.server.ts";
import type { AuditFinding, AuditResult } from "#app/modules/events/audit-checks.ts";
import { readAtOnce } from "#app/modules/events/read-at-once.server.ts";
import { OPENING_DATES } from "../rounds/frozen-dates.ts";
import { readMoves } from "../rounds/move-rules.ts";

/** Moments of a round's steps, each that of its event. */
const STEPS = [
  ["openedAt", "round.opened", "opened-at"],
  ["noticeFrom", "award.published", "notice-from"],
  ["decidedAt", "award.decided", "decided-at"],
  ["cancelledAt", "round.cancelled", "cancelled-at"],
] as const;
const PARTS: Record<(typeof OPENING_DATES)[number], string> = {
  opensAt: "opens-at",
  closesAt: "closes-at",
  recommendUntil: "recommend-until",
  reviewUntil: "review-until",
  panelUntil: "panel-until",
};

async function readRounds(tx: Tx) {
  const rounds = await tx.awardRound.findMany({
    where: { openedAt: { not: null } },
    orderBy: { id: "asc" },
    select: {
      id: true,
      organisationId: true,
      opensAt: true,
      closesAt: true,
      recommendUntil: true,
      reviewUntil: true,
      panelUntil: true,
      openedAt: true,
      noticeFrom: true,
      decidedAt: true,
      cancelledAt: true,
      reason: true,
    },
  });
  const events = await tx.event.findMany({
    where: {
      subjectKind: "round",
      subjectId: { in: rounds.map((one) => one.id) },
      type: { in: ["round.dates-moved", ...STEPS.map(([, type]) => type)] },
    },
    orderBy: { id: "asc" },
    select: { subjectId: true, type: true, at: true, reason: true, payload: true },
  });
  return { rounds, events };
}

/**
 * Every date of an opened round is the one it was opened with, or put off to on the record; every step was taken when the
 * chain says, and a cancelled one for the reason it tells. The end of the notice is verifyStanding's. Two statements.
 */
export async function verifyDates(): Promise<AuditResult> {
  const { rounds, events } = await readAtOnce(readRounds);
  const byRound = Map.groupBy(events, (one) => one.subjectId);
  let untold = 0;
  const findings = rounds.flatMap((round) => {
    const told = byRound.get(round.id) ?? [];
    const opened = told.findLast((one) => one.type === "round.opened");
    // A round that no event opened is a finding of verifyRounds.
    if (!opened) return [];
    const due: Record<string, unknown> = { ...(opened.payload as { dates?: object }).dates };
    for (const { type, payload } of told)
      if (type === "round.dates-moved") for (const move of readMoves(payload)) due[move.date] = move.to;
    if (OPENING_DATES.some((name) => due[name] === undefined)) untold += 1;
    const moved = OPENING_DATES.filter((name) => due[name] !== undefined && due[name] !== round[name].toISOString());
    const steps = STEPS.filter(
      ([name, type]) => round[name]?.getTime() !== told.findLast((one) => one.type === type)?.at.getTime(),
    );
    const cancelled = told.findLast((one) => one.type === "round.cancelled");
    return [
      ...moved.map((name) => PARTS[name]),
      ...steps.map(([, , part]) => part),
      ...(round.reason === (cancelled?.reason ?? "") ? [] : ["reason"]),
    ].map(
      (part): AuditFinding => ({
        kind: "row-differs",
        organisationId: round.organisationId,
        subjectKind: "round",
        subjectId: round.id,
        part,
      }),
    );
  });
  return { checked: rounds.length, findings, untold };
}
