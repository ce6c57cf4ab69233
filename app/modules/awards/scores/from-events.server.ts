import type { Tx } from "#app/lib/db.server.ts";
import type { Sheet } from "./panel-state.server.ts";
import type { Marks } from "./sheet.ts";

type Told = {
  applicationId: string;
  seatId: string;
  marks?: Marks;
  pairs?: { seatId: string; applicationId: string }[];
  sheets?: { seatId: string }[];
};

/** Submitted sheets and recusals of a round as its events tell them, the last word counting. */
export async function sheetsFromEvents(reader: Pick<Tx, "event">, roundId: string) {
  const events = await reader.event.findMany({
    where: {
      subjectKind: "round",
      subjectId: roundId,
      type: { in: ["panel.sheet-submitted", "panel.sheet-reopened", "panel.recused"] },
    },
    orderBy: { seq: "asc" },
    select: { type: true, payload: true },
  });
  const sheets = new Map<string, Sheet>();
  const recusals: { seatId: string; applicationId: string }[] = [];
  for (const { type, payload } of events) {
    const told = payload as unknown as Told;
    if (type === "panel.recused")
      recusals.push(...(told.pairs ?? []).map(({ seatId, applicationId }) => ({ seatId, applicationId })));
    else if (type === "panel.sheet-reopened")
      for (const { seatId } of told.sheets ?? []) sheets.delete(told.applicationId + seatId);
    else {
      const { applicationId, seatId, marks = {} } = told;
      sheets.set(applicationId + seatId, { applicationId, seatId, marks, submitted: true });
    }
  }
  return { sheets: [...sheets.values()], recusals };
}
