export type RoundPage = "rules" | "applications" | "panel" | "scores" | "notice" | "dossiers" | "evidence";

type RoundSoFar = {
  state: string;
  panelClosedAt: Date | string | number | null;
  /** May read all its evidence. */
  audits: boolean;
};

/** The pages of a round that its organiser goes between, as far as it has come. Pure. */
export const pagesOf = ({ state, panelClosedAt, audits }: RoundSoFar): RoundPage[] => [
  "rules",
  "applications",
  "panel",
  ...(panelClosedAt === null ? [] : (["scores"] as const)),
  ...(state === "NOTICE" || state === "DECIDED" ? (["notice"] as const) : []),
  ...(state === "DRAFT" ? [] : (["dossiers"] as const)),
  ...(audits ? (["evidence"] as const) : []),
];
