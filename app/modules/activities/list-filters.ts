import { ACTIVITY_KINDS, type ActivityKind } from "./rules.ts";

export const ACTIVITY_VIEWS = ["upcoming", "past"] as const;

export type ActivityFilter = {
  view: (typeof ACTIVITY_VIEWS)[number];
  kind?: ActivityKind;
  year?: number;
  alliance?: string;
};

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A year somebody may mean; anything else is none. */
export const readYear = (text: string | null): number | undefined =>
  /^(19|20)\d\d$/.test(text ?? "") ? Number(text) : undefined;

/** Reads the filter of a list's address; what is unknown is left out, never an error. */
export function readActivityFilter(params: URLSearchParams): ActivityFilter {
  const alliance = params.get("alliance") ?? "";
  return {
    view: params.get("view") === "past" ? "past" : "upcoming",
    kind: ACTIVITY_KINDS.find((kind) => kind === params.get("kind")),
    year: readYear(params.get("year")),
    alliance: UUID.test(alliance) ? alliance : undefined,
  };
}
