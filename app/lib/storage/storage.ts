import type { Readable } from "node:stream";

/** Names that may be kept under: 24 random bytes and what of the file it is. */
export const NAME = /^[0-9a-f]{48}\.[a-z][a-z0-9]{0,11}$/;

/** Bytes kept under a name; `read` takes both ends of a range as HTTP does: included. */
export type Stored = { size: number; read(range?: { start: number; end: number }): Readable };

/**
 * Where files are kept. Names are made by us, never taken from a request; a name is written once: what is there is
 * never replaced.
 */
export type Storage = {
  /** @throws when the name is taken */
  put(name: string, bytes: Buffer): Promise<void>;
  /** Takes a finished file of this machine over; it is gone from its old place afterwards. @throws when the name is taken */
  take(name: string, path: string): Promise<void>;
  find(name: string): Promise<Stored | null>;
  remove(name: string): Promise<void>;
  /** Everything kept, in no order. */
  names(): AsyncIterable<{ name: string; keptAt: Date }>;
};
