/** How moments and amounts are written. The frame of every page loads the first file only. */
export * from "./format/amounts.ts";
export * from "./format/moments.ts";
