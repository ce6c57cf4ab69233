import type { LogKind, LogStatus } from "./schema.ts";

type LogFacts = { kind: LogKind; status: LogStatus | undefined; why: string };
type Refusal = { messageKey: "status-required" | "why-required"; field: "status" | "why" };

/** The status a log entry is kept with, or what is missing: a failed attempt and a decided hypothesis say why. */
export function logStatusOf({ kind, status, why }: LogFacts): { status: LogStatus | null } | Refusal {
  const silent = why.trim() === "";
  if (kind === "HYPOTHESIS") {
    const decided = status === "CONFIRMED" || status === "REFUTED";
    if (decided && silent) return { messageKey: "why-required", field: "why" };
    return { status: decided ? status : "OPEN" };
  }
  if (kind === "ATTEMPT") {
    if (status !== "WORKED" && status !== "FAILED") return { messageKey: "status-required", field: "status" };
    if (status === "FAILED" && silent) return { messageKey: "why-required", field: "why" };
    return { status };
  }
  return { status: null };
}

export type MeasureRow = { name: string; unit: string; before: number | null; after: number | null; period: string };

/** Measures as kept: empty lines dropped. Returns the index of a line that lacks its name or unit instead. */
export function measuresOf(rows: readonly Partial<MeasureRow>[]): { rows: MeasureRow[] } | { incomplete: number } {
  const kept: MeasureRow[] = [];
  for (const [index, row] of rows.entries()) {
    const line = {
      name: row.name?.trim() ?? "",
      unit: row.unit?.trim() ?? "",
      before: row.before ?? null,
      after: row.after ?? null,
      period: row.period?.trim() ?? "",
    };
    const empty = line.name === "" && line.unit === "" && line.before === null && line.after === null;
    if (empty) continue;
    if (line.name === "" || line.unit === "") return { incomplete: index };
    kept.push(line);
  }
  return { rows: kept };
}
