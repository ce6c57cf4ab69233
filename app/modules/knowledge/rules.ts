/** Orders besides the best first. */
export const SORTS = ["newest", "oldest"] as const;
export type Sort = (typeof SORTS)[number];

/** Characters of a saved search's name. */
export const LONGEST_NAME = 40;
