import { createHash } from "node:crypto";
import type { Prisma, Tx } from "#app/lib/db.server.ts";
import { canonicalJson } from "#app/modules/events/chain.ts";
import { ranked, scoreOf } from "./compute.ts";
import { loadPanelState, type PanelState } from "./panel-state.server.ts";
import { sheetsFromEvents } from "./from-events.server.ts";

const sha256 = (value: unknown): string => createHash("sha256").update(canonicalJson(value)).digest("hex");

/** A round's scores as they would be written now; applications without enough sheets have none. Pure but for the hash. */
export function scoresOf({ round, matters }: PanelState) {
  const rules = { rubric: round.rubric, minJudges: round.minJudges, trimExtremes: round.trimExtremes };
  const scores = matters.flatMap(({ input }) => scoreOf(rules, input) ?? []);
  const inputs = new Map(matters.map((one) => [one.id, one.input]));
  const ruled = sha256(rules);
  return ranked(round.rubric, scores).map(({ applicationId, total, rank, sheets, spread, criteria }) => ({
    applicationId,
    total,
    rank,
    sheets,
    spread,
    detail: criteria,
    // Rank is not part of it: another application's points move ranks, not scores.
    hash: sha256({ applicationId, total, sheets, spread, criteria, inputs: inputs.get(applicationId), ruled }),
  }));
}
export type RoundScores = ReturnType<typeof scoresOf>;

/**
 * Drops a round's scores and makes them anew, from sheets and recusals as rows or as the chain of events tells them: the
 * same bytes either way. Three reads and two writes for any number of applications.
 */
export async function computeRound(tx: Tx, roundId: string, from: "rows" | "events" = "rows"): Promise<RoundScores> {
  const state = await loadPanelState(tx, roundId, from === "events" ? await sheetsFromEvents(tx, roundId) : undefined);
  const scores = scoresOf(state);
  await tx.applicationScore.deleteMany({ where: { application: { roundId } } });
  await tx.applicationScore.createMany({
    data: scores.map((one) => ({ ...one, detail: one.detail as unknown as Prisma.InputJsonValue })),
  });
  return scores;
}

/** One hash over all of a round's scores, for the event that closes the panel and for dossiers. */
export const scoresHash = (scores: RoundScores): string =>
  sha256(scores.map(({ applicationId, hash, rank }) => [applicationId, hash, rank]).sort());
