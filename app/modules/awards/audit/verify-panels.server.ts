import { db, type Tx } from "#app/lib/db.server.ts";
import type { AuditKind, AuditResult, Tell, Told } from "#app/modules/events/audit-checks.ts";
import { checkInPages, type Page, toldOf } from "#app/modules/events/check-in-pages.server.ts";

const ANSWERS = ["panel.seat-accepted", "panel.seat-declined"];

const pairKey = (one: { seatId: unknown; applicationId: unknown }): string => `${one.applicationId} ${one.seatId}`;

const where = { openedAt: { not: null } };

async function readPanels(tx: Tx, page: Page) {
  const rounds = await tx.awardRound.findMany({
    ...page,
    where: { ...where, ...page.where },
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
          recusals: { select: { applicationId: true, kind: true, ground: true, byId: true, at: true } },
        },
      },
    },
  });
  const told = await toldOf(
    tx,
    "round",
    rounds.map((one) => one.id),
    [...ANSWERS, "panel.recused"],
  );
  return rounds.map((round) => ({ ...round, told: told(round.id) }));
}

/**
 * Every seat of an opened round was taken, or not, by whom and when the chain says; and who stands back from which
 * application is who the chain names, on that ground, then, by their own word or found. What a seat is, is frozen with
 * the round (verifyRounds). Reads in pages.
 */
export const verifyPanels = (tell: Tell): Promise<AuditResult> =>
  checkInPages(tell, {
    total: () => db.awardRound.count({ where }),
    read: readPanels,
    look: ({ id, organisationId, seats, told }) => {
      const found = (kind: AuditKind, part: string) => ({
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
      const stoodBack = new Map(told.flatMap(stoodBackIn));
      const recused = seats.flatMap((seat) =>
        seat.recusals.flatMap((row) => {
          const key = pairKey({ seatId: seat.id, applicationId: row.applicationId });
          const said = stoodBack.get(key);
          stoodBack.delete(key);
          if (said && sameWord(row, said)) return [];
          return [found(said ? "row-differs" : "row-without-event", `recusal:${seat.position}`)];
        }),
      );
      const gone = [...stoodBack.keys()].map((key) => {
        const position = seats.find((seat) => key.endsWith(seat.id))?.position;
        return found("event-without-row", position === undefined ? "recusal" : `recusal:${position}`);
      });
      return { wrongs: [...answered, ...recused, ...gone] };
    },
  });

type Recusal = { kind: string; ground: string; byId: string | null; at: Date };

/** Who stands back from what, as one event says it; found by the product it is nobody's own word. */
function stoodBackIn({ type, payload, actorId, at }: Told): [key: string, Recusal][] {
  if (type !== "panel.recused" || !Array.isArray(payload.pairs)) return [];
  const kind = String(payload.kind);
  return payload.pairs.map((pair) => [
    pairKey(pair),
    { kind, ground: pair.ground, byId: kind === "DECLARED" ? actorId : null, at },
  ]);
}

const sameWord = (row: Recusal, said: Recusal): boolean =>
  row.kind === said.kind &&
  row.ground === said.ground &&
  row.byId === said.byId &&
  row.at.getTime() === said.at.getTime();

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
