import { inTransaction, type Tx } from "#app/lib/db.server.ts";
import { conflict, invalid, notFound } from "#app/lib/errors.ts";
import { type Actor, organisationsWith } from "#app/modules/accounts/actor.ts";
import { addSeatLink, type JudgeCame, registerSeats } from "#app/modules/accounts/judge-invitation.server.ts";
import { peopleVisibleTo } from "#app/modules/alliances/visibility.ts";
import { PANEL_MAX } from "./limits.ts";
import { type OpenRound, recordAward, requireOwnRound } from "./open-panel.server.ts";

type Part = { chair: boolean; substitute: boolean };

/** The next place at the table; rule: a chair is no substitute. */
function placeAt(round: OpenRound, { chair, substitute }: Part): number {
  if (round.seats.length >= PANEL_MAX.seats) throw invalid("too_many", undefined, { max: PANEL_MAX.seats });
  if (chair && substitute) throw invalid("seat-chair-substitute", "chair");
  if (chair && round.seats.some((one) => one.chair)) throw invalid("seat-chair-twice", "chair");
  return (round.seats.at(-1)?.position ?? 0) + 1;
}

/** Seats somebody of the platform whom the officer may know of, until the round opens. Errors: not_found, conflict, invalid. */
export async function seatPerson(actor: Actor, roundId: string, input: Part & { personId: string }): Promise<void> {
  await inTransaction(async (tx) => {
    const round = await requireOwnRound(tx, actor, roundId, ["DRAFT"]);
    const position = placeAt(round, input);
    const person = await tx.person.findFirst({
      where: { AND: [{ id: input.personId, disabledAt: null }, peopleVisibleTo(actor)] },
      select: {
        name: true,
        memberships: {
          where: { role: { notIn: ["GUEST", "JUDGE"] }, OR: [{ endsAt: null }, { endsAt: { gt: actor.now } }] },
          orderBy: { startsAt: "asc" },
          take: 1,
          select: { organisation: { select: { name: true } } },
        },
      },
    });
    if (!person) throw invalid("bad_choice", "personId");
    if (round.seats.some((one) => one.personId === input.personId)) throw conflict("seat-twice");
    const { id } = await tx.panelSeat.create({
      data: {
        ...input,
        roundId,
        position,
        name: person.name,
        unit: person.memberships[0]?.organisation.name ?? "",
      },
      select: { id: true },
    });
    await recordAward(tx, actor, round, "panel.seated", { payload: { seatId: id, ...input, position } });
  });
}

type Outside = Part & { name: string; unit: string; contact: string };

/** Seats somebody from outside by invitation; answers the link's token, once. Errors: not_found, conflict, invalid. */
export async function seatOutside(actor: Actor, roundId: string, input: Outside): Promise<{ token: string }> {
  return inTransaction(async (tx) => {
    const round = await requireOwnRound(tx, actor, roundId, ["DRAFT"]);
    const { contact, ...seat } = input;
    const position = placeAt(round, input);
    const { id } = await tx.panelSeat.create({
      data: { ...seat, roundId, position, outside: true },
      select: { id: true },
    });
    const link = { id, organisationId: round.organisationId, name: input.name, contact, until: round.panelUntil };
    const token = await addSeatLink(tx, actor, link);
    await recordAward(tx, actor, round, "panel.judge-invited", { payload: { seatId: id, position, name: input.name } });
    return { token };
  });
}

/** A new link for a judge from outside who has not come yet; the old one is void. Errors: not_found, conflict. */
export async function inviteAgain(actor: Actor, roundId: string, seatId: string): Promise<{ token: string }> {
  return inTransaction(async (tx) => {
    const round = await requireOwnRound(tx, actor, roundId, ["DRAFT", "OPEN", "REVIEW"]);
    const seat = round.seats.find((one) => one.id === seatId && one.outside);
    if (!seat) throw notFound();
    if (seat.personId) throw conflict("seat-taken");
    const before = await tx.invitation.findFirst({ where: { seatId }, orderBy: { createdAt: "desc" } });
    const link = { id: seatId, organisationId: round.organisationId, name: seat.name, until: round.panelUntil };
    const token = await addSeatLink(tx, actor, { ...link, contact: before?.contact ?? "" });
    await recordAward(tx, actor, round, "panel.judge-invited", { payload: { seatId, again: true } });
    return { token };
  });
}

/** Takes a seat away again, until the round opens. Errors: not_found, conflict. */
export async function removeSeat(actor: Actor, roundId: string, seatId: string): Promise<void> {
  await inTransaction(async (tx) => {
    const round = await requireOwnRound(tx, actor, roundId, ["DRAFT"]);
    const seat = round.seats.find((one) => one.id === seatId);
    if (!seat) throw notFound();
    await tx.invitation.updateMany({
      where: { seatId, acceptedAt: null, revokedAt: null },
      data: { revokedAt: actor.now },
    });
    await tx.invitation.updateMany({ where: { seatId }, data: { seatId: null } });
    await tx.membership.updateMany({ where: { seatId }, data: { endsAt: actor.now, seatId: null } });
    await tx.panelSeat.delete({ where: { id: seatId } });
    await recordAward(tx, actor, round, "panel.unseated", { payload: { seatId, name: seat.name } });
  });
}

/** How long after the panel's last day an outside judge may still look in; deciding the round ends it before. */
const AFTER_PANEL_DAYS = 30;

/** With the panel's last day, that of its outside judges is put off: as long after it as they were told. */
export async function putOffJudges(tx: Tx, roundId: string, day: { from: Date; to: Date }): Promise<void> {
  const after = (at: Date) => new Date(at.getTime() + AFTER_PANEL_DAYS * 86_400_000);
  await tx.membership.updateMany({
    where: { role: "JUDGE", seat: { roundId }, endsAt: { gte: after(day.from), lt: after(day.to) } },
    data: { endsAt: after(day.to) },
  });
}

/** Fills an outside judge's seat: once, until the panel begins, and while its inviter is still the union's officer. */
async function fillSeat(tx: Tx, { seatId, personId, inviter, at }: JudgeCame): Promise<{ until: Date }> {
  const seat = await tx.panelSeat.findFirst({
    where: { id: seatId, personId: null, round: { state: { in: ["DRAFT", "OPEN", "REVIEW"] } } },
    select: { roundId: true, round: { select: { organisationId: true, panelUntil: true } } },
  });
  if (!seat) throw notFound();
  if (!organisationsWith(inviter, "UNION_OFFICER").includes(seat.round.organisationId))
    throw conflict("inviter_may_no_more");
  const twice = await tx.panelSeat.count({ where: { roundId: seat.roundId, personId } });
  if (twice > 0) throw conflict("seat-twice");
  const { count } = await tx.panelSeat.updateMany({ where: { id: seatId, personId: null }, data: { personId } });
  if (count === 0) throw notFound();
  const until = new Date(Math.max(seat.round.panelUntil.getTime(), at.getTime()) + AFTER_PANEL_DAYS * 86_400_000);
  return { until };
}

/** Says to invitations what a seat is; called at the start. */
export const registerPanelSeats = (): void => registerSeats(fillSeat);

/** The outside judges' roles end with their round. */
export const endJudges = (tx: Tx, roundId: string, now: Date) =>
  tx.membership.updateMany({ where: { seat: { roundId }, endsAt: { gt: now } }, data: { endsAt: now } });
