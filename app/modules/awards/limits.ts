/** Most characters of each text of a round and an application. */
export const AWARD_MAX = {
  title: 80,
  legalBasis: 300,
  grade: 20,
  grades: 6,
  name: 100,
  statement: 2000,
  opinion: 1000,
  reason: 1000,
  files: 10,
} as const;
