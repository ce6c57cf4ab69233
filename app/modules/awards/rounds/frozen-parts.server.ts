import { createHash } from "node:crypto";
import { canonicalJson } from "#app/modules/events/chain.ts";
import { frozenHashOf } from "./frozen-hash.server.ts";

type Frozen = Parameters<typeof frozenHashOf>[0];
export type FrozenPart = "rubric" | "gates" | "places" | "rules" | "panel";

const sha256 = (value: unknown): string => createHash("sha256").update(canonicalJson(value)).digest("hex");

/** A hash of each part that opening freezes, beside the one of all: an audit says with them which part was changed. */
export const frozenPartsOf = (round: Frozen): Record<Exclude<FrozenPart, "panel">, string> => ({
  rubric: sha256(round.rubric),
  gates: sha256(round.gates),
  places: sha256(round.places),
  rules: frozenHashOf({ ...round, rubric: null, gates: null, places: null, seats: [] }),
});

/** Which parts of a round differ from those it was opened with: where all the others are whole, the panel. */
export function brokenParts(round: Frozen, told: unknown): FrozenPart[] {
  if (told === null || typeof told !== "object") return [];
  const then = told as Record<string, unknown>;
  const broken = Object.entries(frozenPartsOf(round)).flatMap(([part, hash]) =>
    then[part] === hash ? [] : [part as FrozenPart],
  );
  return broken.length > 0 ? broken : ["panel"];
}
