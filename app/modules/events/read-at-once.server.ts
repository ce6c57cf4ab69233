import { db, type Tx } from "#app/lib/db.server.ts";

/** So long one look may take, in milliseconds. */
const MOST_MS = 120_000;

/**
 * Reads rows and what the chain says of them as they were at one moment: what is written meanwhile is in both or in
 * neither, so a check never takes work under way for a change behind the product's back.
 */
export const readAtOnce = <T>(read: (tx: Tx) => Promise<T>): Promise<T> =>
  db.$transaction(read, { isolationLevel: "RepeatableRead", timeout: MOST_MS });
