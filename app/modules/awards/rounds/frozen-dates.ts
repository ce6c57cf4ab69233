/** Dates a round is opened with: the opening day stays, the others are only put off, on the record (move-rules.ts). */
export const OPENING_DATES = ["opensAt", "closesAt", "recommendUntil", "reviewUntil", "panelUntil"] as const;
export type OpeningDate = (typeof OPENING_DATES)[number];

/** They as the event of the opening tells them. */
export const datesOf = (round: Record<OpeningDate, Date>): Record<OpeningDate, string> => ({
  opensAt: round.opensAt.toISOString(),
  closesAt: round.closesAt.toISOString(),
  recommendUntil: round.recommendUntil.toISOString(),
  reviewUntil: round.reviewUntil.toISOString(),
  panelUntil: round.panelUntil.toISOString(),
});
