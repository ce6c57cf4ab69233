/** Most characters of each text, and most lines; 300 characters are those of the real form. */
export const SHARES_MAX = { contribution: 300, lines: 20, objection: 1000 };
