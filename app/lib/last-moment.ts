/**
 * The last moment of what lasts until `over`: a stay or a notice that is over at midnight is told by the day before, and
 * a day's own end is its last millisecond.
 */
export const lastMomentOf = (over: Date | string | number): Date => new Date(new Date(over).getTime() - 1);
