import { CATEGORIES, IP_OWNERS, SECRECY_LEVELS, SEVERITIES } from "#app/modules/problems/rules.ts";

/** How a field is filled in, on screen and by hand on paper. */
export type FormField = {
  name: string;
  kind: "line" | "text" | "number" | "date" | "choice" | "tick";
  required?: boolean;
  /** What can be chosen. */
  options?: readonly string[];
  /** Lines of handwriting on paper. */
  lines?: number;
};

/** What is asked first. */
export const FIRST_FIELDS = [
  { name: "equipmentType", kind: "line", required: true },
  { name: "phenomenon", kind: "text", required: true, lines: 6 },
  { name: "severity", kind: "choice", options: SEVERITIES },
] as const satisfies readonly FormField[];

/** All that can follow, in the order a person tells it. */
export const REST_FIELDS = {
  equipment: [
    { name: "equipmentModel", kind: "line" },
    { name: "equipmentMaker", kind: "line" },
    { name: "assetNumber", kind: "line" },
    { name: "line", kind: "line" },
    { name: "processStep", kind: "line" },
    { name: "alarmCode", kind: "line" },
    { name: "category", kind: "choice", options: CATEGORIES },
  ],
  impact: [
    { name: "since", kind: "line" },
    { name: "frequency", kind: "line" },
    { name: "downtimeHours", kind: "number" },
    { name: "scrapPercent", kind: "number" },
    { name: "impactYuan", kind: "number" },
  ],
  tried: [
    { name: "tried", kind: "text", lines: 4 },
    { name: "target", kind: "text", lines: 2 },
    { name: "measuredBy", kind: "line" },
    { name: "wantedBy", kind: "date" },
  ],
  terms: [
    { name: "title", kind: "line" },
    { name: "parameters", kind: "text", lines: 2 },
    { name: "anonymous", kind: "tick" },
    { name: "visitAllowed", kind: "tick" },
    { name: "ipOwner", kind: "choice", options: IP_OWNERS },
    { name: "secrecyLevel", kind: "choice", options: SECRECY_LEVELS },
  ],
} as const satisfies Record<string, readonly FormField[]>;

export type RestSection = keyof typeof REST_FIELDS;
export const REST_SECTIONS = Object.keys(REST_FIELDS) as RestSection[];
