export const COMPETITION_LEVELS = [
  "INTERNATIONAL",
  "NATIONAL",
  "PROVINCIAL",
  "MUNICIPAL",
  "INDUSTRY",
  "ENTERPRISE",
] as const;
export type CompetitionLevel = (typeof COMPETITION_LEVELS)[number];
export const MEDALS = ["GOLD", "SILVER", "BRONZE", "EXCELLENCE"] as const;
export type Medal = (typeof MEDALS)[number];
