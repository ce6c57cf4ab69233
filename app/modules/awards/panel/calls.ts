import { judgesFor, type Seat } from "./seats.ts";

/** The applications a judge is called for, said by those that are different from the rest. */
export type Calls = { all: true; but: string[] } | { all: false; only: string[] };

/** Pure: applications without anybody standing back are all alike. */
export function callsOf(
  seatId: string,
  seats: readonly Seat[],
  recusals: readonly { seatId: string; applicationId: string }[],
): Calls {
  const calledFor = (back: readonly { seatId: string }[]): boolean =>
    judgesFor(seats, new Set(back.map((one) => one.seatId))).some((one) => one.id === seatId);
  const special = [...Map.groupBy(recusals, (one) => one.applicationId)].map(
    ([id, back]) => [id, calledFor(back)] as const,
  );
  return calledFor([])
    ? { all: true, but: special.flatMap(([id, called]) => (called ? [] : [id])) }
    : { all: false, only: special.flatMap(([id, called]) => (called ? [id] : [])) };
}
