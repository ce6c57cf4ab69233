import type { Layer } from "./access.ts";
import { MOVABLE, type ProblemField, REDACTABLE } from "./layers.ts";
import { MAX_LENGTH } from "./rules.ts";

/** What the enterprise's reviewer decides about a problem's way out. */
export type Release = {
  allianceId: string;
  /** Everyone in the alliance, or the organisations named. */
  circle: "ALLIANCE" | "NAMED";
  circleIds: readonly string[];
  /** Who of the circle reads the details: all, or the organisations named. */
  detail: "ALL" | "NAMED";
  detailIds: readonly string[];
  /** Fields moved to a stricter layer. */
  fieldLayers: Partial<Record<ProblemField, Layer>>;
  /** What outsiders read instead of the original. */
  redactions: Partial<Record<ProblemField, string>>;
  /** Photos by id; the others stay as they are. */
  photoLayers: Record<string, "DETAIL" | "CONFIDENTIAL">;
  anonymous: boolean;
  shownToSecretariat: boolean;
  /** A signed confidentiality and IP agreement comes before the confidential layer. */
  agreementRequired: boolean;
};

const isOneOf = (list: readonly string[], value: string): boolean => list.includes(value);
const limitOf = (field: string): number => (MAX_LENGTH as Record<string, number>)[field] ?? 200;

/**
 * The first thing wrong with a release, given the organisations in the alliance today, each with its enterprise;
 * null when it may go out. A studio is inside a circle with its enterprise.
 */
export function whatIsWrongWith(
  release: Release,
  members: ReadonlyMap<string, string>,
): { field: string; message: string } | null {
  if (release.circle === "NAMED" && release.circleIds.length === 0)
    return { field: "circleIds", message: "choose_one" };
  if (
    release.detail === "NAMED" &&
    release.circle === "NAMED" &&
    release.detailIds.some(
      (id) => !release.circleIds.includes(id) && !release.circleIds.includes(members.get(id) ?? id),
    )
  ) {
    return { field: "detailIds", message: "detail-outside-circle" };
  }
  for (const [field, ids] of [
    ["circleIds", release.circle === "NAMED" ? release.circleIds : []],
    ["detailIds", release.detail === "NAMED" ? release.detailIds : []],
  ] as const) {
    if (ids.some((id) => !members.has(id))) return { field, message: "not-in-alliance" };
  }
  for (const [field, layer] of Object.entries(release.fieldLayers)) {
    if (!isOneOf(MOVABLE, field) || (layer !== "DETAIL" && layer !== "CONFIDENTIAL"))
      return { field: `layer.${field}`, message: "bad_choice" };
  }
  for (const [field, text] of Object.entries(release.redactions)) {
    if (!isOneOf(REDACTABLE, field) || typeof text !== "string")
      return { field: `text.${field}`, message: "bad_value" };
    if (text.trim() === "") return { field: `text.${field}`, message: "required" };
    if (text.length > limitOf(field)) return { field: `text.${field}`, message: `too_long|max=${limitOf(field)}` };
  }
  return null;
}
