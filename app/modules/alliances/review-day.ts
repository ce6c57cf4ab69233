/** Studios are looked at again every year (年度复核); a date is proposed, the officer may set another. */
export const REVIEW_YEARS = 1;
const DAY_MS = 86_400_000;

/** The same day of a later year, days being midnight UTC; the 29th of February becomes the 28th. */
export function addYears(day: Date, years: number): Date {
  const to = new Date(Date.UTC(day.getUTCFullYear() + years, day.getUTCMonth(), day.getUTCDate()));
  return to.getUTCMonth() === day.getUTCMonth() ? to : new Date(to.getTime() - DAY_MS);
}

/** The next anniversary after `today` of a studio that was named before the product knew of it. */
export function firstReviewOn(designatedOn: Date, today: Date): Date {
  let years = Math.max(REVIEW_YEARS, today.getUTCFullYear() - designatedOn.getUTCFullYear());
  while (addYears(designatedOn, years) <= today) years += REVIEW_YEARS;
  return addYears(designatedOn, years);
}
