/** Most characters of each text, and most lines. */
export const BENEFIT_MAX = {
  place: 80,
  measureText: 60,
  social: 2000,
  reason: 1000,
  inputName: 40,
  unit: 20,
  source: 200,
};
