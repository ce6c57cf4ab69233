import { createHash } from "node:crypto";
import { canonicalJson } from "#app/modules/events/chain.ts";
import type { OpenRound } from "./open-round.server.ts";

type Frozen = Pick<
  OpenRound,
  | "titleId"
  | "organisationId"
  | "year"
  | "name"
  | "scopeIds"
  | "achievementKinds"
  | "factsFrom"
  | "factsUntil"
  | "rubric"
  | "gates"
  | "headRule"
  | "countedCompleters"
  | "minJudges"
  | "spreadLimit"
  | "trimExtremes"
  | "noticeDays"
  | "places"
> & {
  seats: readonly {
    id: string;
    position: number;
    personId: string | null;
    name: string;
    unit: string;
    outside: boolean;
    chair: boolean;
    substitute: boolean;
  }[];
};

/** SHA-256 of everything that opening freezes, the panel's seats included; an auditor makes it anew from the rows. */
export function frozenHashOf(round: Frozen): string {
  const { titleId, organisationId, year, name, headRule, countedCompleters, minJudges, spreadLimit } = round;
  const frozen = {
    titleId,
    organisationId,
    year,
    name,
    headRule,
    countedCompleters,
    minJudges,
    spreadLimit,
    trimExtremes: round.trimExtremes,
    noticeDays: round.noticeDays,
    scopeIds: [...round.scopeIds].sort(),
    achievementKinds: [...round.achievementKinds].sort(),
    factsFrom: round.factsFrom.toISOString(),
    factsUntil: round.factsUntil.toISOString(),
    rubric: round.rubric,
    gates: round.gates,
    places: round.places,
    seats: [...round.seats]
      .sort((a, b) => a.position - b.position)
      .map(({ id, position, personId, name: who, unit, outside, chair, substitute }) => ({
        id,
        position,
        // Who was invited by name becomes a person later; everybody else is who they were.
        personId: outside ? null : personId,
        name: who,
        unit,
        outside,
        chair,
        substitute,
      })),
  };
  return createHash("sha256").update(canonicalJson(frozen)).digest("hex");
}
