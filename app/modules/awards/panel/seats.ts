/** Who sits for an application: pure, no clock, no I/O. */

export type Seat = {
  id: string;
  position: number;
  chair: boolean;
  substitute: boolean;
  acceptedAt: Date | string | null;
  declinedAt: Date | string | null;
};

const byPosition = (a: Seat, b: Seat): number => a.position - b.position;
const sits = (seat: Seat): boolean => seat.acceptedAt !== null && seat.declinedAt === null;

/**
 * The judges called for one application, in the panel's order. Rule: those with a seat score; for each who did not take
 * the seat or stands back from this application the next substitute steps in, who took the seat and does not stand back.
 */
export function judgesFor<S extends Seat>(seats: readonly S[], standBack: ReadonlySet<string>): S[] {
  const able = (seat: S): boolean => sits(seat) && !standBack.has(seat.id);
  const regular = seats.filter((seat) => !seat.substitute);
  const called = regular.filter(able);
  const missing = regular.length - called.length;
  const instead = seats.filter((seat) => seat.substitute && able(seat)).sort(byPosition);
  return [...called, ...instead.slice(0, missing)].sort(byPosition);
}

/** Who leads for one application: the chair, or where the chair stands back the first judge called for it. */
export const leaderOf = <S extends Seat>(called: readonly S[]): S | null =>
  called.find((seat) => seat.chair) ?? [...called].sort(byPosition)[0] ?? null;

/** How far the sheets of one application have come: who is called for it, and whose sheet is in. */
type SheetsIn<S> = { called: readonly S[]; submitted: ReadonlySet<string> };
/** When a panel's sheets are due, and how many an application needs at least. */
type Due = { panelUntil: Date; minJudges: number };

/** Every sheet that is waited for is in: each judge's who is called, past the panel's last day as many as a score needs. */
export const allIn = <S extends Seat>({ called, submitted }: SheetsIn<S>, due: Due, now: Date): boolean =>
  called.filter((one) => submitted.has(one.id)).length >= (now > due.panelUntil ? due.minJudges : called.length);

/**
 * Who is told that sheets lie far apart, and settles it. Rule: nothing that follows from others' points is told to anybody
 * before every sheet that is waited for is in, nor ever to a judge whose own is not: past the last day somebody leads
 * whose sheet is.
 */
export function toldApart<S extends Seat>(sheets: SheetsIn<S>, due: Due, now: Date): S | null {
  if (!allIn(sheets, due, now)) return null;
  return leaderOf(sheets.called.filter((one) => sheets.submitted.has(one.id)));
}

/** What a panel lacks before its round can open, as keys of app/words/panel.ts. */
export type PanelLack = "no-chair" | "many-chairs" | "too-few";

/** Rule: one chair, who is no substitute, and at least as many seats as an application needs sheets. */
export function panelLacks(seats: readonly Pick<Seat, "chair" | "substitute">[], minJudges: number): PanelLack[] {
  const chairs = seats.filter((seat) => seat.chair && !seat.substitute).length;
  const lacks: PanelLack[] = [];
  if (chairs === 0) lacks.push("no-chair");
  if (chairs > 1) lacks.push("many-chairs");
  if (seats.filter((seat) => !seat.substitute).length < minJudges) lacks.push("too-few");
  return lacks;
}
