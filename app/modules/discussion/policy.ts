const EDITABLE_MS = 24 * 3_600_000;

/** Words may be put right for a day; after that others have relied on them. */
export const mayStillEdit = (createdAt: Date, now: Date): boolean => now.getTime() - createdAt.getTime() <= EDITABLE_MS;
