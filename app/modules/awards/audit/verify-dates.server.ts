import { db, type Tx } from "#app/lib/db.server.ts";
import type { AuditResult, Tell } from "#app/modules/events/audit-checks.ts";
import { checkInPages, type Page, toldOf } from "#app/modules/events/check-in-pages.server.ts";
import { OPENING_DATES } from "../rounds/frozen-dates.ts";
import { readMoves } from "../rounds/moves/rules.ts";

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

const where = { openedAt: { not: null } };

async function readRounds(tx: Tx, page: Page) {
  const rounds = await tx.awardRound.findMany({
    ...page,
    where: { ...where, ...page.where },
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
  const told = await toldOf(
    tx,
    "round",
    rounds.map((one) => one.id),
    ["round.dates-moved", ...STEPS.map(([, type]) => type)],
  );
  return rounds.map((round) => ({ ...round, told: told(round.id) }));
}

/**
 * Every date of an opened round is the one it was opened with, or put off to on the record; every step was taken when the
 * chain says, and a cancelled one for the reason it tells. The end of the notice is verifyStanding's. Reads in pages.
 */
export const verifyDates = (tell: Tell): Promise<AuditResult> =>
  checkInPages(tell, {
    total: () => db.awardRound.count({ where }),
    read: readRounds,
    look: ({ told, ...round }) => {
      const last = (type: string) => told.findLast((one) => one.type === type);
      const opened = last("round.opened");
      // A round that no event opened is a finding of verifyRounds.
      if (!opened) return { wrongs: [] };
      const due: Record<string, unknown> = { ...(opened.payload as { dates?: object }).dates };
      for (const { type, payload } of told)
        if (type === "round.dates-moved") for (const move of readMoves(payload)) due[move.date] = move.to;
      const moved = OPENING_DATES.filter((name) => due[name] !== undefined && due[name] !== round[name].toISOString());
      const steps = STEPS.filter(([name, type]) => round[name]?.getTime() !== last(type)?.at.getTime());
      const parts = [
        ...moved.map((name) => PARTS[name]),
        ...steps.map(([, , part]) => part),
        ...(round.reason === (last("round.cancelled")?.reason ?? "") ? [] : ["reason"]),
      ];
      const of = { organisationId: round.organisationId, subjectKind: "round", subjectId: round.id };
      return {
        wrongs: parts.map((part) => ({ ...of, kind: "row-differs", part })),
        untold: OPENING_DATES.some((name) => due[name] === undefined),
      };
    },
  });
