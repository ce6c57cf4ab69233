import { createHash } from "node:crypto";
import { db } from "#app/lib/db.server.ts";
import { type Block, closingText } from "./closing.ts";
import type { Measure, Spread } from "./measures.ts";

export type FigureFinding = {
  what: "closing" | "report";
  id: string;
  organisationId: string;
  /** The month, or the report's period. */
  period: string;
  /** The rows are not those that were hashed; or the hash is not the one in the chain of events. */
  kind: "changed" | "not-in-chain";
};

const hash = (text: string): string => createHash("sha256").update(text).digest("hex");

/**
 * Checks every closed month and every report: its rows against its hash, and its hash against the one its event carries
 * in the chain (which `verifyChains` checks by itself). Finds what was changed behind the product's back, triggers or not.
 */
export async function verifyFigures(): Promise<{ closings: number; reports: number; findings: FigureFinding[] }> {
  const findings: FigureFinding[] = [];
  const told = new Set<string>();
  const events = await db.event.findMany({
    where: { type: { in: ["figures.closed", "figures.reported"] } },
    select: { organisationId: true, payload: true },
  });
  for (const { organisationId, payload } of events) {
    const said = payload as { month?: string; report?: string; sha256?: string };
    told.add(`${organisationId} ${said.month ?? said.report} ${said.sha256}`);
  }
  const closings = await db.figureClosing.findMany({ orderBy: [{ rootId: "asc" }, { month: "asc" }] });
  for (const { id, rootId, month, sha256 } of closings) {
    const finding = { what: "closing" as const, id, organisationId: rootId, period: month };
    if (hash(closingText(rootId, month, await blocksOf(id))) !== sha256) findings.push({ ...finding, kind: "changed" });
    if (!told.has(`${rootId} ${month} ${sha256}`)) findings.push({ ...finding, kind: "not-in-chain" });
  }
  const reports = await db.figureSnapshot.findMany({ orderBy: { id: "asc" } });
  for (const { id, organisationId, period, content, sha256 } of reports) {
    const finding = { what: "report" as const, id, organisationId, period };
    if (hash(content) !== sha256) findings.push({ ...finding, kind: "changed" });
    if (!told.has(`${organisationId} ${id} ${sha256}`)) findings.push({ ...finding, kind: "not-in-chain" });
  }
  return { closings: closings.length, reports: reports.length, findings };
}

async function blocksOf(closingId: string): Promise<Block[]> {
  const rows = await db.figureBlock.findMany({ where: { closingId }, include: { cells: true, counted: true } });
  return rows.map(({ measure, fromMonth, toMonth, cells, counted }) => ({
    measure: measure as Measure,
    fromMonth,
    toMonth,
    cells: cells.map((cell) => ({ ...cell, spread: cell.spread as unknown as Spread })),
    counted: counted.map((fact) => ({ ...fact, measure: fact.measure as Measure })),
  }));
}
