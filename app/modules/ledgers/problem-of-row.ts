import { startOfDayIn } from "./days.ts";
import type { Industry } from "./industry.ts";
import type { ParsedRow } from "./rows.ts";

type Context = { enterpriseId: string; industry: Industry; timeZone: string; authorId: string; now: Date };

/**
 * The problem a ledger's row becomes: inside its enterprise, solved or not as the ledger says, never accepted. The
 * benefit stays with the row: it is claimed, not the problem's impact and not certified.
 */
export function problemOfRow(row: ParsedRow, { enterpriseId, industry, timeZone, authorId, now }: Context) {
  const posted = row.postedOn ? startOfDayIn(row.postedOn, timeZone) : now;
  const solved = row.state === "SOLVED" && row.solvedOn ? startOfDayIn(row.solvedOn, timeZone) : null;
  const since = solved ?? posted;
  return {
    enterpriseId,
    authorId,
    origin: "IMPORTED" as const,
    state: row.state,
    stateSince: since,
    title: row.title,
    category: row.category ?? ("EQUIPMENT" as const),
    severity: "DEGRADED" as const,
    industry,
    equipmentType: row.equipmentType,
    phenomenon: row.phenomenon,
    alarmCode: row.alarmCode,
    equipmentModel: row.equipmentModel,
    equipmentMaker: row.equipmentMaker,
    line: row.line,
    processStep: row.processStep,
    tried: row.tried,
    assetNumber: row.assetNumber,
    partial: row.partial,
    // What the ledger called it, where that says more than our state.
    closedReason: row.state === "UNSOLVED" ? row.status : "",
    createdAt: posted,
    postedAt: posted,
    solvedAt: solved,
  };
}

/** The solution as the ledger tells it, handed in and never accepted; null when it tells none. */
export function solutionOfRow(
  row: ParsedRow,
  { timeZone, authorId, now }: Pick<Context, "timeZone" | "authorId" | "now">,
) {
  if (row.solution === "" && row.rootCause === "") return null;
  const day = row.solvedOn ?? row.postedOn;
  const at = day ? startOfDayIn(day, timeZone) : now;
  return {
    authorId,
    state: "SUBMITTED" as const,
    rootCause: row.rootCause,
    actions: row.solution,
    createdAt: at,
    submittedAt: at,
  };
}
