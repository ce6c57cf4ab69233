import type { AwardSubject } from "../facts/catalogue.ts";
import { whyNotFormula } from "../rubrics/evaluate.ts";
import type { Gate, RubricContent } from "../rubrics/rubric.ts";
import { whyNotRubric } from "../rubrics/schema.ts";
import { type PanelLack, panelLacks } from "../panel/seats.ts";

export type Places = { grade: string; places: number };

/** Places for each grade, as stored. */
export const readPlaces = (json: unknown): Places[] =>
  (Array.isArray(json) ? json : []).flatMap((one: unknown) => {
    const { grade, places } = (one ?? {}) as Partial<Places>;
    return typeof grade === "string" && typeof places === "number" ? [{ grade, places }] : [];
  });

export type RoundLack = "title-retired" | "rubric" | "gates" | "places" | "dates" | "panel" | `panel-${PanelLack}`;

type Definition = {
  title: { subject: AwardSubject; retiredAt: Date | null };
  rubric: RubricContent;
  gates: readonly Gate[];
  places: readonly Places[];
  minJudges: number;
  seats: readonly { chair: boolean; substitute: boolean }[];
  opensAt: Date;
  closesAt: Date;
  recommendUntil: Date;
  reviewUntil: Date;
  panelUntil: Date;
};

/** What a round lacks before it can open; none means it may. Once open its rules are frozen, so all of it is asked first. */
export function roundLacks(round: Definition, now: Date): RoundLack[] {
  const times = [round.opensAt, round.closesAt, round.recommendUntil, round.reviewUntil, round.panelUntil];
  const ordered = times.every((time, index) => index === 0 || time >= (times[index - 1] ?? time));
  return [
    ...(round.title.retiredAt ? (["title-retired"] as const) : []),
    ...(whyNotRubric(round.rubric, round.title.subject).length > 0 ? (["rubric"] as const) : []),
    ...(round.gates.some((gate) => whyNotFormula(gate.formula, round.title.subject) !== null)
      ? (["gates"] as const)
      : []),
    ...(round.places.some((one) => one.places > 0) ? [] : (["places"] as const)),
    ...(ordered && round.closesAt > now ? [] : (["dates"] as const)),
    ...panelLacks(round.seats, round.minJudges).map((lack) => `panel-${lack}` as const),
  ];
}
