/** Most characters of each text, and most lines. */
export const ACHIEVEMENT_MAX = {
  title: 120,
  text: 2000,
  novelty: 1000,
  reason: 1000,
  number: 40,
  name: 120,
  contact: 80,
  patents: 10,
  works: 10,
  awards: 10,
  adopters: 20,
};
