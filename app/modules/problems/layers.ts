import { type Access, includesLayer, type Layer, LAYERS, layerRank } from "./access.ts";

/** The layer each field of a problem belongs to unless the reviewer moved it to a stricter one (domain: "Layers of disclosure"). */
export const FIELD_LAYER = {
  title: "SUMMARY",
  category: "SUMMARY",
  severity: "SUMMARY",
  equipmentType: "SUMMARY",
  industry: "SUMMARY",
  phenomenon: "DETAIL",
  alarmCode: "DETAIL",
  equipmentModel: "DETAIL",
  equipmentMaker: "DETAIL",
  line: "DETAIL",
  processStep: "DETAIL",
  since: "DETAIL",
  frequency: "DETAIL",
  downtimeHours: "DETAIL",
  scrapPercent: "DETAIL",
  tried: "DETAIL",
  target: "DETAIL",
  measuredBy: "DETAIL",
  wantedBy: "DETAIL",
  assetNumber: "CONFIDENTIAL",
  parameters: "CONFIDENTIAL",
  impactFen: "CONFIDENTIAL",
} as const satisfies Record<string, Layer>;
export type ProblemField = keyof typeof FIELD_LAYER;

/** Fields whose text a reviewer may replace for outsiders. */
export const REDACTABLE = [
  "title",
  "phenomenon",
  "equipmentType",
  "equipmentModel",
  "equipmentMaker",
  "line",
  "processStep",
  "since",
  "frequency",
  "tried",
  "target",
  "measuredBy",
] as const satisfies readonly ProblemField[];

/** Fields a reviewer may move to a stricter layer. The title always stays a summary; redact it instead. */
export const MOVABLE = (Object.keys(FIELD_LAYER) as ProblemField[]).filter(
  (field) =>
    FIELD_LAYER[field] !== "CONFIDENTIAL" &&
    !["title", "category", "severity", "industry", "equipmentType"].includes(field),
);

/** Solution, log and trial fields follow the same layers. */
export const SOLUTION_LAYER = {
  rootCause: "DETAIL",
  containment: "DETAIL",
  actions: "DETAIL",
  prevention: "DETAIL",
  safetyNotes: "DETAIL",
  parts: "CONFIDENTIAL",
  parameters: "CONFIDENTIAL",
  costFen: "CONFIDENTIAL",
} as const satisfies Record<string, Layer>;

const asRecord = (json: unknown): Record<string, unknown> =>
  json !== null && typeof json === "object" && !Array.isArray(json) ? (json as Record<string, unknown>) : {};

/** The layer a field is in for this problem: moved ones only ever get stricter. */
export function layerOfField(field: ProblemField, fieldLayers: unknown): Layer {
  const moved = asRecord(fieldLayers)[field];
  const base = FIELD_LAYER[field];
  return LAYERS.includes(moved as Layer) && layerRank(moved as Layer) > layerRank(base) ? (moved as Layer) : base;
}

/** Everyone below CONFIDENTIAL reads the released wording instead of the original. */
const readsOriginals = (access: Pick<Access, "layer">): boolean => access.layer === "CONFIDENTIAL";

/**
 * What a reader sees of the problem's own fields: fields above the reader's layer are absent,
 * redacted ones carry the released wording.
 */
export function projectFields<
  T extends Partial<Record<ProblemField, unknown>> & { fieldLayers: unknown; redactions: unknown },
>(row: T, access: Pick<Access, "layer">): { [K in ProblemField & keyof T]: T[K] | null } {
  const redactions = asRecord(row.redactions);
  const seen: Record<string, unknown> = {};
  for (const field of Object.keys(FIELD_LAYER) as ProblemField[]) {
    if (!(field in row)) continue;
    if (!includesLayer(access.layer, layerOfField(field, row.fieldLayers))) seen[field] = null;
    else if (!readsOriginals(access) && typeof redactions[field] === "string") seen[field] = redactions[field];
    else seen[field] = row[field];
  }
  return seen as { [K in ProblemField & keyof T]: T[K] | null };
}
