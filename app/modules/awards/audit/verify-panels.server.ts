import { db } from "#app/lib/db.server.ts";
import type { AuditFinding, AuditKind, AuditResult } from "#app/modules/events/audit-checks.ts";

type Told = { type: string; subjectId: string; actorId: string | null; at: Date; payload: Record<string, unknown> };
const ANSWERS = ["panel.seat-accepted", "panel.seat-declined"];

const pairKey = (one: { seatId: unknown; applicationId: unknown }): string => `${one.applicationId} ${one.seatId}`;

/**
 * Every seat of an opened round was taken, or not, by whom and when the chain says; and who stands back from which
 * application is who the chain names. What a seat is, is frozen with the round (verifyRounds).
 */
export async function verifyPanels(): Promise<AuditResult> {
  const rounds = await db.awardRound.findMany({
    where: { openedAt: { not: null } },
    orderBy: { id: "asc" },
    select: {
      id: true,
      organisationId: true,
      seats: {
        orderBy: { position: "asc" },
        select: {
          id: true,
          position: true,
          personId: true,
          acceptedAt: true,
          declinedAt: true,
          recusals: { select: { applicationId: true } },
        },
      },
    },
  });
  const events = await db.event.findMany({
    where: {
      subjectKind: "round",
      subjectId: { in: rounds.map((one) => one.id) },
      type: { in: [...ANSWERS, "panel.recused"] },
    },
    orderBy: { id: "asc" },
    select: { type: true, subjectId: true, actorId: true, at: true, payload: true },
  });
  const byRound = Map.groupBy(events as Told[], (one) => one.subjectId);
  let checked = 0;
  const findings = rounds.flatMap(({ id, organisationId, seats }) => {
    const told = byRound.get(id) ?? [];
    checked += seats.length;
    const found = (kind: AuditKind, part: string): AuditFinding => ({
      kind,
      organisationId,
      subjectKind: "round",
      subjectId: id,
      part,
    });
    const answered = seats.flatMap((seat) => {
      const kind = answerDiffers(
        seat,
        told.findLast((one) => ANSWERS.includes(one.type) && one.payload.seatId === seat.id),
      );
      return kind ? [found(kind, `seat:${seat.position}`)] : [];
    });
    const stoodBack = new Set(
      told.flatMap((one) =>
        one.type === "panel.recused" && Array.isArray(one.payload.pairs) ? one.payload.pairs.map(pairKey) : [],
      ),
    );
    const recused = seats.flatMap((seat) =>
      seat.recusals.flatMap(({ applicationId }) =>
        stoodBack.delete(pairKey({ seatId: seat.id, applicationId }))
          ? []
          : [found("row-without-event", `recusal:${seat.position}`)],
      ),
    );
    const gone = [...stoodBack].map((key) => {
      const position = seats.find((seat) => key.endsWith(seat.id))?.position;
      return found("event-without-row", position === undefined ? "recusal" : `recusal:${position}`);
    });
    return [...answered, ...recused, ...gone];
  });
  return { checked, findings };
}

type Seat = { personId: string | null; acceptedAt: Date | null; declinedAt: Date | null };

function answerDiffers(seat: Seat, told: Told | undefined): AuditKind | null {
  const at = seat.acceptedAt ?? seat.declinedAt;
  if (!told) return at === null ? null : "row-without-event";
  if (at === null) return "event-without-row";
  const accepted = told.type === "panel.seat-accepted";
  const same =
    accepted === (seat.acceptedAt !== null) &&
    told.actorId === seat.personId &&
    told.at.getTime() === at.getTime() &&
    (seat.acceptedAt === null || seat.declinedAt === null);
  return same ? null : "row-differs";
}
