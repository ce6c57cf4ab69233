import { INDUSTRIES } from "#app/modules/alliances/kinds.ts";
import { CATEGORIES, SEVERITIES } from "./rules.ts";
import { STATES } from "./lifecycle.ts";

export const TABS = ["all", "open", "waiting", "mine", "solved"] as const;
export const SORTS = ["-created", "created", "due"] as const;

export type ListFilters = {
  tab: (typeof TABS)[number];
  sort: (typeof SORTS)[number];
  q: string;
  state?: (typeof STATES)[number];
  severity?: (typeof SEVERITIES)[number];
  category?: (typeof CATEGORIES)[number];
  industry?: (typeof INDUSTRIES)[number];
  equipment?: string;
  enterprise?: string;
  alliance?: string;
};

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const oneOf = <const T extends readonly string[]>(values: T, value: string | null): T[number] | undefined =>
  values.find((one) => one === value);
const id = (value: string | null): string | undefined => (value && UUID.test(value) ? value : undefined);
// biome-ignore lint/suspicious/noControlCharactersInRegex: PostgreSQL refuses NUL in text
const typed = (value: string | null, max: number): string =>
  (value ?? "")
    .replace(/[\u0000-\u001f\u007f]/g, "")
    .trim()
    .slice(0, max);

/** Reads the filters of a list's address; what is unknown is left out, never an error. */
export function readListFilters(params: URLSearchParams): ListFilters {
  return {
    tab: oneOf(TABS, params.get("tab")) ?? "all",
    sort: oneOf(SORTS, params.get("sort")) ?? "-created",
    q: typed(params.get("q"), 60),
    state: oneOf(STATES, params.get("state")),
    severity: oneOf(SEVERITIES, params.get("severity")),
    category: oneOf(CATEGORIES, params.get("category")),
    industry: oneOf(INDUSTRIES, params.get("industry")),
    equipment: typed(params.get("equipment"), 40) || undefined,
    enterprise: id(params.get("enterprise")),
    alliance: id(params.get("alliance")),
  };
}
